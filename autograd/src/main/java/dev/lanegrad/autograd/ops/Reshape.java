package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = x}, the same elements in another shape
 *
 * <p>{@code dx += dy}
 */
final class Reshape<A> extends UnaryNode<A> {

    Reshape(Tensor<A> x, Shape shape) {
        super(x, shape);
        if (shape.size() != x.shape().size()) {
            throw new IllegalArgumentException("reshape: x " + x.shape() + " has " + x.shape().size()
                    + " elements, but the shape " + shape + " needs " + shape.size());
        }
    }

    @Override
    public void forward() {
        x.kernels().storage().copy(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        elementwise.axpy(size, 1, y.grad(), 0, x.grad(), 0);
    }
}
