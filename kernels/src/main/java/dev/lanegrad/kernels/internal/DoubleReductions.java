// Derived from FloatReductions.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Reductions;
import java.util.Arrays;

/** Portable reductions: the inner loops run over the array of partial sums, which the compiler vectorises. */
@SuppressWarnings("cast")
public class DoubleReductions implements Reductions<double[]> {

    /** The number of elements whose sum is free of compensation: eight groups. */
    private static final int BLOCK = 8 * DoubleSums.GROUP;

    @Override
    public final double sum(int n, double[] x, int xOffset) {
        Checks.range("sum", "x", x.length, xOffset, n);
        if (n <= BLOCK) {
            return blockSum(n, x, xOffset);
        }
        double total = 0d;
        double error = 0d;
        for (int i = 0; i < n; i += BLOCK) {
            double block = blockSum(Math.min(BLOCK, n - i), x, xOffset + i);
            double next = total + block;
            error += twoSumError(total, block, next);
            total = next;
        }
        return compensated(total, error);
    }

    @Override
    public final double dot(int n, double[] x, int xOffset, double[] y, int yOffset) {
        Checks.range("dot", "x", x.length, xOffset, n);
        Checks.range("dot", "y", y.length, yOffset, n);
        return blockwiseDot(n, x, xOffset, y, yOffset);
    }

    @Override
    public final double squaredNorm(int n, double[] x, int xOffset) {
        Checks.range("squaredNorm", "x", x.length, xOffset, n);
        return blockwiseDot(n, x, xOffset, x, xOffset);
    }

    @Override
    public final double squaredDistance(int n, double[] x, int xOffset, double[] y, int yOffset) {
        Checks.range("squaredDistance", "x", x.length, xOffset, n);
        Checks.range("squaredDistance", "y", y.length, yOffset, n);
        return blockwiseSquaredDistance(n, x, xOffset, y, yOffset);
    }

    private double blockwiseSquaredDistance(int n, double[] x, int xOffset, double[] y, int yOffset) {
        if (n <= BLOCK) {
            return blockSquaredDistance(n, x, xOffset, y, yOffset);
        }
        double total = 0d;
        double error = 0d;
        for (int i = 0; i < n; i += BLOCK) {
            double block = blockSquaredDistance(
                    Math.min(BLOCK, n - i), x, xOffset + i, y, yOffset + i);
            double next = total + block;
            error += twoSumError(total, block, next);
            total = next;
        }
        return compensated(total, error);
    }

    @Override
    public final void rowSquaredNorms(int rows, int cols, double[] x, int xOffset, double[] y, int yOffset) {
        Checks.size("rowSquaredNorms", "rows", rows);
        Checks.size("rowSquaredNorms", "cols", cols);
        Checks.range("rowSquaredNorms", "x", x.length, xOffset, (long) rows * cols);
        Checks.range("rowSquaredNorms", "y", y.length, yOffset, rows);
        for (int i = 0; i < rows; i++) {
            int row = xOffset + i * cols;
            y[yOffset + i] = blockwiseDot(cols, x, row, x, row);
        }
    }

    @Override
    public final void pairwiseSquaredDistances(int m, int n, int cols, double[] a, int aOffset, double[] b, int bOffset,
                                               double[] y, int yOffset) {
        Checks.size("pairwiseSquaredDistances", "m", m);
        Checks.size("pairwiseSquaredDistances", "n", n);
        Checks.size("pairwiseSquaredDistances", "cols", cols);
        Checks.range("pairwiseSquaredDistances", "a", a.length, aOffset, (long) m * cols);
        Checks.range("pairwiseSquaredDistances", "b", b.length, bOffset, (long) n * cols);
        Checks.range("pairwiseSquaredDistances", "y", y.length, yOffset, (long) m * n);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                y[yOffset + i * n + j] = blockwiseSquaredDistance(cols, a, aOffset + i * cols, b, bOffset + j * cols);
            }
        }
    }

    @Override
    public final void squaredDistancesToColumns(int m, int n, int cols, double[] a, int aOffset, double[] b, int bOffset, int ldb,
                                                double[] y, int yOffset) {
        Checks.size("squaredDistancesToColumns", "m", m);
        Checks.size("squaredDistancesToColumns", "n", n);
        Checks.size("squaredDistancesToColumns", "cols", cols);
        if (ldb < n) {
            throw new IllegalArgumentException("squaredDistancesToColumns: ldb = " + ldb + " must be at least n = " + n);
        }
        Checks.range("squaredDistancesToColumns", "a", a.length, aOffset, (long) m * cols);
        Checks.matrix("squaredDistancesToColumns", "b", b.length, bOffset, cols, n, ldb, 1);
        Checks.range("squaredDistancesToColumns", "y", y.length, yOffset, (long) m * n);
        for (int i = 0; i < m; i++) {
            rowToColumns(n, cols, a, aOffset + i * cols, b, bOffset, ldb, y, yOffset + i * n);
        }
    }

    /** The distances of one row to all columns. */
    protected void rowToColumns(int n, int cols, double[] a, int aOffset, double[] b, int bOffset, int ldb, double[] y, int yOffset) {
        Arrays.fill(y, yOffset, yOffset + n, 0d);
        for (int l = 0; l < cols; l++) {
            double x = a[aOffset + l];
            int row = bOffset + l * ldb;
            for (int j = 0; j < n; j++) {
                double difference = x - b[row + j];
                y[yOffset + j] = Math.fma(difference, difference, y[yOffset + j]);
            }
        }
    }

    @Override
    public final void addScaledDifferences(int m, int n, int cols, double alpha,
                                           double[] s, int sOffset, int sRowStride, int sColStride,
                                           double[] a, int aOffset, double[] b, int bOffset, double[] da, int daOffset) {
        Checks.size("addScaledDifferences", "cols", cols);
        Checks.matrix("addScaledDifferences", "s", s.length, sOffset, m, n, sRowStride, sColStride);
        Checks.range("addScaledDifferences", "a", a.length, aOffset, (long) m * cols);
        Checks.range("addScaledDifferences", "b", b.length, bOffset, (long) n * cols);
        Checks.range("addScaledDifferences", "da", da.length, daOffset, (long) m * cols);
        double factor = (double) alpha;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double weight = factor * s[sOffset + i * sRowStride + j * sColStride];
                addScaledDifference(cols, weight, a, aOffset + i * cols, b, bOffset + j * cols, da, daOffset + i * cols);
            }
        }
    }

    /** {@code da[l] = fma(weight, a[l] - b[l], da[l])}. */
    protected void addScaledDifference(int n, double weight, double[] a, int aOffset, double[] b, int bOffset,
                                       double[] da, int daOffset) {
        for (int l = 0; l < n; l++) {
            da[daOffset + l] = Math.fma(weight, a[aOffset + l] - b[bOffset + l], da[daOffset + l]);
        }
    }

    private double blockwiseDot(int n, double[] x, int xOffset, double[] y, int yOffset) {
        if (n <= BLOCK) {
            return blockDot(n, x, xOffset, y, yOffset);
        }
        double total = 0d;
        double error = 0d;
        for (int i = 0; i < n; i += BLOCK) {
            double block = blockDot(Math.min(BLOCK, n - i), x, xOffset + i, y, yOffset + i);
            double next = total + block;
            error += twoSumError(total, block, next);
            total = next;
        }
        return compensated(total, error);
    }

    /** The rounding error of {@code sum = a + b} (Knuth's TwoSum): exact for every order of magnitude. */
    private static double twoSumError(double a, double b, double sum) {
        double bRounded = sum - a;
        return (a - (sum - bRounded)) + (b - bRounded);
    }

    /** The error of an infinite sum is NaN and must not hide it. */
    private static double compensated(double total, double error) {
        double sum = total + error;
        return Double.isNaN(sum) ? total : sum;
    }

    /** Sum of at most a block. */
    protected double blockSum(int n, double[] x, int xOffset) {
        double[] p = DoubleSums.partials();
        double[] group = DoubleSums.groupPartials();
        int whole = n - n % DoubleSums.PARTIALS;
        int i = 0;
        while (i < whole) {
            int end = Math.min(i + DoubleSums.GROUP, whole);
            Arrays.fill(group, 0d);
            for (; i < end; i += DoubleSums.PARTIALS) {
                for (int j = 0; j < DoubleSums.PARTIALS; j++) {
                    group[j] += x[xOffset + i + j];
                }
            }
            DoubleSums.addGroup(group, p);
        }
        for (int j = 0; i + j < n; j++) {
            p[j] += x[xOffset + i + j];
        }
        return DoubleSums.fold(p);
    }

    /** Dot product of at most a block. */
    protected double blockDot(int n, double[] x, int xOffset, double[] y, int yOffset) {
        double[] p = DoubleSums.partials();
        double[] group = DoubleSums.groupPartials();
        int whole = n - n % DoubleSums.PARTIALS;
        int i = 0;
        while (i < whole) {
            int end = Math.min(i + DoubleSums.GROUP, whole);
            Arrays.fill(group, 0d);
            for (; i < end; i += DoubleSums.PARTIALS) {
                for (int j = 0; j < DoubleSums.PARTIALS; j++) {
                    group[j] = Math.fma(x[xOffset + i + j], y[yOffset + i + j], group[j]);
                }
            }
            DoubleSums.addGroup(group, p);
        }
        for (int j = 0; i + j < n; j++) {
            p[j] = Math.fma(x[xOffset + i + j], y[yOffset + i + j], p[j]);
        }
        return DoubleSums.fold(p);
    }

    /** Squared distance of at most a block. */
    protected double blockSquaredDistance(int n, double[] x, int xOffset, double[] y, int yOffset) {
        double[] p = DoubleSums.partials();
        double[] group = DoubleSums.groupPartials();
        int whole = n - n % DoubleSums.PARTIALS;
        int i = 0;
        while (i < whole) {
            int end = Math.min(i + DoubleSums.GROUP, whole);
            Arrays.fill(group, 0d);
            for (; i < end; i += DoubleSums.PARTIALS) {
                for (int j = 0; j < DoubleSums.PARTIALS; j++) {
                    double d = x[xOffset + i + j] - y[yOffset + i + j];
                    group[j] = Math.fma(d, d, group[j]);
                }
            }
            DoubleSums.addGroup(group, p);
        }
        for (int j = 0; i + j < n; j++) {
            double d = x[xOffset + i + j] - y[yOffset + i + j];
            p[j] = Math.fma(d, d, p[j]);
        }
        return DoubleSums.fold(p);
    }
}
