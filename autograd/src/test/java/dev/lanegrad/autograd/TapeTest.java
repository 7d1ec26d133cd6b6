package dev.lanegrad.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;
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
    void aGradientIsClearedWhenItIsAskedFor() {
        for (int size : new int[] {4, 1000}) {
            double[] ones = new double[size];
            Arrays.fill(ones, 1);
            Tensor<double[]> vector = Tensor.parameter(Shape.of(1, size), ones);
            Tape tape = new Tape();
            Tensor<double[]> y = Ops.rowSquaredNorms(tape, vector);
            tape.backward(y);
            double[] held = vector.grad();
            vector.zeroGrad();
            assertSame(held, vector.grad());
            assertArrayEquals(new double[size], held);

            vector.zeroGrad();
            tape.backward(y);
            assertArrayEquals(Arrays.stream(ones).map(one -> 2 * one).toArray(), held);
        }
    }

    @Test
    void whoTakesAZeroGradientClearsIt() {
        Tensor<double[]> large = Tensor.parameter(Shape.of(1000), new double[1000]);
        assertFalse(large.takeZeroGrad(), "nobody has set it to zero");
        large.grad()[0] = 1;
        large.zeroGrad();
        assertTrue(large.takeZeroGrad());
        assertFalse(large.takeZeroGrad(), "it has been taken");
        assertEquals(1, large.grad()[0], "left to whoever has taken it");

        large.zeroGrad();
        assertArrayEquals(new double[1000], large.grad());
        assertFalse(large.takeZeroGrad(), "it has been cleared");

        Tensor<double[]> constant = Tensor.constant(Shape.of(1000), new double[1000]);
        constant.zeroGrad();
        assertFalse(constant.takeZeroGrad());
    }

    @Test
    void aGradientIsReservedUntilSomebodyElseUsesIt() {
        Tensor<double[]> parameter = Tensor.parameter(Shape.of(1000), new double[1000]);
        assertFalse(parameter.reserveGrad("a"), "its numbers count");
        assertThrows(IllegalStateException.class, () -> parameter.reservedGrad("a"));
        parameter.zeroGrad();
        assertTrue(parameter.reserveGrad("a"));
        parameter.reservedGrad("a")[0] = 7;
        assertFalse(parameter.takeReservedGrad("b"));
        assertTrue(parameter.takeReservedGrad("a"));
        assertFalse(parameter.takeReservedGrad("a"), "it has been taken");
        assertEquals(7, parameter.grad()[0]);

        parameter.zeroGrad();
        assertTrue(parameter.reserveGrad("a"));
        assertTrue(parameter.reserveGrad("b"), "nobody has used it");
        assertFalse(parameter.takeReservedGrad("a"), "b has written over it");
        assertEquals(0, parameter.grad()[0], "zero for everybody else");
        assertFalse(parameter.takeReservedGrad("b"), "it has been cleared");

        Tensor<double[]> small = Tensor.parameter(Shape.of(4), new double[4]);
        small.zeroGrad();
        assertFalse(small.reserveGrad("a"), "small ones are cleared at once");
        Tensor<double[]> constant = Tensor.constant(Shape.of(1000), new double[1000]);
        constant.zeroGrad();
        assertFalse(constant.reserveGrad("a"));
    }

    @Test
    void aReplaySetsTheGradientsOfResultsToZeroThatItsTapeClears() {
        Tensor<double[]> parameter = Tensor.parameter(Shape.of(1000), new double[1000]);
        Tape first = new Tape();
        Tensor<double[]> result = Ops.scale(first, parameter, 2);
        Tape second = new Tape();
        Tensor<double[]> loss = Ops.scale(second, result, 3);
        second.backward(loss);
        second.replay();
        assertFalse(result.reserveGrad("a"), "to the second tape it is an input, whose gradient adds up");
        second.backward(loss);
        assertEquals(6, result.grad()[0]);
        first.backward(result, result.grad());
        assertEquals(12, parameter.grad()[0]);
        first.replay();
        assertTrue(result.reserveGrad("a"));
        assertEquals(0, result.grad()[0]);
    }

    @Test
    void workersThatAskForAGradientAtOnceFindItCleared() {
        Tensor<double[]> wide = Tensor.parameter(Shape.of(4096), new double[4096]);
        try (Workers workers = Workers.of(4)) {
            for (int round = 0; round < 200; round++) {
                wide.zeroGrad();
                workers.run(4, task -> wide.grad()[task * 1000] += 1);
                double[] sums = {wide.grad()[0], wide.grad()[1000], wide.grad()[2000], wide.grad()[3000]};
                assertArrayEquals(new double[] {1, 1, 1, 1}, sums);
            }
        }
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
