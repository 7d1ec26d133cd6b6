package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import org.junit.jupiter.api.Test;

class CenterLossTest {

    private final Tensor<double[]> x = Tensor.parameter(Shape.of(3, 2), 1.0, 2.0, 3.0, 5.0, -1.0, 0.5);
    private final Tensor<double[]> c = Tensor.parameter(Shape.of(4, 2), 0.0, 1.0, 9.0, 9.0, 1.0, 1.0, 9.0, 9.0);
    private final int[] labels = {2, 0, 2};

    // x - c: (0, 1), (3, 4), (-2, -0.5); squares: 1, 25, 4.25

    @Test
    void meanSumAndRows() {
        Tape tape = new Tape();
        assertEquals(0.5 * 30.25 / 3, CenterLoss.record(tape, x, labels, c).item(), 1e-15);
        CenterLoss.Options sum = CenterLoss.Options.defaults().withReduction(Reduction.SUM);
        assertEquals(0.5 * 30.25, CenterLoss.record(tape, x, labels, c, sum).item());
        Tensor<double[]> rows = CenterLoss.record(tape, x, labels, c, sum.withReduction(Reduction.NONE));
        assertArrayEquals(new double[] {0.5, 12.5, 2.125}, rows.data());
        assertEquals(Shape.of(3), rows.shape());
    }

    @Test
    void bothGradientsFollowTheUpstreamGradient() {
        Tape tape = new Tape();
        CenterLoss.Options none = CenterLoss.Options.defaults().withReduction(Reduction.NONE);
        tape.backward(CenterLoss.record(tape, x, labels, c, none), new double[] {1, 2, -4});
        assertArrayEquals(new double[] {0, 1, 6, 8, 8, 2}, x.grad());
        assertArrayEquals(new double[] {-6, -8, 0, 0, -8, -3, 0, 0}, c.grad());
    }

    @Test
    void classWeightsWeighTheMeanAndIgnoredRowsDoNotCount() {
        Tape tape = new Tape();
        CenterLoss.Options options = CenterLoss.Options.defaults().withClassWeights(3, 0, 1, 0).withIgnoreIndex(-7);
        Tensor<double[]> loss = CenterLoss.record(tape, x, new int[] {2, 0, -7}, c, options);
        assertEquals(0.5 * (1 + 3 * 25) / 4, loss.item());
        tape.backward(loss);
        assertArrayEquals(new double[] {0, 0.25, 9 / 4.0, 12 / 4.0, 0, 0}, x.grad());
        assertArrayEquals(new double[] {-9 / 4.0, -12 / 4.0, 0, 0, 0, -0.25, 0, 0}, c.grad());
    }

    @Test
    void aMeanOverNothingIsZero() {
        Tape tape = new Tape();
        CenterLoss.Options options = CenterLoss.Options.defaults().withIgnoreIndex(2);
        Tensor<double[]> loss = CenterLoss.record(tape, x, new int[] {2, 2, 2}, c, options);
        assertEquals(0, loss.item());
        tape.backward(loss);
        assertArrayEquals(new double[6], x.grad());
    }

    @Test
    void aReplayReadsDataAndLabelsAgain() {
        Tape tape = new Tape();
        Tensor<double[]> loss = CenterLoss.record(tape, x, labels, c);
        labels[1] = 2;
        x.data()[2] = 1;
        tape.replay();
        assertEquals(0.5 * (1 + 16 + 4.25) / 3, loss.item(), 1e-15);
        labels[1] = 4;
        assertMessage("centerLoss: labels[1] = 4 must lie in [0, 4), the classes of the centers", tape::replay);
    }

    @Test
    void frozenCentresGetNoGradient() {
        Tape tape = new Tape();
        Tensor<double[]> frozen = Tensor.constant(c.shape(), c.data());
        tape.backward(CenterLoss.record(tape, x, labels, frozen));
        assertArrayEquals(new double[] {0, 1 / 3.0, 1, 4 / 3.0, -2 / 3.0, -0.5 / 3}, x.grad(), 1e-15);
    }

    @Test
    void badArgumentsAreNamed() {
        Tape tape = new Tape();
        assertMessage("centerLoss: labels[2] = -1 must lie in [0, 4), the classes of the centers",
                () -> CenterLoss.record(tape, x, new int[] {0, 1, -1}, c));
        assertMessage("centerLoss: labels [2] must have one label for each of the 3 rows of features",
                () -> CenterLoss.record(tape, x, new int[2], c));
        assertMessage("centerLoss: features [0, 2] must be [..., dim] with at least one row and one column",
                () -> CenterLoss.record(tape, Tensor.parameter(Shape.of(0, 2), new double[0]), new int[0], c));
        assertMessage("centerLoss: centers [2, 4] must be [classes, 2], as wide as features [3, 2]",
                () -> CenterLoss.record(tape, x, labels, Tensor.constant(Shape.of(2, 4), c.data())));
        assertMessage("centerLoss: classWeights [2] must have one weight for each of the 4 classes",
                () -> CenterLoss.record(tape, x, labels, c, CenterLoss.Options.defaults().withClassWeights(1, 2)));
        assertMessage("centerLoss: classWeights[1] = -2.0 must be finite and at least 0",
                () -> CenterLoss.Options.defaults().withClassWeights(1, -2));
        assertEquals(0, tape.size());
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
