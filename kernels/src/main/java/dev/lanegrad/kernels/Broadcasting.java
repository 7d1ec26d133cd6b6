package dev.lanegrad.kernels;

/**
 * Arithmetic on two arrays whose shapes differ, and sums over axes. A {@link Broadcast} is made once and says how the
 * shapes combine.
 *
 * <p><b>Order of summation.</b> A sum along a row is that of {@link Reductions#sum}. The sums of several rows are added to the
 * destination in the order of the rows, and so are whole rows where the destination has one for many.
 *
 * <p>The destination may be an operand that has the common shape, at the same offset. Other overlaps are not detected and
 * give unspecified values.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Broadcasting<A> {

    /**
     * {@code y = a + b}.
     *
     * @param plan    how the shapes combine
     * @param a       the first summand
     * @param aOffset the offset of its first element
     * @param b       the second summand
     * @param bOffset the offset of its first element
     * @param y       the sum, of the common shape, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void add(Broadcast plan, A a, int aOffset, A b, int bOffset, A y, int yOffset);

    /**
     * {@code y = a - b}.
     *
     * @param plan    how the shapes combine
     * @param a       the minuend
     * @param aOffset the offset of its first element
     * @param b       the subtrahend
     * @param bOffset the offset of its first element
     * @param y       the difference, of the common shape, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void sub(Broadcast plan, A a, int aOffset, A b, int bOffset, A y, int yOffset);

    /**
     * {@code y = a * b}.
     *
     * @param plan    how the shapes combine
     * @param a       the first factor
     * @param aOffset the offset of its first element
     * @param b       the second factor
     * @param bOffset the offset of its first element
     * @param y       the product, of the common shape, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void mul(Broadcast plan, A a, int aOffset, A b, int bOffset, A y, int yOffset);

    /**
     * {@code y = a / b}.
     *
     * @param plan    how the shapes combine
     * @param a       the dividend
     * @param aOffset the offset of its first element
     * @param b       the divisor
     * @param bOffset the offset of its first element
     * @param y       the quotient, of the common shape, overwritten
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void div(Broadcast plan, A a, int aOffset, A b, int bOffset, A y, int yOffset);

    /**
     * Adds multiples of sums over the axes along which {@code b} is repeated:
     * {@code b[j] = b[j] + alpha * sum a[i]} over all {@code i} that meet {@code j}.
     *
     * @param plan    how the shapes combine; {@code a} has the common shape
     * @param alpha   a factor
     * @param a       what is summed
     * @param aOffset the offset of its first element
     * @param b       what is added to
     * @param bOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array,
     *                                  or if the common shape is not that of {@code a}
     */
    void addSum(Broadcast plan, double alpha, A a, int aOffset, A b, int bOffset);

    /**
     * The adjoint of {@link #addSum}: {@code a = a + alpha * b}, with {@code b} repeated.
     *
     * @param plan    how the shapes combine; {@code a} has the common shape
     * @param alpha   a factor
     * @param a       what is added to
     * @param aOffset the offset of its first element
     * @param b       what is repeated
     * @param bOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array,
     *                                  or if the common shape is not that of {@code a}
     */
    void addRepeated(Broadcast plan, double alpha, A a, int aOffset, A b, int bOffset);
}
