package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Cross-entropy of logits with class labels, softmax included: one fused node.
 *
 * <p>For a row {@code x} of logits over {@code C} classes with the label {@code y}:
 *
 * <p>{@code loss = sum_c t[c] (log sum_j exp(x[j]) - x[c])},
 * {@code t[c] = (1 - labelSmoothing) w[y] [c = y] + labelSmoothing / C w[c]}
 *
 * <p>With no smoothing and no class weights, {@code w = 1}, this is {@code -log softmax(x)[y]}.
 *
 * <table>
 * <caption>What is returned, for logits {@code [..., C]}</caption>
 * <tr><th>{@link Reduction}</th><th>shape</th><th>value</th></tr>
 * <tr><td>{@code NONE}</td><td>{@code [...]}</td><td>the loss of each row, 0 where the label is ignored</td></tr>
 * <tr><td>{@code SUM}</td><td>scalar</td><td>the sum over the rows</td></tr>
 * <tr><td>{@code MEAN}</td><td>scalar</td><td>the sum divided by the sum of {@code w[y]} over the rows that count: by their number,
 *     if there are no class weights</td></tr>
 * </table>
 *
 * <p>The logits are differentiable: {@code dx[c] = upstream (softmax(x)[c] sum_j t[j] - t[c])}. Forward and backward each read
 * them from memory once; nothing of their size is kept. A logit of {@code -infinity} takes a class out: the loss of another label
 * stays finite, and its gradient there is 0. A row that holds NaN, {@code +infinity} or nothing but {@code -infinity} has the loss NaN.
 *
 * <p><b>Kept quirks</b> of {@code torch.nn.functional.cross_entropy}: the weighted mean divides by the weights of the labels and not
 * by the number of rows; smoothing uses the same divisor; the mean of rows that are all ignored is NaN, with a gradient of 0.
 *
 * <p><b>Deviations</b> from it: classes are the last axis, not the second; no label is ignored unless asked for, where PyTorch
 * ignores -100; a batch of no rows is refused, where PyTorch returns NaN.
 *
 * <p>References: label smoothing by C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016;
 * weights, divisor and ignored labels as in pytorch/pytorch, {@code aten/src/ATen/native/LossNLL.cpp}.
 */
public final class CrossEntropy {

    private CrossEntropy() {
    }

    /**
     * What may be chosen.
     *
     * @param reduction      how rows become the value
     * @param labelSmoothing the share of the target that all classes have in common, in [0, 1]
     * @param ignoreIndex    the label of rows that do not count, in range or not; empty if every row counts
     * @param classWeights   a finite weight, at least 0, for each class; empty if all are 1
     */
    public record Options(Reduction reduction, double labelSmoothing, OptionalInt ignoreIndex, double[] classWeights) {

        private static final Options DEFAULTS = new Options(Reduction.MEAN, 0, OptionalInt.empty(), new double[0]);

        /**
         * Checks the options.
         *
         * @throws IllegalArgumentException if the smoothing or a weight is out of range
         */
        public Options {
            Objects.requireNonNull(reduction, "reduction");
            Objects.requireNonNull(ignoreIndex, "ignoreIndex");
            if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
                throw new IllegalArgumentException(
                        "crossEntropy: labelSmoothing = " + labelSmoothing + " must lie in [0, 1]");
            }
            classWeights = classWeights.clone();
            for (int c = 0; c < classWeights.length; c++) {
                if (!(classWeights[c] >= 0 && classWeights[c] < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("crossEntropy: classWeights[" + c + "] = " + classWeights[c]
                            + " must be finite and at least 0");
                }
            }
        }

        /**
         * The usual ones.
         *
         * @return the mean over all rows, no smoothing, no weights
         */
        public static Options defaults() {
            return DEFAULTS;
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
         * Changes the reduction.
         *
         * @param changed the new one
         * @return the changed options
         */
        public Options withReduction(Reduction changed) {
            return new Options(changed, labelSmoothing, ignoreIndex, classWeights);
        }

        /**
         * Changes the smoothing.
         *
         * @param changed the new share, in [0, 1]
         * @return the changed options
         * @throws IllegalArgumentException if it is out of range
         */
        public Options withLabelSmoothing(double changed) {
            return new Options(reduction, changed, ignoreIndex, classWeights);
        }

        /**
         * Ignores the rows with a label.
         *
         * @param label the label, in range or not
         * @return the changed options
         */
        public Options withIgnoreIndex(int label) {
            return new Options(reduction, labelSmoothing, OptionalInt.of(label), classWeights);
        }

        /**
         * Weighs the classes.
         *
         * @param weights a weight for each class, copied
         * @return the changed options
         * @throws IllegalArgumentException if a weight is negative or not finite
         */
        public Options withClassWeights(double... weights) {
            return new Options(reduction, labelSmoothing, ignoreIndex, weights);
        }
    }

    /**
     * Records the mean over all rows: {@link #record} with {@link Options#defaults()}.
     *
     * @param <A>    the type of the arrays
     * @param tape   the tape
     * @param logits {@code [..., C]}, any real numbers; differentiable
     * @param labels one per row, in {@code [0, C)}; held by reference and read at every replay
     * @return the mean, a scalar
     * @throws IllegalArgumentException as {@link #record} does
     */
    public static <A> Tensor<A> mean(Tape tape, Tensor<A> logits, int[] labels) {
        return record(tape, logits, labels, Options.defaults());
    }

    /**
     * Records the loss.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param logits  {@code [..., C]}, at least one row; any real numbers; differentiable
     * @param labels  one per row, in {@code [0, C)} or ignored; held by reference and read at every replay
     * @param options the reduction, the smoothing, the ignored label and the weights
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if there is no row, if there is not one label per row or one weight per class, or, here and
     *                                  at every replay, if a label is out of range
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> logits, int[] labels, Options options) {
        return tape.record(new CrossEntropyNode<>(logits, labels, options)).result();
    }
}
