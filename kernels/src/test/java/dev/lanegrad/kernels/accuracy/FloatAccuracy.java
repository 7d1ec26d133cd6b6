package dev.lanegrad.kernels.accuracy;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Elementary;
import dev.lanegrad.kernels.Kernels;
import java.util.stream.IntStream;

/** Errors in float over all 2^32 arguments, or every so-and-so-many-th. */
final class FloatAccuracy {

    private static final int BLOCK = 4096;
    private static final int BLOCKS = 1 << 20;

    private FloatAccuracy() {
    }

    /** Tries the arguments whose bits are multiples of the stride. Both backends must agree on the bits of all of them. */
    static Worst measure(ElementaryFunction function, int stride) {
        int chunks = (BLOCKS + stride - 1) / stride;
        return IntStream.range(0, 64).parallel()
                .mapToObj(part -> measure(function, stride, (long) chunks * part / 64, (long) chunks * (part + 1) / 64))
                .reduce(Worst.NONE, Worst::and);
    }

    private static Worst measure(ElementaryFunction function, int stride, long fromBlock, long toBlock) {
        Elementary<float[]> simd = Kernels.floats(Backend.SIMD).elementary();
        Elementary<float[]> portable = Kernels.floats(Backend.PORTABLE).elementary();
        float[] x = new float[BLOCK];
        float[] y = new float[BLOCK];
        float[] z = new float[BLOCK];
        double worst = 0;
        float argument = Float.NaN;
        for (long block = fromBlock; block < toBlock; block++) {
            for (int i = 0; i < BLOCK; i++) {
                x[i] = Float.intBitsToFloat((int) ((block * BLOCK + i) * stride));
            }
            function.apply(simd, BLOCK, x, y);
            function.apply(portable, BLOCK, x, z);
            for (int i = 0; i < BLOCK; i++) {
                double error = Float.floatToRawIntBits(y[i]) == Float.floatToRawIntBits(z[i])
                        ? error(y[i], function.reference.applyAsDouble(x[i])) : Double.POSITIVE_INFINITY;
                if (!(error <= worst)) {
                    worst = error;
                    argument = x[i];
                }
            }
        }
        return new Worst(worst, argument, (toBlock - fromBlock) * BLOCK);
    }

    /** An infinite result counts as 2^128, so that overflow is measured like any other rounding. */
    static double error(float y, double exact) {
        if (Double.isNaN(exact)) {
            return Float.floatToRawIntBits(y) == Float.floatToRawIntBits(Float.NaN) ? 0 : Double.POSITIVE_INFINITY;
        }
        double limited = limited(exact);
        int exponent = Math.min(Math.max(Math.getExponent(limited), Float.MIN_EXPONENT), Float.MAX_EXPONENT);
        // 2^(23 - exponent), the number of units of the last place in 1.
        double units = Double.longBitsToDouble((long) (Double.MAX_EXPONENT + 23 - exponent) << 52);
        double error = Math.abs(limited(y) - limited) * units;
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    private static double limited(double x) {
        return x > 0x1p128 ? 0x1p128 : x < -0x1p128 ? -0x1p128 : x;
    }
}
