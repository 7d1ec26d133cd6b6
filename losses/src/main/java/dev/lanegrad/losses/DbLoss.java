package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;

/**
 * The loss of differentiable binarization, which trains a text detector's shrink, threshold and binary maps.
 *
 * <pre>{@code
 * loss = alpha balance(shrink) + beta maskedL1(threshold) + regionDice(binary)
 * }</pre>
 *
 * <ul>
 * <li>{@code maps [n, 3, h, w]}: probabilities of the shrink, threshold and binary map; differentiable, read in place.
 * <li>{@code shrinkMap, shrinkMask, thresholdMap, thresholdMask [n, h, w]}: constants, held by reference and read at every replay. The
 *     binary map is compared with the shrink map under its mask.
 * </ul>
 *
 * <p>Returned: four scalars for the batch, all differentiable; the parts are weighted already. See {@link BalanceLoss}, {@link MaskedL1Loss} and
 * {@link RegionDiceLoss}.
 *
 * <p>All of it is one pass over the maps forward and one backward, and nothing of the size of a map is kept. Images are shared
 * among the tape's workers; the bits do not depend on their number.
 *
 * <p><b>Deviations.</b> A pixel of weight 0 takes no part even if its prediction is NaN, which would make the original's loss NaN.
 *
 * <p><b>Kept quirks.</b> The loss of the shrink map does not see {@code eps}: it adds 1e-6.
 *
 * <p>Source: Liao et al., Real-time Scene Text Detection with Differentiable Binarization, AAAI 2020; PaddleOCR
 * {@code ppocr/losses/det_db_loss.py}.
 */
public final class DbLoss {

    /** What the original's balance loss adds to its denominators. */
    private static final double SHRINK_EPS = 1e-6;

    private DbLoss() {
    }

    /**
     * The settings.
     *
     * @param alpha     the weight of the shrink map's loss
     * @param beta      the weight of the threshold map's loss
     * @param ohemRatio how many negatives for each positive, at least 0
     * @param eps       what is added to the denominators of the threshold and binary maps' losses, above 0
     * @param balance   whether the shrink map's loss is balanced
     */
    public record Options(double alpha, double beta, double ohemRatio, double eps, BalanceLoss.Balance balance) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if a weight or the ratio is negative or NaN, or {@code eps} is not greater than 0
         */
        public Options {
            if (!(alpha >= 0 && beta >= 0 && ohemRatio >= 0)) {
                throw new IllegalArgumentException("dbLoss: alpha = " + alpha + ", beta = " + beta + " and ohemRatio = "
                        + ohemRatio + " must be at least 0");
            }
            if (!(eps > 0)) {
                throw new IllegalArgumentException("dbLoss: eps = " + eps + " must be greater than 0");
            }
        }

        /**
         * Returns the original's settings: 5, 10, three negatives for each positive, 1e-6, balanced.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(5, 10, 3, 1e-6, BalanceLoss.Balance.HARD_NEGATIVES);
        }

        /**
         * Returns these settings with other weights.
         *
         * @param shrink    the weight of the shrink map's loss
         * @param threshold the weight of the threshold map's loss
         * @return the settings
         */
        public Options withWeights(double shrink, double threshold) {
            return new Options(shrink, threshold, ohemRatio, eps, balance);
        }

        /**
         * Returns these settings with another number of negatives.
         *
         * @param value how many for each positive, at least 0
         * @return the settings
         */
        public Options withOhemRatio(double value) {
            return new Options(alpha, beta, value, eps, balance);
        }

        /**
         * Returns these settings with another eps.
         *
         * @param value what is added to denominators, above 0
         * @return the settings
         */
        public Options withEps(double value) {
            return new Options(alpha, beta, ohemRatio, value, balance);
        }

        /**
         * Returns these settings, balanced or not.
         *
         * @param value whether the shrink map's loss is balanced
         * @return the settings
         */
        public Options withBalance(BalanceLoss.Balance value) {
            return new Options(alpha, beta, ohemRatio, eps, value);
        }
    }

    /**
     * The loss and its weighted parts, all scalars.
     *
     * @param <A>           the type of the arrays
     * @param loss          the sum of the parts
     * @param shrinkMaps    the shrink map's part
     * @param thresholdMaps the threshold map's part
     * @param binaryMaps    the binary map's part
     */
    public record Result<A>(Tensor<A> loss, Tensor<A> shrinkMaps, Tensor<A> thresholdMaps, Tensor<A> binaryMaps) {
    }

    /**
     * Records the loss.
     *
     * @param <A>           the type of the arrays
     * @param tape          the tape
     * @param maps          the probabilities {@code [n, 3, h, w]}; differentiable
     * @param shrinkMap     the labels of the shrink map {@code [n, h, w]}
     * @param shrinkMask    their weights {@code [n, h, w]}
     * @param thresholdMap  the labels of the threshold map {@code [n, h, w]}
     * @param thresholdMask their weights {@code [n, h, w]}
     * @param options       the settings
     * @return the loss and its parts
     * @throws IllegalArgumentException if a shape does not fit; and, here or at a replay, if a weight is negative; the message names
     *                                  the image and the pixel
     */
    public static <A> Result<A> record(Tape tape, Tensor<A> maps, A shrinkMap, A shrinkMask, A thresholdMap, A thresholdMask,
                                       Options options) {
        if (maps.shape().rank() != 4 || maps.shape().dim(1) != 3) {
            throw new IllegalArgumentException("dbLoss: maps " + maps.shape() + " must be [n, 3, h, w]");
        }
        DbNode.Targets<A> targets = new DbNode.Targets<>(shrinkMap, shrinkMask, thresholdMap, thresholdMask);
        DbNode<A> node = tape.record(new DbNode<>(tape.workers(), maps, targets, options, SHRINK_EPS));
        Tensor<A> shrink = Ops.scale(tape, node.shrink(), options.alpha());
        Tensor<A> threshold = Ops.scale(tape, node.threshold(), options.beta());
        Tensor<A> loss = Ops.add(tape, Ops.add(tape, shrink, threshold), node.binary());
        return new Result<>(loss, shrink, threshold, node.binary());
    }
}
