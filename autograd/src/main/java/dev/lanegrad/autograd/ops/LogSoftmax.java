package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Tensor;
import java.util.List;

/**
 * {@code y[k] = x[k] - log sum_j exp(x[j])} along an axis
 *
 * <p>{@code dx[k] += dy[k] - exp(y[k]) sum_j dy[j]}
 */
final class LogSoftmax<A> implements Node {

    private final Tensor<A> x;
    private final Tensor<A> y;
    private final AxisView view;

    LogSoftmax(Tensor<A> x, int axis) {
        this.x = x;
        this.view = AxisView.of("logSoftmax", x.shape(), axis);
        this.y = Tensor.result(x.kernels(), x.shape(), x);
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        x.kernels().rowwise().logSoftmax(view.outer(), view.n(), view.inner(), x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().rowwise().addLogSoftmaxGradient(view.outer(), view.n(), view.inner(), y.data(), 0, y.grad(), 0,
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
