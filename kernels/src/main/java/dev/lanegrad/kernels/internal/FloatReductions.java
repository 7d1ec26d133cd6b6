package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Reductions;

/** Portable reductions: the inner loops run over the array of partial sums, which the compiler vectorises. */
public class FloatReductions implements Reductions<float[]> {

    @Override
    public final double sum(int n, float[] x, int xOffset) {
        Checks.range("sum", "x", x.length, xOffset, n);
        if (n <= FloatSums.BLOCK) {
            return blockSum(n, x, xOffset);
        }
        float total = 0f;
        float error = 0f;
        for (int i = 0; i < n; i += FloatSums.BLOCK) {
            float block = blockSum(Math.min(FloatSums.BLOCK, n - i), x, xOffset + i);
            float next = total + block;
            error += twoSumError(total, block, next);
            total = next;
        }
        return compensated(total, error);
    }

    @Override
    public final double dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
        Checks.range("dot", "x", x.length, xOffset, n);
        Checks.range("dot", "y", y.length, yOffset, n);
        return blockwiseDot(n, x, xOffset, y, yOffset);
    }

    @Override
    public final double squaredNorm(int n, float[] x, int xOffset) {
        Checks.range("squaredNorm", "x", x.length, xOffset, n);
        return blockwiseDot(n, x, xOffset, x, xOffset);
    }

    @Override
    public final double squaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset) {
        Checks.range("squaredDistance", "x", x.length, xOffset, n);
        Checks.range("squaredDistance", "y", y.length, yOffset, n);
        if (n <= FloatSums.BLOCK) {
            return blockSquaredDistance(n, x, xOffset, y, yOffset);
        }
        float total = 0f;
        float error = 0f;
        for (int i = 0; i < n; i += FloatSums.BLOCK) {
            float block = blockSquaredDistance(
                    Math.min(FloatSums.BLOCK, n - i), x, xOffset + i, y, yOffset + i);
            float next = total + block;
            error += twoSumError(total, block, next);
            total = next;
        }
        return compensated(total, error);
    }

    @Override
    public final void rowSquaredNorms(int rows, int cols, float[] x, int xOffset, float[] y, int yOffset) {
        Checks.size("rowSquaredNorms", "rows", rows);
        Checks.size("rowSquaredNorms", "cols", cols);
        Checks.range("rowSquaredNorms", "x", x.length, xOffset, (long) rows * cols);
        Checks.range("rowSquaredNorms", "y", y.length, yOffset, rows);
        for (int i = 0; i < rows; i++) {
            int row = xOffset + i * cols;
            y[yOffset + i] = blockwiseDot(cols, x, row, x, row);
        }
    }

    private float blockwiseDot(int n, float[] x, int xOffset, float[] y, int yOffset) {
        if (n <= FloatSums.BLOCK) {
            return blockDot(n, x, xOffset, y, yOffset);
        }
        float total = 0f;
        float error = 0f;
        for (int i = 0; i < n; i += FloatSums.BLOCK) {
            float block = blockDot(Math.min(FloatSums.BLOCK, n - i), x, xOffset + i, y, yOffset + i);
            float next = total + block;
            error += twoSumError(total, block, next);
            total = next;
        }
        return compensated(total, error);
    }

    /** The rounding error of {@code sum = a + b} (Knuth's TwoSum): exact for every order of magnitude. */
    private static float twoSumError(float a, float b, float sum) {
        float bRounded = sum - a;
        return (a - (sum - bRounded)) + (b - bRounded);
    }

    /** The error of an infinite sum is NaN and must not hide it. */
    private static float compensated(float total, float error) {
        float sum = total + error;
        return Float.isNaN(sum) ? total : sum;
    }

    /** Sum of at most a block. */
    protected float blockSum(int n, float[] x, int xOffset) {
        float[] p = FloatSums.partials();
        int i = 0;
        for (; i <= n - FloatSums.PARTIALS; i += FloatSums.PARTIALS) {
            for (int j = 0; j < FloatSums.PARTIALS; j++) {
                p[j] += x[xOffset + i + j];
            }
        }
        for (int j = 0; i + j < n; j++) {
            p[j] += x[xOffset + i + j];
        }
        return FloatSums.fold(p);
    }

    /** Dot product of at most a block. */
    protected float blockDot(int n, float[] x, int xOffset, float[] y, int yOffset) {
        float[] p = FloatSums.partials();
        int i = 0;
        for (; i <= n - FloatSums.PARTIALS; i += FloatSums.PARTIALS) {
            for (int j = 0; j < FloatSums.PARTIALS; j++) {
                p[j] = Math.fma(x[xOffset + i + j], y[yOffset + i + j], p[j]);
            }
        }
        for (int j = 0; i + j < n; j++) {
            p[j] = Math.fma(x[xOffset + i + j], y[yOffset + i + j], p[j]);
        }
        return FloatSums.fold(p);
    }

    /** Squared distance of at most a block. */
    protected float blockSquaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset) {
        float[] p = FloatSums.partials();
        int i = 0;
        for (; i <= n - FloatSums.PARTIALS; i += FloatSums.PARTIALS) {
            for (int j = 0; j < FloatSums.PARTIALS; j++) {
                float d = x[xOffset + i + j] - y[yOffset + i + j];
                p[j] = Math.fma(d, d, p[j]);
            }
        }
        for (int j = 0; i + j < n; j++) {
            float d = x[xOffset + i + j] - y[yOffset + i + j];
            p[j] = Math.fma(d, d, p[j]);
        }
        return FloatSums.fold(p);
    }
}
