package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/**
 * {@code y[i] = x[i]} as double                    x [...] -> y [...]
 *
 * <p>{@code dx[i] += dy[i]}, rounded to the type of x first
 */
final class ToDouble<A> implements Node {

    private final Tensor<A> x;
    private final Tensor<double[]> y;
    private final int size;

    ToDouble(Tensor<A> x, Kernels<double[]> kernels) {
        this.x = x;
        this.size = x.shape().size();
        this.y = Tensor.result(kernels, x.shape(), x);
    }

    Tensor<double[]> result() {
        return y;
    }

    @Override
    public void forward() {
        y.kernels().storage().convert(size, x.data(), 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().storage().addConverted(size, y.grad(), 0, x.grad(), 0);
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
