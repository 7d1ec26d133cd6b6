package dev.lanegrad.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.ops.Ops;
import org.junit.jupiter.api.Test;

class TapeTest {

    private final Tensor<double[]> x = Tensor.parameter(Shape.of(2, 2), 1.0, 2.0, 3.0, 4.0);

    @Test
    void recordsReplaysAndDifferentiates() {
        Tape tape = new Tape();
        Tensor<double[]> y = Ops.rowSquaredNorms(tape, x);
        assertArrayEquals(new double[] {5, 25}, y.data());

        x.data()[0] = 0;
        tape.replay();
        assertArrayEquals(new double[] {4, 25}, y.data());

        tape.backward(y);
        assertArrayEquals(new double[] {0, 4, 6, 8}, x.grad());
    }

    @Test
    void countsItsOperationsAndOneElementIsAnItem() {
        Tape tape = new Tape();
        assertEquals(0, tape.size());
        Tensor<double[]> sum = Ops.sum(tape, Ops.rowSquaredNorms(tape, x));
        assertEquals(2, tape.size());
        assertEquals(30, sum.item());
        assertThrows(IllegalStateException.class, x::item);
    }

    @Test
    void parametersAccumulateAndResultsDoNot() {
        Tape tape = new Tape();
        Tensor<double[]> y = Ops.rowSquaredNorms(tape, x);
        Tensor<double[]> z = Ops.rowSquaredNorms(tape, y);
        tape.backward(z);
        tape.backward(z);
        assertArrayEquals(new double[] {10, 50}, y.grad());
        assertArrayEquals(new double[] {2 * 2 * 10, 2 * 2 * 20, 2 * 6 * 50, 2 * 8 * 50}, x.grad());
    }

    @Test
    void onlyWhatTheOutputDependsOnIsDifferentiated() {
        Tape tape = new Tape();
        Tensor<double[]> y = Ops.rowSquaredNorms(tape, x);
        Ops.rowSquaredNorms(tape, y);
        tape.backward(y, new double[] {1, 0});
        assertArrayEquals(new double[] {2, 4, 0, 0}, x.grad());
    }

    @Test
    void anUpstreamGradientOfAnotherLengthIsRefused() {
        Tape tape = new Tape();
        Tensor<double[]> y = Ops.rowSquaredNorms(tape, x);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> tape.backward(y, new double[3]));
        assertEquals("Tape.backward: upstream has 3 elements and must have the 2 of output [2]", e.getMessage());
    }

    @Test
    void anOutputThatDependsOnNoParameterIsRefused() {
        Tape tape = new Tape();
        Tensor<double[]> y = Ops.rowSquaredNorms(tape, Tensor.constant(Shape.of(1, 2), 1.0, 2.0));
        assertThrows(IllegalArgumentException.class, () -> tape.backward(y));
        assertThrows(IllegalArgumentException.class, () -> tape.backward(x));
    }
}
