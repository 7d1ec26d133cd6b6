package dev.lanegrad.bench;

import java.util.SplittableRandom;

/** Weights, inputs and labels that every implementation of the training step starts with. */
public final class TrainingData {

    /** The number of inputs. */
    public static final int PIXELS = 784;
    /** The number of features. */
    public static final int FEATURES = 64;
    /** The number of classes. */
    public static final int CLASSES = 10;

    /** The number of rows. */
    public final int batch;
    /** Weights [features, pixels]. */
    public final float[] w1;
    /** Biases of the features. */
    public final float[] b1;
    /** Weights [classes, features]. */
    public final float[] w2;
    /** Biases of the classes. */
    public final float[] b2;
    /** Centres [classes, features]. */
    public final float[] centers;
    /** Inputs [batch, pixels]. */
    public final float[] pixels;
    /** The class of each row. */
    public final int[] labels;

    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * Draws them, the same for each number of rows but for their number.
     *
     * @param batch the number of rows
     */
    public TrainingData(int batch) {
        this.batch = batch;
        w1 = uniform(FEATURES * PIXELS, -0.05, 0.05);
        b1 = uniform(FEATURES, -0.05, 0.05);
        w2 = uniform(CLASSES * FEATURES, -0.05, 0.05);
        b2 = uniform(CLASSES, -0.05, 0.05);
        centers = uniform(CLASSES * FEATURES, -0.05, 0.05);
        pixels = uniform(batch * PIXELS, 0, 1);
        labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = random.nextInt(CLASSES);
        }
    }

    private float[] uniform(int size, double min, double max) {
        float[] x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = (float) random.nextDouble(min, max);
        }
        return x;
    }

    /**
     * The labels as other libraries want them.
     *
     * @return one number for each row
     */
    public long[] longLabels() {
        long[] y = new long[batch];
        for (int i = 0; i < batch; i++) {
            y[i] = labels[i];
        }
        return y;
    }
}
