package dev.lanegrad.bench.report;

import java.util.Arrays;
import java.util.Locale;

/**
 * The median of the rounds and the interval from the smallest to the largest. The interval covers the true median with a
 * probability of 75 % for 3 rounds, 94 % for 5 and 98 % for 7, whatever the distribution.
 *
 * @param median the median, the mean of both middle values for an even number of rounds
 * @param low the smallest
 * @param high the largest
 * @param rounds the number of rounds
 */
public record Spread(double median, double low, double high, int rounds) {

    /**
     * The spread of values.
     *
     * @param values one for each round, those that are NaN left out
     * @return their spread
     * @throws IllegalArgumentException if no value is left
     */
    public static Spread of(double... values) {
        double[] sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("spread: no value; at least one round is needed");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /**
     * Half the width of the interval against the median: what this run calls noise.
     *
     * @return 0.1 if the values lie within 10 % on either side
     */
    public double noise() {
        return (high - low) / 2 / median;
    }

    /**
     * As a factor.
     *
     * @return for example {@code 3.1×}
     */
    public String factor() {
        return number(median) + "\u00d7";
    }

    /**
     * The interval as factors.
     *
     * @return for example {@code 2.9 to 3.4}
     */
    public String interval() {
        return number(low) + " to " + number(high);
    }

    /**
     * Three significant digits, without exponent.
     *
     * @param value a positive number
     * @return for example {@code 0.973}, {@code 12.5}, {@code 1,840}
     */
    public static String number(double value) {
        double magnitude = Math.abs(value);
        int digits = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 || magnitude == 0 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
