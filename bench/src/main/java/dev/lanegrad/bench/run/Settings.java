package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Implementation.Kind;

/**
 * How long a benchmark is measured in a process.
 *
 * @param warmups the number of iterations before measuring, for what the compiler has much work with: SIMD in Java
 * @param shortWarmups the same for native libraries and plain loops
 * @param warmupMillis their length
 * @param leastWarmup milliseconds that a set of benchmarks warms up at least, however few they are: compilation takes its time
 * @param iterations the number of measured iterations; the least of them counts
 * @param iterationMillis their length
 */
record Settings(int warmups, int shortWarmups, int warmupMillis, int leastWarmup, int iterations, int iterationMillis) {

    static final Settings LONG = new Settings(6, 2, 100, 4000, 16, 20);
    static final Settings SHORT = new Settings(5, 2, 100, 4000, 12, 20);
    /** Enough to see whether results agree. */
    static final Settings ONCE = new Settings(0, 0, 1, 0, 1, 1);

    /** A call longer than this is not repeated often. */
    private static final double MODERATE = 0.04;
    private static final double SLOW = 0.25;
    private static final double VERY_SLOW = 1.5;
    /**
     * Measured iterations of a turn: the first finds caches that others have used. Arrays that do not fit the caches of a core are back in the one that all
     * share after a tenth of a second if they are read from front to end, after a quarter if not.
     */
    static final int TURN = 2;
    private static final double LARGE_TURN = 0.4;
    private static final int LARGE_TURNS = 2;

    /** A call that is guessed to take longer is left out: minutes for a ratio that the next smaller size shows as well. */
    static final double TOO_SLOW = 4;

    /** Iterations before measuring, of one of {@code members} benchmarks that take turns. */
    int warmups(Kind kind, double call, int members) {
        if (call > SLOW) {
            return call > VERY_SLOW ? 0 : Math.min(1, warmups);
        }
        return isCompiledSlowly(kind) ? Math.max(warmups, leastWarmup / (warmupMillis * members)) : shortWarmups;
    }

    /** Whether it is SIMD in Java. */
    static boolean isCompiledSlowly(Kind kind) {
        return switch (kind) {
            case OWN, OWN_VARIANT, JAVA_PEER -> true;
            case BASELINE, LIMIT, NATIVE_PEER -> false;
        };
    }

    /** Measured iterations of a benchmark with calls of about {@code call} seconds, and with arrays that fit the caches of a core or not. */
    int iterations(double call, boolean large) {
        int enough = call > VERY_SLOW ? 2 : call > SLOW ? 3 : call > MODERATE ? 8 : large ? LARGE_TURNS * turn(call, true) : iterations;
        return iterations == 1 ? 1 : enough;
    }

    /** How many of them make a turn. */
    int turn(double call, boolean large) {
        return large ? Math.max(TURN, (int) Math.ceil(LARGE_TURN / Math.max(iterationMillis / 1000.0, call))) : TURN;
    }

    /** Seconds of iterations in one process. */
    double seconds(Kind kind, double call, boolean large, int members) {
        return warmups(kind, call, members) * Math.max(warmupMillis / 1000.0, call)
                + iterations(call, large) * Math.max(iterationMillis / 1000.0, call);
    }

    String text() {
        return warmups + " x " + warmupMillis + " ms of warm-up or more, until a set of benchmarks has had " + leastWarmup / 1000.0
                + " s (native libraries and plain loops: " + shortWarmups + "), then " + iterations + " x " + iterationMillis
                + " ms in turns of " + TURN + ", of which the least counts (calls of more than " + MODERATE + " s: 8, " + SLOW + " s: 3, " + VERY_SLOW
                + " s: 2; arrays that do not fit the caches of a core: " + LARGE_TURNS + " turns of " + LARGE_TURN + " s)";
    }
}
