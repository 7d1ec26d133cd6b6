package dev.lanegrad.kernels.internal;

/**
 * Whether rows of A that lie far apart are read in place or packed first. Both give the same bits; which is faster depends on how the processor fetches
 * ahead (docs/gemm.md), and nothing in Java tells that. So each thread measures its tasks and goes the way that has been faster.
 */
final class FarRows {

    /** One task in so many goes the other way: that may be the faster one by now, being compiled, or with rows that lie elsewhere. */
    static final int AGAIN = 64;

    /** How much the least time of a way rises when a task took longer, so that it is forgotten in time, but not for one interruption. */
    private static final double FORGETTING = 1.02;

    private double inPlace;
    private double packed;
    private int tasks;

    /** Which way the next task goes. */
    boolean readsInPlace() {
        boolean isFaster = inPlace <= packed;
        return (tasks++ % AGAIN == 0) != isFaster;
    }

    /** Says how long a task took for each element of A. */
    void took(boolean wasInPlace, double nanos) {
        if (wasInPlace) {
            inPlace = least(inPlace, nanos);
        } else {
            packed = least(packed, nanos);
        }
    }

    private static double least(double before, double nanos) {
        return before == 0 ? nanos : Math.min(nanos, before * FORGETTING);
    }
}
