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
        kernels.rowwise().crossEntropy(rows, classes, logits.data(), 0, labels, 0, targets, losses, 0, rowSums, 0);
        if (reduction != Reduction.NONE) {
            kernels.storage().set(y.data(), 0, kernels.reductions().sum(rows, losses, 0) / divisor());
        }
    }

    @Override
    public void backward() {
        Kernels<A> kernels = logits.kernels();
        A upstream = y.grad();
        if (reduction != Reduction.NONE) {
            upstream = dlosses;
            kernels.storage().fill(rows, kernels.storage().get(y.grad(), 0) / divisor(), dlosses, 0);
        }
        boolean fromZero = logits.takeZeroGrad();
        kernels.rowwise().addCrossEntropyGradient(rows, classes, logits.data(), 0, labels, 0, targets, rowSums, 0,
                upstream, 0, logits.grad(), 0, fromZero);
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
