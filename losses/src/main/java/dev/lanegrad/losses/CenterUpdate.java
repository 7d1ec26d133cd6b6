package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;

/**
 * Moves centres towards the features of a batch, outside the tape: what a training loop does after its optimiser's step.
 *
 * <pre>{@code
 * c[k] = c[k] - alpha / (n_k + extra) * sum_{i: y_i = k} (c[k] - x_i)      for the classes k of the batch
 * }</pre>
 *
 * <p>{@code n_k} is the number of rows of class {@code k}. All differences are taken from the centres before the update.
 * Classes that do not occur keep their centres, bit for bit. Work is proportional to {@code rows * dim}, whatever the
 * number of classes.
 *
 * <p>An instance keeps scratch between calls, so that a call with sizes that it has seen allocates nothing. It belongs
 * to one thread at a time.
 *
 * <p>Reference: Wen, Zhang, Li and Qiao, A Discriminative Feature Learning Approach for Deep Face Recognition, ECCV 2016,
 * equation 4.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class CenterUpdate<A> {

    /** What the sum of the differences is divided by. */
    public enum Rule {
        /** The number of rows {@code n_k}: with {@code alpha} 1 the centre becomes the mean of its rows. */
        CLASS_MEAN(0),
        /** One more, {@code 1 + n_k}, as in the paper: a class with few rows moves less. */
        ECCV_2016(1);

        private final int extra;

        Rule(int extra) {
            this.extra = extra;
        }
    }

    private final Tensor<A> centers;
    private final Rule rule;
    private final double alpha;
    private final A gap;
    private final int[] first;
    private int[] next = new int[0];

    /**
     * Creates an update of given centres.
     *
     * @param centers the centres {@code [classes, dim]}, changed by {@link #apply}
     * @param rule    what the sum of the differences is divided by
     * @param alpha   the step, in {@code [0, 1]}
     * @throws IllegalArgumentException if {@code centers} is no matrix or {@code alpha} lies outside its interval
     */
    public CenterUpdate(Tensor<A> centers, Rule rule, double alpha) {
        if (centers.shape().rank() != 2) {
            throw new IllegalArgumentException("centerUpdate: centers " + centers.shape() + " must be [classes, dim]");
        }
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("centerUpdate: alpha = " + alpha + " must lie in [0, 1]");
        }
        this.centers = centers;
        this.rule = rule;
        this.alpha = alpha;
        this.gap = centers.kernels().storage().allocate(centers.shape().dim(1));
        this.first = new int[centers.shape().dim(0)];
    }

    /**
     * Moves the centres of the classes that occur.
     *
     * @param features the rows {@code [..., dim]}; only their values are used
     * @param labels   the class of each row, in {@code [0, classes)}, or -1 for a row that moves no centre
     * @throws IllegalArgumentException if a shape does not fit or a label is no class; then no centre has moved
     */
    public void apply(Tensor<A> features, int[] labels) {
        OwnCenters.checkShapes("centerUpdate", features, centers);
        int cols = centers.shape().dim(1);
        int rows = features.shape().size() / cols;
        if (labels.length != rows) {
            throw new IllegalArgumentException("centerUpdate: labels [" + labels.length
                    + "] must have one label for each of the " + rows + " rows of features " + features.shape());
        }
        if (next.length < rows) {
            next = new int[rows];
        }
        Kernels<A> kernels = centers.kernels();
        kernels.updates().moveCenters(rows, cols, first.length, alpha, rule.extra, features.data(), 0,
                labels, 0, centers.data(), 0, gap, first, next);
    }
}
