package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = a + b}       a, b broadcast -> y
 *
 * <p>{@code da += sum dy}, {@code db += sum dy}, over the axes along which the operand is repeated
 */
final class Add<A> extends BinaryNode<A> {

    Add(Tensor<A> a, Tensor<A> b) {
        super("add", a, b);
    }

    @Override
    public void forward() {
        broadcasting.add(plan, a.data(), 0, b.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        if (a.requiresGrad()) {
            broadcasting.addSum(planYA, 1, y.grad(), 0, a.grad(), 0);
        }
        if (b.requiresGrad()) {
            broadcasting.addSum(planYB, 1, y.grad(), 0, b.grad(), 0);
        }
    }
}
