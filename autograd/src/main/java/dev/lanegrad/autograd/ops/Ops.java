package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;

/**
 * Records differentiable operations on a tape and returns their results. Made for static import:
 *
 * {@snippet :
 * Tensor<float[]> h = relu(tape, linear(tape, x, w1, b1));
 * }
 *
 * <p>Every method checks its arguments when it records, and throws an {@link IllegalArgumentException} that names the
 * operation, the arguments, both shapes and the rule. Operands keep their element type: there is no silent promotion
 * from {@code float} to {@code double}.
 */
public final class Ops {

    private Ops() {
    }

    /**
     * Squared Euclidean norms of the rows: {@code y[i] = sum_j x[i,j]^2}, over the last axis.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param x    {@code [..., cols]}, at least one axis; differentiable
     * @return the norms {@code [...]}
     * @throws IllegalArgumentException if {@code x} is a scalar
     */
    public static <A> Tensor<A> rowSquaredNorms(Tape tape, Tensor<A> x) {
        return tape.record(new RowSquaredNorms<>(x)).result();
    }

    /**
     * The same numbers as {@code double}: {@code y[i] = x[i]}, exactly. The gradient is rounded back to the type of
     * {@code x}. A tensor that holds {@code double} already is returned as it is.
     *
     * @param tape    the tape
     * @param x       {@code [...]}, of either type; differentiable
     * @param kernels the kernels that operations on a new result use
     * @return the numbers {@code [...]}
     */
    public static Tensor<double[]> toDouble(Tape tape, Tensor<?> x, Kernels<double[]> kernels) {
        if (x.data() instanceof double[]) {
            @SuppressWarnings("unchecked")
            Tensor<double[]> same = (Tensor<double[]>) x;
            return same;
        }
        return tape.record(new ToDouble<>(x, kernels)).result();
    }
}
