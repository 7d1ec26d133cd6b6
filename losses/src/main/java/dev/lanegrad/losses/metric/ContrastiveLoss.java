package dev.lanegrad.losses.metric;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.Reduction;
import java.util.Objects;

/**
 * The contrastive loss of pairs: those of one class are pulled together, the others pushed apart until they keep a margin.
 *
 * <pre>{@code
 * D = |a - b|
 * loss = D^2 / 2                      for a pair of one class
 * loss = max(0, margin - D)^2 / 2     for the others
 * da   = a - b   or   -max(0, margin - D) (a - b) / D,   db = -da
 * }</pre>
 *
 * <p>Where two rows of different classes coincide there is no direction to push in: the derivative is 0.
 *
 * <ul>
 * <li>{@link #record} takes the pairs from a batch, each row with each other row of {@code embeddings [n, dim]}, {@code n >= 2}. The item of a reduction is a
 *     row: {@link Reduction#NONE} gives {@code [n]}, the mean over the pairs of each row; {@code MEAN} is the mean over all pairs, {@code SUM} is
 *     {@code n} times that. Distances are computed in blocks: memory grows with {@code n}, time with {@code n^2 dim}.
 * <li>{@link #ofPairs} takes given pairs: row {@code i} of {@code a [n, dim]} with row {@code i} of {@code b}, {@code n >= 1}. The item is a pair.
 * </ul>
 *
 * <p>All rows are differentiable and must be finite; labels are held by reference and read at every replay.
 *
 * <p>Source: R. Hadsell, S. Chopra and Y. LeCun, "Dimensionality Reduction by Learning an Invariant Mapping", CVPR 2006, equation 4.
 */
public final class ContrastiveLoss {

    private ContrastiveLoss() {
    }

    /**
     * The settings.
     *
     * @param margin    the distance that rows of different classes should keep: finite, above 0
     * @param reduction how items become the value
     */
    public record Options(double margin, Reduction reduction) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the margin is not above 0 and finite
         */
        public Options {
            Objects.requireNonNull(reduction, "reduction");
            if (!(margin > 0 && margin < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("contrastiveLoss: margin = " + margin + " must be finite and greater than 0");
            }
        }

        /**
         * Returns the mean with the margin 1.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(1, Reduction.MEAN);
        }

        /**
         * Returns these settings with another margin.
         *
         * @param value the margin, above 0
         * @return the settings
         */
        public Options withMargin(double value) {
            return new Options(value, reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how items become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(margin, value);
        }
    }

    /**
     * Records the loss of all pairs of a batch.
     *
     * @param <A>        the type of the arrays
     * @param tape       the tape
     * @param embeddings the rows {@code [n, dim]}; differentiable
     * @param labels     the class of each row, any number
     * @param options    the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there are fewer than two rows or there is not one label per row
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> embeddings, int[] labels, Options options) {
        return tape.record(new ContrastiveNode<>(tape.workers(), embeddings, labels, options)).result();
    }

    /**
     * Records the loss of given pairs.
     *
     * @param <A>       the type of the arrays
     * @param tape      the tape
     * @param a         one row of each pair {@code [n, dim]}; differentiable
     * @param b         the other row of each pair, of the same shape; differentiable
     * @param sameClass whether the two rows of a pair are of one class
     * @param options   the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no pair, if the shapes differ, or if there is not one answer per pair
     */
    public static <A> Tensor<A> ofPairs(Tape tape, Tensor<A> a, Tensor<A> b, boolean[] sameClass, Options options) {
        return tape.record(new ContrastivePairsNode<>(a, b, sameClass, options)).result();
    }
}
