package dev.lanegrad.autograd.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import org.junit.jupiter.api.Test;

class IndexedTest {

    private final Tape tape = new Tape();
    private final Tensor<double[]> table = Tensor.parameter(Shape.of(3, 2), 1.0, 2.0, 3.0, 4.0, 5.0, 6.0);

    @Test
    void gatheredRowsPassTheirGradientsBack() {
        int[] index = {2, 0, 2};
        Tensor<double[]> y = Indexed.gatherRows(tape, table, index);
        assertArrayEquals(new double[] {5, 6, 1, 2, 5, 6}, y.data());
        tape.backward(y, new double[] {1, 10, 100, 1000, 2, 20});
        assertArrayEquals(new double[] {100, 1000, 0, 0, 3, 30}, table.grad());

        index[0] = 1;
        tape.replay();
        assertArrayEquals(new double[] {3, 4, 1, 2, 5, 6}, y.data(), "the index is read at every replay");
        index[1] = 3;
        assertMessage("gatherRows: index[1] = 3 must lie in [0, 3)", tape::replay);
    }

    @Test
    void scatteredRowsAddUp() {
        Tensor<double[]> y = Indexed.scatterAddRows(tape, table, new int[] {1, 3, 1}, 4);
        assertArrayEquals(new double[] {0, 0, 6, 8, 0, 0, 3, 4}, y.data());
        tape.replay();
        assertArrayEquals(new double[] {0, 0, 6, 8, 0, 0, 3, 4}, y.data());
        tape.backward(y, new double[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertArrayEquals(new double[] {3, 4, 7, 8, 3, 4}, table.grad());
    }

    @Test
    void rowsMayHaveAnyShape() {
        Tensor<double[]> vector = Tensor.parameter(Shape.of(3), 1.0, 2.0, 3.0);
        assertArrayEquals(new double[] {3, 1}, Indexed.gatherRows(tape, vector, new int[] {2, 0}).data());
        Tensor<double[]> cube = Tensor.parameter(Shape.of(2, 1, 2), 1.0, 2.0, 3.0, 4.0);
        Tensor<double[]> y = Indexed.gatherRows(tape, cube, new int[] {1, 1, 0});
        assertEquals(Shape.of(3, 1, 2), y.shape());
        assertArrayEquals(new double[] {3, 4, 3, 4, 1, 2}, y.data());
        assertEquals(Shape.of(0, 1, 2), Indexed.gatherRows(tape, cube, new int[0]).shape());
    }

    @Test
    void imagesAreResizedOverTheirLastTwoAxes() {
        Tensor<double[]> x = Tensor.parameter(Shape.of(1, 2, 1, 2), 1.0, 2.0, 3.0, 4.0);
        Tensor<double[]> y = Indexed.upsampleNearest(tape, x, 2, 3);
        assertEquals(Shape.of(1, 2, 2, 6), y.shape());
        assertArrayEquals(new double[] {1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 3, 3, 3, 4, 4, 4}, y.data());
        tape.backward(y);
        assertArrayEquals(new double[] {6, 6, 6, 6}, x.grad());
        assertArrayEquals(new double[] {1, 1, 2, 3, 3, 4}, Indexed.resizeNearest(tape, x, 1, 3).data());
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
