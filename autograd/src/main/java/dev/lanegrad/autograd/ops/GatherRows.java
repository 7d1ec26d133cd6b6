package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import java.util.List;

/**
 * {@code y[i,j] = table[index[i],j]}       table [rows, cols], index [n] -> y [n, cols]
 *
 * <p>{@code dtable[index[i],j] += dy[i,j]}
 */
final class GatherRows<A> implements Node {

    private final Tensor<A> table;
    private final int[] index;
    private final Tensor<A> y;
    private final int rows;
    private final int cols;

    GatherRows(Tensor<A> table, int[] index) {
        Shapes.requireRank("gatherRows", "table", table.shape(), 1);
        this.table = table;
        this.index = index;
        int[] dims = table.shape().dims();
        this.rows = dims[0];
        dims[0] = index.length;
        Shape shape = Shape.of(dims);
        this.cols = Shapes.trailing(table.shape(), 1).size();
        this.y = Tensor.result(table.kernels(), shape, table);
    }

    Tensor<A> result() {
        return y;
    }

    @Override
    public void forward() {
        table.kernels().indexing().gatherRows(index.length, rows, cols, table.data(), 0, index, 0, y.data(), 0);
    }

    @Override
    public void backward() {
        table.kernels().indexing().scatterAddRows(index.length, rows, cols, y.grad(), 0, index, 0, table.grad(), 0);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(table);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(y);
    }
}
