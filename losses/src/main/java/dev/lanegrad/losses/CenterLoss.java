package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.OptionalInt;

/**
 * Centre loss: half the squared distance of each feature vector to the centre of its class.
 *
 * <pre>{@code
 * l[i] = w[y_i] / 2 * |x_i - c[y_i]|^2
 * NONE: l          SUM: sum_i l[i]          MEAN: sum_i l[i] / sum_i w[y_i]
 * dx_i = dl[i] w[y_i] (x_i - c[y_i])        dc[y_i] -= dl[i] w[y_i] (x_i - c[y_i])
 * }</pre>
 *
 * <ul>
 * <li>{@code features x [..., dim]}: the rows, at least one; differentiable.
 * <li>{@code labels y [rows]}: the classes, in {@code [0, classes)}; held by reference, read and checked at every replay.
 * <li>{@code centers c [classes, dim]}: differentiable if they are a parameter, frozen if they are a constant. Their
 *     gradient is added in the order of the rows. To move them by hand instead, see {@link CenterUpdate}.
 * </ul>
 *
 * <p>Returned: one value per row, {@code [rows]}, for {@link Reduction#NONE}; a scalar for the others. {@code SUM} is equation
 * 2 of the paper, {@code MEAN} what most published code computes; they differ by the number of rows. Without class
 * weights all {@code w} are 1. A row with the label {@code ignoreIndex} has loss and gradient 0 and does not count in the
 * mean. If no row counts, the mean is 0.
 *
 * <p>The distance is computed from the differences, not expanded into norms, so that nothing cancels near a centre. Work
 * and memory are proportional to {@code rows * dim}; the number of classes does not matter.
 *
 * <p>Reference: Wen, Zhang, Li and Qiao, A Discriminative Feature Learning Approach for Deep Face Recognition, ECCV 2016.
 */
public final class CenterLoss {

    private CenterLoss() {
    }

    /**
     * The settings.
     *
     * @param reduction    how the rows become the value
     * @param classWeights one weight per class, finite and at least 0; an empty array for all 1
     * @param ignoreIndex  the label of rows that do not count, if any; it need not be a class
     */
    public record Options(Reduction reduction, double[] classWeights, OptionalInt ignoreIndex) {

        /**
         * Checks and copies the weights.
         *
         * @throws IllegalArgumentException if a weight is negative, infinite or NaN
         */
        public Options {
            classWeights = ClassLabels.checkWeights("centerLoss", classWeights);
        }

        /**
         * Returns the mean over all rows.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(Reduction.MEAN, new double[0], OptionalInt.empty());
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how the rows become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(value, classWeights, ignoreIndex);
        }

        /**
         * Returns these settings with class weights.
         *
         * @param weights one weight per class, finite and at least 0
         * @return the settings
         */
        public Options withClassWeights(double... weights) {
            return new Options(reduction, weights, ignoreIndex);
        }

        /**
         * Returns these settings with an ignored label.
         *
         * @param label the label of rows that do not count
         * @return the settings
         */
        public Options withIgnoreIndex(int label) {
            return new Options(reduction, classWeights, OptionalInt.of(label));
        }
    }

    /**
     * Records half the mean squared distance.
     *
     * @param <A>      the type of the arrays
     * @param tape     the tape
     * @param features the rows {@code [..., dim]}; differentiable
     * @param labels   the classes {@code [rows]}, held by reference
     * @param centers  the centres {@code [classes, dim]}; differentiable
     * @return the loss, a scalar
     * @throws IllegalArgumentException if a shape does not fit, the batch is empty, or a label is no class
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> features, int[] labels, Tensor<A> centers) {
        return record(tape, features, labels, centers, Options.defaults());
    }

    /**
     * Records the loss with given settings.
     *
     * @param <A>      the type of the arrays
     * @param tape     the tape
     * @param features the rows {@code [..., dim]}; differentiable
     * @param labels   the classes {@code [rows]}, held by reference
     * @param centers  the centres {@code [classes, dim]}; differentiable
     * @param options  the settings
     * @return the loss: {@code [rows]} for {@link Reduction#NONE}, else a scalar
     * @throws IllegalArgumentException if a shape does not fit, the batch is empty, or a label is no class
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> features, int[] labels, Tensor<A> centers, Options options) {
        return tape.record(new CenterLossNode<>(features, labels, centers, options)).result();
    }
}
