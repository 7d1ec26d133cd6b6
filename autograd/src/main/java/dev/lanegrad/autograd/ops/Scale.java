package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = alpha * x}       x, y of one shape
 *
 * <p>{@code dx += alpha * dy}
 */
final class Scale<A> extends UnaryNode<A> {

    private final double alpha;

    Scale(Tensor<A> x, double alpha) {
        super(x);
        this.alpha = alpha;
    }

    @Override
    public void forward() {
        elementwise.scale(size, alpha, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        elementwise.axpy(size, alpha, y.grad(), 0, x.grad(), 0);
    }
}
