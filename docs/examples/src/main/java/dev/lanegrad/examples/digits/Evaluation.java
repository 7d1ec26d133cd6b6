package dev.lanegrad.examples.digits;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Workers;

/** Runs a network over a whole set of images and keeps the features and the share of correct answers. */
final class Evaluation {

    private static final int BATCH = 500;

    private final ImageSet set;
    private final Tensor<float[]> images;
    private final Tape tape;
    private final Network.Output output;
    private final float[] features;
    private final int width;
    private double accuracy;

    /** Prepares to evaluate a network, as it is at each call of {@link #run}, on a set of images. */
    Evaluation(Network network, ImageSet set, Workers workers) {
        this.set = set;
        tape = new Tape(workers);
        int batch = Math.min(BATCH, set.count());
        images = Tensor.constant(Shape.of(batch, set.imageSize()), new float[batch * set.imageSize()]);
        output = network.apply(tape, images);
        width = network.featureWidth();
        features = new float[set.count() * width];
    }

    /** The features {@code [count, width]} at the last run. */
    float[] features() {
        return features;
    }

    /** The share of images whose largest logit is that of their class, from 0 to 1, at the last run. */
    double accuracy() {
        return accuracy;
    }

    void run() {
        int batch = images.shape().dim(0);
        int correct = 0;
        for (int start = 0; start < set.count(); start += batch) {
            // The last batch may be a short one; the rows behind its end keep old images and are not looked at.
            int rows = Math.min(batch, set.count() - start);
            for (int row = 0; row < rows; row++) {
                set.copyImage(start + row, images.data(), row);
            }
            tape.replay();
            System.arraycopy(output.features().data(), 0, features, start * width, rows * width);
            for (int row = 0; row < rows; row++) {
                correct += argMax(output.logits(), row) == set.labels()[start + row] ? 1 : 0;
            }
        }
        accuracy = (double) correct / set.count();
    }

    private static int argMax(Tensor<float[]> logits, int row) {
        int classes = logits.shape().dim(1);
        int best = 0;
        for (int k = 1; k < classes; k++) {
            if (logits.data()[row * classes + k] > logits.data()[row * classes + best]) {
                best = k;
            }
        }
        return best;
    }
}
