package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;

/**
 * Softmax in its forms, and the cross-entropy of probabilities. Made for static import, like {@link Ops}, whose rules for arguments and errors hold here too.
 *
 * <p>Axes count from 0, negative ones from the end. Values of NaN and infinity are treated as
 * {@link dev.lanegrad.kernels.Rowwise} says.
 */
public final class Probabilities {

    private Probabilities() {
    }

    /**
     * Logarithm of the sum of exponentials along an axis: {@code y = log sum_j exp(x[j])}.
     *
     * @param <A>      the type of the arrays
     * @param tape     the tape
     * @param x        any shape with the axis; differentiable
     * @param axis     the axis
     * @param keepDims whether the axis stays, with the size 1
     * @return the shape of {@code x} without the axis, or with the size 1 there
     * @throws IllegalArgumentException if there is no such axis
     */
    public static <A> Tensor<A> logSumExp(Tape tape, Tensor<A> x, int axis, boolean keepDims) {
        return tape.record(new LogSumExp<>(x, axis, keepDims)).result();
    }

    /**
     * Softmax along an axis: {@code y[k] = exp(x[k]) / sum_j exp(x[j])}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    any shape with the axis; differentiable
     * @param axis the axis
     * @return the shape of {@code x}
     * @throws IllegalArgumentException if there is no such axis
     */
    public static <A> Tensor<A> softmax(Tape tape, Tensor<A> x, int axis) {
        return tape.record(new Softmax<>(x, axis)).result();
    }

    /**
     * Logarithm of the softmax along an axis: {@code y[k] = x[k] - log sum_j exp(x[j])}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    any shape with the axis; differentiable
     * @param axis the axis
     * @return the shape of {@code x}
     * @throws IllegalArgumentException if there is no such axis
     */
    public static <A> Tensor<A> logSoftmax(Tape tape, Tensor<A> x, int axis) {
        return tape.record(new LogSoftmax<>(x, axis)).result();
    }

    /**
     * Binary cross-entropy of probabilities, element by element:
     * {@code y = (t - 1) max(log(1 - p), -100) - t max(log p, -100)}.
     *
     * <p>The logarithms end at -100, and the gradient is {@code (p - t) / max((1 - p) p, 1e-12)}, both as in
     * {@code torch.nn.functional.binary_cross_entropy}. Probabilities outside [0, 1] give NaN instead of an error.
     *
     * @param <A>    the type of the arrays
     * @param tape   the tape
     * @param p      probabilities of any shape, in [0, 1]; differentiable
     * @param target the targets, of the same shape, in [0, 1] as a rule; a constant for differentiation
     * @return the shape of {@code p}
     * @throws IllegalArgumentException if the shapes differ
     */
    public static <A> Tensor<A> binaryCrossEntropy(Tape tape, Tensor<A> p, Tensor<A> target) {
        return tape.record(new BinaryCrossEntropy<>(p, target)).result();
    }
}
