package dev.lanegrad.losses.metric;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.function.IntConsumer;

/**
 * The squared distances between all rows of a matrix, a block at a time: rows in bands, each band against all rows, piece by piece. No more than a
 * block per task exists at once. Which task computes which band depends on the number of rows alone, and a band belongs to one
 * task, so the number of threads changes no bit.
 */
final class PairBlocks<A> {

    /** The rows of a band and of the piece that it meets: distances of a block and both operands fit the second cache. */
    static final int BLOCK = 64;

    private static final int TASKS = 16;

    /** What is done with a block. */
    interface Visitor {
        /**
         * Takes a block of squared distances: those of the row {@code first + i} to {@code other + j} lie at {@code squares[i * n + j]}. The array may be
         * overwritten; with {@code first} fixed, calls come in ascending order of {@code other}.
         */
        void visit(int task, int first, int m, int other, int n, double[] squares);
    }

    private final Workers workers;
    private final Kernels<A> kernels;
    private final Tensor<A> x;
    private final int rows;
    private final int cols;
    private final int bands;
    private final int tasks;

    /** All rows, transposed, so that the distances of a row to neighbouring rows are computed side by side. */
    private final A columns;
    private final Object[] blocks;
    private final double[][] squares;
    private final IntConsumer run = this::run;
    private Visitor visitor;

    PairBlocks(Workers workers, Tensor<A> x) {
        this.workers = workers;
        this.kernels = x.kernels();
        this.x = x;
        this.rows = x.shape().dim(0);
        this.cols = x.shape().dim(1);
        this.bands = (rows + BLOCK - 1) / BLOCK;
        this.tasks = Math.min(TASKS, bands);
        this.columns = kernels.storage().allocate(rows * cols);
        this.blocks = new Object[tasks];
        this.squares = new double[tasks][BLOCK * BLOCK];
        for (int task = 0; task < tasks; task++) {
            blocks[task] = kernels.storage().allocate(BLOCK * BLOCK);
        }
    }

    /** Requires {@code [n, dim]} with at least {@code least} rows and one column. */
    static void requireRows(String loss, Tensor<?> embeddings, int least) {
        if (embeddings.shape().rank() != 2 || embeddings.shape().dim(0) < least || embeddings.shape().dim(1) == 0) {
            throw new IllegalArgumentException(loss + ": embeddings " + embeddings.shape() + " must be [n, dim] with at least "
                    + least + (least == 1 ? " row" : " rows") + " and one column");
        }
    }

    /** Computes all blocks. */
    void forEach(Visitor each) {
        visitor = each;
        kernels.storage().transpose(rows, cols, x.data(), 0, columns, 0);
        workers.run(tasks, run);
    }

    private void run(int task) {
        double[] wide = squares[task];
        for (int band = task; band < bands; band += tasks) {
            int first = band * BLOCK;
            int m = Math.min(BLOCK, rows - first);
            for (int other = 0; other < rows; other += BLOCK) {
                int n = Math.min(BLOCK, rows - other);
                kernels.reductions().squaredDistancesToColumns(
                        m, n, cols, x.data(), first * cols, columns, other, rows, block(task), 0);
                Kernels.doubles().storage().convert(m * n, block(task), 0, wide, 0);
                visitor.visit(task, first, m, other, n, wide);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private A block(int task) {
        return (A) blocks[task];
    }

    /** Adds {@code sum_j s[i,j] (x[first + i] - x[other + j])} to the gradients of the rows of a band, for a block of weights {@code s}. */
    void addGradients(int task, int first, int m, int other, int n, double[] weights) {
        kernels.storage().convert(m * n, weights, 0, block(task), 0);
        kernels.reductions().addScaledDifferences(m, n, cols, 1, block(task), 0, n, 1, x.data(), first * cols,
                x.data(), other * cols, x.grad(), first * cols);
    }
}
