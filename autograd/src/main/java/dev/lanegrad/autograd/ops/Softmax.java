package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Tensor;
import java.util.List;

/**
 * {@code y[k] = exp(x[k]) / sum_j exp(x[j])} along an axis
 *
 * <p>{@code dx[k] += y[k] (dy[k] - sum_j dy[j] y[j])}
 */
final class Softmax<A> implements Node {

    private final Tensor<A> x;
    private final Tensor<A> y;
    private final AxisView view;

    Softmax(Tensor<A> x, int axis) {
        this.x = x;
        this.view = AxisView.of("softmax", x.shape(), axis);
        this.y = Tensor.result(x.kernels(), x.shape(), x);
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        x.kernels().rowwise().softmax(view.outer(), view.n(), view.inner(), x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().rowwise().addSoftmaxGradient(view.outer(), view.n(), view.inner(), y.data(), 0, y.grad(), 0,
                x.grad(), 0);
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
