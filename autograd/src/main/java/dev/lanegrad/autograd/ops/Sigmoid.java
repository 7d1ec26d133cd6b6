package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = 1 / (1 + exp(-x))}       x, y of one shape
 *
 * <p>{@code dx += dy * y * (1 - y)}
 */
final class Sigmoid<A> extends UnaryNode<A> {

    Sigmoid(Tensor<A> x) {
        super(x);
    }

    @Override
    public void forward() {
        x.kernels().elementary().sigmoid(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().elementary().addSigmoidGradient(size, y.grad(), 0, y.data(), 0, x.grad(), 0);
    }
}
