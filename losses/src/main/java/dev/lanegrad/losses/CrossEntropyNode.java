package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.LabelTargets;
import dev.lanegrad.losses.CrossEntropy.Options;
import java.util.Arrays;
import java.util.List;

/** The node of {@link CrossEntropy}. */
final class CrossEntropyNode<A> implements Node {

    private final Tensor<A> logits;
    private final int[] labels;
    private final Reduction reduction;
    private final LabelTargets<A> targets;
    private final double[] weights;
    private final int rows;
    private final int classes;
    private final Tensor<A> y;
    private final A losses;
    private final A dlosses;
    private final A rowSums;
    private final ForwardGradient ahead;

    CrossEntropyNode(Tensor<A> logits, int[] labels, Options options) {
        if (logits.shape().rank() == 0) {
            throw new IllegalArgumentException("crossEntropy: logits [] must have at least the axis of the classes");
        }
        Shape leading = Shape.of(Arrays.copyOf(logits.shape().dims(), logits.shape().rank() - 1));
        this.rows = leading.size();
        this.classes = logits.shape().dim(-1);
        if (rows == 0) {
            throw new IllegalArgumentException("crossEntropy: logits " + logits.shape() + " must have at least one row");
        }
        if (labels.length != rows) {
            throw new IllegalArgumentException("crossEntropy: labels has " + labels.length
                    + " elements and must have one for each row of logits " + logits.shape());
        }
        this.weights = options.classWeights();
        if (weights.length != 0 && weights.length != classes) {
            throw new IllegalArgumentException("crossEntropy: classWeights has " + weights.length
                    + " elements and must have one for each class of logits " + logits.shape());
        }
        Kernels<A> kernels = logits.kernels();
        this.logits = logits;
        this.labels = labels;
        this.reduction = options.reduction();
        this.targets = new LabelTargets<>(options.labelSmoothing(), options.ignoreIndex(), converted(kernels, weights));
        this.y = Tensor.result(kernels, reduction == Reduction.NONE ? leading : Shape.of(), logits);
        this.losses = reduction == Reduction.NONE ? y.data() : kernels.storage().allocate(rows);
        this.dlosses = kernels.storage().allocate(reduction == Reduction.NONE ? 0 : rows);
        this.ahead = new ForwardGradient(logits);
        this.rowSums = kernels.storage().allocate(Math.multiplyExact(2, rows));
    }

    private static <A> A converted(Kernels<A> kernels, double[] weights) {
        if (weights.length == 0) {
            return null;
        }
        A converted = kernels.storage().allocate(weights.length);
        kernels.storage().convert(weights.length, weights, 0, converted, 0);
        return converted;
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        Kernels<A> kernels = logits.kernels();
        if (ahead.begins()) {
            kernels.storage().fill(rows, ahead.upstream() / divisor(), dlosses, 0);
            kernels.rowwise().crossEntropyWithGradient(rows, classes, logits.data(), 0, labels, 0, targets, dlosses, 0,
                    losses, 0, rowSums, 0, logits.reservedGrad(ahead), 0);
            ahead.written();
        } else {
            kernels.rowwise().crossEntropy(rows, classes, logits.data(), 0, labels, 0, targets, losses, 0, rowSums, 0);
        }
        if (reduction != Reduction.NONE) {
            kernels.storage().set(y.data(), 0, kernels.reductions().sum(rows, losses, 0) / divisor());
        }
    }

    @Override
    public void backward() {
        if (reduction == Reduction.NONE) {
            addGradient(y.grad());
            return;
        }
        Kernels<A> kernels = logits.kernels();
        double upstream = kernels.storage().get(y.grad(), 0);
        if (!ahead.isThere(upstream)) {
            kernels.storage().fill(rows, upstream / divisor(), dlosses, 0);
            addGradient(dlosses);
        }
    }

    private void addGradient(A upstreams) {
        boolean fromZero = logits.takeZeroGrad();
        logits.kernels().rowwise().addCrossEntropyGradient(rows, classes, logits.data(), 0, labels, 0, targets, rowSums, 0,
                upstreams, 0, logits.grad(), 0, fromZero);
    }

    /** What the sum is divided by. */
    private double divisor() {
        if (reduction != Reduction.MEAN) {
            return 1;
        }
        double sum = 0;
        for (int label : labels) {
            if (!targets.ignores(label)) {
                sum += weights.length == 0 ? 1 : weights[label];
            }
        }
        return sum;
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(logits);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(y);
    }
}
