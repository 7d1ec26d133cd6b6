package dev.lanegrad.kernels;

/**
 * Exact order statistics: k-th largest element, with and without weights, and the positions of the k largest.
 *
 * <p><b>Method.</b> A sample taken at fixed pseudo-random positions gives two bounds around the element that is looked for
 * (Floyd and Rivest, 1975); one pass counts what lies above and gathers what lies between; a radix selection on
 * ordered integer keys ends the search there. Where the sample misled, the search goes on in what lies above or below its bounds, with a second sample
 * and then by digits alone. The time is linear for every input.
 *
 * <p><b>Special values.</b> {@code -0.0} and {@code 0.0} are equal, and a result that is zero is {@code 0.0}. NaN stands
 * where {@link NanRank} says.
 *
 * <p><b>Memory.</b> Arrays are not modified. Each thread keeps scratch for the longest input that it has seen, at most two elements
 * and two {@code int} per element, so that a warm call allocates nothing.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Selection<A> {

    /**
     * The k-th largest element: what position {@code k - 1} holds once the vector is sorted from the largest down.
     *
     * @param n       the number of elements
     * @param x       the vector
     * @param xOffset the offset of its first element
     * @param k       the rank, in {@code [1, n]}
     * @param nans    the rank of NaN
     * @return the element
     * @throws IllegalArgumentException if the range does not lie in the array or the rank not in {@code [1, n]}
     */
    double kthLargest(int n, A x, int xOffset, int k, NanRank nans);

    /**
     * The k-th largest element of the vector in which {@code x[i]} stands {@code weights[i]} times.
     *
     * @param n             the number of elements
     * @param x             the vector
     * @param xOffset       the offset of its first element
     * @param weights       how often each element counts, at least 0; all together at most {@link Integer#MAX_VALUE}
     * @param weightsOffset the offset of the first of them
     * @param k             the rank, from 1 to the sum of the weights
     * @param nans          the rank of NaN
     * @return the element
     * @throws IllegalArgumentException if a range does not lie in its array, a weight is negative, their sum too large or the
     *                                  rank not in {@code [1, sum]}
     */
    double weightedKthLargest(int n, A x, int xOffset, int[] weights, int weightsOffset, int k, NanRank nans);

    /**
     * The positions of the k largest elements, the best first. Of equal elements the one with the lowest position comes first,
     * so exactly {@code k} are chosen in one way.
     *
     * @param n             the number of elements
     * @param x             the vector
     * @param xOffset       the offset of its first element
     * @param k             how many, in {@code [0, n]}
     * @param nans          the rank of NaN
     * @param indices       the positions relative to {@code xOffset}, overwritten
     * @param indicesOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array or {@code k} not in {@code [0, n]}
     */
    void topK(int n, A x, int xOffset, int k, NanRank nans, int[] indices, int indicesOffset);

    /**
     * Which elements reach a threshold: {@code mask[i] = x[i] >= threshold ? -1 : 0}. With the k-th largest as threshold this
     * keeps all that tie with it, and nothing if the threshold is NaN.
     *
     * @param n          the number of elements
     * @param x          the vector
     * @param xOffset    the offset of its first element
     * @param threshold  the threshold
     * @param mask       all bits of an element are set or none, overwritten
     * @param maskOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void atLeast(int n, A x, int xOffset, double threshold, int[] mask, int maskOffset);

    /**
     * Which elements exceed a threshold: {@code mask[i] = x[i] > threshold ? -1 : 0}.
     *
     * @param n          the number of elements
     * @param x          the vector
     * @param xOffset    the offset of its first element
     * @param threshold  the threshold
     * @param mask       all bits of an element are set or none, overwritten
     * @param maskOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void above(int n, A x, int xOffset, double threshold, int[] mask, int maskOffset);
}
