package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The weighting of {@link PaddleCtcLoss} against the plain losses of {@link CtcLoss}. */
class PaddleCtcLossTest {

    private final Tape tape = new Tape();
    private final Tensor<double[]> logits =
            Tensor.parameter(Shape.of(3, 4, 5), new SplittableRandom(8).doubles(60, -2, 2).toArray());
    private final int[] labels = {1, 2, 3, 0, 4, 4};
    private final int[] lengths = {2, 1, 2};

    private double[] plain() {
        CtcLoss.Options options = CtcLoss.Options.defaults().withReduction(Reduction.NONE);
        return CtcLoss.record(tape, logits, labels, new int[] {4, 4, 4}, lengths, options).data();
    }

    private PaddleCtcLoss.Result<double[]> paddle(PaddleCtcLoss.Weighting weighting) {
        return PaddleCtcLoss.record(tape, logits, labels, lengths, weighting);
    }

    @Test
    void plainIsTheMeanOverTheItems() {
        double[] losses = plain();
        PaddleCtcLoss.Result<double[]> result = paddle(PaddleCtcLoss.Weighting.PLAIN);
        assertArrayEquals(losses, result.perItem().data());
        assertEquals((losses[0] + losses[1] + losses[2]) / 3, result.loss().item(), 1e-14);
    }

    @Test
    void focalWeighsItemsByWhatTheyMiss() {
        double[] losses = plain();
        double sum = 0;
        PaddleCtcLoss.Result<double[]> result = paddle(PaddleCtcLoss.Weighting.FOCAL);
        for (int item = 0; item < 3; item++) {
            double weighted = Math.pow(1 - Math.exp(-losses[item]), 2) * losses[item];
            assertEquals(weighted, result.perItem().data()[item], 1e-13);
            sum += weighted;
        }
        assertEquals(sum / 3, result.loss().item(), 1e-13);
    }
}
