package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y[j] = sum_i x[i,j] / n}       over the n places along the axes of i; x [any shape] -> y [x without those axes]
 *
 * <p>{@code dx[i,j] += dy[j] / n}
 */
final class Mean<A> extends UnaryNode<A> {

    private final Axes axes;

    Mean(Tensor<A> x, Axes axes) {
        super(x, axes.result());
        this.axes = axes;
    }

    @Override
    public void forward() {
        x.kernels().storage().fill(size, 0, y.data(), 0);
        x.kernels().broadcasting().addSum(axes.plan(), 1, x.data(), 0, y.data(), 0);
        elementwise.divideBy(size, axes.count(), y.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().broadcasting().addRepeated(axes.plan(), 1.0 / axes.count(), x.grad(), 0, y.grad(), 0);
    }
}
