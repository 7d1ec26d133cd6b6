package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Bounds;

/**
 * {@code y = x < min ? min : (x > max ? max : x)}       x, y of one shape
 *
 * <p>{@code dx += inside(x) ? dy : 0}
 */
final class Clamp<A> extends UnaryNode<A> {

    private final double min;
    private final double max;
    private final Bounds bounds;

    Clamp(Tensor<A> x, double min, double max, Bounds bounds) {
        super(x);
        this.min = min;
        this.max = max;
        this.bounds = bounds;
    }

    @Override
    public void forward() {
        elementwise.clamp(size, min, max, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        elementwise.addClampGradient(size, min, max, bounds, x.data(), 0, y.grad(), 0, x.grad(), 0);
    }
}
