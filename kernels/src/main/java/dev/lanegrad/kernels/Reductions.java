package dev.lanegrad.kernels;

/**
 * Sums, dot products, squared norms and squared distances.
 *
 * <p><b>Order of summation.</b> There is a fixed number of partial sums, 32 for {@code float} and 16 for {@code double}:
 * element {@code i} goes to partial sum {@code i mod 32} (or 16), products by a fused multiply-add. A vector is cut into groups of
 * eight terms for each partial sum; the sums of a group begin at zero and are then added to those of its block, which has
 * eight groups: 2,048 elements of {@code float}, 1,024 of {@code double}. The last few elements, which do not fill all
 * partial sums, are added to those of the block one by one. The partial sums of a block are then added by halves
 * ({@code p[i] + p[i+16]}, then {@code + 8}, and so on), the sums of the blocks in order with the rounding
 * errors carried along (Neumaier's compensated summation, 1974). The order depends on the length alone, so the
 * bits do not depend on the hardware. The error of a sum of squares is at most 4 units in the last place in all our measurements.
 *
 * <p><b>Special values.</b> An empty sum is {@code +0}. NaN and infinities propagate as in the plain formula.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Reductions<A> {

    /**
     * Sum: {@code sum_i x[i]}.
     *
     * @param n       the number of elements
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @return the sum, {@code +0} if {@code n} is 0
     * @throws IllegalArgumentException if the range does not lie in the array
     */
    double sum(int n, A x, int xOffset);

    /**
     * Dot product: {@code sum_i x[i] * y[i]}.
     *
     * @param n       the number of elements
     * @param x       the first vector
     * @param xOffset the offset of its first element
     * @param y       the second vector, which may be the first
     * @param yOffset the offset of its first element
     * @return the dot product, {@code +0} if {@code n} is 0
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    double dot(int n, A x, int xOffset, A y, int yOffset);

    /**
     * Squared Euclidean norm: {@code sum_i x[i]^2}. The same bits as {@code dot(x, x)}.
     *
     * @param n       the number of elements
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @return the squared norm
     * @throws IllegalArgumentException if the range does not lie in the array
     */
    double squaredNorm(int n, A x, int xOffset);

    /**
     * Squared Euclidean distance, from the differences: {@code sum_i (x[i] - y[i])^2}.
     *
     * @param n       the number of elements
     * @param x       the first vector
     * @param xOffset the offset of its first element
     * @param y       the second vector
     * @param yOffset the offset of its first element
     * @return the squared distance
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    double squaredDistance(int n, A x, int xOffset, A y, int yOffset);

    /**
     * Squared norms of the rows of a matrix: {@code y[i] = sum_j x[i,j]^2}.
     *
     * @param rows    the number of rows
     * @param cols    the number of columns
     * @param x       the matrix {@code [rows, cols]}, row-major
     * @param xOffset the offset of its first element
     * @param y       the norms {@code [rows]}, overwritten
     * @param yOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void rowSquaredNorms(int rows, int cols, A x, int xOffset, A y, int yOffset);

    /**
     * Squared distances between the rows of two matrices, from the differences:
     * {@code y[i,j] = sum_l (a[i,l] - b[j,l])^2}, each the bits of {@link #squaredDistance}.
     *
     * @param m       the number of rows of {@code a}
     * @param n       the number of rows of {@code b}
     * @param cols    the number of columns of both
     * @param a       the first matrix {@code [m, cols]}
     * @param aOffset the offset of its first element
     * @param b       the second matrix {@code [n, cols]}
     * @param bOffset the offset of its first element
     * @param y       the distances {@code [m, n]}, overwritten
     * @param yOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void pairwiseSquaredDistances(int m, int n, int cols, A a, int aOffset, A b, int bOffset, A y, int yOffset);

    /**
     * Squared distances between the rows of a matrix and the columns of another, from the differences:
     * {@code y[i,j] = sum_l (a[i,l] - b[l,j])^2}, the terms added for {@code l = 0, 1, ...} in this order by fused multiply-adds. For many short
     * vectors this is much faster than {@link #pairwiseSquaredDistances}, since neighbouring results are computed together; the order of
     * the terms, and with it the last bits, differ from it.
     *
     * @param m       the number of rows of {@code a}
     * @param n       the number of columns of {@code b}
     * @param cols    the number of columns of {@code a} and of rows of {@code b}
     * @param a       the first matrix {@code [m, cols]}
     * @param aOffset the offset of its first element
     * @param b       the second matrix {@code [cols, n]}, or a block of a wider one
     * @param bOffset the offset of its first element
     * @param ldb     the distance between rows of {@code b}, at least {@code n}
     * @param y       the distances {@code [m, n]}, overwritten
     * @param yOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array, or {@code ldb} is less than {@code n}
     */
    void squaredDistancesToColumns(int m, int n, int cols, A a, int aOffset, A b, int bOffset, int ldb, A y, int yOffset);

    /**
     * Adds, to every row of a matrix, weighted differences between the row of another and all rows of a third:
     * {@code da[i,l] += alpha s[i,j] (a[i,l] - b[j,l])} for {@code j = 0, 1, ...} in this order, by fused multiply-adds.
     * With {@code alpha = 2} this is the gradient of {@link #pairwiseSquaredDistances} for {@code a}; with {@code a} and {@code b}
     * exchanged, and {@code s} read by columns, the one for {@code b}.
     *
     * @param m          the number of rows of {@code a}
     * @param n          the number of rows of {@code b}
     * @param cols       the number of columns of both
     * @param alpha      a factor for all weights
     * @param s          the weights; {@code s[i,j]} lies at {@code sOffset + i * sRowStride + j * sColStride}
     * @param sOffset    the offset of the first of them
     * @param sRowStride the distance between {@code s[i,j]} and {@code s[i+1,j]}, at least 0
     * @param sColStride the distance between {@code s[i,j]} and {@code s[i,j+1]}, at least 0
     * @param a          the matrix {@code [m, cols]}
     * @param aOffset    the offset of its first element
     * @param b          the matrix {@code [n, cols]}
     * @param bOffset    the offset of its first element
     * @param da         the matrix {@code [m, cols]} that is added to
     * @param daOffset   the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addScaledDifferences(int m, int n, int cols, double alpha, A s, int sOffset, int sRowStride, int sColStride,
                              A a, int aOffset, A b, int bOffset, A da, int daOffset);
}
