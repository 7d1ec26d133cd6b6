package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Reductions;
import java.util.List;

/**
 * {@code y[i,j] = sum_l (a[i,l] - b[j,l])^2}       a [m, cols], b [n, cols] -> y [m, n]
 *
 * <p>{@code da[i,l] += sum_j 2 dy[i,j] (a[i,l] - b[j,l])}, {@code db[j,l] += sum_i 2 dy[i,j] (b[j,l] - a[i,l])}
 */
final class PairwiseSquaredDistances<A> implements Node {

    private final Tensor<A> a;
    private final Tensor<A> b;
    private final Tensor<A> y;
    private final int m;
    private final int n;
    private final int cols;

    PairwiseSquaredDistances(Tensor<A> a, Tensor<A> b) {
        if (a.shape().rank() != 2 || b.shape().rank() != 2 || a.shape().dim(1) != b.shape().dim(1)) {
            throw new IllegalArgumentException("pairwiseSquaredDistances: a " + a.shape() + " and b " + b.shape()
                    + " must be two matrices with the same number of columns");
        }
        this.a = a;
        this.b = b;
        this.m = a.shape().dim(0);
        this.n = b.shape().dim(0);
        this.cols = a.shape().dim(1);
        this.y = Tensor.result(a.kernels(), Shape.of(m, n), a, b);
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        a.kernels().reductions().pairwiseSquaredDistances(m, n, cols, a.data(), 0, b.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        Reductions<A> reductions = a.kernels().reductions();
        if (a.requiresGrad()) {
            reductions.addScaledDifferences(m, n, cols, 2, y.grad(), 0, n, 1, a.data(), 0, b.data(), 0, a.grad(), 0);
        }
        if (b.requiresGrad()) {
            reductions.addScaledDifferences(n, m, cols, 2, y.grad(), 0, 1, n, b.data(), 0, a.data(), 0, b.grad(), 0);
        }
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(a, b);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(y);
    }
}
