package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import org.jetbrains.annotations.Nullable;

/** The node of {@link BinaryCrossEntropy} on probabilities. */
final class BinaryProbabilitiesNode<A> extends ElementwiseLossNode<A> {

    private final Tensor<A> p;
    private final A target;
    private final ElementWeights<A> weights;
    private final A scratch;

    BinaryProbabilitiesNode(Tensor<A> p, A target, @Nullable A weights, BinaryCrossEntropy.Options options) {
        super("binaryCrossEntropy", p, options.reduction(), p.shape().size(), PIECE, p);
        int size = p.shape().size();
        if (options.positiveWeight().length != 0) {
            throw new IllegalArgumentException("binaryCrossEntropy: positiveWeight [" + options.positiveWeight().length
                    + "] must be empty for probabilities; only the form on logits has one");
        }
        ElementWeights.requireLength("binaryCrossEntropy", "target", kernels.storage().length(target), size);
        this.p = p;
        this.target = target;
        this.scratch = scratch();
        this.weights = new ElementWeights<>("binaryCrossEntropy", kernels, weights, size, scratch);
    }

    @Override
    void losses(int n, int at, A y, int yOffset) {
        weights.check(n, at);
        kernels.elementary().binaryCrossEntropy(n, p.data(), at, target, at, y, yOffset);
        weights.scale(n, at, y, yOffset, y, yOffset);
    }

    @Override
    void addGradients(int n, int at, A dy, int dyOffset) {
        weights.scale(n, at, dy, dyOffset, scratch, 0);
        kernels.elementary().addBinaryCrossEntropyGradient(n, scratch, 0, p.data(), at, target, at, p.grad(), at);
    }
}
