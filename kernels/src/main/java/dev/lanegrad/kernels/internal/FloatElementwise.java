package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Elementwise;

/** Plain loops without dependence between elements, for both backends: the compiler vectorises them. */
public final class FloatElementwise implements Elementwise<float[]> {

    @Override
    public void axpy(int n, double alpha, float[] x, int xOffset, float[] y, int yOffset) {
        Checks.range("axpy", "x", x.length, xOffset, n);
        Checks.range("axpy", "y", y.length, yOffset, n);
        float a = (float) alpha;
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Math.fma(a, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public void scale(int n, double alpha, float[] x, int xOffset, float[] y, int yOffset) {
        Checks.range("scale", "x", x.length, xOffset, n);
        Checks.range("scale", "y", y.length, yOffset, n);
        float a = (float) alpha;
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = a * x[xOffset + i];
        }
    }

    @Override
    public void addScaledRows(int rows, int cols, double alpha, float[] s, int sOffset,
                              float[] x, int xOffset, float[] y, int yOffset) {
        Checks.size("addScaledRows", "rows", rows);
        Checks.size("addScaledRows", "cols", cols);
        Checks.range("addScaledRows", "s", s.length, sOffset, rows);
        Checks.range("addScaledRows", "x", x.length, xOffset, (long) rows * cols);
        Checks.range("addScaledRows", "y", y.length, yOffset, (long) rows * cols);
        for (int i = 0; i < rows; i++) {
            float a = (float) alpha * s[sOffset + i];
            int p = xOffset + i * cols;
            int q = yOffset + i * cols;
            for (int j = 0; j < cols; j++) {
                y[q + j] = Math.fma(a, x[p + j], y[q + j]);
            }
        }
    }
}
