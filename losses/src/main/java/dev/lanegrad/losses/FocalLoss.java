package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The focal loss of logits with class labels: cross-entropy in which rows that are told right count little.
 *
 * <pre>{@code
 * l = -log softmax(x)[y],  u = 1 - softmax(x)[y] = -expm1(-l)
 * loss  = w[y] u^gamma l
 * dx[c] = w[y] (u^gamma + gamma u^(gamma - 1) (1 - u) l) (softmax(x)[c] - [c = y])
 * }</pre>
 *
 * <ul>
 * <li>{@code logits x}: {@code [..., C]}, at least one row; differentiable.
 * <li>{@code labels y}: one per row, in {@code [0, C)} or ignored; held by reference and read at every replay.
 * </ul>
 *
 * <p>{@link Reduction#NONE} gives the loss of each row, {@code [...]}, 0 where the label is ignored; {@code SUM} their sum; {@code MEAN} the sum divided
 * by the number of rows that are not ignored, and 0 if all are.
 *
 * <p>The logits are read once forward and once back, by the kernels of {@link CrossEntropy}; nothing of their size is kept. For
 * labels that do not exclude each other see {@link BinaryFocalLoss}.
 *
 * <p>Source: T.-Y. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017, with softmax in place of the sigmoid, as in
 * MONAI, {@code monai/losses/focal_loss.py}, {@code use_softmax}.
 */
public final class FocalLoss {

    private FocalLoss() {
    }

    /** Requires an exponent that is finite and not negative. */
    static void requireExponent(String loss, double gamma) {
        if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(loss + ": gamma = " + gamma + " must be finite and at least 0");
        }
    }

    /**
     * The settings.
     *
     * @param gamma        the exponent, at least 0; 0 leaves the cross-entropy
     * @param classWeights a finite weight, at least 0, for each class: alpha; empty if all are 1
     * @param ignoreIndex  the label of rows that do not count, in range or not; empty if every row counts
     * @param reduction    how rows become the value
     */
    public record Options(double gamma, double[] classWeights, OptionalInt ignoreIndex, Reduction reduction) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the exponent or a weight is negative or not finite
         */
        public Options {
            Objects.requireNonNull(ignoreIndex, "ignoreIndex");
            Objects.requireNonNull(reduction, "reduction");
            requireExponent("focalLoss", gamma);
            classWeights = ClassLabels.checkWeights("focalLoss", classWeights);
        }

        /**
         * Returns the mean over all rows with gamma 2 and no weights.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(2, new double[0], OptionalInt.empty(), Reduction.MEAN);
        }

        /**
         * Returns the weights.
         *
         * @return a copy, empty if all are 1
         */
        @Override
        public double[] classWeights() {
            return classWeights.clone();
        }

        /**
         * Returns these settings with another exponent.
         *
         * @param value the exponent, at least 0
         * @return the settings
         */
        public Options withGamma(double value) {
            return new Options(value, classWeights, ignoreIndex, reduction);
        }

        /**
         * Returns these settings with weights for the classes.
         *
         * @param weights one for each class, copied
         * @return the settings
         */
        public Options withClassWeights(double... weights) {
            return new Options(gamma, weights, ignoreIndex, reduction);
        }

        /**
         * Returns these settings with an ignored label.
         *
         * @param label the label of rows that do not count
         * @return the settings
         */
        public Options withIgnoreIndex(int label) {
            return new Options(gamma, classWeights, OptionalInt.of(label), reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how rows become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(gamma, classWeights, ignoreIndex, value);
        }
    }

    /**
     * Records the loss.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param logits  {@code [..., C]}; differentiable
     * @param labels  one per row
     * @param options the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no row, if there is not one label per row or one weight per class, or, here and at every
     *                                  replay, if a label is out of range
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> logits, int[] labels, Options options) {
        return tape.record(new FocalNode<>(logits, labels, options)).result();
    }
}
