package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.Objects;

/**
 * The Tversky loss of probabilities: how far prediction and target are from overlapping, with weights of their own for what is predicted too
 * much and too little.
 *
 * <pre>{@code
 * tp = sum m p t,  fp = sum m p (1 - t),  fn = sum m (1 - p) t
 * T = (tp + s) / (tp + alpha fp + beta fn + s),   loss = (1 - T)^gamma
 * }</pre>
 *
 * <p>Its named cases:
 *
 * <table>
 * <caption>What the settings give</caption>
 * <tr><th>alpha</th><th>beta</th><th>gamma</th><th>loss</th></tr>
 * <tr><td>1/2</td><td>1/2</td><td>1</td><td>soft dice without squares, {@code 1 - (2 tp + 2 s) / (sum m p + sum m t + 2 s)}: {@link Options#dice()}</td></tr>
 * <tr><td>1</td><td>1</td><td>1</td><td>Jaccard, one minus intersection over union: {@link Options#jaccard()}</td></tr>
 * <tr><td>0.3</td><td>0.7</td><td>1</td><td>the Tversky loss of Salehi et al., where missing a pixel costs more</td></tr>
 * <tr><td>0.3</td><td>0.7</td><td>3/4</td><td>the focal Tversky loss of Abraham and Khan</td></tr>
 * </table>
 *
 * <p>For dice with squares in the denominator see {@link DiceLoss}; for one dice over a whole batch {@link RegionDiceLoss}.
 *
 * <ul>
 * <li>{@code p}: probabilities {@code [n, ...]}; differentiable. One value per item of the first axis: for one per class of
 *     {@code [n, C, h, w]} reshape to {@code [n C, h, w]}.
 * <li>{@code target t}, {@code mask m}: as many elements, from 0 to 1; constant arrays, held by reference and read at every replay. A mask that is
 *     left out is 1.
 * </ul>
 *
 * <p>{@link Reduction#NONE} gives {@code [n]}, {@code MEAN} and {@code SUM} a scalar. An item without target and prediction has the loss 0.
 *
 * <p>With an exponent below 1 the derivative has no bound as the loss goes to 0; there {@code 1 - T} counts as at least 1e-6 in it.
 *
 * <p>Source: S. Salehi, D. Erdogmus and A. Gholipour, "Tversky loss function for image segmentation", MLMI 2017; N. Abraham and N. Khan, "A novel
 * focal Tversky loss function", ISBI 2019, where alpha and beta have each other's names.
 */
public final class TverskyLoss {

    private TverskyLoss() {
    }

    /**
     * The settings.
     *
     * @param alpha     the weight of false positives, at least 0
     * @param beta      the weight of false negatives, at least 0
     * @param smooth    what is added to numerator and denominator, above 0
     * @param gamma     the exponent, above 0
     * @param reduction how items become the value
     */
    public record Options(double alpha, double beta, double smooth, double gamma, Reduction reduction) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range or not finite
         */
        public Options {
            Objects.requireNonNull(reduction, "reduction");
            require("alpha", alpha, alpha >= 0, "at least 0");
            require("beta", beta, beta >= 0, "at least 0");
            require("smooth", smooth, smooth > 0, "greater than 0");
            require("gamma", gamma, gamma > 0, "greater than 0");
        }

        private static void require(String name, double value, boolean inRange, String bound) {
            if (!inRange || value == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("tverskyLoss: " + name + " = " + value + " must be finite and " + bound);
            }
        }

        /**
         * Returns the mean with alpha 0.3, beta 0.7, smooth 1e-6 and gamma 1.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(0.3, 0.7, 1e-6, 1, Reduction.MEAN);
        }

        /**
         * Returns the mean of soft dice: alpha and beta 1/2, smooth 1e-6 and gamma 1.
         *
         * @return the settings
         */
        public static Options dice() {
            return new Options(0.5, 0.5, 1e-6, 1, Reduction.MEAN);
        }

        /**
         * Returns the mean of one minus intersection over union: alpha and beta 1, smooth 1e-6 and gamma 1.
         *
         * @return the settings
         */
        public static Options jaccard() {
            return new Options(1, 1, 1e-6, 1, Reduction.MEAN);
        }

        /**
         * Returns these settings with other weights.
         *
         * @param falsePositives alpha, at least 0
         * @param falseNegatives beta, at least 0
         * @return the settings
         */
        public Options withWeights(double falsePositives, double falseNegatives) {
            return new Options(falsePositives, falseNegatives, smooth, gamma, reduction);
        }

        /**
         * Returns these settings with another smoothing.
         *
         * @param value what is added to numerator and denominator, above 0
         * @return the settings
         */
        public Options withSmooth(double value) {
            return new Options(alpha, beta, value, gamma, reduction);
        }

        /**
         * Returns these settings with another exponent.
         *
         * @param value the exponent, above 0
         * @return the settings
         */
        public Options withGamma(double value) {
            return new Options(alpha, beta, smooth, value, reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how items become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(alpha, beta, smooth, gamma, value);
        }
    }

    /**
     * Records the loss.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param p       the probabilities {@code [n, ...]}; differentiable
     * @param target  the target, one per element
     * @param options the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no element or an array has another length
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> p, A target, Options options) {
        return tape.record(new TverskyNode<>(p, target, null, options)).result();
    }

    /**
     * Records the loss under a mask.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param p       the probabilities {@code [n, ...]}; differentiable
     * @param target  the target, one per element
     * @param mask    the weights, one per element
     * @param options the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no element or an array has another length
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> p, A target, A mask, Options options) {
        return tape.record(new TverskyNode<>(p, target, Objects.requireNonNull(mask, "mask"), options)).result();
    }
}
