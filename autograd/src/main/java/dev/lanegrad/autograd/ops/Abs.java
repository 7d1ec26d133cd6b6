package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = |x|}       x, y of one shape
 *
 * <p>{@code dx += sign(x) dy}
 */
final class Abs<A> extends UnaryNode<A> {

    Abs(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        elementwise.abs(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        elementwise.addAbsGradient(size, x.data(), 0, y.grad(), 0, x.grad(), 0);
    }
}
