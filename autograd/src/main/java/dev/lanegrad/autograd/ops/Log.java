package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = ln(x)}       x, y of one shape
 *
 * <p>{@code dx += dy / x}
 */
final class Log<A> extends UnaryNode<A> {

    Log(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        x.kernels().elementary().log(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().elementary().addLogGradient(size, y.grad(), 0, x.data(), 0, x.grad(), 0);
    }
}
