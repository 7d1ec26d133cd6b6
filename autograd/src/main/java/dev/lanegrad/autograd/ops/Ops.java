package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;

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
}
