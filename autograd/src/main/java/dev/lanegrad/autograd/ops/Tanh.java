package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = tanh(x)}       x, y of one shape
 *
 * <p>{@code dx += dy * (1 - y^2)}
 */
final class Tanh<A> extends UnaryNode<A> {

    Tanh(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        x.kernels().elementary().tanh(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().elementary().addTanhGradient(size, y.grad(), 0, y.data(), 0, x.grad(), 0);
    }
}
