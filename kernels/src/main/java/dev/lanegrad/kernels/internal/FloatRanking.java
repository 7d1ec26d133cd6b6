package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.NanRank;
import java.util.Arrays;

/** The best elements of a vector in their order: gathered, then sorted by digits, so that equal elements keep the order of their positions. */
final class FloatRanking {

    /** Sorting has a round for each digit, and in each an array of counts to go through: shorter ones than for selection, for small k. */
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private FloatRanking() {
    }

    /**
     * The positions of the k best elements, the best first.
     *
     * @param last the k-th best
     * @param ties how many elements of its rank, the first ones, are among the k
     */
    static void topK(int k, float last, int ties, float[] x, int xOffset, NanRank nans, int[] indices, int indicesOffset) {
        long nanKey = nans == NanRank.HIGHEST ? -1L : 0L;
        FloatSelectionScratch scratch = FloatSelectionScratch.get();
        FloatSelectionScratch.Buffer from = scratch.even;
        FloatSelectionScratch.Buffer to = scratch.odd;
        gather(k, last, ties, x, xOffset, nanKey, from.values(k), from.weights(k));
        for (int shift = 0; shift < FloatKeys.BITS; shift += DIGIT_BITS) {
            if (sortByDigit(k, nanKey, shift, from.values(k), from.weights(k), to.values(k), to.weights(k), scratch.histogram)) {
                FloatSelectionScratch.Buffer swap = from;
                from = to;
                to = swap;
            }
        }
        System.arraycopy(from.weights(k), 0, indices, indicesOffset, k);
    }

    /** The elements and their positions, in the order of the positions. Without a branch: no processor foresees which elements are taken. */
    private static void gather(int k, float last, int ties, float[] x, int xOffset, long nanKey, float[] values, int[] positions) {
        long threshold = key(last, nanKey);
        int left = ties;
        int count = 0;
        for (int i = 0; count < k; i++) {
            values[count] = x[xOffset + i];
            positions[count] = i;
            int order = 1 + Integer.signum(Long.compareUnsigned(key(x[xOffset + i], nanKey), threshold));
            int tie = order & 1;
            count += order >> 1 | tie & -left >>> 31;
            left -= tie;
        }
    }

    /** Sorts by one digit, the largest first, unless it is the same in all elements. */
    private static boolean sortByDigit(int k, long nanKey, int shift, float[] values, int[] positions,
                                       float[] sorted, int[] sortedPositions, int[] next) {
        Arrays.fill(next, 0, DIGITS, 0);
        for (int i = 0; i < k; i++) {
            next[digit(values[i], nanKey, shift)]++;
        }
        if (next[digit(values[0], nanKey, shift)] == k) {
            return false;
        }
        for (int digit = 0, first = 0; digit < DIGITS; digit++) {
            int of = next[digit];
            next[digit] = first;
            first += of;
        }
        for (int i = 0; i < k; i++) {
            int to = next[digit(values[i], nanKey, shift)]++;
            sorted[to] = values[i];
            sortedPositions[to] = positions[i];
        }
        return true;
    }

    /** The digit that is lowest where the key is highest. */
    private static int digit(float x, long nanKey, int shift) {
        return (int) (~key(x, nanKey) >>> shift) & DIGITS - 1;
    }

    private static long key(float x, long nanKey) {
        return x == x ? FloatKeys.key(x) : nanKey;
    }
}
