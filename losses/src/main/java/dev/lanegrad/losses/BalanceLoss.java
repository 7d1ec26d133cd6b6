package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Probabilities;

/**
 * A loss over all positives and the hardest negatives of a batch, a few for each positive.
 *
 * <pre>{@code
 * pos = g m,  neg = (1 - g) m,  nPos = int(sum pos),  nNeg = int(min(sum neg, ratio nPos))
 * loss = (sum pos_i l_i + sum of the nNeg largest neg_i l_i) / (nPos + nNeg + eps)
 * }</pre>
 *
 * <p>{@code l} is the main loss of each pixel, see {@link MainLoss}; which negatives are the hardest is a constant for
 * differentiation. They are found by partial selection over the whole batch, not by a sort; of equal ones those with
 * the lowest index are taken, which only the gradient can tell.
 *
 * <ul>
 * <li>{@code pred}: probabilities of any shape; differentiable.
 * <li>{@code gt g}, {@code mask m}: as many elements, constants, held by reference and read at every replay.
 * </ul>
 *
 * <p>Returned: one scalar for the batch; with {@link Balance#NONE} the main loss itself, of the shape of
 * {@code pred} for cross-entropy and else a scalar.
 *
 * <p><b>Kept quirks.</b> {@link MainLoss#DICE} and {@link MainLoss#MASKED_L1} are one scalar for the batch, which is spread over all pixels, so
 * that ranking it finds the negatives with the largest mask, not the hardest. Without positives there are no negatives either and the
 * loss is 0.
 *
 * <p><b>Deviations.</b> The original's {@code CrossEntropy} and {@code Euclidean} have no counterpart: it calls them with a mask, which they
 * do not take, and fails.
 *
 * <p>Source: PaddleOCR {@code ppocr/losses/det_basic_loss.py}, class {@code BalanceLoss}, after Shrivastava, Gupta and Girshick, Training
 * Region-based Object Detectors with Online Hard Example Mining, CVPR 2016.
 */
public final class BalanceLoss {

    private BalanceLoss() {
    }

    /** The loss that is balanced. */
    public enum MainLoss {
        /** {@link RegionDiceLoss}: one scalar for all pixels; what {@link DbLoss} uses. */
        DICE,
        /** Binary cross-entropy of each pixel, its logarithms floored at -100; what the original calls {@code BCELoss}. */
        CROSS_ENTROPY,
        /** {@link MaskedL1Loss}: one scalar for all pixels. */
        MASKED_L1
    }

    /** Whether the loss is balanced at all. */
    public enum Balance {
        /** All positives and the hardest negatives. */
        HARD_NEGATIVES,
        /** The main loss as it is. */
        NONE
    }

    /**
     * The settings.
     *
     * @param mainLoss      the loss that is balanced
     * @param balance       whether it is balanced
     * @param negativeRatio how many negatives for each positive, at least 0; the product is truncated
     * @param eps           what is added to denominators, above 0
     */
    public record Options(MainLoss mainLoss, Balance balance, double negativeRatio, double eps) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the ratio is negative or NaN, or {@code eps} is not greater than 0
         */
        public Options {
            if (!(negativeRatio >= 0)) {
                throw new IllegalArgumentException(
                        "balanceLoss: negativeRatio = " + negativeRatio + " must be at least 0");
            }
            if (!(eps > 0)) {
                throw new IllegalArgumentException("balanceLoss: eps = " + eps + " must be greater than 0");
            }
        }

        /**
         * Returns the original's settings: dice, balanced with three negatives for each positive, eps 1e-6.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(MainLoss.DICE, Balance.HARD_NEGATIVES, 3, 1e-6);
        }

        /**
         * Returns these settings with another main loss.
         *
         * @param value the loss that is balanced
         * @return the settings
         */
        public Options withMainLoss(MainLoss value) {
            return new Options(value, balance, negativeRatio, eps);
        }

        /**
         * Returns these settings, balanced or not.
         *
         * @param value whether the loss is balanced
         * @return the settings
         */
        public Options withBalance(Balance value) {
            return new Options(mainLoss, value, negativeRatio, eps);
        }

        /**
         * Returns these settings with another number of negatives.
         *
         * @param value how many for each positive, at least 0
         * @return the settings
         */
        public Options withNegativeRatio(double value) {
            return new Options(mainLoss, balance, value, eps);
        }

        /**
         * Returns these settings with another eps.
         *
         * @param value what is added to denominators, above 0
         * @return the settings
         */
        public Options withEps(double value) {
            return new Options(mainLoss, balance, negativeRatio, value);
        }
    }

    /**
     * Records the loss.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param pred    the probabilities; differentiable
     * @param gt      the labels, one per element of {@code pred}
     * @param mask    the weights, one per element of {@code pred}
     * @param options the settings
     * @return the loss
     * @throws IllegalArgumentException if an array has another length; and, here or at a replay, if a weight is negative; the
     *                                  message names its index
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> pred, A gt, A mask, Options options) {
        PixelLabels.require("balanceLoss", "gt", gt, pred);
        PixelLabels.require("balanceLoss", "mask", mask, pred);
        Tensor<A> main = switch (options.mainLoss()) {
            case DICE -> RegionDiceLoss.record(tape, pred, gt, mask, options.eps());
            case MASKED_L1 -> MaskedL1Loss.record(tape, pred, gt, mask, options.eps());
            case CROSS_ENTROPY ->
                    Probabilities.binaryCrossEntropy(tape, pred, Tensor.constant(pred.kernels(), pred.shape(), gt));
        };
        if (options.balance() == Balance.NONE) {
            return main;
        }
        return options.mainLoss() != MainLoss.CROSS_ENTROPY
                ? tape.record(new SharedBalanceNode<>(main, gt, mask, options.negativeRatio(), options.eps())).result()
                : tape.record(new BalanceNode<>(main, gt, mask, options.negativeRatio(), options.eps())).result();
    }
}
