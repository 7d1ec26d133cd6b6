package dev.lanegrad.kernels;

/**
 * Sums over weighted pixels and their gradients, as the losses of differentiable binarization need them: each in one pass over
 * its maps, with no map in between.
 *
 * <p>A prediction {@code p}, a label {@code g} and a weight {@code m} belong to each pixel. A pixel of weight 0 takes no part, even
 * if its prediction or its label is NaN.
 *
 * <p>Most pixels of such maps are background of weight 1, or weigh nothing. {@link #labelKinds} finds the strips of which that is true; the other
 * kernels are given what it found, and read labels and weights only where that does not say what they are. Strips begin with the first
 * pixel of a call.
 *
 * <p><b>Order of summation.</b> Vectors are cut into blocks of 4,096 elements, each summed in 32 ({@code float}) or 16 ({@code double}) partial
 * sums as in {@link Reductions}; the blocks are added in {@code double}, in order.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Binarization<A> {

    /** The number of neighbouring pixels that {@link #labelKinds} judges together. */
    int STRIP = 128;

    /** A strip of pixels with a weight below 0. */
    byte INVALID = -1;
    /** A strip of pixels of any labels and weights. */
    byte MIXED = 0;
    /** A strip of pixels of weight 0. */
    byte IGNORED = 1;
    /** A strip of pixels of weight 1 and label 0. */
    byte NEGATIVE = 2;
    /** A strip of pixels of weight 1 and label 1. */
    byte POSITIVE = 3;

    /**
     * Says for every {@link #STRIP} pixels what their labels and weights have in common: {@link #IGNORED}, {@link #NEGATIVE},
     * {@link #POSITIVE}, {@link #INVALID} or else {@link #MIXED}. Labels are not read where the weights are 0; a label of -0.0 counts as 0.
     *
     * @param n           the number of pixels; the last strip may be shorter
     * @param g           the labels
     * @param gOffset     the offset of the first of them
     * @param m           the weights
     * @param mOffset     the offset of the first of them
     * @param kinds       receives a kind for each strip, {@code (n + STRIP - 1) / STRIP} in all
     * @param kindsOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void labelKinds(int n, A g, int gOffset, A m, int mOffset, byte[] kinds, int kindsOffset);

    /**
     * Adds how much of the weighted prediction lies in the labelled region, and all of it: {@code sums += sum p m g, sum p m}.
     *
     * @param n           the number of pixels
     * @param kinds       what {@link #labelKinds} says of these labels and weights
     * @param kindsOffset the offset of the first of them
     * @param p           the predictions
     * @param pOffset     the offset of the first of them
     * @param g           the labels
     * @param gOffset     the offset of the first of them
     * @param m           the weights
     * @param mOffset     the offset of the first of them
     * @param sums        the sums, added to
     * @param sumsOffset  the offset of the first of the two
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addRegionSums(int n, byte[] kinds, int kindsOffset, A p, int pOffset, A g, int gOffset, A m, int mOffset,
                       double[] sums, int sumsOffset);

    /**
     * Adds the gradient of a function of {@link #addRegionSums}: {@code dp[i] = fma(m[i], fma(alpha, g[i], beta), dp[i])}.
     *
     * @param n           the number of pixels
     * @param alpha       the derivative by the first sum
     * @param beta        the derivative by the second sum
     * @param kinds       what {@link #labelKinds} says of these labels and weights
     * @param kindsOffset the offset of the first of them
     * @param g           the labels
     * @param gOffset     the offset of the first of them
     * @param m           the weights
     * @param mOffset     the offset of the first of them
     * @param dp          the gradient that is added to
     * @param dpOffset    the offset of its first element
     * @param fromZero    whether {@code dp} is taken as zeros, whatever it holds
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addRegionGradient(int n, double alpha, double beta, byte[] kinds, int kindsOffset, A g, int gOffset, A m, int mOffset,
                           A dp, int dpOffset, boolean fromZero);

    /**
     * Adds up the weights of positives {@code g m} and of negatives {@code (1 - g) m}, and counts the negatives that have the largest
     * weight: {@code sums[0] += sum g m}, {@code sums[1] += sum (1 - g) m}, {@code sums[2]} becomes the largest negative weight if that is
     * larger, {@code sums[3]} the number of those that have it. To begin with, {@code sums[2]} is negative infinity. NaN is
     * not counted.
     *
     * @param n           the number of pixels
     * @param kinds       what {@link #labelKinds} says of these labels and weights
     * @param kindsOffset the offset of the first of them
     * @param g           the labels
     * @param gOffset     the offset of the first of them
     * @param m           the weights
     * @param mOffset     the offset of the first of them
     * @param sums        the sums, added to
     * @param sumsOffset  the offset of the first of the four
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addLabelSums(int n, byte[] kinds, int kindsOffset, A g, int gOffset, A m, int mOffset, double[] sums, int sumsOffset);

    /**
     * All sums of three maps in one pass. Two of them are compared with the same labels, the third with labels of its own: finds both
     * {@link #labelKinds}, and adds {@link #addLabelSums} and {@link #addRegionSums} of the first two maps and {@link #addDistanceSums} of the third. In this order they
     * are the four sums over labels and two of each map. The bits are those of the six calls.
     *
     * @param n            the number of pixels
     * @param kinds        receives what {@link #labelKinds} says of the first labels and weights
     * @param kindsOffset  the offset of the first of them
     * @param p            the predictions of all maps
     * @param firstOffset  the offset of the first map
     * @param secondOffset the offset of the second map
     * @param g            the labels of the first two maps
     * @param gOffset      the offset of the first of them
     * @param m            the weights of the first two maps
     * @param mOffset      the offset of the first of them
     * @param bands        receives what {@link #labelKinds} says of the labels and weights of the third map
     * @param bandsOffset  the offset of the first of them
     * @param thirdOffset  the offset of the third map
     * @param t            the labels of the third map
     * @param tOffset      the offset of the first of them
     * @param w            the weights of the third map
     * @param wOffset      the offset of the first of them
     * @param sums         the sums, added to
     * @param sumsOffset   the offset of the first of the ten
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addMapSums(int n, byte[] kinds, int kindsOffset, A p, int firstOffset, int secondOffset, A g, int gOffset, A m, int mOffset,
                    byte[] bands, int bandsOffset, int thirdOffset, A t, int tOffset, A w, int wOffset, double[] sums, int sumsOffset);

    /**
     * Adds weighted distances and weights: {@code sums += sum |p - g| m, sum m}.
     *
     * @param n           the number of pixels
     * @param kinds       what {@link #labelKinds} says of these labels and weights
     * @param kindsOffset the offset of the first of them
     * @param p           the predictions
     * @param pOffset     the offset of the first of them
     * @param g           the labels
     * @param gOffset     the offset of the first of them
     * @param m           the weights
     * @param mOffset     the offset of the first of them
     * @param sums        the sums, added to
     * @param sumsOffset  the offset of the first of the two
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addDistanceSums(int n, byte[] kinds, int kindsOffset, A p, int pOffset, A g, int gOffset, A m, int mOffset,
                         double[] sums, int sumsOffset);

    /**
     * Adds the gradient of the first sum of {@link #addDistanceSums}: {@code dp[i] = fma(alpha m[i], sign(p[i] - g[i]), dp[i])},
     * where the sign of a zero is that zero and the sign of NaN is NaN.
     *
     * @param n           the number of pixels
     * @param alpha       the derivative by the sum
     * @param kinds       what {@link #labelKinds} says of these labels and weights
     * @param kindsOffset the offset of the first of them
     * @param p           the predictions
     * @param pOffset     the offset of the first of them
     * @param g           the labels
     * @param gOffset     the offset of the first of them
     * @param m           the weights
     * @param mOffset     the offset of the first of them
     * @param dp          the gradient that is added to
     * @param dpOffset    the offset of its first element
     * @param fromZero    whether {@code dp} is taken as zeros, whatever it holds
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addDistanceGradient(int n, double alpha, byte[] kinds, int kindsOffset, A p, int pOffset, A g, int gOffset, A m, int mOffset,
                             A dp, int dpOffset, boolean fromZero);
}
