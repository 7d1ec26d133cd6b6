package dev.lanegrad.kernels.internal;

import java.util.Arrays;

/** What differs between the sums of {@code float} and of {@code double}: the number of partial sums. */
public final class FloatSums {

    /** The number of partial sums of a block: two 512-bit, four 256-bit or eight 128-bit registers. */
    public static final int PARTIALS = 32;

    /**
     * The number of elements in a group: eight terms of each partial sum. Reductions add up a group from zero and then add it to
     * partial sums of a second level, so that equal terms, whose rounding errors are equal too, are few in a row.
     */
    public static final int GROUP = 8 * PARTIALS;

    /** The number of elements that functions of several passes take at a time. */
    public static final int BLOCK = 4096;

    private static final ThreadLocal<float[]> PARTIAL_SUMS = ThreadLocal.withInitial(() -> new float[PARTIALS]);

    private static final ThreadLocal<float[]> GROUP_SUMS = ThreadLocal.withInitial(() -> new float[PARTIALS]);

    private FloatSums() {
    }

    /** This thread's partial sums, set to zero: kept so that a call allocates nothing. */
    static float[] partials() {
        float[] p = PARTIAL_SUMS.get();
        Arrays.fill(p, 0f);
        return p;
    }

    /** This thread's partial sums of a group, as the last call left them. */
    static float[] groupPartials() {
        return GROUP_SUMS.get();
    }

    /** The last elements of a vector, fewer than there are partial sums, with zeros behind them, in an array of this thread. */
    public static float[] lastRow(int n, float[] x, int xOffset) {
        return copied(n, x, xOffset, PARTIAL_SUMS.get());
    }

    /** {@link #lastRow} in another array, for the second vector. */
    public static float[] lastRowOfSecond(int n, float[] y, int yOffset) {
        return copied(n, y, yOffset, GROUP_SUMS.get());
    }

    private static float[] copied(int n, float[] x, int xOffset, float[] row) {
        System.arraycopy(x, xOffset, row, 0, n);
        Arrays.fill(row, n, PARTIALS, 0f);
        return row;
    }

    /** Adds the partial sums of a group to those of the second level. */
    static void addGroup(float[] group, float[] p) {
        for (int j = 0; j < PARTIALS; j++) {
            p[j] += group[j];
        }
    }

    /** Adds the partial sums by halves, overwriting them. */
    public static float fold(float[] p) {
        addUpper(p, 16);
        addUpper(p, 8);
        addUpper(p, 4);
        addUpper(p, 2);
        return p[0] + p[1];
    }

    /** Written for constants, so that the compiler unrolls the loop. */
    private static void addUpper(float[] p, int half) {
        for (int i = 0; i < half; i++) {
            p[i] += p[i + half];
        }
    }
}
