package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which negatives weigh in {@link BalanceLoss}. */
class HardNegativesTest {

    private static double[] weights(double[] gt, double[] mask, double[] main, int k) {
        return new HardNegatives<>(Kernels.doubles(), main.length).weights(gt, mask, main, k);
    }

    private static double[] negatives(int k, double... main) {
        double[] mask = new double[main.length];
        Arrays.fill(mask, 1);
        return weights(new double[main.length], mask, main, k);
    }

    @Test
    void ofEqualOnesTheFirstAreTaken() {
        assertArrayEquals(new double[] {0, 1, 1, 0, 0}, negatives(2, 1, 2, 2, 2, 1));
        assertArrayEquals(new double[] {1, 1, 1, 1, 0}, negatives(4, 1, 2, 2, 2, 1));
    }

    @Test
    void notANumberIsHardest() {
        assertArrayEquals(new double[] {1, 0, 1, 0}, negatives(2, Double.NaN, 1, Double.NaN, Double.NaN));
        assertArrayEquals(new double[] {0, 1, 0, 0}, negatives(1, 1, Double.NaN, 2, 0));
    }

    @Test
    void aMaskThatIsNotANumberIsKept() {
        double nan = Double.NaN;
        assertArrayEquals(new double[] {nan, 0, 0}, weights(new double[3], new double[] {nan, 1, 1}, new double[] {1, 3, 2}, 1));
        assertArrayEquals(new double[] {nan, 1, 0}, weights(new double[3], new double[] {nan, 1, 1}, new double[] {1, 3, 2}, 2));
        assertArrayEquals(new double[] {nan, 0}, weights(new double[] {1, 0}, new double[] {nan, 1}, new double[] {1, 2}, 0));
    }

    @Test
    void noneAreWantedOrTheyWeighTheirMask() {
        assertArrayEquals(new double[] {0.5, 0, 0}, weights(new double[] {1, 0, 0}, new double[] {0.5, 1, 1}, new double[] {1, 2, 3}, 0));
        assertArrayEquals(new double[] {0, 0.5, 0}, weights(new double[3], new double[] {0.1, 0.5, 0.25}, new double[] {1, 2, 3}, 1));
    }

    /** One positive, three negatives, of which the hardest one counts: the sum over 2 + eps. */
    @Test
    void epsIsAddedToTheNumberOfPixels() {
        Tape tape = new Tape();
        Tensor<double[]> pred = Tensor.parameter(Shape.of(4), 0.5, 0.25, 0.75, 0.5);
        BalanceLoss.Options options = BalanceLoss.Options.defaults().withMainLoss(BalanceLoss.MainLoss.CROSS_ENTROPY)
                .withNegativeRatio(1).withEps(0.5);
        Tensor<double[]> loss = BalanceLoss.record(tape, pred, new double[] {1, 0, 0, 0}, new double[] {1, 1, 1, 1}, options);
        assertEquals((Math.log(2) + Math.log(4)) / 2.5, loss.item(), 1e-15);
        tape.backward(loss);
        assertArrayEquals(new double[] {-2 / 2.5, 0, 4 / 2.5, 0}, pred.grad(), 1e-14);
    }
}
