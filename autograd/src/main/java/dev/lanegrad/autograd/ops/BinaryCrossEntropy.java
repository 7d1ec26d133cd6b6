package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Tensor;
import java.util.List;

/**
 * {@code y = (t - 1) max(log(1 - p), -100) - t max(log p, -100)}, element by element
 *
 * <p>{@code dp += dy (p - t) / max((1 - p) p, 1e-12)}
 */
final class BinaryCrossEntropy<A> implements Node {

    private final Tensor<A> p;
    private final Tensor<A> target;
    private final Tensor<A> y;
    private final int n;

    BinaryCrossEntropy(Tensor<A> p, Tensor<A> target) {
        if (!target.shape().equals(p.shape())) {
            throw new IllegalArgumentException("binaryCrossEntropy: target " + target.shape()
                    + " must have the shape of p " + p.shape());
        }
        this.p = p;
        this.target = target;
        this.n = p.shape().size();
        this.y = Tensor.result(p.kernels(), p.shape(), p);
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        p.kernels().elementary().binaryCrossEntropy(n, p.data(), 0, target.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        p.kernels().elementary().addBinaryCrossEntropyGradient(n, y.grad(), 0, p.data(), 0, target.data(), 0, p.grad(), 0);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(p);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(y);
    }
}
