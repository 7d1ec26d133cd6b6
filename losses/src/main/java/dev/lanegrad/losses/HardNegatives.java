package dev.lanegrad.losses;

import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Selection;
import java.util.Arrays;

/**
 * The weights of the pixels in {@link BalanceLoss}: {@code g m}, and for the hardest negatives {@code (1 - g) m} besides. They
 * are found by partial selection over the whole batch; of those that tie with the last one the ones with the lowest index are
 * taken.
 */
final class HardNegatives<A> {

    private final Kernels<A> kernels;
    private final int pixels;
    private final A weights;
    private final A negatives;
    private final A hardness;
    private final int[] chosen;
    private final int[] above;

    /** How many positives and negatives the loss is about. */
    record Counts(int positives, int negatives) {

        /** The counts for the sums of the weights; sums are truncated, as the original does. */
        static Counts of(double positiveSum, double negativeSum, double ratio) {
            int positives = (int) positiveSum;
            return new Counts(positives, Math.max(0, (int) Math.min(negativeSum, positives * ratio)));
        }

        double total() {
            return (double) positives + negatives;
        }
    }

    HardNegatives(Kernels<A> kernels, int pixels) {
        this.kernels = kernels;
        this.pixels = pixels;
        this.weights = kernels.storage().allocate(pixels);
        this.negatives = kernels.storage().allocate(pixels);
        this.hardness = kernels.storage().allocate(pixels);
        this.chosen = new int[pixels];
        this.above = new int[pixels];
    }

    /** The weights as last computed. */
    A weights() {
        return weights;
    }

    /** Computes the weights for the {@code k} hardest negatives of a main loss with a value per pixel. */
    A weights(A gt, A mask, A main, int k) {
        if (weigh(gt, mask, k)) {
            kernels.elementwise().mul(pixels, negatives, 0, main, 0, hardness, 0);
            addHardest(k);
        }
        return weights;
    }

    /** Computes the weights for the {@code k} hardest negatives of a main loss that is one value for all. */
    A weights(A gt, A mask, double main, int k) {
        if (weigh(gt, mask, k)) {
            kernels.elementwise().scale(pixels, main, negatives, 0, hardness, 0);
            addHardest(k);
        }
        return weights;
    }

    private boolean weigh(A gt, A mask, int k) {
        Elementwise<A> elementwise = kernels.elementwise();
        elementwise.mul(pixels, gt, 0, mask, 0, weights, 0);
        elementwise.scaleAndShift(pixels, -1, 1, gt, 0, negatives, 0);
        elementwise.mul(pixels, negatives, 0, mask, 0, negatives, 0);
        return k > 0;
    }

    private void addHardest(int k) {
        choose(k);
        kernels.elementwise().addWhere(pixels, chosen, 0, negatives, 0, weights, 0);
    }

    /** Marks the {@code k} hardest pixels. */
    private void choose(int k) {
        Selection<A> selection = kernels.selection();
        double threshold = selection.kthLargest(pixels, hardness, 0, k, NanRank.HIGHEST);
        if (Double.isNaN(threshold)) {
            // At least k are NaN and so is the loss; above holds their positions for once.
            selection.topK(pixels, hardness, 0, k, NanRank.HIGHEST, above, 0);
            Arrays.fill(chosen, 0);
            for (int i = 0; i < k; i++) {
                chosen[above[i]] = -1;
            }
            return;
        }
        selection.atLeast(pixels, hardness, 0, threshold, chosen, 0);
        selection.above(pixels, hardness, 0, threshold, above, 0);
        int excess = -k;
        for (int i = 0; i < pixels; i++) {
            excess -= chosen[i];
        }
        for (int i = pixels - 1; excess > 0; i--) {
            if (chosen[i] != 0 && above[i] == 0) {
                chosen[i] = 0;
                excess--;
            }
        }
    }
}
