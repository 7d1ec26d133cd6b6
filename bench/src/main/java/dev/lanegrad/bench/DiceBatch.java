package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.DiceLoss;
import java.util.SplittableRandom;

/** Logits, targets and masks [4, 640, 640] and the recorded dice loss, on one thread. */
public final class DiceBatch {

    /** The images. */
    public static final int ITEMS = 4;

    /** The pixels of the batch. */
    public static final int SIZE = ITEMS * 640 * 640;

    /** The logits. */
    public final float[] logits = new float[SIZE];
    /** The targets. */
    public final float[] targets = new float[SIZE];
    /** The masks. */
    public final float[] masks = new float[SIZE];

    private final Tape tape = new Tape(Workers.single());
    private final Tensor<float[]> x;
    private final Tensor<float[]> loss;

    /**
     * Draws the batch and records the loss.
     *
     * @param kernels the kernels
     */
    public DiceBatch(Kernels<float[]> kernels) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SIZE; i++) {
            logits[i] = (float) (3 * random.nextGaussian());
            targets[i] = random.nextInt(4) == 0 ? 1 : 0;
            masks[i] = random.nextInt(10) == 0 ? 0 : 1;
        }
        Shape shape = Shape.of(ITEMS, 640, 640);
        x = Tensor.parameter(kernels, shape, logits);
        loss = DiceLoss.record(tape, x, Tensor.constant(kernels, shape, targets), Tensor.constant(kernels, shape, masks),
                DiceLoss.Options.defaults());
    }

    /**
     * Computes the loss and the gradient of the logits anew.
     *
     * @return the loss
     */
    public double run() {
        x.zeroGrad();
        tape.replay();
        tape.backward(loss);
        return loss.item();
    }

    /**
     * Computes the gradient of the logits anew.
     *
     * @return the gradient
     */
    public float[] gradient() {
        run();
        return x.grad();
    }
}
