package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import java.util.List;

/**
 * {@code y = log sum_j exp(x[j])} along an axis
 *
 * <p>{@code dx[k] += dy exp(x[k] - y)}
 */
final class LogSumExp<A> implements Node {

    private final Tensor<A> x;
    private final Tensor<A> y;
    private final AxisView view;

    LogSumExp(Tensor<A> x, int axis, boolean keepDims) {
        this.x = x;
        this.view = AxisView.of("logSumExp", x.shape(), axis);
        int[] dims = x.shape().dims();
        int resolved = x.shape().axis("logSumExp", axis);
        dims[resolved] = 1;
        Shape kept = Shape.of(dims);
        this.y = Tensor.result(x.kernels(), keepDims ? kept : Shapes.without(kept, resolved), x);
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        x.kernels().rowwise().logSumExp(view.outer(), view.n(), view.inner(), x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().rowwise().addLogSumExpGradient(view.outer(), view.n(), view.inner(), x.data(), 0, y.data(), 0,
                y.grad(), 0, x.grad(), 0);
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
