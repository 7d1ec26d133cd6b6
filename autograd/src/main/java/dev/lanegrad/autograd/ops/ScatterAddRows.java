package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import java.util.List;

/**
 * {@code y[r,j] = sum over i with index[i] = r of x[i,j]}       x [n, cols], index [n] -> y [rows, cols]
 *
 * <p>{@code dx[i,j] += dy[index[i],j]}
 */
final class ScatterAddRows<A> implements Node {

    private final Tensor<A> x;
    private final int[] index;
    private final Tensor<A> y;
    private final int rows;
    private final int cols;

    ScatterAddRows(Tensor<A> x, int[] index, int rows) {
        Shapes.requireRank("scatterAddRows", "x", x.shape(), 1);
        if (index.length != x.shape().dim(0)) {
            throw new IllegalArgumentException("scatterAddRows: index has " + index.length
                    + " elements and must have one for each row of x " + x.shape());
        }
        if (rows < 0) {
            throw new IllegalArgumentException("scatterAddRows: rows = " + rows + " must not be negative");
        }
        this.x = x;
        this.index = index;
        this.rows = rows;
        int[] dims = x.shape().dims();
        dims[0] = rows;
        this.cols = Shapes.trailing(x.shape(), 1).size();
        this.y = Tensor.result(x.kernels(), Shape.of(dims), x);
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        x.kernels().storage().fill(y.shape().size(), 0, y.data(), 0);
        x.kernels().indexing().scatterAddRows(index.length, rows, cols, x.data(), 0, index, 0, y.data(), 0);
    }

    @Override
    public void backward() {
        x.kernels().indexing().addGatheredRows(index.length, rows, cols, y.grad(), 0, index, 0, x.grad(), 0);
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
