package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Broadcast;

/**
 * {@code y = a * b}       a, b broadcast -> y
 *
 * <p>{@code da += sum dy * b}, {@code db += sum dy * a}, over the axes along which the operand is repeated
 */
final class Mul<A> extends BinaryNode<A> {

    private final boolean sameShape;
    private final A product;

    Mul(Tensor<A> a, Tensor<A> b) {
        super("mul", a, b);
        this.sameShape = a.shape().equals(b.shape());
        this.product = a.kernels().storage().allocate(sameShape || !y.requiresGrad() ? 0 : size);
    }

    @Override
    public void forward() {
        broadcasting.mul(plan, a.data(), 0, b.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        if (a.requiresGrad()) {
            accumulate(planYB, b.data(), planYA, a.grad());
        }
        if (b.requiresGrad()) {
            accumulate(planYA, a.data(), planYB, b.grad());
        }
    }

    private void accumulate(Broadcast planOther, A other, Broadcast planOwn, A own) {
        if (sameShape) {
            a.kernels().elementwise().addProduct(size, y.grad(), 0, other, 0, own, 0);
        } else {
            broadcasting.mul(planOther, y.grad(), 0, other, 0, product, 0);
            broadcasting.addSum(planOwn, 1, product, 0, own, 0);
        }
    }
}
