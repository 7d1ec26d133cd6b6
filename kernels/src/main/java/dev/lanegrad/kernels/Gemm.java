package dev.lanegrad.kernels;

/**
 * Matrix multiplication over flat row-major arrays.
 *
 * <p>{@code op(X)} is {@code X} or its transpose. {@code op(A)} is {@code m x k}, {@code op(B)} is {@code k x n} and {@code C} is
 * {@code m x n}. Element {@code (i, j)} of a stored matrix {@code X} lies at {@code x[xOffset + i * ldx + j]}: the leading dimension
 * is the distance between two rows as stored, so that blocks of a larger array are operands too. A transposed operand is stored
 * untransposed: with {@code transposeA} the array holds {@code k} rows of {@code m} elements.
 *
 * <p><b>Bits.</b> The order in which an element of C is summed depends on {@code m}, {@code n}, {@code k} and the two transposes alone:
 * results have the same bits for every SIMD width, for the portable implementation and for every number of workers. An element
 * is a sum of fused multiply-adds in ascending {@code k}, cut into blocks of at most 256; when C is one row or one column and the
 * matrix is read along {@code k}, it is a dot product of 32 ({@code float}) or 16 ({@code double}) partial sums.
 *
 * <p><b>Special values.</b> NaN and infinities propagate as the formula says, also with {@code alpha == 0}; {@code beta == 0} overwrites
 * C without reading it. Any size may be zero; {@code k == 0} leaves {@code beta * C}.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for a negative size or offset, a leading dimension that is shorter than a row, an array that
 * ends before its matrix does, and for a C that shares elements with A, B or the bias.
 *
 * <p><b>Threads.</b> Stateless: may be called by any number of threads at once. Buffers for packing are kept per thread; a warm call allocates
 * nothing. Products of few operations run on the calling thread alone.
 *
 * <p>The structure and its names (MR, NR, MC, KC, NC, packing, micro-kernel) follow Goto and van de Geijn, <i>Anatomy of
 * High-Performance Matrix Multiplication</i>, 2008, and flame/blis.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Gemm<A> {

    /**
     * {@code C = alpha op(A) op(B) + beta C}.
     *
     * @param workers    who computes
     * @param transposeA whether op(A) is the transpose of A
     * @param transposeB whether op(B) is the transpose of B
     * @param m          rows of op(A) and of C
     * @param n          columns of op(B) and of C
     * @param k          columns of op(A), rows of op(B)
     * @param alpha      factor of the product, narrowed to the element type
     * @param a          holds A
     * @param aOffset    index of A's first element
     * @param lda        distance between rows of A as stored
     * @param b          holds B
     * @param bOffset    index of B's first element
     * @param ldb        distance between rows of B as stored
     * @param beta       factor of the old C, narrowed to the element type; 0 overwrites
     * @param c          holds C; must not share elements with A or B
     * @param cOffset    index of C's first element
     * @param ldc        distance between rows of C
     * @throws IllegalArgumentException as the class description says
     */
    void gemm(Workers workers, boolean transposeA, boolean transposeB, int m, int n, int k,
              double alpha, A a, int aOffset, int lda, A b, int bOffset, int ldb,
              double beta, A c, int cOffset, int ldc);

    /**
     * {@code C = op(A) op(B) + bias}, the bias added to every row, then, if asked, {@code C = max(C, 0)} with NaN kept.
     * Equals {@link #gemm gemm} with {@code alpha = 1}, {@code beta = 0} followed by the addition, in bits.
     *
     * @param workers    who computes
     * @param transposeA whether op(A) is the transpose of A
     * @param transposeB whether op(B) is the transpose of B
     * @param m          rows of op(A) and of C
     * @param n          columns of op(B) and of C, and the length of the bias
     * @param k          columns of op(A), rows of op(B)
     * @param a          holds A
     * @param aOffset    index of A's first element
     * @param lda        distance between rows of A as stored
     * @param b          holds B
     * @param bOffset    index of B's first element
     * @param ldb        distance between rows of B as stored
     * @param bias       holds {@code n} terms
     * @param biasOffset index of the first term
     * @param relu       whether negative results become 0
     * @param c          holds C; overwritten; must not share elements with A, B or the bias
     * @param cOffset    index of C's first element
     * @param ldc        distance between rows of C
     * @throws IllegalArgumentException as the class description says
     */
    void gemmBias(Workers workers, boolean transposeA, boolean transposeB, int m, int n, int k,
                  A a, int aOffset, int lda, A b, int bOffset, int ldb,
                  A bias, int biasOffset, boolean relu, A c, int cOffset, int ldc);
}
