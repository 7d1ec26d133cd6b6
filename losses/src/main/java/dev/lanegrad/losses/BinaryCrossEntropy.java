package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.Objects;

/**
 * Binary cross-entropy of logits or of probabilities with labels between 0 and 1.
 *
 * <pre>{@code
 * of logits x:         loss = -w (v t log sigmoid(x) + (1 - t) log(1 - sigmoid(x)))
 *                      dx   = w ((1 + (v - 1) t) sigmoid(x) - v t)
 * of probabilities p:  loss = -w (t max(log p, -100) + (1 - t) max(log(1 - p), -100))
 *                      dp   = w (p - t) / max(p (1 - p), 1e-12)
 * }</pre>
 *
 * <ul>
 * <li>{@code logits} or {@code p}: any shape with at least one element; differentiable.
 * <li>{@code target t}: as many elements, usually from 0 to 1; a constant array, held by reference and read at every replay.
 * <li>{@code weights w}: as many elements, at least 0, for instance a mask; read in the same way. Left out, they are 1.
 * <li>{@link Options#positiveWeight() positive weight v}: the weight of the positive part, one for all or one for each index of the last
 *     axis; for logits alone.
 * </ul>
 *
 * <p>{@link Reduction#NONE} gives the losses of the elements, in their shape; {@code SUM} their sum; {@code MEAN} the sum divided by the number
 * of elements, whatever their weights.
 *
 * <p>The form on logits loses no precision where the sigmoid saturates; it is the one to use where both are at hand.
 *
 * <p><b>Kept quirks.</b> The mean does not divide by the weights. An infinite logit whose label makes it right gives NaN, {@code 0 * infinity}.
 *
 * <p>Source: {@code torch.nn.functional.binary_cross_entropy_with_logits} ({@code pos_weight}, {@code weight}) and
 * {@code binary_cross_entropy}, whose logarithms end at -100. <b>Deviation:</b> nothing broadcasts but the positive weight.
 */
public final class BinaryCrossEntropy {

    private BinaryCrossEntropy() {
    }

    /**
     * The settings.
     *
     * @param positiveWeight the weight of the positive part: finite, at least 0; one for all, one for each index of the last axis, or empty,
     *                       which is 1
     * @param reduction      how elements become the value
     */
    public record Options(double[] positiveWeight, Reduction reduction) {

        private static final Options DEFAULTS = new Options(new double[0], Reduction.MEAN);

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if a weight is negative or not finite
         */
        public Options {
            Objects.requireNonNull(reduction, "reduction");
            positiveWeight = positiveWeight.clone();
            for (int c = 0; c < positiveWeight.length; c++) {
                if (!(positiveWeight[c] >= 0 && positiveWeight[c] < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("binaryCrossEntropy: positiveWeight[" + c + "] = " + positiveWeight[c]
                            + " must be finite and at least 0");
                }
            }
        }

        /**
         * Returns the mean without a positive weight.
         *
         * @return the settings
         */
        public static Options defaults() {
            return DEFAULTS;
        }

        /**
         * Returns the positive weights.
         *
         * @return a copy, empty if all are 1
         */
        @Override
        public double[] positiveWeight() {
            return positiveWeight.clone();
        }

        /**
         * Returns these settings with other positive weights.
         *
         * @param values one for all or one for each index of the last axis, copied
         * @return the settings
         */
        public Options withPositiveWeight(double... values) {
            return new Options(values, reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how elements become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(positiveWeight, value);
        }
    }

    /**
     * Records the loss of logits.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param logits  the logits; differentiable
     * @param target  the labels, one per element
     * @param options the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no element, an array has another length, or there is neither one positive weight nor one for
     *                                  each index of the last axis
     */
    public static <A> Tensor<A> ofLogits(Tape tape, Tensor<A> logits, A target, Options options) {
        return tape.record(new BinaryLogitsNode<>(logits, target, null, options)).result();
    }

    /**
     * Records the loss of logits with a weight for each element.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param logits  the logits; differentiable
     * @param target  the labels, one per element
     * @param weights the weights, one per element, at least 0
     * @param options the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException as {@link #ofLogits(Tape, Tensor, Object, Options)} does, and, here and at every replay, if a weight is
     *                                  negative or NaN
     */
    public static <A> Tensor<A> ofLogits(Tape tape, Tensor<A> logits, A target, A weights, Options options) {
        return tape.record(new BinaryLogitsNode<>(logits, target, Objects.requireNonNull(weights, "weights"), options)).result();
    }

    /**
     * Records the loss of probabilities.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param p       the probabilities, from 0 to 1; differentiable
     * @param target  the labels, one per element
     * @param options the settings, without a positive weight
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no element, an array has another length, or there is a positive weight
     */
    public static <A> Tensor<A> ofProbabilities(Tape tape, Tensor<A> p, A target, Options options) {
        return tape.record(new BinaryProbabilitiesNode<>(p, target, null, options)).result();
    }

    /**
     * Records the loss of probabilities with a weight for each element.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param p       the probabilities, from 0 to 1; differentiable
     * @param target  the labels, one per element
     * @param weights the weights, one per element, at least 0
     * @param options the settings, without a positive weight
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException as {@link #ofProbabilities(Tape, Tensor, Object, Options)} does, and, here and at every replay, if a weight
     *                                  is negative or NaN
     */
    public static <A> Tensor<A> ofProbabilities(Tape tape, Tensor<A> p, A target, A weights, Options options) {
        return tape.record(new BinaryProbabilitiesNode<>(p, target, Objects.requireNonNull(weights, "weights"), options)).result();
    }
}
