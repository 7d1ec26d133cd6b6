package dev.lanegrad.kernels.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The sum of squares against the exact one: at most 4 units in the last place, whatever the length and the numbers. Equal elements
 * are the hard case, because all additions of a partial sum round alike then. Up to 10^7 elements in an ordinary run, up to 10^8 in
 * the profile {@code exhaustive}.
 */
class ReductionAccuracyTest {

    /** The largest error allowed, in units in the last place. */
    private static final double BOUND = 4;

    private static final int LONGEST = Thoroughness.CHOSEN.elements;

    /** What the elements are: independent, all alike, of all magnitudes. */
    enum Numbers {
        NORMAL, MAGNITUDES, EQUAL;

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
        report(reporter, "float " + numbers + " up to " + LONGEST, worst);
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
        report(reporter, "double " + numbers + " up to " + LONGEST, worst);
    }

    /** Whole blocks of a constant, and parts of a block: each constant has rounding errors of its own. */
    @Test
    void sumsOfSquaresOfConstants(TestReporter reporter) {
        SplittableRandom random = new SplittableRandom(12);
        float[] x = new float[9001];
        double[] y = new double[x.length];
        double worstFloat = 0;
        double worstDouble = 0;
        for (int c = 0; c < 4000; c++) {
            double constant = random.nextDouble(1, 4);
            Arrays.fill(x, (float) constant);
            Arrays.fill(y, constant);
            for (int n : new int[] {random.nextInt(1, x.length), x.length, 2048}) {
                float norm = (float) Kernels.floats().reductions().squaredNorm(n, x, 0);
                worstFloat = Math.max(worstFloat, Math.abs(norm - (double) x[0] * x[0] * n) / Math.ulp(norm));
                double square = constant * constant;
                double rounding = Math.fma(constant, constant, -square);
                double sum = Kernels.doubles().reductions().squaredNorm(n, y, 0);
                double error = Math.fma(n, square, -sum) + n * rounding;
                worstDouble = Math.max(worstDouble, Math.abs(error) / Math.ulp(sum));
            }
        }
        report(reporter, "float constants", worstFloat);
        report(reporter, "double constants", worstDouble);
    }

    private static void report(TestReporter reporter, String numbers, double worst) {
        String what = numbers + ": " + worst + " ULP";
        System.out.println(what);
        reporter.publishEntry(what);
        assertTrue(worst <= BOUND, what);
    }
}
