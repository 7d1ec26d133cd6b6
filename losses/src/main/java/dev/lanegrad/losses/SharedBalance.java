package dev.lanegrad.losses;

import dev.lanegrad.kernels.Kernels;
import org.jetbrains.annotations.Nullable;

/**
 * What {@link BalanceLoss} makes of a main loss that is one value for all pixels: the value times a factor, the weights of all
 * positives and of the hardest negatives over their number.
 *
 * <p>Ranking the negatives then means ranking their weights. As a rule more of them have the largest weight than are wanted:
 * then the sums over the labels suffice, and neither a selection nor memory for it is needed.
 */
final class SharedBalance<A> {

    /** The entries of the sums that {@link #factor} expects, see {@code Binarization.addLabelSums}. */
    static final int LABEL_SUMS = 4;

    private final Kernels<A> kernels;
    private final A gt;
    private final A mask;
    private final int pixels;
    private final double ratio;
    private final double eps;
    private @Nullable HardNegatives<A> selection;

    SharedBalance(Kernels<A> kernels, A gt, A mask, double ratio, double eps) {
        this.kernels = kernels;
        this.gt = gt;
        this.mask = mask;
        this.pixels = kernels.storage().length(gt);
        this.ratio = ratio;
        this.eps = eps;
    }

    /** Sums over no labels. */
    static void clear(double[] sums, int offset) {
        sums[offset] = 0;
        sums[offset + 1] = 0;
        sums[offset + 2] = Double.NEGATIVE_INFINITY;
        sums[offset + 3] = 0;
    }

    /** The factor for the sums over all labels. */
    double factor(double[] sums, int offset, double main) {
        HardNegatives.Counts counts = HardNegatives.Counts.of(sums[offset], sums[offset + 1], ratio);
        int k = Math.min(counts.negatives(), pixels);
        double weights;
        if (k == 0) {
            weights = sums[offset];
        } else if (main > 0 && sums[offset + 3] >= k) {
            weights = sums[offset] + k * sums[offset + 2];
        } else {
            weights = selected(main, k);
        }
        return weights / (counts.total() + eps);
    }

    private double selected(double main, int k) {
        if (selection == null) {
            selection = new HardNegatives<>(kernels, pixels);
        }
        return kernels.reductions().sum(pixels, selection.weights(gt, mask, main, k), 0);
    }
}
