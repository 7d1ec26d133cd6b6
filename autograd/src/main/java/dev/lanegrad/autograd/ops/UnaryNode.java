package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Elementwise;
import java.util.List;

/** An operation on one tensor. */
abstract class UnaryNode<A> implements Node {

    final Tensor<A> x;
    final Tensor<A> y;
    final int size;
    final Elementwise<A> elementwise;

    /** An operation element by element: the result has the shape of the operand. */
    UnaryNode(Tensor<A> x) {
        this(x, x.shape());
    }

    UnaryNode(Tensor<A> x, Shape shape) {
        this.x = x;
        this.y = Tensor.result(x.kernels(), shape, x);
        this.size = shape.size();
        this.elementwise = x.kernels().elementwise();
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(x);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(y);
    }
}
