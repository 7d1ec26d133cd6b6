package dev.lanegrad.losses;

import dev.lanegrad.kernels.Kernels;
import org.jetbrains.annotations.Nullable;

/** The weights of single elements, or none, checked as they are read at every replay. */
final class ElementWeights<A> {

    private final String loss;
    private final Kernels<A> kernels;
    private final @Nullable A weights;
    private final A magnitudes;

    /**
     * Holds weights by reference.
     *
     * @param loss       the loss, for errors
     * @param weights    one per element; null if all are 1
     * @param size       the number of elements
     * @param magnitudes scratch for a piece, which may be shared with what the loss computes after the weights are checked
     */
    ElementWeights(String loss, Kernels<A> kernels, @Nullable A weights, int size, A magnitudes) {
        if (weights != null) {
            requireLength(loss, "weights", kernels.storage().length(weights), size);
        }
        this.loss = loss;
        this.kernels = kernels;
        this.weights = weights;
        this.magnitudes = magnitudes;
    }

    /** Requires a plain array to have one element for each of an operand. */
    static void requireLength(String loss, String name, int length, int size) {
        if (length != size) {
            throw new IllegalArgumentException(loss + ": " + name + " has " + length + " elements and must have the " + size
                    + " of the predictions; losses do not broadcast");
        }
    }

    /** Requires that no weight of a piece is negative: then the sum of their magnitudes has the bits of their sum. */
    void check(int n, int at) {
        if (weights == null) {
            return;
        }
        kernels.elementwise().abs(n, weights, at, magnitudes, 0);
        if (kernels.reductions().sum(n, magnitudes, 0) == kernels.reductions().sum(n, weights, at)) {
            return;
        }
        for (int i = at; i < at + n; i++) {
            double weight = kernels.storage().get(weights, i);
            if (!(weight >= 0)) {
                throw new IllegalArgumentException(loss + ": weights[" + i + "] = " + weight + " must be at least 0");
            }
        }
    }

    /** {@code y[i] = x[i] weights[at + i]}; {@code y} may be {@code x}. */
    void scale(int n, int at, A x, int xOffset, A y, int yOffset) {
        if (weights != null) {
            kernels.elementwise().mul(n, x, xOffset, weights, at, y, yOffset);
        } else if (x != y || xOffset != yOffset) {
            kernels.storage().copy(n, x, xOffset, y, yOffset);
        }
    }
}
