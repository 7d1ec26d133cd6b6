package dev.lanegrad.losses.metric;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.Reduction;
import java.util.Arrays;
import java.util.List;

/** The node of {@link ContrastiveLoss} over all pairs of a batch. Every pair is met twice, once from each of its rows. */
final class ContrastiveNode<A> implements Node {

    private final Tensor<A> x;
    private final int[] labels;
    private final double margin;
    private final Reduction reduction;
    private final Kernels<A> kernels;
    private final int rows;
    private final PairBlocks<A> pairs;
    private final PairBlocks.Visitor sums = this::addLosses;
    private final PairBlocks.Visitor gradients = this::addGradients;

    /** The loss of each row, and its upstream gradient. */
    private final double[] values;
    private final Tensor<A> loss;

    ContrastiveNode(Workers workers, Tensor<A> embeddings, int[] labels, ContrastiveLoss.Options options) {
        PairBlocks.requireRows("contrastiveLoss", embeddings, 2);
        this.x = embeddings;
        this.labels = labels;
        this.margin = options.margin();
        this.reduction = options.reduction();
        this.kernels = x.kernels();
        this.rows = x.shape().dim(0);
        if (labels.length != rows) {
            throw new IllegalArgumentException("contrastiveLoss: labels [" + labels.length
                    + "] must have one label for each of the " + rows + " rows of embeddings");
        }
        this.pairs = new PairBlocks<>(workers, x);
        this.values = new double[rows];
        this.loss = Tensor.result(kernels, reduction == Reduction.NONE ? Shape.of(rows) : Shape.of(), x);
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        Arrays.fill(values, 0);
        pairs.forEach(sums);
        double total = 0;
        for (int i = 0; i < rows; i++) {
            double value = values[i] / (rows - 1);
            total += value;
            if (reduction == Reduction.NONE) {
                kernels.storage().set(loss.data(), i, value);
            }
        }
        if (reduction != Reduction.NONE) {
            kernels.storage().set(loss.data(), 0, reduction == Reduction.MEAN ? total / rows : total);
        }
    }

    private void addLosses(int task, int first, int m, int other, int n, double[] squares) {
        for (int i = first; i < first + m; i++) {
            int own = labels[i];
            double sum = values[i];
            int at = (i - first) * n - other;
            for (int j = other; j < other + n; j++) {
                double square = squares[at + j];
                if (labels[j] != own) {
                    double gap = Math.max(0, margin - Math.sqrt(square));
                    sum += 0.5 * gap * gap;
                } else if (j != i) {
                    sum += 0.5 * square;
                }
            }
            values[i] = sum;
        }
    }

    @Override
    public void backward() {
        for (int i = 0; i < rows; i++) {
            double upstream = kernels.storage().get(loss.grad(), reduction == Reduction.NONE ? i : 0);
            values[i] = (reduction == Reduction.MEAN ? upstream / rows : upstream) / (rows - 1);
        }
        pairs.forEach(gradients);
    }

    /** A pair has a share in the losses of both of its rows. */
    private void addGradients(int task, int first, int m, int other, int n, double[] squares) {
        for (int i = first; i < first + m; i++) {
            int own = labels[i];
            int at = (i - first) * n - other;
            for (int j = other; j < other + n; j++) {
                double slope = 1;
                if (labels[j] != own) {
                    double distance = Math.sqrt(squares[at + j]);
                    slope = distance > 0 ? -Math.max(0, margin - distance) / distance : 0;
                }
                squares[at + j] = slope * (values[i] + values[j]);
            }
        }
        pairs.addGradients(task, first, m, other, n, squares);
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(x);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
