package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * {@code y[i] = sum_j x[i,j]^2}       x [rows, cols] -> y [rows]
 *
 * <p>{@code dx[i,j] += 2 dy[i] x[i,j]}
 */
final class RowSquaredNorms<A> implements Node {

    private final Tensor<A> x;
    private final Tensor<A> y;
    private final int rows;
    private final int cols;

    RowSquaredNorms(Tensor<A> x) {
        if (x.shape().rank() == 0) {
            throw new IllegalArgumentException("rowSquaredNorms: x " + x.shape() + " must have at least one axis");
        }
        this.x = x;
        this.cols = x.shape().dim(-1);
        Shape leading = Shape.of(Arrays.copyOf(x.shape().dims(), x.shape().rank() - 1));
        this.rows = leading.size();
        this.y = Tensor.result(x.kernels(), leading, x);
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        x.kernels().reductions().rowSquaredNorms(rows, cols, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().elementwise().addScaledRows(rows, cols, 2, y.grad(), 0, x.data(), 0, x.grad(), 0);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(x);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(y);
    }
}
