package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;

/**
 * The loss of PSENet, a text detector that predicts the text of an image and its kernels, the same regions shrunk.
 *
 * <p>With {@code dice(x, t, M) = 1 - 2 <p,s> / (<p,p> + eps + <s,s> + eps)} for {@code p = sigmoid(x) M} and {@code s = t M},
 * per image
 * <pre>{@code
 * lossText    = dice(text, gtText, textMask)
 * lossKernels = mean over kernels k of dice(kernel k, gtKernel k, kernelMask)
 * loss        = alpha lossText + (1 - alpha) lossKernels
 * }</pre>
 * where all maps are first upsampled by 4, each logit to 4 x 4 pixels. The text mask keeps the positives (label above 0.5) and, of the negatives, the
 * three times as many with the highest scores (hard-example mining, by the logits themselves), both where the training mask is above 0.5. The kernel
 * mask is the training mask where the text is predicted ({@link KernelMask#PRED}) or labelled ({@link KernelMask#GT}).
 *
 * <p><b>Shapes.</b> {@code maps [n, 1 + kernels, h, w]}: logits, channel 0 the text; differentiable. {@code gtTexts [n, 4h, 4w]},
 * {@code gtKernels [n, kernels, 4h, 4w]} and {@code trainingMasks [n, 4h, 4w]}: labels from 0 to 1, held by reference and read at every
 * replay, for maps of either type. Nothing is upsampled: 16 pixels share a logit, so the labels become a few sums per cell of the map, and the
 * selection a weighted k-th largest over cells. The order of summation is that of {@link dev.lanegrad.kernels.Segmentation}.
 *
 * <p><b>Returned</b> are five {@link Values}. The {@link Reduction} applies to all of them, the two IoU included: {@code [n]} for
 * {@code NONE}, scalars for {@code SUM} and {@code MEAN}. The three losses are differentiable, the IoU are not.
 *
 * <p><b>Special values.</b> A NaN logit ranks lowest in the selection and makes the loss of its channel and the gradient of that channel NaN. An empty
 * selection gives a loss of exactly 1 with gradient 0.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} when recorded: maps that are not {@code [n, 1 + kernels, h, w]} with at least one kernel and one
 * cell, labels that have not four times their size, an {@code alpha} outside {@code [0, 1]} or an {@code eps} that is not positive; at every
 * forward pass: a byte that is neither 0 nor 1, prepared targets of another size.
 *
 * <p><b>Kept quirks</b> of the original:
 * <ul>
 * <li>{@code ohemRatio} has no effect, it is always 3; {@link RatioUse#AS_GIVEN} changes that.
 * <li>The pool of negatives does not look at the training mask: ignored negatives take up places. All that tie with the last chosen one are kept.
 * <li>Without (unignored) positives, or if no negative is wanted or there is none, the text mask is the training mask as it is, fractions included.
 * <li>The three readings of the training mask: above 0.5 for the selection, as a factor in the dice, equal to 1 for the IoU.
 * <li>Whether text is predicted is {@code sigmoid(x) > 0.5} after rounding for the mask, {@code x > 0} for the IoU: they differ for tiny logits.
 * <li>The dice has squares and {@code eps} twice in its denominator and no {@code eps} in its numerator.
 * <li>A class that is absent from prediction and label has IoU 0. The kernels' IoU looks at the last kernel only.
 * </ul>
 *
 * <p><b>Deviations:</b> the IoU are computed in {@code double}; the original computes them in {@code float}.
 *
 * <p>Wang et al., "Shape Robust Text Detection with Progressive Scale Expansion Network", CVPR 2019; PaddleOCR,
 * {@code ppocr/losses/det_pse_loss.py} and {@code ppocr/utils/iou.py}.
 */
public final class PseLoss {

    private PseLoss() {
    }

    /** Where the kernels are compared with their labels. */
    public enum KernelMask {
        /** The training mask where text is predicted. */
        PRED,
        /** The training mask times the text label. */
        GT,
        /** The mask of the text loss: what PaddleOCR uses for any string but "pred" and "gt". */
        TEXT_MASK;

        /**
         * Reads PaddleOCR's {@code kernel_sample_mask}.
         *
         * @param name {@code "pred"} or {@code "gt"}
         * @return the mask
         * @throws IllegalArgumentException if the name is another one
         */
        public static KernelMask of(String name) {
            KernelMask mask = asInPaddleOcr(name);
            if (mask == TEXT_MASK) {
                throw new IllegalArgumentException(
                        "PseLoss: kernelMask \"" + name + "\" must be \"pred\" or \"gt\"");
            }
            return mask;
        }

        /**
         * Reads PaddleOCR's {@code kernel_sample_mask} as PaddleOCR does: a name that it does not know is no error and means
         * {@link #TEXT_MASK}.
         *
         * @param name the name
         * @return the mask
         */
        public static KernelMask asInPaddleOcr(String name) {
            return switch (name) {
                case "pred" -> PRED;
                case "gt" -> GT;
                default -> TEXT_MASK;
            };
        }
    }

    /** What {@link Options#ohemRatio} is good for. */
    public enum RatioUse {
        /** Nothing, as in PaddleOCR: three negatives are selected for a positive. */
        ALWAYS_THREE,
        /** The number of negatives for a positive. */
        AS_GIVEN
    }

    /**
     * The options of the loss.
     *
     * @param alpha      the weight of the text loss, in {@code [0, 1]}
     * @param ohemRatio  the negatives for a positive, at least 0, if {@code ratioUse} lets it count; their number is cut to a whole one
     * @param ratioUse   whether {@code ohemRatio} counts
     * @param kernelMask where the kernels are compared
     * @param reduction  the reduction of all five values
     * @param eps        what is added to both squared norms, above 0
     */
    public record Options(double alpha, double ohemRatio, RatioUse ratioUse, KernelMask kernelMask, Reduction reduction, double eps) {

        /**
         * Checks the options.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public Options {
            require(alpha >= 0 && alpha <= 1, "alpha", alpha, "lie in [0, 1]");
            require(ohemRatio >= 0, "ohemRatio", ohemRatio, "be at least 0");
            require(eps > 0, "eps", eps, "be greater than 0");
        }

        private static void require(boolean holds, String name, double value, String rule) {
            if (!holds) {
                throw new IllegalArgumentException("PseLoss: " + name + " = " + value + " must " + rule);
            }
        }

        /**
         * PaddleOCR's: alpha 0.7 (from its configurations), ratio always 3, {@link KernelMask#PRED}, {@link Reduction#SUM}, eps 1e-6.
         *
         * @return the defaults
         */
        public static Options defaults() {
            return new Options(0.7, 3, RatioUse.ALWAYS_THREE, KernelMask.PRED, Reduction.SUM, 1e-6);
        }

        /**
         * Replaces the weight of the text loss.
         *
         * @param value the weight, in {@code [0, 1]}
         * @return the new options
         */
        public Options withAlpha(double value) {
            return new Options(value, ohemRatio, ratioUse, kernelMask, reduction, eps);
        }

        /**
         * Replaces the ratio and says whether it counts.
         *
         * @param value the negatives for a positive, at least 0
         * @param use   whether that counts
         * @return the new options
         */
        public Options withOhemRatio(double value, RatioUse use) {
            return new Options(alpha, value, use, kernelMask, reduction, eps);
        }

        /**
         * Replaces the kernel mask.
         *
         * @param value where the kernels are compared
         * @return the new options
         */
        public Options withKernelMask(KernelMask value) {
            return new Options(alpha, ohemRatio, ratioUse, value, reduction, eps);
        }

        /**
         * Replaces the reduction.
         *
         * @param value the reduction of all five values
         * @return the new options
         */
        public Options withReduction(Reduction value) {
            return new Options(alpha, ohemRatio, ratioUse, kernelMask, value, eps);
        }

        /**
         * Replaces eps.
         *
         * @param value what is added to both squared norms, above 0
         * @return the new options
         */
        public Options withEps(double value) {
            return new Options(alpha, ohemRatio, ratioUse, kernelMask, reduction, value);
        }

        double effectiveOhemRatio() {
            return ratioUse == RatioUse.AS_GIVEN ? ohemRatio : 3;
        }
    }

    /**
     * The five values, after the reduction.
     *
     * @param <A>         the type of the maps' array
     * @param loss        {@code alpha lossText + (1 - alpha) lossKernels}; differentiable
     * @param lossText    the dice of the text; differentiable
     * @param lossKernels the mean dice of the kernels; differentiable
     * @param iouText     the intersection over union of the text, mean over "text" and "no text"; a constant
     * @param iouKernel   the same of the last kernel, within the labelled text; a constant
     * @param masks       the two masks of the last forward pass, to find a difference
     */
    public record Values<A>(Tensor<A> loss, Tensor<A> lossText, Tensor<A> lossKernels, Tensor<A> iouText, Tensor<A> iouKernel,
                            PseMasks<A> masks) {
    }

    /**
     * Records the loss for labels in {@code float}.
     *
     * @param <A>           the type of the maps' array
     * @param tape          the tape
     * @param maps          the logits {@code [n, 1 + kernels, h, w]}; differentiable
     * @param gtTexts       the text labels {@code [n, 4h, 4w]}
     * @param gtKernels     the labels of the kernels {@code [n, kernels, 4h, 4w]}
     * @param trainingMasks the training masks {@code [n, 4h, 4w]}
     * @param options       the options
     * @return the five values
     * @throws IllegalArgumentException as the class says
     */
    public static <A> Values<A> record(Tape tape, Tensor<A> maps, float[] gtTexts, float[] gtKernels, float[] trainingMasks,
                                       Options options) {
        PseLabels.Sizes sizes = PseLabels.sizes(maps.shape(), gtTexts.length, gtKernels.length, trainingMasks.length);
        return tape.record(new PseNode<>(tape.workers(), maps, options,
                PseLabels.ofFloats(sizes, gtTexts, gtKernels, trainingMasks))).values();
    }

    /**
     * Records the loss for labels in bytes that are 0 or 1.
     *
     * @param <A>           the type of the maps' array
     * @param tape          the tape
     * @param maps          the logits {@code [n, 1 + kernels, h, w]}; differentiable
     * @param gtTexts       the text labels {@code [n, 4h, 4w]}
     * @param gtKernels     the labels of the kernels {@code [n, kernels, 4h, 4w]}
     * @param trainingMasks the training masks {@code [n, 4h, 4w]}
     * @param options       the options
     * @return the five values
     * @throws IllegalArgumentException as the class says
     */
    public static <A> Values<A> record(Tape tape, Tensor<A> maps, byte[] gtTexts, byte[] gtKernels, byte[] trainingMasks,
                                       Options options) {
        PseLabels.Sizes sizes = PseLabels.sizes(maps.shape(), gtTexts.length, gtKernels.length, trainingMasks.length);
        return tape.record(new PseNode<>(tape.workers(), maps, options,
                PseLabels.ofBytes(sizes, gtTexts, gtKernels, trainingMasks))).values();
    }

    /**
     * Records the loss for labels in packed bits: pixel {@code i} of an array is bit {@code i % 64}, from the lowest, of element {@code i / 64}, as in
     * {@link java.util.BitSet#toLongArray()}. Rows, kernels and images follow each other without padding.
     *
     * @param <A>           the type of the maps' array
     * @param tape          the tape
     * @param maps          the logits {@code [n, 1 + kernels, h, w]}; differentiable
     * @param gtTexts       the text labels {@code [n, 4h, 4w]}
     * @param gtKernels     the labels of the kernels {@code [n, kernels, 4h, 4w]}
     * @param trainingMasks the training masks {@code [n, 4h, 4w]}
     * @param options       the options
     * @return the five values
     * @throws IllegalArgumentException as the class says
     */
    public static <A> Values<A> record(Tape tape, Tensor<A> maps, long[] gtTexts, long[] gtKernels, long[] trainingMasks,
                                       Options options) {
        PseLabels.Sizes sizes = PseLabels.bitSizes(maps.shape(), gtTexts.length, gtKernels.length, trainingMasks.length);
        return tape.record(new PseNode<>(tape.workers(), maps, options,
                PseLabels.ofBits(sizes, gtTexts, gtKernels, trainingMasks))).values();
    }

    /**
     * Records the loss for prepared labels.
     *
     * @param <A>     the type of the maps' array
     * @param tape    the tape
     * @param maps    the logits {@code [n, 1 + kernels, h, w]}; differentiable
     * @param targets the targets {@code [n]}, held by reference: the next batch is written into the array before a replay
     * @param options the options
     * @return the five values
     * @throws IllegalArgumentException as the class says
     */
    public static <A> Values<A> record(Tape tape, Tensor<A> maps, PseTargets[] targets, Options options) {
        return tape.record(new PseNode<>(tape.workers(), maps, options,
                PseLabels.prepared(PseLabels.sizes(maps.shape(), targets.length), targets))).values();
    }
}
