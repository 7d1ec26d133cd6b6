package dev.lanegrad.autograd.testing;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Tensor;
import java.util.List;

/** The identity with a gradient that is one thousandth too large: what a check of gradients must find. */
final class WrongGradient<A> implements Node {

    private final Tensor<A> x;
    private final Tensor<A> y;
    private final int size;

    WrongGradient(Tensor<A> x) {
        this.x = x;
        this.y = Tensor.result(x.kernels(), x.shape(), x);
        this.size = x.shape().size();
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        x.kernels().storage().copy(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().elementwise().axpy(size, 1.001, y.grad(), 0, x.grad(), 0);
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
