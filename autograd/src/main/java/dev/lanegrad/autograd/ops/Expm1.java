package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = exp(x) - 1}       x, y of one shape
 *
 * <p>{@code dx += dy * (y + 1)}
 */
final class Expm1<A> extends UnaryNode<A> {

    Expm1(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        x.kernels().elementary().expm1(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().elementary().addExpm1Gradient(size, y.grad(), 0, y.data(), 0, x.grad(), 0);
    }
}
