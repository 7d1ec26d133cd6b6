package dev.lanegrad.kernels;

/**
 * Functions of the slices along one axis: where their maximum is, and their softmax in its several forms.
 *
 * <p><b>Layout.</b> An array {@code [outer, n, inner]}, row-major; a slice consists of the {@code n} elements that share their
 * outer and inner index. Every axis of a tensor can be seen so; {@code inner == 1} is the last axis, the fast case. The
 * value of a slice has the same bits for every {@code outer} and {@code inner}.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Rowwise<A> {

    /** Which element of a slice wins when some of its elements are NaN. */
    enum NanPolicy {
        /** NaN never wins; the answer for a slice of nothing but NaN is 0. So do Paddle's kernels for processors. */
        IGNORE,
        /** The first NaN wins. So do PyTorch and NumPy. */
        FIRST
    }

    /**
     * The index of the first maximum of each slice: {@code y[o,i] = min { k : x[o,k,i] = max_j x[o,j,i] }}. The zeros
     * {@code -0.0} and {@code 0.0} are equal.
     *
     * @param outer     the number of slices before the axis
     * @param n         the length of the axis; at least 1, if there are slices
     * @param inner     the number of slices after the axis
     * @param nanPolicy which element wins when some are NaN
     * @param x         the array {@code [outer, n, inner]}
     * @param xOffset   the offset of its first element
     * @param y         the indices {@code [outer, inner]}, each in {@code [0, n)}, overwritten
     * @param yOffset   the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array, or if there are slices without elements
     */
    void argMax(int outer, int n, int inner, NanPolicy nanPolicy, A x, int xOffset, int[] y, int yOffset);
}
