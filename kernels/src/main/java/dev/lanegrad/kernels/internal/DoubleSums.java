package dev.lanegrad.kernels.internal;

import java.util.Arrays;

/** What differs between the sums of {@code float} and of {@code double}: the number of partial sums. */
public final class DoubleSums {

    /** The number of partial sums of a block: two 512-bit, four 256-bit or eight 128-bit registers. */
    public static final int PARTIALS = 16;

    /**
     * The number of elements in a group: eight terms of each partial sum. Reductions add up a group from zero and then add it to
     * partial sums of a second level, so that equal terms, whose rounding errors are equal too, are few in a row.
     */
    public static final int GROUP = 8 * PARTIALS;

    /** The number of elements that functions of several passes take at a time. */
    public static final int BLOCK = 4096;

    private static final ThreadLocal<double[]> PARTIAL_SUMS = ThreadLocal.withInitial(() -> new double[PARTIALS]);

    private static final ThreadLocal<double[]> GROUP_SUMS = ThreadLocal.withInitial(() -> new double[PARTIALS]);

    private DoubleSums() {
    }

    /** This thread's partial sums, set to zero: kept so that a call allocates nothing. */
    static double[] partials() {
        double[] p = PARTIAL_SUMS.get();
        Arrays.fill(p, 0d);
        return p;
    }

    /** This thread's partial sums of a group, as the last call left them. */
    static double[] groupPartials() {
        return GROUP_SUMS.get();
    }

    /** The last elements of a vector, fewer than there are partial sums, with zeros behind them, in an array of this thread. */
    public static double[] lastRow(int n, double[] x, int xOffset) {
        return copied(n, x, xOffset, PARTIAL_SUMS.get());
    }

    /** {@link #lastRow} in another array, for the second vector. */
    public static double[] lastRowOfSecond(int n, double[] y, int yOffset) {
        return copied(n, y, yOffset, GROUP_SUMS.get());
    }

    private static double[] copied(int n, double[] x, int xOffset, double[] row) {
        System.arraycopy(x, xOffset, row, 0, n);
        Arrays.fill(row, n, PARTIALS, 0);
        return row;
    }

    /** Adds the partial sums of a group to those of the second level. */
    static void addGroup(double[] group, double[] p) {
        for (int j = 0; j < PARTIALS; j++) {
            p[j] += group[j];
        }
    }

    /** Adds the partial sums by halves, overwriting them. */
    public static double fold(double[] p) {
        addUpper(p, 8);
        addUpper(p, 4);
        addUpper(p, 2);
        return p[0] + p[1];
    }

    /** Written for constants, so that the compiler unrolls the loop. */
    private static void addUpper(double[] p, int half) {
        for (int i = 0; i < half; i++) {
            p[i] += p[i + half];
        }
    }
}
