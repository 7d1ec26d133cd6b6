package dev.lanegrad.losses.metric;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.CrossEntropy;
import dev.lanegrad.losses.Reduction;
import java.util.Objects;

/**
 * CosFace: a softmax over the cosines between a row and one direction per class, in which the own cosine counts for less than it is.
 *
 * <pre>{@code
 * cos_ic = <x_i, w_c> / (|x_i| |w_c|)
 * logits[i,c] = scale cos_ic                  for the other classes
 * logits[i,y] = scale (cos_iy - margin)       for the class y of the row
 * loss_i = log sum_c exp(logits[i,c]) - logits[i,y]
 * }</pre>
 *
 * <ul>
 * <li>{@code embeddings x}: {@code [n, dim]}, and {@code weights w}: {@code [classes, dim]}; both differentiable, whatever their norms. A norm counts as at
 *     least 1e-12.
 * <li>{@code labels y}: one per row, in {@code [0, classes)}; held by reference and read at every replay.
 * </ul>
 *
 * <p>{@link Reduction#NONE} gives the loss of each row, {@code [n]}; {@code SUM} their sum; {@code MEAN} the sum divided by the number of rows. With a margin of
 * 0 this is the normalised softmax.
 *
 * <p>Source: H. Wang et al., "CosFace: Large Margin Cosine Loss for Deep Face Recognition", CVPR 2018, equation 4.
 */
public final class CosFaceLoss {

    private CosFaceLoss() {
    }

    /**
     * The settings.
     *
     * @param margin    what is taken off the own cosine, in {@code [0, 2]}
     * @param scale     the factor of all cosines, above 0: how sharp the softmax is
     * @param reduction how rows become the value
     */
    public record Options(double margin, double scale, Reduction reduction) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the margin is out of range or the scale is not above 0 and finite
         */
        public Options {
            Objects.requireNonNull(reduction, "reduction");
            if (!(margin >= 0 && margin <= 2)) {
                throw new IllegalArgumentException("cosFaceLoss: margin = " + margin + " must lie in [0, 2]");
            }
            if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("cosFaceLoss: scale = " + scale + " must be finite and greater than 0");
            }
        }

        /**
         * Returns the mean with the paper's settings: margin 0.35 and scale 64.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(0.35, 64, Reduction.MEAN);
        }

        /**
         * Returns these settings with another margin.
         *
         * @param value the margin, in {@code [0, 2]}
         * @return the settings
         */
        public Options withMargin(double value) {
            return new Options(value, scale, reduction);
        }

        /**
         * Returns these settings with another scale.
         *
         * @param value the factor of all cosines, above 0
         * @return the settings
         */
        public Options withScale(double value) {
            return new Options(margin, value, reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how rows become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(margin, scale, value);
        }
    }

    /**
     * Records the loss: the cross-entropy of {@link #logits} with the labels.
     *
     * @param <A>        the type of the arrays
     * @param tape       the tape
     * @param embeddings the rows {@code [n, dim]}; differentiable
     * @param weights    one direction per class {@code [classes, dim]}; differentiable
     * @param labels     the class of each row, in {@code [0, classes)}
     * @param options    the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no row or no class, if the widths differ, if there is not one label per row, or, here and at
     *                                  every replay, if a label is out of range
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> embeddings, Tensor<A> weights, int[] labels, Options options) {
        return CrossEntropy.record(tape, logits(tape, embeddings, weights, labels, options), labels,
                CrossEntropy.Options.defaults().withReduction(options.reduction()));
    }

    /**
     * Records the logits, for a {@link CrossEntropy} with settings of its own. The reduction in the settings is not used.
     *
     * @param <A>        the type of the arrays
     * @param tape       the tape
     * @param embeddings the rows {@code [n, dim]}; differentiable
     * @param weights    one direction per class {@code [classes, dim]}; differentiable
     * @param labels     the class of each row, in {@code [0, classes)}
     * @param options    the settings
     * @return the logits {@code [n, classes]}
     * @throws IllegalArgumentException as {@link #record} does
     */
    public static <A> Tensor<A> logits(Tape tape, Tensor<A> embeddings, Tensor<A> weights, int[] labels, Options options) {
        return tape.record(new CosineLogitsNode<>("cosFaceLoss", tape.workers(), embeddings, weights, labels,
                new Cosine(options.margin()), options.scale())).result();
    }

    /** The margin on the cosine. */
    private record Cosine(double margin) implements AngularMargin {

        @Override
        public double apply(double cosine) {
            return cosine - margin;
        }

        @Override
        public double slope(double cosine) {
            return 1;
        }
    }
}
