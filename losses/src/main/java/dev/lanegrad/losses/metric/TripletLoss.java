package dev.lanegrad.losses.metric;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.Reduction;
import java.util.Objects;

/**
 * The triplet loss with the hardest positive and the hardest negative of each row of a batch.
 *
 * <pre>{@code
 * p(i) = argmax { |x_i - x_j| : j != i, y_j = y_i },  n(i) = argmin { |x_i - x_j| : y_j != y_i }
 * z_i = d(x_i, x_p(i)) - d(x_i, x_n(i)) + margin
 * loss_i = max(0, z_i)  or  log(1 + exp(z_i))
 * }</pre>
 *
 * <p>{@code d} is the Euclidean distance or its square. Which rows are the hardest is a constant for differentiation; of equally hard ones
 * the first is taken. All three rows of a triplet get their share of the gradient. Where two rows coincide, the derivative of their Euclidean
 * distance counts as 0.
 *
 * <ul>
 * <li>{@code embeddings x}: {@code [n, dim]}, finite; differentiable.
 * <li>{@code labels y}: any number for each row; held by reference and read at every replay.
 * </ul>
 *
 * <p>{@link Reduction#NONE} gives the loss of each row, {@code [n]}, 0 where it is skipped; {@code SUM} their sum; {@code MEAN} the sum divided by the
 * number of rows that are not skipped, and 0 if all are.
 *
 * <p>Distances are computed in blocks: memory grows with {@code n}, time with {@code n^2 dim}. They are computed from differences, not from products, so
 * near rows are told apart.
 *
 * <p>Source: A. Hermans, L. Beyer and B. Leibe, "In Defense of the Triplet Loss for Person Re-Identification", 2017, equation 5; its soft
 * margin is {@link Form#SOFT} with a margin of 0.
 */
public final class TripletLoss {

    private TripletLoss() {
    }

    /** How the margin acts. */
    public enum Form {
        /** {@code max(0, z)}: triplets that keep the margin cost nothing. */
        HINGE,
        /** {@code log(1 + exp(z))}: every triplet goes on pulling. */
        SOFT
    }

    /** What is compared. */
    public enum Distance {
        /** The Euclidean distance. */
        EUCLIDEAN,
        /** Its square. */
        SQUARED
    }

    /** What becomes of a row without a positive or without a negative in its batch. */
    public enum Incomplete {
        /** It is an error. */
        REFUSE,
        /** It has no loss and does not count. */
        SKIP
    }

    /**
     * The settings.
     *
     * @param margin     by how much the negative should be farther than the positive: finite, at least 0
     * @param form       how the margin acts
     * @param distance   what is compared
     * @param incomplete what becomes of a row without a positive or a negative
     * @param reduction  how rows become the value
     */
    public record Options(double margin, Form form, Distance distance, Incomplete incomplete, Reduction reduction) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the margin is negative or not finite
         */
        public Options {
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(distance, "distance");
            Objects.requireNonNull(incomplete, "incomplete");
            Objects.requireNonNull(reduction, "reduction");
            if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("tripletLoss: margin = " + margin + " must be finite and at least 0");
            }
        }

        /**
         * Returns the mean with the margin 0.2, the hinge, Euclidean distances, and incomplete rows refused.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(0.2, Form.HINGE, Distance.EUCLIDEAN, Incomplete.REFUSE, Reduction.MEAN);
        }

        /**
         * Returns these settings with another margin.
         *
         * @param value the margin, at least 0
         * @return the settings
         */
        public Options withMargin(double value) {
            return new Options(value, form, distance, incomplete, reduction);
        }

        /**
         * Returns these settings with another form.
         *
         * @param value how the margin acts
         * @return the settings
         */
        public Options withForm(Form value) {
            return new Options(margin, value, distance, incomplete, reduction);
        }

        /**
         * Returns these settings with another distance.
         *
         * @param value what is compared
         * @return the settings
         */
        public Options withDistance(Distance value) {
            return new Options(margin, form, value, incomplete, reduction);
        }

        /**
         * Returns these settings for incomplete rows.
         *
         * @param value what becomes of a row without a positive or a negative
         * @return the settings
         */
        public Options withIncomplete(Incomplete value) {
            return new Options(margin, form, distance, value, reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how rows become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(margin, form, distance, incomplete, value);
        }
    }

    /**
     * Records the loss.
     *
     * @param <A>        the type of the arrays
     * @param tape       the tape
     * @param embeddings the rows {@code [n, dim]}; differentiable
     * @param labels     the class of each row
     * @param options    the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no row, if there is not one label per row, or, here and at every replay, if a row has no positive
     *                                  or no negative and is not to be skipped
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> embeddings, int[] labels, Options options) {
        return tape.record(new TripletNode<>(tape.workers(), embeddings, labels, options)).result();
    }
}
