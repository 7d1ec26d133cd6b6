package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Centers;

/** The rows of a batch held against the centres of their classes: the shapes, the distances and their gradients. */
final class OwnCenters<A> {

    /** As many rows as the kernel adds up together at most. */
    private static final int FEWEST_ROWS = 16;

    /** As many bytes of features as leave room for centres and gradient in the first cache. */
    private static final int BYTES_IN_CACHE = 12 << 10;

    private final Tensor<A> features;
    private final Tensor<A> centers;
    private final int rows;
    private final int cols;
    private final int classes;

    private OwnCenters(Tensor<A> features, Tensor<A> centers) {
        this.features = features;
        this.centers = centers;
        this.cols = features.shape().dim(-1);
        this.rows = features.shape().size() / cols;
        this.classes = centers.shape().dim(0);
    }

    static <A> OwnCenters<A> of(String loss, Tensor<A> features, Tensor<A> centers) {
        checkShapes(loss, features, centers);
        return new OwnCenters<>(features, centers);
    }

    /** Requires features {@code [..., dim]} with at least one row and centres {@code [classes, dim]}. */
    static void checkShapes(String loss, Tensor<?> features, Tensor<?> centers) {
        if (features.shape().rank() < 2 || features.shape().size() == 0) {
            throw new IllegalArgumentException(loss + ": features " + features.shape()
                    + " must be [..., dim] with at least one row and one column");
        }
        if (centers.shape().rank() != 2 || centers.shape().dim(1) != features.shape().dim(-1)
                || centers.shape().dim(0) == 0) {
            throw new IllegalArgumentException(loss + ": centers " + centers.shape() + " must be [classes, "
                    + features.shape().dim(-1) + "], as wide as features " + features.shape());
        }
    }

    int rows() {
        return rows;
    }

    int cols() {
        return cols;
    }

    int classes() {
        return classes;
    }

    /** {@code y[i] = |features[i] - centers[own[i]]|^2}, 0 where {@code own[i]} is -1. */
    void squaredDistances(int[] own, A y) {
        features.kernels().centers().squaredDistances(
                rows, cols, classes, features.data(), 0, own, 0, centers.data(), 0, y, 0);
    }

    /** Sets the upstream gradients of the rows from {@code first} to {@code end - 1}, whose distances are known. */
    @FunctionalInterface
    interface Slopes {
        void set(int first, int end);
    }

    /**
     * {@link #squaredDistances}, and for the upstream gradients {@code dy} the gradient of the features, which overwrites {@code dx}. Some rows at a
     * time: rows and centres are in the first cache when they are read again.
     */
    void distancesAndGradients(int[] own, A y, A dy, Slopes slopes, A dx) {
        Centers<A> kernel = features.kernels().centers();
        int some = someRows();
        for (int first = 0; first < rows; first += some) {
            int n = Math.min(some, rows - first);
            int at = first * cols;
            kernel.squaredDistances(n, cols, classes, features.data(), at, own, first, centers.data(), 0, y, first);
            slopes.set(first, first + n);
            kernel.addRowGradients(n, cols, classes, dy, first, features.data(), at, own, first, centers.data(), 0, dx, at, true);
        }
    }

    /** The rows that are worked on in one go. */
    private int someRows() {
        int elements = BYTES_IN_CACHE / features.kernels().storage().elementType().bytes();
        return Math.max(elements / cols, FEWEST_ROWS) & -FEWEST_ROWS;
    }

    /** Adds the gradients of the features for the upstream gradient {@code dy [rows]}. */
    void addRowGradients(int[] own, A dy) {
        if (features.requiresGrad()) {
            boolean fromZero = features.takeZeroGrad();
            features.kernels().centers().addRowGradients(rows, cols, classes, dy, 0,
                    features.data(), 0, own, 0, centers.data(), 0, features.grad(), 0, fromZero);
        }
    }

    /** Adds the gradients of the centres for the upstream gradient {@code dy [rows]}. */
    void addCenterGradients(int[] own, A dy) {
        if (centers.requiresGrad()) {
            features.kernels().centers().addCenterGradients(rows, cols, classes, dy, 0,
                    features.data(), 0, own, 0, centers.data(), 0, centers.grad(), 0);
        }
    }
}
