package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;

/**
 * {@code y = a / b}       a, b broadcast -> y
 *
 * <p>{@code da += sum dy / b}, {@code db -= sum (dy / b) * y}, over the axes along which the operand is repeated
 */
final class Div<A> extends BinaryNode<A> {

    private final A quotient;

    Div(Tensor<A> a, Tensor<A> b) {
        super("div", a, b);
        this.quotient = a.kernels().storage().allocate(y.requiresGrad() ? size : 0);
    }

    @Override
    public void forward() {
        broadcasting.div(plan, a.data(), 0, b.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        broadcasting.div(planYB, y.grad(), 0, b.data(), 0, quotient, 0);
        if (a.requiresGrad()) {
            broadcasting.addSum(planYA, 1, quotient, 0, a.grad(), 0);
        }
        if (b.requiresGrad()) {
            a.kernels().elementwise().mul(size, quotient, 0, y.data(), 0, quotient, 0);
            broadcasting.addSum(planYB, -1, quotient, 0, b.grad(), 0);
        }
    }
}
