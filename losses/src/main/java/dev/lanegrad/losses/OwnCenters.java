package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;

/** The rows of a batch held against the centres of their classes: the shapes, the distances and their gradients. */
final class OwnCenters<A> {

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

    /** Adds the gradients of these distances for the upstream gradient {@code dy [rows]}. */
    void addGradients(int[] own, A dy) {
        if (features.requiresGrad()) {
            features.kernels().centers().addRowGradients(rows, cols, classes, dy, 0,
                    features.data(), 0, own, 0, centers.data(), 0, features.grad(), 0);
        }
        if (centers.requiresGrad()) {
            features.kernels().centers().addCenterGradients(rows, cols, classes, dy, 0,
                    features.data(), 0, own, 0, centers.data(), 0, centers.grad(), 0);
        }
    }
}
