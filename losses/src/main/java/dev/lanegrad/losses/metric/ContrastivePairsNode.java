package dev.lanegrad.losses.metric;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.losses.Reduction;
import java.util.List;

/** The node of {@link ContrastiveLoss} over given pairs. */
final class ContrastivePairsNode<A> implements Node {

    private final Tensor<A> a;
    private final Tensor<A> b;
    private final boolean[] sameClass;
    private final double margin;
    private final Reduction reduction;
    private final Kernels<A> kernels;
    private final int rows;
    private final int cols;
    private final double[] distances;
    private final A slope;
    private final Tensor<A> loss;

    ContrastivePairsNode(Tensor<A> a, Tensor<A> b, boolean[] sameClass, ContrastiveLoss.Options options) {
        if (a.shape().rank() != 2 || a.shape().size() == 0 || !b.shape().equals(a.shape())) {
            throw new IllegalArgumentException("contrastiveLoss: b " + b.shape() + " must have the shape of a " + a.shape()
                    + ", [n, dim] with at least one row and one column");
        }
        this.rows = a.shape().dim(0);
        this.cols = a.shape().dim(1);
        if (sameClass.length != rows) {
            throw new IllegalArgumentException("contrastiveLoss: sameClass [" + sameClass.length
                    + "] must have one answer for each of the " + rows + " rows of a");
        }
        this.a = a;
        this.b = b;
        this.sameClass = sameClass;
        this.margin = options.margin();
        this.reduction = options.reduction();
        this.kernels = a.kernels();
        this.distances = new double[rows];
        this.slope = kernels.storage().allocate(1);
        this.loss = Tensor.result(kernels, reduction == Reduction.NONE ? Shape.of(rows) : Shape.of(), a, b);
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        double total = 0;
        for (int i = 0; i < rows; i++) {
            distances[i] = Math.sqrt(kernels.reductions().squaredDistance(cols, a.data(), i * cols, b.data(), i * cols));
            double gap = sameClass[i] ? distances[i] : Math.max(0, margin - distances[i]);
            double value = 0.5 * gap * gap;
            total += value;
            if (reduction == Reduction.NONE) {
                kernels.storage().set(loss.data(), i, value);
            }
        }
        if (reduction != Reduction.NONE) {
            kernels.storage().set(loss.data(), 0, reduction == Reduction.MEAN ? total / rows : total);
        }
    }

    @Override
    public void backward() {
        Reductions<A> reductions = kernels.reductions();
        for (int i = 0; i < rows; i++) {
            double upstream = kernels.storage().get(loss.grad(), reduction == Reduction.NONE ? i : 0);
            kernels.storage().set(slope, 0, slope(i) * (reduction == Reduction.MEAN ? upstream / rows : upstream));
            int at = i * cols;
            if (a.requiresGrad()) {
                reductions.addScaledDifferences(1, 1, cols, 1, slope, 0, 1, 1, a.data(), at, b.data(), at, a.grad(), at);
            }
            if (b.requiresGrad()) {
                reductions.addScaledDifferences(1, 1, cols, 1, slope, 0, 1, 1, b.data(), at, a.data(), at, b.grad(), at);
            }
        }
    }

    /** The derivative of a pair's loss by {@code a}, as a multiple of {@code a - b}. */
    private double slope(int i) {
        if (sameClass[i]) {
            return 1;
        }
        return distances[i] > 0 ? -Math.max(0, margin - distances[i]) / distances[i] : 0;
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(a, b);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
