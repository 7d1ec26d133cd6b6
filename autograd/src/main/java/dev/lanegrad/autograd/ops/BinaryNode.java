package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Broadcast;
import dev.lanegrad.kernels.Broadcasting;
import java.util.List;

/**
 * An operation on two tensors whose shapes broadcast. The gradient of an operand is summed over the axes along which the
 * operand is repeated.
 */
abstract class BinaryNode<A> implements Node {

    final Tensor<A> a;
    final Tensor<A> b;
    final Tensor<A> y;
    final int size;
    final Broadcasting<A> broadcasting;
    final Broadcast plan;
    final Broadcast planYA;
    final Broadcast planYB;

    BinaryNode(String operation, Tensor<A> a, Tensor<A> b) {
        int[] aDims = a.shape().dims();
        int[] bDims = b.shape().dims();
        this.a = a;
        this.b = b;
        this.broadcasting = a.kernels().broadcasting();
        this.plan = Broadcast.of(operation, aDims, bDims);
        this.planYA = Broadcast.of(operation, plan.dims(), aDims);
        this.planYB = Broadcast.of(operation, plan.dims(), bDims);
        this.y = Tensor.result(a.kernels(), Shape.of(plan.dims()), a, b);
        this.size = y.shape().size();
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(a, b);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(y);
    }
}
