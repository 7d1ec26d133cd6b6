package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.Objects;

/**
 * The distance of each prediction to its target: absolute, squared, or squared near the target and absolute far from it.
 *
 * <p>With the difference {@code d = pred - target} and the threshold {@code b}:
 *
 * <table>
 * <caption>The loss of an element and its derivative</caption>
 * <tr><th>{@link Penalty}</th><th>loss</th><th>{@code d loss / d pred}</th></tr>
 * <tr><td>{@code L1}</td><td>{@code |d|}</td><td>{@code sign(d)}, 0 at 0</td></tr>
 * <tr><td>{@code MSE}</td><td>{@code d^2}</td><td>{@code 2 d}</td></tr>
 * <tr><td>{@code SMOOTH_L1}</td><td>{@code d^2 / (2 b)} if {@code |d| < b}, else {@code |d| - b / 2}</td>
 *     <td>{@code d} limited to {@code [-b, b]}, divided by {@code b}</td></tr>
 * <tr><td>{@code HUBER}</td><td>{@code d^2 / 2} if {@code |d| < b}, else {@code b (|d| - b / 2)}</td>
 *     <td>{@code d} limited to {@code [-b, b]}</td></tr>
 * </table>
 *
 * <p><b>Shapes.</b> {@code pred} and {@code target} of the same shape, with at least one element; losses do not broadcast. Both are
 * differentiable, so that two networks can learn from each other; a fixed target is a constant.
 *
 * <p>{@link Reduction#NONE} gives the losses of the elements, in their shape; {@code SUM} their sum; {@code MEAN} the sum divided by their
 * number.
 *
 * <p>Source: {@code torch.nn.functional.l1_loss}, {@code mse_loss}, {@code smooth_l1_loss} (its {@code beta} is the threshold, and a threshold of 0
 * gives {@code L1}) and {@code huber_loss} (its {@code delta} is the threshold). P. J. Huber, "Robust Estimation of a Location
 * Parameter", 1964; R. Girshick, "Fast R-CNN", ICCV 2015.
 */
public final class RegressionLoss {

    private RegressionLoss() {
    }

    /** How a difference is penalised. */
    public enum Penalty {
        /** Its magnitude. */
        L1,
        /** Its square. */
        MSE,
        /** Half its square over the threshold, up to the threshold; beyond, its magnitude less half the threshold. */
        SMOOTH_L1,
        /** The threshold times {@link #SMOOTH_L1}. */
        HUBER
    }

    /**
     * The settings.
     *
     * @param penalty   how a difference is penalised
     * @param threshold where {@code SMOOTH_L1} and {@code HUBER} become straight; the other two ignore it
     * @param reduction how elements become the value
     */
    public record Options(Penalty penalty, double threshold, Reduction reduction) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the threshold is negative or not finite, or 0 with {@code HUBER}
         */
        public Options {
            Objects.requireNonNull(penalty, "penalty");
            Objects.requireNonNull(reduction, "reduction");
            boolean zeroAllowed = penalty != Penalty.HUBER;
            if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY) || threshold == 0 && !zeroAllowed) {
                throw new IllegalArgumentException("regressionLoss: threshold = " + threshold + " must be finite and "
                        + (zeroAllowed ? "at least 0" : "greater than 0"));
            }
        }

        /**
         * Returns the mean of smooth L1 with the threshold 1.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(Penalty.SMOOTH_L1, 1, Reduction.MEAN);
        }

        /**
         * Returns these settings with another penalty.
         *
         * @param value how a difference is penalised
         * @return the settings
         */
        public Options withPenalty(Penalty value) {
            return new Options(value, threshold, reduction);
        }

        /**
         * Returns these settings with another threshold.
         *
         * @param value where {@code SMOOTH_L1} and {@code HUBER} become straight, finite and at least 0
         * @return the settings
         */
        public Options withThreshold(double value) {
            return new Options(penalty, value, reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how elements become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(penalty, threshold, value);
        }
    }

    /**
     * Records the loss.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param pred    the predictions, of any shape; differentiable
     * @param target  the targets, of the same shape; differentiable
     * @param options the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if the shapes differ or have no element
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> pred, Tensor<A> target, Options options) {
        return tape.record(new Regression<>(pred, target, options)).result();
    }

    /** With {@code c}, the difference limited to {@code [-b, b]}, Huber's loss is {@code c (d - c / 2)} everywhere and its derivative {@code c}. */
    private static final class Regression<A> extends ElementwiseLossNode<A> {

        private final Tensor<A> pred;
        private final Tensor<A> target;
        private final Penalty penalty;
        private final double threshold;
        private final A difference;
        private final A slope;

        Regression(Tensor<A> pred, Tensor<A> target, Options options) {
            super("regressionLoss", pred, options.reduction(), pred.shape().size(), PIECE, pred, target);
            if (!target.shape().equals(pred.shape())) {
                throw new IllegalArgumentException("regressionLoss: target " + target.shape() + " must have the shape of pred "
                        + pred.shape() + "; losses do not broadcast");
            }
            this.pred = pred;
            this.target = target;
            this.threshold = options.threshold();
            this.penalty = options.penalty() == Penalty.SMOOTH_L1 && threshold == 0 ? Penalty.L1 : options.penalty();
            this.difference = scratch();
            this.slope = scratch();
        }

        @Override
        void losses(int n, int at, A y, int yOffset) {
            elementwise.sub(n, pred.data(), at, target.data(), at, difference, 0);
            switch (penalty) {
                case L1 -> elementwise.abs(n, difference, 0, y, yOffset);
                case MSE -> elementwise.mul(n, difference, 0, difference, 0, y, yOffset);
                case SMOOTH_L1, HUBER -> {
                    elementwise.clamp(n, -threshold, threshold, difference, 0, slope, 0);
                    elementwise.axpy(n, -0.5, slope, 0, difference, 0);
                    elementwise.mul(n, slope, 0, difference, 0, y, yOffset);
                    if (penalty == Penalty.SMOOTH_L1) {
                        elementwise.divideBy(n, threshold, y, yOffset, y, yOffset);
                    }
                }
            }
        }

        @Override
        void addGradients(int n, int at, A dy, int dyOffset) {
            elementwise.sub(n, pred.data(), at, target.data(), at, difference, 0);
            switch (penalty) {
                case L1 -> {
                    kernels.storage().fill(n, 0, slope, 0);
                    elementwise.addAbsGradient(n, difference, 0, dy, dyOffset, slope, 0);
                }
                case MSE -> {
                    elementwise.scale(n, 2, difference, 0, slope, 0);
                    elementwise.mul(n, slope, 0, dy, dyOffset, slope, 0);
                }
                case SMOOTH_L1, HUBER -> {
                    elementwise.clamp(n, -threshold, threshold, difference, 0, slope, 0);
                    elementwise.mul(n, slope, 0, dy, dyOffset, slope, 0);
                    if (penalty == Penalty.SMOOTH_L1) {
                        elementwise.divideBy(n, threshold, slope, 0, slope, 0);
                    }
                }
            }
            if (pred.requiresGrad()) {
                elementwise.axpy(n, 1, slope, 0, pred.grad(), at);
            }
            if (target.requiresGrad()) {
                elementwise.axpy(n, -1, slope, 0, target.grad(), at);
            }
        }
    }
}
