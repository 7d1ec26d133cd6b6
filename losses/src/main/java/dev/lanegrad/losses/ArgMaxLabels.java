package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Rowwise.NanPolicy;
import java.util.Arrays;
import java.util.List;

/** {@code labels[i] = argmax_k logits[i,k]}, the first of equal ones: constants, so nothing is differentiated. */
final class ArgMaxLabels<A> implements Node {

    private final Tensor<A> logits;
    private final int[] labels;

    ArgMaxLabels(Tensor<A> logits, Tensor<?> features, Tensor<?> centers) {
        int[] expected = features.shape().dims();
        expected[expected.length - 1] = centers.shape().dim(0);
        if (!Arrays.equals(logits.shape().dims(), expected)) {
            throw new IllegalArgumentException("paddleCenterLoss: logits " + logits.shape() + " must have the shape "
                    + Arrays.toString(expected) + ", the rows of features " + features.shape()
                    + " and the classes of centers " + centers.shape());
        }
        this.logits = logits;
        this.labels = new int[logits.shape().size() / expected[expected.length - 1]];
    }

    int[] labels() {
        return labels;
    }

    @Override
    public void forward() {
        logits.kernels().rowwise().argMax(
                labels.length, logits.shape().dim(-1), 1, NanPolicy.IGNORE, logits.data(), 0, labels, 0);
    }

    @Override
    public void backward() {
        // Labels are constants.
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(logits);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of();
    }
}
