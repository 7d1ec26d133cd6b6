package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import org.jetbrains.annotations.Nullable;

/**
 * The node of {@link BinaryCrossEntropy} on logits. With {@code a = 1 + (v - 1) t} the loss is {@code (1 - t) x - a log sigmoid(x)} and its
 * derivative {@code a sigmoid(x) - v t}.
 */
final class BinaryLogitsNode<A> extends ElementwiseLossNode<A> {

    private final Tensor<A> logits;
    private final A target;
    private final ElementWeights<A> weights;

    /** The positive weights, repeated to fill a piece; null if they are 1. */
    private final @Nullable A positive;
    private final A first;
    private final A second;
    private final A third;

    BinaryLogitsNode(Tensor<A> logits, A target, @Nullable A weights, BinaryCrossEntropy.Options options) {
        super("binaryCrossEntropy", logits, options.reduction(), logits.shape().size(), piece(logits, options), logits);
        int size = logits.shape().size();
        ElementWeights.requireLength("binaryCrossEntropy", "target", kernels.storage().length(target), size);
        this.logits = logits;
        this.target = target;
        this.first = scratch();
        this.second = scratch();
        this.third = scratch();
        this.weights = new ElementWeights<>("binaryCrossEntropy", kernels, weights, size, first);
        this.positive = options.positiveWeight().length == 0 ? null : repeated(options.positiveWeight());
    }

    /** A piece ends where the last axis does, so that the positive weights stand alike in all pieces. */
    private static int piece(Tensor<?> logits, BinaryCrossEntropy.Options options) {
        int cycle = options.positiveWeight().length;
        if (cycle <= 1) {
            return PIECE;
        }
        if (logits.shape().rank() == 0 || logits.shape().dim(-1) != cycle) {
            throw new IllegalArgumentException("binaryCrossEntropy: positiveWeight [" + cycle
                    + "] must have one weight, or one for each index of the last axis of logits " + logits.shape());
        }
        return cycle * Math.max(1, PIECE / cycle);
    }

    private A repeated(double[] weight) {
        A filled = scratch();
        for (int i = 0; i < kernels.storage().length(filled); i++) {
            kernels.storage().set(filled, i, weight[i % weight.length]);
        }
        return filled;
    }

    /** Writes {@code v t} to {@link #second} and {@code 1 + v t - t} to {@link #third}. */
    private void weighTargets(int n, int at) {
        elementwise.mul(n, positive, 0, target, at, second, 0);
        elementwise.sub(n, second, 0, target, at, third, 0);
        elementwise.scaleAndShift(n, 1, 1, third, 0, third, 0);
    }

    @Override
    void losses(int n, int at, A y, int yOffset) {
        weights.check(n, at);
        kernels.elementary().logSigmoid(n, logits.data(), at, first, 0);
        if (positive != null) {
            weighTargets(n, at);
            elementwise.mul(n, first, 0, third, 0, first, 0);
        }
        elementwise.scaleAndShift(n, -1, 1, target, at, second, 0);
        elementwise.mul(n, second, 0, logits.data(), at, second, 0);
        elementwise.sub(n, second, 0, first, 0, y, yOffset);
        weights.scale(n, at, y, yOffset, y, yOffset);
    }

    @Override
    void addGradients(int n, int at, A dy, int dyOffset) {
        kernels.elementary().sigmoid(n, logits.data(), at, first, 0);
        if (positive == null) {
            elementwise.sub(n, first, 0, target, at, first, 0);
        } else {
            weighTargets(n, at);
            elementwise.mul(n, first, 0, third, 0, first, 0);
            elementwise.sub(n, first, 0, second, 0, first, 0);
        }
        weights.scale(n, at, first, 0, first, 0);
        elementwise.addProduct(n, first, 0, dy, dyOffset, logits.grad(), at);
    }
}
