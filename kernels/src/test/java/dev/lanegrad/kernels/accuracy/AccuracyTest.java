package dev.lanegrad.kernels.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The table of docs/accuracy.md: every run prints its rows. The ordinary run takes samples; the Maven profile
 * {@code exhaustive} takes all 2^32 floats and 10^8 doubles per function.
 */
class AccuracyTest {

    private static final boolean EXHAUSTIVE = Boolean.getBoolean("lanegrad.exhaustive");

    @ParameterizedTest
    @EnumSource
    void floats(ElementaryFunction function) {
        check(function, "float", FloatAccuracy.measure(function, EXHAUSTIVE ? 1 : 255));
    }

    @ParameterizedTest
    @EnumSource
    void doubles(ElementaryFunction function) {
        check(function, "double", DoubleAccuracy.measure(function, EXHAUSTIVE ? 100_000_000 : 1_000_000));
    }

    private static void check(ElementaryFunction function, String type, Worst worst) {
        System.out.printf("| %s | %s | %d | %.3f | %s |%n",
                function.kernel, type, worst.points(), worst.ulp(), Double.toHexString(worst.argument()));
        assertTrue(worst.ulp() <= function.bound, () -> function.kernel + " in " + type + ": " + worst);
    }
}
