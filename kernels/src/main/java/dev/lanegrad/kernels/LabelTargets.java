package dev.lanegrad.kernels;

import java.util.OptionalInt;

/**
 * How class labels become targets of the cross-entropy. A row with the label {@code y}, among {@code C} classes with the
 * weights {@code w}, has the targets
 *
 * <p>{@code t[c] = (1 - labelSmoothing) w[y] [c = y] + labelSmoothing / C w[c]}
 *
 * <p>(C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016, section 7; with weights as in
 * PyTorch, {@code aten/src/ATen/native/LossNLL.cpp}). A row whose label is the ignored one has no targets.
 *
 * @param <A>            {@code float[]} or {@code double[]}
 * @param labelSmoothing the share of the target that all classes have in common, in [0, 1]
 * @param ignoreIndex    the label of rows that do not count, in range or not; empty if every row counts
 * @param classWeights   a weight for each class; null if all are 1
 */
public record LabelTargets<A>(double labelSmoothing, OptionalInt ignoreIndex, A classWeights) {

    /**
     * Checks the smoothing.
     *
     * @throws IllegalArgumentException if the label smoothing does not lie in [0, 1]
     */
    public LabelTargets {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new IllegalArgumentException(
                    "LabelTargets: labelSmoothing = " + labelSmoothing + " must lie in [0, 1]");
        }
    }

    /**
     * The plain case: a one for the label, zeros elsewhere.
     *
     * @param <A> {@code float[]} or {@code double[]}
     * @return no smoothing, no ignored label, no weights
     */
    public static <A> LabelTargets<A> oneHot() {
        return new LabelTargets<>(0, OptionalInt.empty(), null);
    }

    /**
     * Tells whether rows with a label do not count.
     *
     * @param label the label
     * @return true if it is the ignored one
     */
    public boolean ignores(int label) {
        return ignoreIndex.isPresent() && ignoreIndex.getAsInt() == label;
    }
}
