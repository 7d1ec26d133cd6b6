package dev.lanegrad.kernels.accuracy;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Elementary;
import dev.lanegrad.kernels.Kernels;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Errors in double over samples that dwell on the hard ranges. */
final class DoubleAccuracy {

    private static final int BLOCK = 4096;

    private DoubleAccuracy() {
    }

    /** Tries about so many arguments. Both backends must agree on the bits of all of them. */
    static Worst measure(ElementaryFunction function, long points) {
        int blocks = Math.toIntExact((points + BLOCK - 1) / BLOCK);
        return IntStream.range(0, blocks).parallel()
                .mapToObj(block -> measureBlock(function, block))
                .reduce(Worst.NONE, Worst::and);
    }

    private static Worst measureBlock(ElementaryFunction function, int block) {
        SplittableRandom random = new SplittableRandom(block);
        double[] x = new double[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            x[i] = argument(function, random, i % 8);
        }
        double[] y = new double[BLOCK];
        double[] z = new double[BLOCK];
        Elementary<double[]> simd = Kernels.doubles(Backend.SIMD).elementary();
        Elementary<double[]> portable = Kernels.doubles(Backend.PORTABLE).elementary();
        function.apply(simd, BLOCK, x, y);
        function.apply(portable, BLOCK, x, z);
        ExtendedReference reference = new ExtendedReference();
        Worst worst = Worst.NONE;
        for (int i = 0; i < BLOCK; i++) {
            double error = Double.doubleToRawLongBits(y[i]) == Double.doubleToRawLongBits(z[i])
                    ? error(function, reference, x[i], y[i]) : Double.POSITIVE_INFINITY;
            worst = worst.and(new Worst(error, x[i], 1));
        }
        return worst;
    }

    /**
     * One of eight kinds: all bit patterns, the range of the function (twice), magnitudes around 1 (twice), where the
     * result is small against the argument's rounding, near a multiple of ln 2 / 2, and the outer ends of the range.
     */
    private static double argument(ElementaryFunction function, SplittableRandom random, int kind) {
        double sign = function == ElementaryFunction.LOG || random.nextBoolean() ? 1 : -1;
        double range = function.from + (function.to - function.from) * random.nextDouble();
        return switch (kind) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1, 2 -> range;
            case 3, 4 -> sign * Math.exp((random.nextDouble() - 0.5) * 8);
            case 5 -> function == ElementaryFunction.LOG
                    ? 1 + sign * (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(50))
                    : sign * Math.scalb(1 + random.nextDouble(), -random.nextInt(1, 60));
            case 6 -> function == ElementaryFunction.LOG || function == ElementaryFunction.LOG1P
                    ? Math.scalb((1 + random.nextDouble()) * 0.75, random.nextInt(-20, 20))
                    : Math.rint(range * 2 / Math.log(2)) * Math.log(2) / 2 * (1 + (random.nextDouble() - 0.5) * 0x1p-20);
            default -> switch (function) {
                case LOG -> Math.scalb(1 + random.nextDouble(), -random.nextInt(1000, 1075));
                case LOG1P -> -1 + Math.scalb(1 + random.nextDouble(), -random.nextInt(1, 54));
                default -> random.nextBoolean() ? function.from + 40 * random.nextDouble()
                        : function.to - 2 * random.nextDouble();
            };
        };
    }

    static double error(ElementaryFunction function, ExtendedReference reference, double x, double y) {
        double rough = function.reference.applyAsDouble(x);
        if (Double.isNaN(rough)) {
            return Double.doubleToRawLongBits(y) == Double.doubleToRawLongBits(Double.NaN) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Double.isInfinite(x) || x == 0 || Double.isInfinite(rough) && Math.abs(x) < 700) {
            return y == rough ? 0 : Double.POSITIVE_INFINITY;
        }
        int lift = Math.abs(rough) < 0x1p-900 ? 600 : Math.abs(rough) > 0x1p900 ? -200 : 0;
        function.apply(reference, x, lift);
        double size = Math.abs(reference.high);
        boolean lowerBinade = size == Math.scalb(1.0, Math.getExponent(size)) && reference.high * reference.low < 0;
        int exponent = Math.getExponent(size) - (lowerBinade ? 1 : 0) - lift;
        int unit = Math.clamp(exponent, Double.MIN_EXPONENT, Double.MAX_EXPONENT) - 52 + lift;
        // What overflows counts as 2^1024, so that overflow is measured like any other rounding.
        double largest = Math.scalb(1.0, Math.min(1024 + lift, 1023));
        double exact = Math.clamp(reference.high, -largest, largest);
        double rest = exact == reference.high ? reference.low : 0;
        double error = Math.abs((Math.clamp(Math.scalb(y, lift), -largest, largest) - exact) - rest) * Math.scalb(1.0, -unit);
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
}
