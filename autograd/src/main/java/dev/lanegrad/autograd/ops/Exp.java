package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = exp(x)}       x, y of one shape
 *
 * <p>{@code dx += dy * y}
 */
final class Exp<A> extends UnaryNode<A> {

    Exp(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        x.kernels().elementary().exp(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().elementary().addExpGradient(size, y.grad(), 0, y.data(), 0, x.grad(), 0);
    }
}
