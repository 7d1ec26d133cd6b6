package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = sqrt(x)}       x, y of one shape
 *
 * <p>{@code dx += dy / (2 y)}
 */
final class Sqrt<A> extends UnaryNode<A> {

    Sqrt(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        elementwise.sqrt(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        elementwise.addQuotient(size, 0.5, y.grad(), 0, y.data(), 0, x.grad(), 0);
    }
}
