package dev.lanegrad.kernels.internal;

/** What differs between the sums of {@code float} and of {@code double}: the number of partial sums. */
public final class DoubleSums {

    /** The number of partial sums of a block: two 512-bit, four 256-bit or eight 128-bit registers. */
    public static final int PARTIALS = 16;

    /** The number of elements in a block, whose sum is free of compensation. */
    public static final int BLOCK = 4096;

    private static final ThreadLocal<double[]> PARTIAL_SUMS = ThreadLocal.withInitial(() -> new double[PARTIALS]);

    private DoubleSums() {
    }

    /** This thread's partial sums, set to zero: kept so that a call allocates nothing. */
    static double[] partials() {
        double[] p = PARTIAL_SUMS.get();
        java.util.Arrays.fill(p, 0d);
        return p;
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
