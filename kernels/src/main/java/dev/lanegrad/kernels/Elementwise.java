package dev.lanegrad.kernels;

/**
 * Arithmetic on vectors, element by element.
 *
 * <p>Each element of a result depends on one element of each operand, so there is no order of summation to fix.
 * Products that are added are fused ({@link Math#fma(float, float, float)}). NaN and infinities propagate as in the
 * plain formula unless a method says otherwise.
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

    /**
     * {@code z[i] = x[i] + y[i]}.
     *
     * @param n       the number of elements
     * @param x       the first summand
     * @param xOffset the offset of its first element
     * @param y       the second summand
     * @param yOffset the offset of its first element
     * @param z       the sum, overwritten
     * @param zOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void add(int n, A x, int xOffset, A y, int yOffset, A z, int zOffset);

    /**
     * {@code z[i] = x[i] - y[i]}.
     *
     * @param n       the number of elements
     * @param x       the minuend
     * @param xOffset the offset of its first element
     * @param y       the subtrahend
     * @param yOffset the offset of its first element
     * @param z       the difference, overwritten
     * @param zOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void sub(int n, A x, int xOffset, A y, int yOffset, A z, int zOffset);

    /**
     * {@code z[i] = x[i] * y[i]}.
     *
     * @param n       the number of elements
     * @param x       the first factor
     * @param xOffset the offset of its first element
     * @param y       the second factor
     * @param yOffset the offset of its first element
     * @param z       the product, overwritten
     * @param zOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void mul(int n, A x, int xOffset, A y, int yOffset, A z, int zOffset);

    /**
     * {@code z[i] = x[i] / y[i]}.
     *
     * @param n       the number of elements
     * @param x       the dividend
     * @param xOffset the offset of its first element
     * @param y       the divisor
     * @param yOffset the offset of its first element
     * @param z       the quotient, overwritten
     * @param zOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void div(int n, A x, int xOffset, A y, int yOffset, A z, int zOffset);

    /**
     * {@code z[i] = fma(x[i], y[i], z[i])}.
     *
     * @param n       the number of elements
     * @param x       the first factor
     * @param xOffset the offset of its first element
     * @param y       the second factor
     * @param yOffset the offset of its first element
     * @param z       the vector that is added to
     * @param zOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addProduct(int n, A x, int xOffset, A y, int yOffset, A z, int zOffset);

    /**
     * {@code z[i] = fma(alpha, x[i] / y[i], z[i])}.
     *
     * @param n       the number of elements
     * @param alpha   a factor
     * @param x       the dividend
     * @param xOffset the offset of its first element
     * @param y       the divisor
     * @param yOffset the offset of its first element
     * @param z       the vector that is added to
     * @param zOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addQuotient(int n, double alpha, A x, int xOffset, A y, int yOffset, A z, int zOffset);

    /**
     * {@code y[i] = fma(alpha, x[i], beta)}.
     *
     * @param n       the number of elements
     * @param alpha   the factor
     * @param beta    the summand
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @param y       the result, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void scaleAndShift(int n, double alpha, double beta, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = x[i] / divisor}: correctly rounded, unlike a product with the reciprocal.
     *
     * @param n       the number of elements
     * @param divisor the divisor
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @param y       the quotient, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void divideBy(int n, double divisor, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = dividend / x[i]}.
     *
     * @param n        the number of elements
     * @param dividend the dividend
     * @param x        the divisors
     * @param xOffset  the offset of its first element
     * @param y        the quotient, overwritten
     * @param yOffset  the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void divideInto(int n, double dividend, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = sqrt(x[i])}, correctly rounded; NaN below zero.
     *
     * @param n       the number of elements
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @param y       the roots, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void sqrt(int n, A x, int xOffset, A y, int yOffset);

    /**
     * Rectified linear unit: {@code y[i] = x[i] <= 0 ? 0 : x[i]}. NaN stays NaN, {@code -0.0} becomes {@code +0.0}.
     *
     * @param n       the number of elements
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @param y       the result, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void relu(int n, A x, int xOffset, A y, int yOffset);

    /**
     * Adds the gradient of {@link #relu}: {@code dx[i] += x[i] <= 0 ? 0 : dy[i]}. The derivative at 0 is 0.
     *
     * @param n        the number of elements
     * @param x        the operand of {@code relu}, or its result
     * @param xOffset  the offset of its first element
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addReluGradient(int n, A x, int xOffset, A dy, int dyOffset, A dx, int dxOffset);

    /**
     * Limits a vector to an interval: {@code y[i] = x[i] < min ? min : (x[i] > max ? max : x[i])}. NaN stays NaN.
     *
     * @param n       the number of elements
     * @param min     the lower bound
     * @param max     the upper bound
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @param y       the result, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array, or unless {@code min <= max}
     */
    void clamp(int n, double min, double max, A x, int xOffset, A y, int yOffset);

    /**
     * Adds the gradient of {@link #clamp}: {@code dx[i] += inside(x[i]) ? dy[i] : 0}. A NaN is outside.
     *
     * @param n        the number of elements
     * @param min      the lower bound
     * @param max      the upper bound
     * @param bounds   whether a value on a bound is inside
     * @param x        the operand of {@code clamp}
     * @param xOffset  the offset of its first element
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array, or unless {@code min <= max}
     */
    void addClampGradient(int n, double min, double max, Bounds bounds,
                          A x, int xOffset, A dy, int dyOffset, A dx, int dxOffset);

    /**
     * {@code y[i] = |x[i]|}.
     *
     * @param n       the number of elements
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @param y       the absolute values, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void abs(int n, A x, int xOffset, A y, int yOffset);

    /**
     * Gradient of {@link #abs}: {@code dx[i] = fma(dy[i], sign(x[i]), dx[i])}, where the sign of a zero is that zero and the
     * sign of NaN is NaN.
     *
     * @param n        the number of elements
     * @param x        the vector
     * @param xOffset  the offset of its first element
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addAbsGradient(int n, A x, int xOffset, A dy, int dyOffset, A dx, int dxOffset);

    /**
     * Adds where a mask is set: {@code y[i] += mask[i] != 0 ? x[i] : 0}.
     *
     * @param n          the number of elements
     * @param mask       the mask
     * @param maskOffset the offset of its first element
     * @param x          the vector that is added
     * @param xOffset    the offset of its first element
     * @param y          the vector that is added to
     * @param yOffset    the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addWhere(int n, int[] mask, int maskOffset, A x, int xOffset, A y, int yOffset);
}
