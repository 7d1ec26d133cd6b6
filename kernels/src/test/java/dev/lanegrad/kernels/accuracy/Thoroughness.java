package dev.lanegrad.kernels.accuracy;

import java.util.Locale;

/** How many arguments a measurement of errors tries: the system property {@code lanegrad.accuracy} names one of these. */
enum Thoroughness {
    /** For the profile of mutations, which runs every test many times. */
    FEW(65_537, 20_000, 10_000),
    /** For an ordinary run. */
    SAMPLE(255, 1_000_000, 10_000_000),
    /** For the profile {@code exhaustive}. */
    ALL(1, 100_000_000, 100_000_000);

    /** Those of this run. */
    static final Thoroughness CHOSEN = valueOf(System.getProperty("lanegrad.accuracy", "sample").toUpperCase(Locale.ROOT));

    /** Every so-and-so-many-th of the 2^32 floats. */
    final int stride;
    final int doubles;
    /** The number of elements of the longest sums. */
    final int elements;

    Thoroughness(int stride, int doubles, int elements) {
        this.stride = stride;
        this.doubles = doubles;
        this.elements = elements;
    }
}
