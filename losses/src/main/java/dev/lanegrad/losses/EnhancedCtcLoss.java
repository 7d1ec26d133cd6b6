package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;

/**
 * CTC with the centre loss, and with aggregation cross-entropy if wanted: how PaddleOCR trains recognisers whose features are to
 * be compact.
 *
 * <pre>{@code
 * loss = ctc + centerWeight * center                     a scalar
 * loss[b] = ctc + centerWeight * center + aceWeight * ace[b]
 * }</pre>
 *
 * <ul>
 * <li>{@code features [batch, frames, dim]}, {@code logits [batch, frames, classes]}: differentiable. The arg-max of the
 *     logits that picks the centre passes no gradient on.
 * <li>{@code centers [classes, dim]}: differentiable if they are a parameter.
 * </ul>
 *
 * <p>The sum is in double precision, as the centre loss is. See {@link PaddleCtcLoss}, {@link PaddleCenterLoss} and {@link AceLoss} for the parts.
 *
 * <p><b>Kept quirks.</b> The aggregation cross-entropy has one value per item, and adding it makes the whole loss {@code [batch, 1]}.
 *
 * <p>Source: PaddleOCR {@code ppocr/losses/rec_enhanced_ctc_loss.py}.
 */
public final class EnhancedCtcLoss {

    private EnhancedCtcLoss() {
    }

    /**
     * The settings.
     *
     * @param weighting    how CTC weights its items
     * @param centerWeight the weight of the centre loss
     * @param aceWeight    the weight of the aggregation cross-entropy, where it is recorded
     */
    public record Options(PaddleCtcLoss.Weighting weighting, double centerWeight, double aceWeight) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if a weight is negative or NaN
         */
        public Options {
            if (!(centerWeight >= 0 && aceWeight >= 0)) {
                throw new IllegalArgumentException("enhancedCtcLoss: centerWeight = " + centerWeight
                        + " and aceWeight = " + aceWeight + " must be at least 0");
            }
        }

        /**
         * Returns the original's settings: plain CTC, 0.05 for the centre loss, 0.1 for the aggregation cross-entropy.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(PaddleCtcLoss.Weighting.PLAIN, 0.05, 0.1);
        }

        /**
         * Returns these settings with another weighting of CTC's items.
         *
         * @param value how CTC weights its items
         * @return the settings
         */
        public Options withWeighting(PaddleCtcLoss.Weighting value) {
            return new Options(value, centerWeight, aceWeight);
        }

        /**
         * Returns these settings with another weight of the centre loss.
         *
         * @param value the weight, at least 0
         * @return the settings
         */
        public Options withCenterWeight(double value) {
            return new Options(weighting, value, aceWeight);
        }

        /**
         * Returns these settings with another weight of the aggregation cross-entropy.
         *
         * @param value the weight, at least 0
         * @return the settings
         */
        public Options withAceWeight(double value) {
            return new Options(weighting, centerWeight, value);
        }
    }

    /**
     * The loss and the part of it that is CTC.
     *
     * @param <A>  the type of the logits' array
     * @param loss the loss
     * @param ctc  the CTC loss, a scalar
     */
    public record Result<A>(Tensor<double[]> loss, Tensor<A> ctc) {
    }

    /**
     * Records CTC with the centre loss.
     *
     * @param <A>          the type of the logits' array
     * @param tape         the tape
     * @param features     the rows {@code [batch, frames, dim]}; differentiable
     * @param logits       the scores {@code [batch, frames, classes]}; differentiable
     * @param centers      the centres {@code [classes, dim]}; differentiable
     * @param labels       the classes {@code [batch, maxLength]}
     * @param labelLengths the symbols of each item {@code [batch]}
     * @param options      the settings
     * @return the loss, a scalar, and its CTC part
     * @throws IllegalArgumentException if a shape does not fit, or as the parts say
     */
    public static <A> Result<A> record(Tape tape, Tensor<?> features, Tensor<A> logits, Tensor<double[]> centers,
                                       int[] labels, int[] labelLengths, Options options) {
        Tensor<A> ctc = PaddleCtcLoss.record(tape, logits, labels, labelLengths, options.weighting()).loss();
        Tensor<double[]> center = PaddleCenterLoss.record(
                tape, features, logits, centers, PaddleCenterLoss.Options.defaults()).loss();
        Tensor<double[]> loss = Ops.add(tape, Ops.toDouble(tape, ctc, centers.kernels()),
                Ops.scale(tape, center, options.centerWeight()));
        return new Result<>(loss, ctc);
    }

    /**
     * Records CTC with the centre loss and aggregation cross-entropy.
     *
     * @param <A>          the type of the logits' array
     * @param tape         the tape
     * @param features     the rows {@code [batch, frames, dim]}; differentiable
     * @param logits       the scores {@code [batch, frames, classes]}; differentiable
     * @param centers      the centres {@code [classes, dim]}; differentiable
     * @param labels       the classes {@code [batch, maxLength]}
     * @param labelLengths the symbols of each item {@code [batch]}
     * @param counts       how often each class is in the label {@code [batch, classes]}
     * @param options      the settings
     * @return the loss {@code [batch, 1]} and its CTC part
     * @throws IllegalArgumentException if a shape does not fit, or as the parts say
     */
    public static <A> Result<A> recordWithAce(Tape tape, Tensor<?> features, Tensor<A> logits, Tensor<double[]> centers,
                                              int[] labels, int[] labelLengths, int[] counts, Options options) {
        Result<A> scalar = record(tape, features, logits, centers, labels, labelLengths, options);
        Tensor<double[]> ace = Ops.toDouble(tape, AceLoss.record(tape, logits, labelLengths, counts), centers.kernels());
        return new Result<>(Ops.add(tape, Ops.scale(tape, ace, options.aceWeight()), scalar.loss()), scalar.ctc());
    }
}
