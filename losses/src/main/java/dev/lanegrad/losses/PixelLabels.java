package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;

/** Checks of arrays that hold a number per pixel. */
final class PixelLabels {

    private PixelLabels() {
    }

    /** Requires a number for each element of a prediction. */
    static <A> void require(String loss, String name, A labels, Tensor<A> pred) {
        require(loss, name, labels, "pred", pred.shape().size(), pred.kernels());
    }

    /** Requires as many numbers as something else has. */
    static <A> void require(String loss, String name, A labels, String of, int size, Kernels<A> kernels) {
        int length = kernels.storage().length(labels);
        if (length != size) {
            throw new IllegalArgumentException(loss + ": " + name + " has " + length + " elements and must have the "
                    + size + " of " + of + "; losses do not broadcast");
        }
    }

    /** Requires something to add to a denominator. */
    static void requireEps(String loss, double eps) {
        if (!(eps > 0)) {
            throw new IllegalArgumentException(loss + ": eps = " + eps + " must be greater than 0");
        }
    }
}
