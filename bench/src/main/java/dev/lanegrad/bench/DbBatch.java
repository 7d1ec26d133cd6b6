package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.DbLoss;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A batch of a text detector: eight images of 640 x 640 with 12 rectangles of text each, one of them to be ignored; and the
 * DB loss recorded on it, for the calling thread alone.
 */
public final class DbBatch {

    /** The number of images. */
    public static final int IMAGES = 8;
    /** The side of an image. */
    public static final int SIDE = 640;

    private static final int PIXELS = SIDE * SIDE;
    private static final int RECTANGLES = 12;
    private static final int BORDER = 6;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Tensor<float[]> maps;
    private final float[] shrinkMap = new float[IMAGES * PIXELS];
    private final float[] shrinkMask = new float[IMAGES * PIXELS];
    private final float[] thresholdMap = new float[IMAGES * PIXELS];
    private final float[] thresholdMask = new float[IMAGES * PIXELS];
    private final Tape tape = new Tape(Workers.single());
    private final DbLoss.Result<float[]> result;

    /** Draws the batch and records the loss. */
    public DbBatch() {
        float[] p = new float[IMAGES * 3 * PIXELS];
        for (int i = 0; i < p.length; i++) {
            p[i] = (float) random.nextDouble(0.02, 0.98);
        }
        Arrays.fill(shrinkMask, 1);
        for (int image = 0; image < IMAGES; image++) {
            for (int rectangle = 0; rectangle < RECTANGLES; rectangle++) {
                drawText(image, rectangle == 0);
            }
        }
        maps = Tensor.parameter(Shape.of(IMAGES, 3, SIDE, SIDE), p);
        result = DbLoss.record(tape, maps, shrinkMap, shrinkMask, thresholdMap, thresholdMask,
                DbLoss.Options.defaults());
    }

    private void drawText(int image, boolean ignored) {
        int width = random.nextInt(60, 300);
        int height = random.nextInt(20, 60);
        int left = random.nextInt(SIDE - width);
        int top = random.nextInt(SIDE - height);
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                int i = image * PIXELS + y * SIDE + x;
                int depth = Math.min(Math.min(x - left, left + width - 1 - x), Math.min(y - top, top + height - 1 - y));
                if (ignored) {
                    shrinkMask[i] = 0;
                } else if (depth >= BORDER) {
                    shrinkMap[i] = 1;
                } else {
                    thresholdMask[i] = 1;
                    thresholdMap[i] = 0.3f + 0.4f * (depth + 1) / BORDER;
                }
            }
        }
    }

    /**
     * Returns the predictions {@code [8, 3, 640, 640]}.
     *
     * @return the parameter, with the gradient of the last step
     */
    public Tensor<float[]> maps() {
        return maps;
    }

    /**
     * Returns the labels and their weights, each {@code [8, 640, 640]}.
     *
     * @return the shrink map, its mask, the threshold map and its mask
     */
    public float[][] targets() {
        return new float[][] {shrinkMap, shrinkMask, thresholdMap, thresholdMask};
    }

    /**
     * Computes the loss and its gradient anew.
     *
     * @return the loss
     */
    public double step() {
        maps.zeroGrad();
        tape.replay();
        tape.backward(result.loss());
        return result.loss().item();
    }

    /**
     * Computes the loss anew, without the gradient.
     *
     * @return the loss
     */
    public double forward() {
        tape.replay();
        return result.loss().item();
    }
}
