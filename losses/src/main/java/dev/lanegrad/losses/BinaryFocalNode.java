package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import java.util.OptionalDouble;

/** The node of {@link BinaryFocalLoss}. */
final class BinaryFocalNode<A> extends ElementwiseLossNode<A> {

    private final Tensor<A> logits;
    private final A target;
    private final double gamma;
    private final OptionalDouble alpha;
    private final Powers<A> powers;

    /** {@code p} and {@code 1 - p}, the latter from the logit, so that it keeps its precision. */
    private final A p;
    private final A q;

    /** The cross-entropy and how wrong the prediction is. */
    private final A entropy;
    private final A wrong;
    private final A power;

    /** {@code 1 - t}, and what is left of it. */
    private final A rest;

    BinaryFocalNode(Tensor<A> logits, A target, BinaryFocalLoss.Options options) {
        super("binaryFocalLoss", logits, options.reduction(), logits.shape().size(), PIECE, logits);
        ElementWeights.requireLength(
                "binaryFocalLoss", "target", kernels.storage().length(target), logits.shape().size());
        this.logits = logits;
        this.target = target;
        this.gamma = options.gamma();
        this.alpha = options.alpha();
        this.powers = new Powers<>(kernels);
        this.p = scratch();
        this.q = scratch();
        this.entropy = scratch();
        this.wrong = scratch();
        this.power = scratch();
        this.rest = scratch();
    }

    /** Fills all scratch but {@link #power}. */
    private void read(int n, int at) {
        A x = logits.data();
        elementwise.scaleAndShift(n, -1, 1, target, at, rest, 0);
        kernels.elementary().logSigmoid(n, x, at, wrong, 0);
        elementwise.mul(n, rest, 0, x, at, entropy, 0);
        elementwise.sub(n, entropy, 0, wrong, 0, entropy, 0);
        kernels.elementary().sigmoid(n, x, at, p, 0);
        elementwise.scale(n, -1, x, at, q, 0);
        kernels.elementary().sigmoid(n, q, 0, q, 0);
        elementwise.mul(n, p, 0, rest, 0, wrong, 0);
        elementwise.addProduct(n, q, 0, target, at, wrong, 0);
        powers.limit(n, wrong);
    }

    /** {@code y[i] *= alpha t[i] + (1 - alpha) (1 - t[i])}. */
    private void weigh(int n, int at, A y, int yOffset) {
        if (alpha.isPresent()) {
            elementwise.scaleAndShift(n, 2 * alpha.getAsDouble() - 1, 1 - alpha.getAsDouble(), target, at, rest, 0);
            elementwise.mul(n, y, yOffset, rest, 0, y, yOffset);
        }
    }

    @Override
    void losses(int n, int at, A y, int yOffset) {
        read(n, at);
        powers.power(n, gamma, wrong, power);
        elementwise.mul(n, entropy, 0, power, 0, y, yOffset);
        weigh(n, at, y, yOffset);
    }

    @Override
    void addGradients(int n, int at, A dy, int dyOffset) {
        read(n, at);
        elementwise.mul(n, q, 0, p, 0, q, 0);
        elementwise.sub(n, p, 0, target, at, p, 0);
        powers.power(n, gamma, wrong, power);
        elementwise.mul(n, p, 0, power, 0, p, 0);
        if (gamma != 0) {
            powers.power(n, gamma - 1, wrong, power);
            elementwise.mul(n, entropy, 0, power, 0, entropy, 0);
            elementwise.mul(n, entropy, 0, q, 0, entropy, 0);
            elementwise.sub(n, rest, 0, target, at, rest, 0);
            elementwise.scale(n, gamma, rest, 0, rest, 0);
            elementwise.addProduct(n, entropy, 0, rest, 0, p, 0);
        }
        weigh(n, at, p, 0);
        elementwise.addProduct(n, p, 0, dy, dyOffset, logits.grad(), at);
    }
}
