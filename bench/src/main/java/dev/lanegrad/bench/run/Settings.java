package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Implementation.Kind;

/**
 * How long a process measures.
 *
 * @param warmups the number of iterations before measuring, for what the compiler has much work with: SIMD in Java
 * @param shortWarmups the same for native libraries and plain loops
 * @param warmupMillis their length
 * @param iterations the number of measured iterations; the median of them counts
 * @param iterationMillis their length
 */
record Settings(int warmups, int shortWarmups, int warmupMillis, int iterations, int iterationMillis) {

    static final Settings LONG = new Settings(25, 6, 200, 7, 150);
    static final Settings SHORT = new Settings(15, 3, 200, 5, 60);
    /** Enough to see whether results agree. */
    static final Settings ONCE = new Settings(0, 0, 1, 1, 1);

    int warmups(Kind kind) {
        return switch (kind) {
            case OWN, OWN_VARIANT, JAVA_PEER -> warmups;
            case BASELINE, LIMIT, NATIVE_PEER -> shortWarmups;
        };
    }

    /** Seconds of iterations in one process. */
    double seconds(Kind kind) {
        return (warmups(kind) * warmupMillis + iterations * iterationMillis) / 1000.0;
    }

    String text() {
        return warmups + " x " + warmupMillis + " ms of warm-up (native libraries and plain loops, which no compiler delays: " + shortWarmups
                + "), then " + iterations + " x " + iterationMillis + " ms, of which the median counts";
    }
}
