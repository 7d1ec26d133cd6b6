package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.Objects;

/**
 * The Kullback-Leibler divergence of a predicted distribution from a target, the prediction being given by its logarithms.
 *
 * <pre>{@code
 * target given as probabilities t:   loss = t (log t - x),        dx = -t,        dt = log t + 1 - x
 * target given as logarithms t:      loss = exp(t) (t - x),       dx = -exp(t),   dt = exp(t) (t - x + 1)
 * }</pre>
 *
 * <p>The sum over a distribution is {@code KL(target || exp(x))}. Logarithms of a softmax come from
 * {@link dev.lanegrad.autograd.ops.Probabilities#logSoftmax}.
 *
 * <p><b>Shapes.</b> {@code logPred x} and {@code target t} of the same shape, with at least one element. Both are differentiable, so that two networks
 * can learn from each other; a fixed target is a constant.
 *
 * <p>{@link Reduction#NONE} gives the terms of the elements, in their shape; {@code SUM} their sum; {@code MEAN} the sum divided by the size of the first
 * axis or by the number of elements, as {@link Mean} says.
 *
 * <p><b>Special values.</b> A target probability of 0 adds nothing; in {@code dt} its logarithm counts as -1000. <b>Kept quirk:</b> where a target of 0
 * meets a predicted logarithm of {@code -infinity}, the loss is NaN.
 *
 * <p>Source: {@code torch.nn.functional.kl_div}, with {@code log_target} and the reductions {@code batchmean} ({@link Mean#BATCH}) and {@code mean}
 * ({@link Mean#ELEMENTS}). <b>Deviation:</b> the default is {@code batchmean}, the mean that is a divergence.
 */
public final class KlDivergence {

    private KlDivergence() {
    }

    /** How the target is given. */
    public enum Target {
        /** As probabilities. */
        PROBABILITIES,
        /** As logarithms of probabilities. */
        LOGARITHMS
    }

    /** What {@link Reduction#MEAN} divides by. */
    public enum Mean {
        /** The size of the first axis. */
        BATCH,
        /** The number of elements. */
        ELEMENTS
    }

    /**
     * The settings.
     *
     * @param target    how the target is given
     * @param mean      what {@code MEAN} divides by; the other reductions ignore it
     * @param reduction how elements become the value
     */
    public record Options(Target target, Mean mean, Reduction reduction) {

        /** Checks the settings. */
        public Options {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(mean, "mean");
            Objects.requireNonNull(reduction, "reduction");
        }

        /**
         * Returns the mean over the batch, the target being given as probabilities.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(Target.PROBABILITIES, Mean.BATCH, Reduction.MEAN);
        }

        /**
         * Returns these settings for another form of the target.
         *
         * @param value how the target is given
         * @return the settings
         */
        public Options withTarget(Target value) {
            return new Options(value, mean, reduction);
        }

        /**
         * Returns these settings with another divisor of the mean.
         *
         * @param value what {@code MEAN} divides by
         * @return the settings
         */
        public Options withMean(Mean value) {
            return new Options(target, value, reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how elements become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(target, mean, value);
        }
    }

    /**
     * Records the divergence.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param logPred the logarithms of the predicted probabilities; differentiable
     * @param target  the target, of the same shape; differentiable
     * @param options the settings
     * @return the divergence, shaped as the reduction says
     * @throws IllegalArgumentException if the shapes differ, have no axis or no element
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> logPred, Tensor<A> target, Options options) {
        if (logPred.shape().rank() == 0 || !target.shape().equals(logPred.shape())) {
            throw new IllegalArgumentException("klDivergence: target " + target.shape() + " must have the shape of logPred "
                    + logPred.shape() + " of at least one axis; losses do not broadcast");
        }
        double count = options.mean() == Mean.BATCH ? logPred.shape().dim(0) : logPred.shape().size();
        return tape.record(new Divergence<>(logPred, target, options, count)).result();
    }

    private static final class Divergence<A> extends ElementwiseLossNode<A> {

        /** Stands for the logarithm of 0, below that of every other number. */
        private static final double LOG_OF_ZERO = -1000;

        private final Tensor<A> logPred;
        private final Tensor<A> target;
        private final Target form;
        private final A probabilities;
        private final A distance;

        Divergence(Tensor<A> logPred, Tensor<A> target, Options options, double count) {
            super("klDivergence", logPred, options.reduction(), count, PIECE, logPred, target);
            this.logPred = logPred;
            this.target = target;
            this.form = options.target();
            this.probabilities = scratch();
            this.distance = scratch();
        }

        /** Writes the target's probabilities and its logarithms less the predicted ones. */
        private void read(int n, int at) {
            if (form == Target.PROBABILITIES) {
                kernels.storage().copy(n, target.data(), at, probabilities, 0);
                kernels.elementary().log(n, probabilities, 0, distance, 0);
                elementwise.clamp(n, LOG_OF_ZERO, -LOG_OF_ZERO, distance, 0, distance, 0);
                elementwise.sub(n, distance, 0, logPred.data(), at, distance, 0);
            } else {
                kernels.elementary().exp(n, target.data(), at, probabilities, 0);
                elementwise.sub(n, target.data(), at, logPred.data(), at, distance, 0);
            }
        }

        @Override
        void losses(int n, int at, A y, int yOffset) {
            read(n, at);
            elementwise.mul(n, probabilities, 0, distance, 0, y, yOffset);
        }

        @Override
        void addGradients(int n, int at, A dy, int dyOffset) {
            read(n, at);
            if (target.requiresGrad()) {
                elementwise.scaleAndShift(n, 1, 1, distance, 0, distance, 0);
                if (form == Target.LOGARITHMS) {
                    elementwise.mul(n, distance, 0, probabilities, 0, distance, 0);
                }
                elementwise.addProduct(n, distance, 0, dy, dyOffset, target.grad(), at);
            }
            if (logPred.requiresGrad()) {
                elementwise.mul(n, probabilities, 0, dy, dyOffset, probabilities, 0);
                elementwise.axpy(n, -1, probabilities, 0, logPred.grad(), at);
            }
        }
    }
}
