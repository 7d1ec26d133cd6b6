package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.Arrays;
import java.util.List;

/** The node of {@link CosineEmbeddingLoss}. */
final class CosineNode<A> implements Node {

    private static final double EPS = 1e-12;

    private final Tensor<A> a;
    private final Tensor<A> b;
    private final int[] labels;
    private final CosineEmbeddingLoss.Options options;
    private final Kernels<A> kernels;
    private final int rows;
    private final int cols;
    private final Tensor<A> loss;

    /** Per row the cosine and the squared norms. */
    private final double[] cosines;
    private final double[] normsOfA;
    private final double[] normsOfB;

    CosineNode(Tensor<A> a, Tensor<A> b, int[] labels, CosineEmbeddingLoss.Options options) {
        if (a.shape().rank() == 0 || a.shape().size() == 0 || !b.shape().equals(a.shape())) {
            throw new IllegalArgumentException("cosineEmbeddingLoss: b " + b.shape() + " must have the shape of a " + a.shape()
                    + ", [..., dim] with at least one row; losses do not broadcast");
        }
        this.cols = a.shape().dim(-1);
        this.rows = a.shape().size() / cols;
        if (labels.length != rows) {
            throw new IllegalArgumentException("cosineEmbeddingLoss: labels [" + labels.length
                    + "] must have one label for each of the " + rows + " rows of a");
        }
        this.a = a;
        this.b = b;
        this.labels = labels;
        this.options = options;
        this.kernels = a.kernels();
        this.cosines = new double[rows];
        this.normsOfA = new double[rows];
        this.normsOfB = new double[rows];
        Shape leading = Shape.of(Arrays.copyOf(a.shape().dims(), a.shape().rank() - 1));
        this.loss = Tensor.result(kernels, options.reduction() == Reduction.NONE ? leading : Shape.of(), a, b);
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            if (labels[i] != 1 && labels[i] != -1) {
                throw new IllegalArgumentException(
                        "cosineEmbeddingLoss: labels[" + i + "] = " + labels[i] + " must be 1 or -1");
            }
            int at = i * cols;
            normsOfA[i] = kernels.reductions().squaredNorm(cols, a.data(), at) + EPS;
            normsOfB[i] = kernels.reductions().squaredNorm(cols, b.data(), at) + EPS;
            cosines[i] = kernels.reductions().dot(cols, a.data(), at, b.data(), at) / Math.sqrt(normsOfA[i] * normsOfB[i]);
            double value = labels[i] == 1 ? 1 - cosines[i] : Math.max(0, cosines[i] - options.margin());
            sum += value;
            if (options.reduction() == Reduction.NONE) {
                kernels.storage().set(loss.data(), i, value);
            }
        }
        if (options.reduction() != Reduction.NONE) {
            kernels.storage().set(loss.data(), 0, options.reduction() == Reduction.MEAN ? sum / rows : sum);
        }
    }

    @Override
    public void backward() {
        for (int i = 0; i < rows; i++) {
            if (labels[i] == -1 && cosines[i] <= options.margin()) {
                continue;
            }
            double upstream = kernels.storage().get(loss.grad(), options.reduction() == Reduction.NONE ? i : 0);
            double slope = -labels[i] * (options.reduction() == Reduction.MEAN ? upstream / rows : upstream);
            double across = slope / Math.sqrt(normsOfA[i] * normsOfB[i]);
            if (a.requiresGrad()) {
                add(i, across, b.data(), -slope * cosines[i] / normsOfA[i], a.data(), a.grad());
            }
            if (b.requiresGrad()) {
                add(i, across, a.data(), -slope * cosines[i] / normsOfB[i], b.data(), b.grad());
            }
        }
    }

    /** Adds to row {@code i} of a gradient a multiple of the other row and one of its own. */
    private void add(int i, double across, A other, double along, A own, A gradient) {
        kernels.elementwise().axpy(cols, across, other, i * cols, gradient, i * cols);
        kernels.elementwise().axpy(cols, along, own, i * cols, gradient, i * cols);
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
