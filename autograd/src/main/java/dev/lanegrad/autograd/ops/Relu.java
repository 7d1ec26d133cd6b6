package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = x <= 0 ? 0 : x}       x, y of one shape
 *
 * <p>{@code dx += x <= 0 ? 0 : dy}
 */
final class Relu<A> extends UnaryNode<A> {

    Relu(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        elementwise.relu(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        elementwise.addReluGradient(size, x.data(), 0, y.grad(), 0, x.grad(), 0);
    }
}
