package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.kernels.Bounds;
import java.util.OptionalInt;

/**
 * The centre loss of PaddleOCR: the clipped squared distance of each feature vector to the centre of its class, where the
 * class is by default the arg-max of the logits.
 *
 * <pre>{@code
 * y_i  = argmax_k logits[i,k]                    the first of equal ones; no gradient
 * d[i] = |x_i - c[y_i]|^2
 * loss = sum_i w[y_i] clip(d[i]) / sum_i w[y_i] + (classes - 1) * clipMin
 * dx_i = 2 w[y_i] / sum_i w[y_i] * (x_i - c[y_i])     where d[i] lies within the bounds, else 0
 * }</pre>
 *
 * <ul>
 * <li>{@code features x [..., dim]}, such as {@code [batch, time, dim]}: the rows, at least one; differentiable. They may be
 *     {@code float}; the arithmetic is {@code double}, and the gradient is rounded back to the type of the features.
 * <li>{@code logits [..., classes]}, of either type: a constant for differentiation. NaN never wins. Or {@code labels [rows]},
 *     in {@code [0, classes)}, held by reference, read and checked at every replay.
 * <li>{@code centers c [classes, dim]}: frozen if they are a constant, trained if they are a parameter (the gradient
 *     is added in the order of the rows). The original does not train them. To move them by hand, see {@link CenterUpdate}.
 * </ul>
 *
 * <p>Returned: the loss, a {@code double} scalar, with the labels and distances that it was computed from. Without class
 * weights all {@code w} are 1 and the sum is divided by the number of rows. A row whose label is {@code ignoreIndex}
 * does not count; if no row counts, the mean is 0.
 *
 * <p><b>Kept quirks.</b> The original clips the whole matrix of rows and classes after masking, so that each of the
 * {@code classes - 1} masked zeros of a row becomes {@code clipMin}: hence the constant, and the smallest loss is
 * {@code classes * clipMin}. The sum is divided by the rows, not by the batch. A row equal to its centre, closer than
 * {@code sqrt(clipMin)} or farther than {@code sqrt(clipMax)} gets no gradient. NaN distances give a NaN loss and no
 * gradient.
 *
 * <p><b>Deviations.</b> The distance is computed from the differences; {@link Distance#EXPANDED} is the original's form. The
 * matrix of all distances is never formed: work and memory are proportional to {@code rows * dim}.
 *
 * <p>Source: PaddleOCR {@code ppocr/losses/center_loss.py}, after Wen et al., ECCV 2016.
 */
public final class PaddleCenterLoss {

    private PaddleCenterLoss() {
    }

    /** How the squared distance is computed. */
    public enum Distance {
        /** {@code sum_j (x_j - c_j)^2}: nothing cancels. */
        DIRECT,
        /** {@code |x|^2 + |c|^2 - 2 x.c}: the original's form, which loses digits near a centre and may be negative. */
        EXPANDED
    }

    /**
     * The settings.
     *
     * @param clipMin      the smallest value that a distance counts with, at least 0
     * @param clipMax      the largest, at least {@code clipMin}
     * @param clipGradient whether a distance that lies on a bound passes its gradient on: Paddle does since March 2025
     * @param distance     how the distance is computed
     * @param classWeights one weight per class, finite and at least 0; an empty array for all 1
     * @param ignoreIndex  the label of rows that do not count, if any; it need not be a class
     */
    public record Options(double clipMin, double clipMax, Bounds clipGradient, Distance distance,
                          double[] classWeights, OptionalInt ignoreIndex) {

        /**
         * Checks the settings and copies the weights.
         *
         * @throws IllegalArgumentException if the bounds are no interval, or a weight is negative, infinite or NaN
         */
        public Options {
            if (!(clipMin >= 0 && clipMin <= clipMax)) {
                throw new IllegalArgumentException("paddleCenterLoss: the bounds " + clipMin + " and " + clipMax
                        + " must satisfy 0 <= clipMin <= clipMax");
            }
            classWeights = ClassLabels.checkWeights("paddleCenterLoss", classWeights);
        }

        /**
         * Returns the original's settings: bounds 1e-12 and 1e12, inclusive; no weights, nothing ignored.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(1e-12, 1e12, Bounds.INCLUSIVE, Distance.DIRECT, new double[0], OptionalInt.empty());
        }

        /**
         * Returns these settings with other bounds.
         *
         * @param min the smallest value that a distance counts with, at least 0
         * @param max the largest, at least {@code min}
         * @return the settings
         */
        public Options withBounds(double min, double max) {
            return new Options(min, max, clipGradient, distance, classWeights, ignoreIndex);
        }

        /**
         * Returns these settings with another gradient on a bound.
         *
         * @param value whether a distance that lies on a bound passes its gradient on
         * @return the settings
         */
        public Options withClipGradient(Bounds value) {
            return new Options(clipMin, clipMax, value, distance, classWeights, ignoreIndex);
        }

        /**
         * Returns these settings with another form of the distance.
         *
         * @param value how the distance is computed
         * @return the settings
         */
        public Options withDistance(Distance value) {
            return new Options(clipMin, clipMax, clipGradient, value, classWeights, ignoreIndex);
        }

        /**
         * Returns these settings with class weights.
         *
         * @param weights one weight per class, finite and at least 0
         * @return the settings
         */
        public Options withClassWeights(double... weights) {
            return new Options(clipMin, clipMax, clipGradient, distance, weights, ignoreIndex);
        }

        /**
         * Returns these settings with an ignored label.
         *
         * @param label the label of rows that do not count, the blank of a recogniser for one
         * @return the settings
         */
        public Options withIgnoreIndex(int label) {
            return new Options(clipMin, clipMax, clipGradient, distance, classWeights, OptionalInt.of(label));
        }
    }

    /**
     * The loss and what it was computed from. The arrays are the node's own: every replay writes them again.
     *
     * @param loss                the loss, a scalar
     * @param labels              the class of each row, -1 where the row does not count
     * @param ownSquaredDistances the squared distance of each row to the centre of its class before clipping, 0 where the
     *                            row does not count
     */
    public record Result(Tensor<double[]> loss, int[] labels, double[] ownSquaredDistances) {
    }

    /**
     * Records the loss of the original with its default settings, the classes being the arg-max of the logits.
     *
     * @param tape     the tape
     * @param features the rows {@code [..., dim]}; differentiable
     * @param logits   the scores {@code [..., classes]}, with the leading axes of the features; not differentiable
     * @param centers  the centres {@code [classes, dim]}; differentiable
     * @return the loss with labels and distances
     * @throws IllegalArgumentException if a shape does not fit or the batch is empty
     */
    public static Result record(Tape tape, Tensor<?> features, Tensor<?> logits, Tensor<double[]> centers) {
        return record(tape, features, logits, centers, Options.defaults());
    }

    /**
     * Records the loss of the original with given settings, the classes being the arg-max of the logits.
     *
     * @param tape     the tape
     * @param features the rows {@code [..., dim]}; differentiable
     * @param logits   the scores {@code [..., classes]}, with the leading axes of the features; not differentiable
     * @param centers  the centres {@code [classes, dim]}; differentiable
     * @param options  the settings
     * @return the loss with labels and distances
     * @throws IllegalArgumentException if a shape does not fit or the batch is empty
     */
    public static Result record(Tape tape, Tensor<?> features, Tensor<?> logits, Tensor<double[]> centers,
                                Options options) {
        OwnCenters.checkShapes("paddleCenterLoss", features, centers);
        int[] labels = tape.record(new ArgMaxLabels<>(logits, features, centers)).labels();
        return record(tape, features, labels, centers, options);
    }

    /**
     * Records the loss with given classes.
     *
     * @param tape     the tape
     * @param features the rows {@code [..., dim]}; differentiable
     * @param labels   the classes {@code [rows]}, held by reference
     * @param centers  the centres {@code [classes, dim]}; differentiable
     * @param options  the settings
     * @return the loss with labels and distances
     * @throws IllegalArgumentException if a shape does not fit, the batch is empty, or a label is no class
     */
    public static Result record(Tape tape, Tensor<?> features, int[] labels, Tensor<double[]> centers, Options options) {
        OwnCenters.checkShapes("paddleCenterLoss", features, centers);
        Tensor<double[]> rows = Ops.toDouble(tape, features, centers.kernels());
        return tape.record(new PaddleCenterLossNode(rows, labels, centers, options)).result();
    }
}
