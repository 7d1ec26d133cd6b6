package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.CtcLoss;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A batch of a text-line recogniser with a large alphabet: 64 lines of 80 frames, 6625 classes, labels of 25 symbols; and
 * CTC recorded on it, for the calling thread alone.
 */
public final class CtcBatch {

    /** The number of lines. */
    public static final int ITEMS = 64;
    /** The frames of each line. */
    public static final int FRAMES = 80;
    /** The number of classes, the blank among them. */
    public static final int CLASSES = 6625;
    /** The symbols of each label. */
    public static final int SYMBOLS = 25;

    private final int[] labels;
    private final Tensor<float[]> logits;
    private final Tape tape = new Tape(Workers.single());
    private final Tensor<float[]> loss;

    /** Draws the batch and records the mean of the losses of its items. */
    public CtcBatch() {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[ITEMS * FRAMES * CLASSES];
        for (int i = 0; i < x.length; i++) {
            x[i] = 3 * (float) random.nextGaussian();
        }
        labels = random.ints(ITEMS * SYMBOLS, 1, CLASSES).toArray();
        logits = Tensor.parameter(Shape.of(ITEMS, FRAMES, CLASSES), x);
        loss = CtcLoss.record(tape, logits, labels, filled(FRAMES), filled(SYMBOLS),
                CtcLoss.Options.defaults().withImpossible(CtcLoss.Impossible.ZERO));
    }

    private static int[] filled(int length) {
        int[] lengths = new int[ITEMS];
        Arrays.fill(lengths, length);
        return lengths;
    }

    /**
     * Returns the scores {@code [64, 80, 6625]}.
     *
     * @return the parameter, with the gradient of the last step
     */
    public Tensor<float[]> logits() {
        return logits;
    }

    /**
     * Returns the labels {@code [64, 25]}.
     *
     * @return the classes, row-major
     */
    public int[] labels() {
        return labels;
    }

    /**
     * Computes the loss and its gradient anew.
     *
     * @return the loss
     */
    public double step() {
        logits.zeroGrad();
        tape.replay();
        tape.backward(loss);
        return loss.item();
    }

    /**
     * Computes the loss anew, without the gradient.
     *
     * @return the loss
     */
    public double forward() {
        tape.replay();
        return loss.item();
    }
}
