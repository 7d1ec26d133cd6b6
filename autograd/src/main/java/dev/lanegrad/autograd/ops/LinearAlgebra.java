package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;

/**
 * Products of matrices, affine maps and distances between rows. Made for static import, like {@link Ops}, whose rules for
 * arguments and errors hold here too.
 */
public final class LinearAlgebra {

    private LinearAlgebra() {
    }

    /**
     * Product of matrices: {@code C = A B}. The same as {@link #matmul(Tape, Tensor, boolean, Tensor, boolean)} with nothing
     * transposed.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param a    {@code [..., m, k]}; differentiable
     * @param b    {@code [..., k, n]}; differentiable
     * @return the product {@code [..., m, n]}
     * @throws IllegalArgumentException if an operand has fewer than two axes, or if the shapes do not fit
     */
    public static <A> Tensor<A> matmul(Tape tape, Tensor<A> a, Tensor<A> b) {
        return matmul(tape, a, false, b, false);
    }

    /**
     * Product of matrices, each taken as it is or transposed: {@code C = op(A) op(B)}.
     *
     * <p>The last two axes are the matrices. Leading axes are aligned at the end and broadcast, as in
     * {@code torch.matmul}: sizes must be equal or 1, and missing axes count as 1.
     *
     * @param <A>        the type of the arrays
     * @param tape       the tape
     * @param a          {@code [..., m, k]}, or {@code [..., k, m]} if transposed; differentiable
     * @param transposeA whether {@code op(A)} is the transpose of {@code A}
     * @param b          {@code [..., k, n]}, or {@code [..., n, k]} if transposed; differentiable
     * @param transposeB whether {@code op(B)} is the transpose of {@code B}
     * @return the product {@code [..., m, n]}
     * @throws IllegalArgumentException if an operand has fewer than two axes, or if the shapes do not fit
     */
    public static <A> Tensor<A> matmul(Tape tape, Tensor<A> a, boolean transposeA, Tensor<A> b, boolean transposeB) {
        return tape.record(new MatMul<>(tape.workers(), a, transposeA, b, transposeB)).result();
    }

    /**
     * Affine map of the last axis: {@code y = x W^T + b}, the bias added inside the product.
     *
     * @param <A>    the type of the arrays
     * @param tape   the tape
     * @param x      {@code [..., in]}; differentiable
     * @param weight {@code [out, in]}; differentiable
     * @param bias   {@code [out]}; differentiable
     * @return {@code [..., out]}
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static <A> Tensor<A> linear(Tape tape, Tensor<A> x, Tensor<A> weight, Tensor<A> bias) {
        return tape.record(new Linear<>("linear", tape.workers(), x, weight, bias, false)).result();
    }

    /**
     * Affine map of the last axis, cut at 0: {@code y = max(x W^T + b, 0)}, all inside the product. The same bits as
     * {@link #linear} followed by relu; NaN stays NaN, and the derivative at 0 is 0.
     *
     * @param <A>    the type of the arrays
     * @param tape   the tape
     * @param x      {@code [..., in]}; differentiable
     * @param weight {@code [out, in]}; differentiable
     * @param bias   {@code [out]}; differentiable
     * @return {@code [..., out]}
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static <A> Tensor<A> linearRelu(Tape tape, Tensor<A> x, Tensor<A> weight, Tensor<A> bias) {
        return tape.record(new Linear<>("linearRelu", tape.workers(), x, weight, bias, true)).result();
    }

    /**
     * Squared Euclidean distances between all pairs of rows, from the differences:
     * {@code y[i,j] = sum_l (a[i,l] - b[j,l])^2}. Exact to rounding also where rows are close to each other, unlike the
     * expanded form {@code |a|^2 + |b|^2 - 2 a b}.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param a    {@code [m, cols]}; differentiable
     * @param b    {@code [n, cols]}; differentiable
     * @return the distances {@code [m, n]}
     * @throws IllegalArgumentException if the operands are not matrices with the same number of columns
     */
    public static <A> Tensor<A> pairwiseSquaredDistances(Tape tape, Tensor<A> a, Tensor<A> b) {
        return tape.record(new PairwiseSquaredDistances<>(a, b)).result();
    }
}
