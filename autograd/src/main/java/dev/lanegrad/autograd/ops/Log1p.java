package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = ln(1 + x)}       x, y of one shape
 *
 * <p>{@code dx += dy / (1 + x)}
 */
final class Log1p<A> extends UnaryNode<A> {

    Log1p(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        x.kernels().elementary().log1p(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().elementary().addLog1pGradient(size, y.grad(), 0, x.data(), 0, x.grad(), 0);
    }
}
