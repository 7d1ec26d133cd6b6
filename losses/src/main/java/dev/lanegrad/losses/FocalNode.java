package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.LabelTargets;
import java.util.Arrays;
import java.util.List;

/** The node of {@link FocalLoss}: a function of the cross-entropy of each row, whose derivative goes on into that of the cross-entropy. */
final class FocalNode<A> implements Node {

    private final Tensor<A> logits;
    private final Kernels<A> kernels;
    private final Elementwise<A> elementwise;
    private final Powers<A> powers;
    private final double gamma;
    private final Reduction reduction;
    private final ClassLabels labels;
    private final int[] source;
    private final LabelTargets<A> targets;
    private final int rows;
    private final int classes;
    private final Tensor<A> loss;
    private final A entropy;
    private final A wrong;
    private final A power;
    private final A weights;
    private final A losses;
    private final A slope;
    private final A rowSums;

    FocalNode(Tensor<A> logits, int[] labels, FocalLoss.Options options) {
        if (logits.shape().rank() == 0 || logits.shape().size() == 0) {
            throw new IllegalArgumentException(
                    "focalLoss: logits " + logits.shape() + " must be [..., C] with at least one row and one class");
        }
        Shape leading = Shape.of(Arrays.copyOf(logits.shape().dims(), logits.shape().rank() - 1));
        this.logits = logits;
        this.kernels = logits.kernels();
        this.elementwise = kernels.elementwise();
        this.powers = new Powers<>(kernels);
        this.gamma = options.gamma();
        this.reduction = options.reduction();
        this.rows = leading.size();
        this.classes = logits.shape().dim(-1);
        this.labels = new ClassLabels("focalLoss", "logits", "logits", rows, classes, labels,
                options.ignoreIndex(), options.classWeights());
        this.source = labels;
        this.targets = new LabelTargets<>(0, options.ignoreIndex(), null);
        this.loss = Tensor.result(kernels, reduction == Reduction.NONE ? leading : Shape.of(), logits);
        this.entropy = kernels.storage().allocate(rows);
        this.wrong = kernels.storage().allocate(rows);
        this.power = kernels.storage().allocate(rows);
        this.weights = kernels.storage().allocate(rows);
        this.losses = reduction == Reduction.NONE ? loss.data() : kernels.storage().allocate(rows);
        this.slope = kernels.storage().allocate(rows);
        this.rowSums = kernels.storage().allocate(Math.multiplyExact(2, rows));
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        labels.read();
        for (int i = 0; i < rows; i++) {
            kernels.storage().set(weights, i, labels.weight(i));
        }
        kernels.rowwise().crossEntropy(rows, classes, logits.data(), 0, source, 0, targets, entropy, 0, rowSums, 0);
        elementwise.scale(rows, -1, entropy, 0, wrong, 0);
        kernels.elementary().expm1(rows, wrong, 0, wrong, 0);
        elementwise.scale(rows, -1, wrong, 0, wrong, 0);
        powers.limit(rows, wrong);
        powers.power(rows, gamma, wrong, power);
        elementwise.mul(rows, power, 0, entropy, 0, losses, 0);
        elementwise.mul(rows, losses, 0, weights, 0, losses, 0);
        if (reduction != Reduction.NONE) {
            kernels.storage().set(loss.data(), 0, kernels.reductions().sum(rows, losses, 0) / divisor());
        }
    }

    /** What the sum is divided by; 1 for a mean over nothing, since its sum is 0. */
    private double divisor() {
        return reduction == Reduction.MEAN ? Math.max(1, labels.counted()) : 1;
    }

    @Override
    public void backward() {
        powers.power(rows, gamma, wrong, slope);
        if (gamma != 0) {
            powers.power(rows, gamma - 1, wrong, power);
            elementwise.mul(rows, power, 0, entropy, 0, power, 0);
            elementwise.axpy(rows, gamma, power, 0, slope, 0);
            elementwise.mul(rows, power, 0, wrong, 0, power, 0);
            elementwise.axpy(rows, -gamma, power, 0, slope, 0);
        }
        elementwise.mul(rows, slope, 0, weights, 0, slope, 0);
        if (reduction == Reduction.NONE) {
            elementwise.mul(rows, slope, 0, loss.grad(), 0, slope, 0);
        } else {
            elementwise.scale(rows, kernels.storage().get(loss.grad(), 0) / divisor(), slope, 0, slope, 0);
        }
        boolean fromZero = logits.takeZeroGrad();
        kernels.rowwise().addCrossEntropyGradient(rows, classes, logits.data(), 0, source, 0, targets, rowSums, 0,
                slope, 0, logits.grad(), 0, fromZero);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(logits);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
