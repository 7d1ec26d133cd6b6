package dev.lanegrad.bench;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Results of two implementations, compared before either is timed. Every benchmark's {@code @Setup} goes through here, so that one
 * switch shows that each of these comparisons can fail: with {@code -Dlanegrad.bench.mutate=true} every comparison is repeated with the
 * largest result of the second implementation changed by one percent (0.01 if all are zero), and must then fail.
 */
public final class Agreement {

    private static final String MUTATE = "lanegrad.bench.mutate";

    private static final AtomicInteger COMPARISONS = new AtomicInteger();

    private Agreement() {
    }

    /**
     * How many comparisons passed.
     *
     * @return the number since the process began
     */
    public static int comparisons() {
        return COMPARISONS.get();
    }

    /**
     * Two numbers.
     *
     * @param what the task and who computed it, for the message
     * @param expected one result
     * @param actual the other result
     * @param tolerance the largest difference, as a share of {@code |expected|}
     * @throws IllegalStateException if they differ by more, or one is NaN
     */
    public static void require(String what, double expected, double actual, double tolerance) {
        require(what, new double[] {expected}, new double[] {actual}, tolerance);
    }

    /**
     * Two arrays of {@code float}.
     *
     * @param what the task and who computed it, for the message
     * @param expected one result
     * @param actual the other result
     * @param tolerance the largest difference of an element, as a share of the largest magnitude in {@code expected}
     * @throws IllegalStateException if they differ in length, by more than that, or an element is NaN
     */
    public static void require(String what, float[] expected, float[] actual, double tolerance) {
        require(what, doubles(expected), doubles(actual), tolerance);
    }

    /**
     * Two arrays of {@code double}.
     *
     * @param what the task and who computed it, for the message
     * @param expected one result
     * @param actual the other result
     * @param tolerance the largest difference of an element, as a share of the largest magnitude in {@code expected}
     * @throws IllegalStateException if they differ in length, by more than that, or an element is NaN
     */
    public static void require(String what, double[] expected, double[] actual, double tolerance) {
        if (expected.length != actual.length) {
            throw new IllegalStateException(what + ": " + expected.length + " and " + actual.length + " results");
        }
        double bound = tolerance * magnitude(expected);
        int place = difference(expected, actual, bound);
        if (place >= 0) {
            throw new IllegalStateException(what + ": result " + place + " is " + actual[place] + ", not " + expected[place]
                    + "; the difference may be " + bound);
        }
        if (Boolean.getBoolean(MUTATE) && difference(expected, mutated(actual), bound) < 0) {
            throw new IllegalStateException(what + ": one percent more of the largest result is not noticed; the difference may be " + bound);
        }
        COMPARISONS.incrementAndGet();
    }

    /** The place of the first element that differs, or -1. */
    private static int difference(double[] expected, double[] actual, double bound) {
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= bound)) {
                return i;
            }
        }
        return -1;
    }

    private static double[] mutated(double[] x) {
        double[] y = x.clone();
        if (y.length == 0) {
            return y;
        }
        int largest = 0;
        for (int i = 1; i < y.length; i++) {
            largest = Math.abs(y[i]) > Math.abs(y[largest]) ? i : largest;
        }
        y[largest] = y[largest] == 0 ? 0.01 : 1.01 * y[largest];
        return y;
    }

    private static double magnitude(double[] x) {
        double largest = 0;
        for (double value : x) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
