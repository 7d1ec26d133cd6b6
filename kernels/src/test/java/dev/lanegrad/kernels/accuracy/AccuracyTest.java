package dev.lanegrad.kernels.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of docs/accuracy.md: every run prints its rows. The ordinary run takes samples; the Maven profile
 * {@code exhaustive} takes all 2^32 floats and 10^8 doubles per function. The property {@code lanegrad.functions} names those of
 * one run, separated by commas.
 */
class AccuracyTest {

    static List<ElementaryFunction> functions() {
        List<String> names = List.of(System.getProperty("lanegrad.functions", "").split(","));
        return Arrays.stream(ElementaryFunction.values())
                .filter(function -> names.contains(function.kernel) || names.equals(List.of("")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void floats(ElementaryFunction function) {
        check(function, "float", FloatAccuracy.measure(function, Thoroughness.CHOSEN.stride));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void doubles(ElementaryFunction function) {
        check(function, "double", DoubleAccuracy.measure(function, Thoroughness.CHOSEN.doubles));
    }

    /** Where a function changes its way, both ways are in question, and a sample hits few of the arguments. */
    @ParameterizedTest
    @MethodSource("functions")
    void aroundTheThresholds(ElementaryFunction function) {
        double[] thresholds = {0.25, 0.5, 0.625, 0.75, 1, 1.25, 1.5, 2, 3, Math.log(2) / 2, Math.log(2) * 1.5};
        ExtendedReference reference = new ExtendedReference();
        for (int i = 0; i < 2 * thresholds.length; i++) {
            double threshold = (i % 2 == 0 ? 1 : -1) * thresholds[i / 2];
            float[] x = new float[129];
            double[] xs = new double[129];
            for (int j = 0; j < 129; j++) {
                x[j] = (float) threshold + (j - 64) * Math.ulp((float) threshold) / 2;
                xs[j] = threshold + (j - 64) * Math.ulp(threshold) / 2;
            }
            float[] y = new float[129];
            double[] ys = new double[129];
            function.apply(Kernels.floats().elementary(), 129, x, y);
            function.apply(Kernels.doubles().elementary(), 129, xs, ys);
            for (int j = 0; j < 129; j++) {
                double inFloat = FloatAccuracy.error(y[j], function.reference.applyAsDouble(x[j]));
                double inDouble = DoubleAccuracy.error(function, reference, xs[j], ys[j]);
                double at = xs[j];
                assertTrue(inFloat <= function.bound, () -> function.kernel + " in float at " + at + ": " + inFloat);
                assertTrue(inDouble <= function.bound, () -> function.kernel + " in double at " + at + ": " + inDouble);
            }
        }
    }

    private static void check(ElementaryFunction function, String type, Worst worst) {
        System.out.printf("| %s | %s | %d | %.3f | %s |%n",
                function.kernel, type, worst.points(), worst.ulp(), Double.toHexString(worst.argument()));
        assertTrue(worst.ulp() <= function.bound, () -> function.kernel + " in " + type + ": " + worst);
    }
}
