package dev.lanegrad.bench.report;

import java.util.Arrays;

/**
 * How many times faster this library is than another implementation.
 *
 * @param own this library's times
 * @param other the other times
 * @param ratio the other's time divided by this library's, round by round
 */
public record Comparison(Measurement own, Measurement other, Spread ratio) {

    /** What is shown as 1.00 is no difference. */
    private static final double ABOVE = 1.005;
    private static final double BELOW = 0.995;

    /** What a ratio says. */
    public enum Verdict {
        /** The whole interval lies above 1. */
        FASTER,
        /** The interval contains 1. */
        EVEN,
        /** The whole interval lies below 1. */
        SLOWER
    }

    /**
     * Divides times of the same rounds.
     *
     * @param own this library's
     * @param other another implementation's, comparable with it
     * @param ratios other / own, round by round, one of them at least
     * @return the comparison
     * @throws IllegalArgumentException if they are not comparable, or have no round in common
     */
    static Comparison of(Measurement own, Measurement other, double[] ratios) {
        if (!own.comparable(other)) {
            throw new IllegalArgumentException("comparison: " + own.benchmark() + " (" + own.where() + ") and " + other.benchmark()
                    + " (" + other.where() + ") do different work");
        }
        return new Comparison(own, other, Spread.of(ratios));
    }

    /**
     * The ratios of all rounds.
     *
     * @param own this library's times
     * @param other another implementation's
     * @return other / own for every round, NaN for rounds that miss one of them
     */
    static double[] ratios(Measurement own, Measurement other) {
        double[] ratios = new double[Math.max(own.seconds().length, other.seconds().length)];
        Arrays.fill(ratios, Double.NaN);
        for (int round = 0; round < Math.min(own.seconds().length, other.seconds().length); round++) {
            ratios[round] = other.seconds()[round] / own.seconds()[round];
        }
        return ratios;
    }

    /**
     * What the ratio says. One round shows no spread, so it shows no difference either.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        return verdict(ratio);
    }

    /**
     * What a ratio says.
     *
     * @param ratio a spread of ratios
     * @return the verdict
     */
    static Verdict verdict(Spread ratio) {
        if (ratio.rounds() < 2 || ratio.low() < ABOVE && ratio.high() > BELOW) {
            return Verdict.EVEN;
        }
        return ratio.low() >= ABOVE ? Verdict.FASTER : Verdict.SLOWER;
    }
}
