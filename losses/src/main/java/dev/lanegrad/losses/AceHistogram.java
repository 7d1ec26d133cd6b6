package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/** The shares of the frames that the label of each item gives to each class, read anew at every replay; a constant. */
final class AceHistogram<A> implements Node {

    private final Kernels<A> kernels;
    private final int frames;
    private final int[] labelLengths;
    private final int[] counts;
    private final Tensor<A> shares;

    AceHistogram(Tensor<A> logits, int[] labelLengths, int[] counts) {
        int batch = logits.shape().dim(0);
        int classes = logits.shape().dim(2);
        if (labelLengths.length != batch || counts.length != batch * classes) {
            throw new IllegalArgumentException("aceLoss: labelLengths [" + labelLengths.length + "] and counts ["
                    + counts.length + "] must have " + batch + " and " + batch * classes + " entries for logits "
                    + logits.shape());
        }
        this.kernels = logits.kernels();
        this.frames = logits.shape().dim(1);
        this.labelLengths = labelLengths;
        this.counts = counts;
        this.shares = Tensor.result(kernels, Shape.of(batch, classes));
    }

    Tensor<A> result() {
        return shares;
    }

    @Override
    public void forward() {
        int classes = shares.shape().dim(1);
        for (int b = 0; b < labelLengths.length; b++) {
            if (labelLengths[b] < 0 || labelLengths[b] > frames) {
                throw new IllegalArgumentException("aceLoss: labelLengths[" + b + "] = " + labelLengths[b]
                        + " must lie in [0, " + frames + "], the frames of logits");
            }
            for (int k = 1; k < classes; k++) {
                int count = counts[b * classes + k];
                if (count < 0) {
                    throw new IllegalArgumentException(
                            "aceLoss: counts[" + b + ", " + k + "] = " + count + " must not be negative");
                }
                kernels.storage().set(shares.data(), b * classes + k, (double) count / frames);
            }
            kernels.storage().set(shares.data(), b * classes, (double) (frames - labelLengths[b]) / frames);
        }
    }

    /** The labels have no gradient. */
    @Override
    public void backward() {
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of();
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(shares);
    }
}
