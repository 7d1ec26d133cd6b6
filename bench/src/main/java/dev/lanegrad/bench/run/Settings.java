package dev.lanegrad.bench.run;

/**
 * How long a process measures.
 *
 * @param warmups the number of iterations before measuring
 * @param warmupMillis their length
 * @param iterations the number of measured iterations; the median of them counts
 * @param iterationMillis their length
 */
record Settings(int warmups, int warmupMillis, int iterations, int iterationMillis) {

    static final Settings LONG = new Settings(5, 300, 7, 150);
    static final Settings SHORT = new Settings(4, 150, 5, 60);
    /** Enough to see whether results agree. */
    static final Settings ONCE = new Settings(0, 1, 1, 1);

    /** Seconds of iterations in one process. */
    double seconds() {
        return (warmups * warmupMillis + iterations * iterationMillis) / 1000.0;
    }

    String text() {
        return warmups + " x " + warmupMillis + " ms of warm-up, then " + iterations + " x " + iterationMillis
                + " ms, of which the median counts";
    }
}
