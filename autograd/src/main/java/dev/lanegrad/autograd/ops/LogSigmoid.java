package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = -ln(1 + exp(-x))}       x, y of one shape
 *
 * <p>{@code dx += dy / (1 + exp(x))}
 */
final class LogSigmoid<A> extends UnaryNode<A> {

    LogSigmoid(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        x.kernels().elementary().logSigmoid(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().elementary().addLogSigmoidGradient(size, y.grad(), 0, x.data(), 0, x.grad(), 0);
    }
}
