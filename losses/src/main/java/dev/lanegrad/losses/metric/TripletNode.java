package dev.lanegrad.losses.metric;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.Reduction;
import dev.lanegrad.losses.metric.TripletLoss.Distance;
import dev.lanegrad.losses.metric.TripletLoss.Form;
import dev.lanegrad.losses.metric.TripletLoss.Incomplete;
import java.util.Arrays;
import java.util.List;

/**
 * The node of {@link TripletLoss}: a search over all pairs finds the partners of each row; after that, each row is held against two others, as
 * against the centre of its class.
 */
final class TripletNode<A> implements Node {

    private final Tensor<A> x;
    private final int[] labels;
    private final TripletLoss.Options options;
    private final Kernels<A> kernels;
    private final int rows;
    private final int cols;
    private final PairBlocks<A> pairs;
    private final PairBlocks.Visitor search = this::search;
    private final int[] positive;
    private final int[] negative;
    private final double[] farthest;
    private final double[] nearest;
    private final A toPositive;
    private final A toNegative;
    private final A z;
    private final A losses;
    private final A slope;
    private final A upstream;
    private final Tensor<A> loss;
    private int complete;

    TripletNode(Workers workers, Tensor<A> embeddings, int[] labels, TripletLoss.Options options) {
        PairBlocks.requireRows("tripletLoss", embeddings, 1);
        this.x = embeddings;
        this.labels = labels;
        this.options = options;
        this.kernels = x.kernels();
        this.rows = x.shape().dim(0);
        this.cols = x.shape().dim(1);
        if (labels.length != rows) {
            throw new IllegalArgumentException("tripletLoss: labels [" + labels.length
                    + "] must have one label for each of the " + rows + " rows of embeddings");
        }
        this.pairs = new PairBlocks<>(workers, x);
        this.positive = new int[rows];
        this.negative = new int[rows];
        this.farthest = new double[rows];
        this.nearest = new double[rows];
        this.toPositive = kernels.storage().allocate(rows);
        this.toNegative = kernels.storage().allocate(rows);
        this.z = kernels.storage().allocate(rows);
        this.slope = kernels.storage().allocate(rows);
        this.upstream = kernels.storage().allocate(rows);
        boolean perRow = options.reduction() == Reduction.NONE;
        this.loss = Tensor.result(kernels, perRow ? Shape.of(rows) : Shape.of(), x);
        this.losses = perRow ? loss.data() : kernels.storage().allocate(rows);
    }

    Tensor<A> result() {
        return loss;
    }

    @Override
    public void forward() {
        findPartners();
        kernels.centers().squaredDistances(rows, cols, rows, x.data(), 0, positive, 0, x.data(), 0, toPositive, 0);
        kernels.centers().squaredDistances(rows, cols, rows, x.data(), 0, negative, 0, x.data(), 0, toNegative, 0);
        if (options.distance() == Distance.EUCLIDEAN) {
            kernels.elementwise().sqrt(rows, toPositive, 0, toPositive, 0);
            kernels.elementwise().sqrt(rows, toNegative, 0, toNegative, 0);
        }
        kernels.elementwise().sub(rows, toPositive, 0, toNegative, 0, z, 0);
        kernels.elementwise().scaleAndShift(rows, 1, options.margin(), z, 0, z, 0);
        for (int i = 0; i < rows; i++) {
            if (positive[i] < 0) {
                kernels.storage().set(z, i, Double.NEGATIVE_INFINITY);
            }
        }
        if (options.form() == Form.HINGE) {
            kernels.elementwise().relu(rows, z, 0, losses, 0);
        } else {
            kernels.elementary().softplus(rows, z, 0, losses, 0);
        }
        if (options.reduction() != Reduction.NONE) {
            kernels.storage().set(loss.data(), 0, kernels.reductions().sum(rows, losses, 0) / divisor());
        }
    }

    /** Finds both partners of each row; a row that lacks one of them keeps none. */
    private void findPartners() {
        Arrays.fill(positive, -1);
        Arrays.fill(negative, -1);
        Arrays.fill(farthest, Double.NEGATIVE_INFINITY);
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        pairs.forEach(search);
        complete = 0;
        for (int i = 0; i < rows; i++) {
            if (positive[i] >= 0 && negative[i] >= 0) {
                complete++;
            } else if (options.incomplete() == Incomplete.REFUSE) {
                throw new IllegalArgumentException("tripletLoss: labels[" + i + "] = " + labels[i] + (positive[i] < 0
                        ? " occurs once in the batch and must occur at least twice"
                        : " is the only class of the batch, which must have at least 2"));
            } else {
                positive[i] = -1;
                negative[i] = -1;
            }
        }
    }

    private void search(int task, int first, int m, int other, int n, double[] squares) {
        for (int i = first; i < first + m; i++) {
            int own = labels[i];
            double far = farthest[i];
            double near = nearest[i];
            int at = (i - first) * n - other;
            for (int j = other; j < other + n; j++) {
                double square = squares[at + j];
                if (labels[j] != own) {
                    if (square < near) {
                        near = square;
                        negative[i] = j;
                    }
                } else if (square > far && j != i) {
                    far = square;
                    positive[i] = j;
                }
            }
            farthest[i] = far;
            nearest[i] = near;
        }
    }

    /** What the sum is divided by; 1 for a mean over nothing, since its sum is 0. */
    private double divisor() {
        return options.reduction() == Reduction.MEAN ? Math.max(1, complete) : 1;
    }

    @Override
    public void backward() {
        readSlope();
        addGradients(positive, toPositive, 1);
        addGradients(negative, toNegative, -1);
    }

    /** The upstream gradient of {@code z}. */
    private void readSlope() {
        if (options.form() == Form.SOFT) {
            kernels.elementary().sigmoid(rows, z, 0, slope, 0);
        } else {
            for (int i = 0; i < rows; i++) {
                kernels.storage().set(slope, i, kernels.storage().get(z, i) > 0 ? 1 : 0);
            }
        }
        if (options.reduction() == Reduction.NONE) {
            kernels.elementwise().mul(rows, slope, 0, loss.grad(), 0, slope, 0);
        } else {
            kernels.elementwise().scale(rows, kernels.storage().get(loss.grad(), 0) / divisor(), slope, 0, slope, 0);
        }
    }

    /** Adds what follows from the distances to one partner; the kernels differentiate squares, of which a distance is the root. */
    private void addGradients(int[] partner, A distances, double sign) {
        for (int i = 0; i < rows; i++) {
            double distance = kernels.storage().get(distances, i);
            double dy = kernels.storage().get(slope, i) * sign;
            if (options.distance() == Distance.EUCLIDEAN) {
                dy = distance > 0 ? 0.5 * dy / distance : 0;
            }
            kernels.storage().set(upstream, i, dy);
        }
        kernels.centers().addRowGradients(
                rows, cols, rows, upstream, 0, x.data(), 0, partner, 0, x.data(), 0, x.grad(), 0, false);
        kernels.centers().addCenterGradients(
                rows, cols, rows, upstream, 0, x.data(), 0, partner, 0, x.data(), 0, x.grad(), 0);
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
