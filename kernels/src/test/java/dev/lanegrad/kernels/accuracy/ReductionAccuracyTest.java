package dev.lanegrad.kernels.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The sum of squares against the exact one, whatever the length: at most 4 units in the last place where rounding errors vary, more
 * where all elements are equal, because then the 128 or 256 additions of a partial sum round alike. Up to 10^7 elements in an
 * ordinary run, up to 10^8 in the profile {@code exhaustive}.
 */
class ReductionAccuracyTest {

    private static final int LONGEST = Boolean.getBoolean("lanegrad.exhaustive") ? 100_000_000 : 10_000_000;

    /** What the elements are: independent, all alike, of all magnitudes. */
    enum Numbers {
        NORMAL(4), MAGNITUDES(4), EQUAL(40);

        /** The largest error allowed, in units in the last place. */
        final double bound;

        Numbers(double bound) {
            this.bound = bound;
        }

        DoubleSupplier source() {
            SplittableRandom random = new SplittableRandom(11);
            return switch (this) {
                case NORMAL -> random::nextGaussian;
                case EQUAL -> () -> 0.1;
                case MAGNITUDES -> () -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-30, 30));
            };
        }
    }

    /** A sum carried in two doubles: its error is far below the last place of the result. */
    private static final class ExactSum {
        private double high;
        private double low;

        void addSquare(double x) {
            double square = x * x;
            double sum = high + square;
            double rounded = sum - high;
            low += Math.fma(x, x, -square) + ((high - (sum - rounded)) + (square - rounded));
            high = sum;
        }

        double distance(double value) {
            return Math.abs((high - value) + low);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumsOfSquaresOfFloats(Numbers numbers, TestReporter reporter) {
        float[] x = new float[LONGEST];
        DoubleSupplier source = numbers.source();
        Reductions<float[]> reductions = Kernels.floats().reductions();
        ExactSum exact = new ExactSum();
        double worst = 0;
        int done = 0;
        for (int n = 10; n <= LONGEST; n *= 10) {
            for (; done < n; done++) {
                x[done] = (float) source.getAsDouble();
                exact.addSquare(x[done]);
            }
            float norm = (float) reductions.squaredNorm(n, x, 0);
            worst = Math.max(worst, exact.distance(norm) / Math.ulp(norm));
        }
        report(reporter, "float", numbers, worst);
    }

    @ParameterizedTest
    @EnumSource
    void sumsOfSquaresOfDoubles(Numbers numbers, TestReporter reporter) {
        double[] x = new double[LONGEST];
        DoubleSupplier source = numbers.source();
        Reductions<double[]> reductions = Kernels.doubles().reductions();
        ExactSum exact = new ExactSum();
        double worst = 0;
        int done = 0;
        for (int n = 10; n <= LONGEST; n *= 10) {
            for (; done < n; done++) {
                x[done] = source.getAsDouble();
                exact.addSquare(x[done]);
            }
            double norm = reductions.squaredNorm(n, x, 0);
            worst = Math.max(worst, exact.distance(norm) / Math.ulp(norm));
        }
        report(reporter, "double", numbers, worst);
    }

    private static void report(TestReporter reporter, String type, Numbers numbers, double worst) {
        String what = type + " " + numbers + ": " + worst + " ULP up to " + LONGEST + " elements";
        System.out.println(what);
        reporter.publishEntry(what);
        assertTrue(worst <= numbers.bound, what);
    }
}
