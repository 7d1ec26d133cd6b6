package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The focal loss of logits with labels between 0 and 1: binary cross-entropy in which what is easy counts little.
 *
 * <pre>{@code
 * p = sigmoid(x),  u = p (1 - t) + (1 - p) t
 * loss = (alpha t + (1 - alpha) (1 - t)) u^gamma l,   l = -t log p - (1 - t) log(1 - p)
 * dx   = (alpha t + (1 - alpha) (1 - t)) (u^gamma (p - t) + gamma u^(gamma - 1) p (1 - p) (1 - 2 t) l)
 * }</pre>
 *
 * <p>{@code u} is how wrong the prediction is: 1 - p for the label 1, p for the label 0.
 *
 * <ul>
 * <li>{@code logits x}: any shape with at least one element; differentiable.
 * <li>{@code target t}: as many elements, from 0 to 1; a constant array, held by reference and read at every replay.
 * </ul>
 *
 * <p>{@link Reduction#NONE} gives the losses of the elements, in their shape; {@code SUM} their sum; {@code MEAN} the sum divided by the number
 * of elements. The paper divides by the number of positives: take {@code SUM} and scale it.
 *
 * <p>For classes that exclude each other see {@link FocalLoss}.
 *
 * <p>Source: T.-Y. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017; {@code torchvision.ops.sigmoid_focal_loss}, whose
 * {@code alpha = -1} is an empty one here. <b>Deviation:</b> its default reduction is none.
 */
public final class BinaryFocalLoss {

    private BinaryFocalLoss() {
    }

    /**
     * The settings.
     *
     * @param gamma     the exponent, at least 0; 0 leaves the cross-entropy
     * @param alpha     the weight of the label 1, in [0, 1], that of the label 0 being the rest to 1; empty if both are 1
     * @param reduction how elements become the value
     */
    public record Options(double gamma, OptionalDouble alpha, Reduction reduction) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the exponent is negative or not finite, or alpha is out of range
         */
        public Options {
            Objects.requireNonNull(reduction, "reduction");
            FocalLoss.requireExponent("binaryFocalLoss", gamma);
            if (alpha.isPresent() && !(alpha.getAsDouble() >= 0 && alpha.getAsDouble() <= 1)) {
                throw new IllegalArgumentException(
                        "binaryFocalLoss: alpha = " + alpha.getAsDouble() + " must lie in [0, 1]");
            }
        }

        /**
         * Returns the mean with the paper's settings: gamma 2, alpha 0.25.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(2, OptionalDouble.of(0.25), Reduction.MEAN);
        }

        /**
         * Returns these settings with another exponent.
         *
         * @param value the exponent, at least 0
         * @return the settings
         */
        public Options withGamma(double value) {
            return new Options(value, alpha, reduction);
        }

        /**
         * Returns these settings with another weight of the label 1.
         *
         * @param value the weight, in [0, 1]
         * @return the settings
         */
        public Options withAlpha(double value) {
            return new Options(gamma, OptionalDouble.of(value), reduction);
        }

        /**
         * Returns these settings with both labels weighing 1.
         *
         * @return the settings
         */
        public Options withoutAlpha() {
            return new Options(gamma, OptionalDouble.empty(), reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how elements become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(gamma, alpha, value);
        }
    }

    /**
     * Records the loss.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param logits  the logits; differentiable
     * @param target  the labels, one per element
     * @param options the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no element or the target has another length
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> logits, A target, Options options) {
        return tape.record(new BinaryFocalNode<>(logits, target, options)).result();
    }
}
