package dev.lanegrad.kernels;

/**
 * Sums and products of vectors, element by element.
 *
 * <p>Each element of a result depends on one element of each operand, so there is no order of summation to fix: plain
 * loops, which every compiler vectorises, serve all backends. Products that are added are fused
 * ({@link Math#fma(float, float, float)}).
 *
 * <p>A destination may be an operand at the same offset. Other overlaps are not detected and give unspecified values.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Elementwise<A> {

    /**
     * {@code y[i] = fma(alpha, x[i], y[i])}.
     *
     * @param n       the number of elements
     * @param alpha   the factor
     * @param x       the vector that is added
     * @param xOffset the offset of its first element
     * @param y       the vector that is added to
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void axpy(int n, double alpha, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = alpha * x[i]}.
     *
     * @param n       the number of elements
     * @param alpha   the factor
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @param y       the product, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void scale(int n, double alpha, A x, int xOffset, A y, int yOffset);

    /**
     * Adds multiples of the rows of a matrix: {@code y[i,j] = fma(alpha * s[i], x[i,j], y[i,j])}.
     *
     * @param rows    the number of rows
     * @param cols    the number of columns
     * @param alpha   a factor for all rows
     * @param s       one factor per row {@code [rows]}
     * @param sOffset the offset of the first of them
     * @param x       the matrix {@code [rows, cols]}
     * @param xOffset the offset of its first element
     * @param y       the matrix {@code [rows, cols]} that is added to
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addScaledRows(int rows, int cols, double alpha, A s, int sOffset, A x, int xOffset, A y, int yOffset);
}
