// Derived from FloatRowwise.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Rowwise;

/**
 * Functions of slices. Only rows are computed on; slices along another axis than the last are copied to rows, some at
 * a time, and their results back.
 */
public class DoubleRowwise implements Rowwise<double[]> {

    @Override
    public final void argMax(int outer, int n, int inner, NanPolicy nanPolicy,
                             double[] x, int xOffset, int[] y, int yOffset) {
        checkSlices("argMax", outer, n, inner, "x", x, xOffset);
        Checks.range("argMax", "y", y.length, yOffset, (long) outer * inner);
        if (n == 0 && (long) outer * inner > 0) {
            throw new IllegalArgumentException("argMax: n = 0 must be at least 1: nothing is the maximum of an empty slice");
        }
        if (inner == 1) {
            for (int i = 0; i < outer; i++) {
                y[yOffset + i] = argMaxOfRow(n, nanPolicy, x, xOffset + i * n);
            }
            return;
        }
        int width = DoubleTiles.width(n, inner);
        double[] rows = DoubleTiles.scratch((long) width * n);
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += width) {
                int slices = Math.min(width, inner - i);
                DoubleTiles.gather(n, inner, slices, x, xOffset + o * n * inner + i, rows, 0);
                for (int s = 0; s < slices; s++) {
                    y[yOffset + o * inner + i + s] = argMaxOfRow(n, nanPolicy, rows, s * n);
                }
            }
        }
    }

    /** Block by block, so that the second look at the best block, for the place of its maximum, finds it in cache. */
    private int argMaxOfRow(int n, NanPolicy nanPolicy, double[] x, int xOffset) {
        double best = Double.NEGATIVE_INFINITY;
        int bestBlock = 0;
        for (int i = 0; i < n; i += DoubleSums.BLOCK) {
            int size = Math.min(DoubleSums.BLOCK, n - i);
            if (nanPolicy == NanPolicy.FIRST) {
                int nan = firstNan(size, x, xOffset + i);
                if (nan < size) {
                    return i + nan;
                }
            }
            double max = max(size, x, xOffset + i);
            if (max > best) {
                best = max;
                bestBlock = i;
            }
        }
        if (best == Double.NEGATIVE_INFINITY) {
            int first = firstEqual(n, best, x, xOffset);
            return first < n ? first : 0;
        }
        return bestBlock + firstEqual(Math.min(DoubleSums.BLOCK, n - bestBlock), best, x, xOffset + bestBlock);
    }

    private static void checkSlices(String kernel, int outer, int n, int inner, String name, double[] x, int xOffset) {
        Checks.size(kernel, "outer", outer);
        Checks.size(kernel, "n", n);
        Checks.size(kernel, "inner", inner);
        Checks.range(kernel, name, x.length, xOffset, Checks.volume(kernel, name, outer, n, inner));
    }

    /** The maximum, to which NaN does not count; negative infinity if there is none. The sign of a zero is unspecified. */
    protected double max(int n, double[] x, int xOffset) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = xOffset; i < xOffset + n; i++) {
            if (x[i] > best) {
                best = x[i];
            }
        }
        return best;
    }

    /** The index of the first element equal to a value; {@code n} if there is none. */
    protected int firstEqual(int n, double value, double[] x, int xOffset) {
        int i = 0;
        while (i < n && x[xOffset + i] != value) {
            i++;
        }
        return i;
    }

    /** The index of the first NaN; {@code n} if there is none. */
    protected int firstNan(int n, double[] x, int xOffset) {
        int i = 0;
        while (i < n && !Double.isNaN(x[xOffset + i])) {
            i++;
        }
        return i;
    }
}
