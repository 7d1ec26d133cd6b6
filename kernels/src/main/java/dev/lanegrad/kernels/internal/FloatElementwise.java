package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Bounds;
import dev.lanegrad.kernels.Elementwise;

/**
 * Plain loops without dependence between elements.
 *
 * <p>The compiler vectorises them only where all arrays are indexed by one expression; with an offset per array it
 * cannot prove that they do not overlap. So the SIMD backend has loops of its own.
 */
public class FloatElementwise implements Elementwise<float[]> {

    @Override
    public final void axpy(int n, double alpha, float[] x, int xOffset, float[] y, int yOffset) {
        check("axpy", n, x, xOffset, y, yOffset);
        axpyLoop(n, (float) alpha, x, xOffset, y, yOffset);
    }

    @Override
    public final void scale(int n, double alpha, float[] x, int xOffset, float[] y, int yOffset) {
        check("scale", n, x, xOffset, y, yOffset);
        scaleLoop(n, (float) alpha, x, xOffset, y, yOffset);
    }

    @Override
    public final void addScaledRows(int rows, int cols, double alpha, float[] s, int sOffset,
                                    float[] x, int xOffset, float[] y, int yOffset) {
        Checks.size("addScaledRows", "rows", rows);
        Checks.size("addScaledRows", "cols", cols);
        Checks.range("addScaledRows", "s", s.length, sOffset, rows);
        Checks.range("addScaledRows", "x", x.length, xOffset, (long) rows * cols);
        Checks.range("addScaledRows", "y", y.length, yOffset, (long) rows * cols);
        for (int i = 0; i < rows; i++) {
            axpyLoop(cols, (float) alpha * s[sOffset + i], x, xOffset + i * cols, y, yOffset + i * cols);
        }
    }

    @Override
    public final void add(int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
        check("add", n, x, xOffset, y, yOffset, z, zOffset);
        addLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void sub(int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
        check("sub", n, x, xOffset, y, yOffset, z, zOffset);
        subLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void mul(int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
        check("mul", n, x, xOffset, y, yOffset, z, zOffset);
        mulLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void div(int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
        check("div", n, x, xOffset, y, yOffset, z, zOffset);
        divLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void addProduct(int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
        check("addProduct", n, x, xOffset, y, yOffset, z, zOffset);
        addProductLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void addQuotient(int n, double alpha, float[] x, int xOffset, float[] y, int yOffset,
                                  float[] z, int zOffset) {
        check("addQuotient", n, x, xOffset, y, yOffset, z, zOffset);
        addQuotientLoop(n, (float) alpha, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void scaleAndShift(int n, double alpha, double beta, float[] x, int xOffset, float[] y, int yOffset) {
        check("scaleAndShift", n, x, xOffset, y, yOffset);
        scaleAndShiftLoop(n, (float) alpha, (float) beta, x, xOffset, y, yOffset);
    }

    @Override
    public final void divideBy(int n, double divisor, float[] x, int xOffset, float[] y, int yOffset) {
        check("divideBy", n, x, xOffset, y, yOffset);
        divideByLoop(n, (float) divisor, x, xOffset, y, yOffset);
    }

    @Override
    public final void divideInto(int n, double dividend, float[] x, int xOffset, float[] y, int yOffset) {
        check("divideInto", n, x, xOffset, y, yOffset);
        divideIntoLoop(n, (float) dividend, x, xOffset, y, yOffset);
    }

    @Override
    public final void sqrt(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("sqrt", n, x, xOffset, y, yOffset);
        sqrtLoop(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void abs(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("abs", n, x, xOffset, y, yOffset);
        absLoop(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void addAbsGradient(int n, float[] x, int xOffset, float[] dy, int dyOffset,
                                     float[] dx, int dxOffset) {
        checkGradient("addAbsGradient", n, x, xOffset, dy, dyOffset, dx, dxOffset);
        addAbsGradientLoop(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    }

    @Override
    public final void addWhere(int n, int[] mask, int maskOffset, float[] x, int xOffset, float[] y, int yOffset) {
        Checks.range("addWhere", "mask", mask.length, maskOffset, n);
        check("addWhere", n, x, xOffset, y, yOffset);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] += mask[maskOffset + i] != 0 ? x[xOffset + i] : 0;
        }
    }

    @Override
    public final void relu(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("relu", n, x, xOffset, y, yOffset);
        reluLoop(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void addReluGradient(int n, float[] x, int xOffset, float[] dy, int dyOffset,
                                      float[] dx, int dxOffset) {
        checkGradient("addReluGradient", n, x, xOffset, dy, dyOffset, dx, dxOffset);
        addReluGradientLoop(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    }

    @Override
    public final void clamp(int n, double min, double max, float[] x, int xOffset, float[] y, int yOffset) {
        Checks.interval("clamp", min, max);
        check("clamp", n, x, xOffset, y, yOffset);
        clampLoop(n, (float) min, (float) max, x, xOffset, y, yOffset);
    }

    @Override
    public final void addClampGradient(int n, double min, double max, Bounds bounds,
                                       float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        Checks.interval("addClampGradient", min, max);
        checkGradient("addClampGradient", n, x, xOffset, dy, dyOffset, dx, dxOffset);
        // What lies between the bounds lies between their inner neighbours, these included.
        boolean inclusive = bounds == Bounds.INCLUSIVE;
        float first = inclusive ? (float) min : Math.nextUp((float) min);
        float last = inclusive ? (float) max : Math.nextDown((float) max);
        addWithinLoop(n, first, last, x, xOffset, dy, dyOffset, dx, dxOffset);
    }

    private static void check(String kernel, int n, float[] x, int xOffset, float[] y, int yOffset) {
        Checks.range(kernel, "x", x.length, xOffset, n);
        Checks.range(kernel, "y", y.length, yOffset, n);
    }

    private static void check(String kernel, int n, float[] x, int xOffset, float[] y, int yOffset,
                              float[] z, int zOffset) {
        check(kernel, n, x, xOffset, y, yOffset);
        Checks.range(kernel, "z", z.length, zOffset, n);
    }

    private static void checkGradient(String kernel, int n, float[] x, int xOffset, float[] dy, int dyOffset,
                                      float[] dx, int dxOffset) {
        Checks.range(kernel, "x", x.length, xOffset, n);
        Checks.range(kernel, "dy", dy.length, dyOffset, n);
        Checks.range(kernel, "dx", dx.length, dxOffset, n);
    }

    protected void axpyLoop(int n, float alpha, float[] x, int p, float[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = Math.fma(alpha, x[p + i], y[q + i]);
        }
    }

    protected void scaleLoop(int n, float alpha, float[] x, int p, float[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = alpha * x[p + i];
        }
    }

    protected void addLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = x[p + i] + y[q + i];
        }
    }

    protected void subLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = x[p + i] - y[q + i];
        }
    }

    protected void mulLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = x[p + i] * y[q + i];
        }
    }

    protected void divLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = x[p + i] / y[q + i];
        }
    }

    protected void addProductLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = Math.fma(x[p + i], y[q + i], z[r + i]);
        }
    }

    protected void addQuotientLoop(int n, float alpha, float[] x, int p, float[] y, int q, float[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = Math.fma(alpha, x[p + i] / y[q + i], z[r + i]);
        }
    }

    protected void scaleAndShiftLoop(int n, float alpha, float beta, float[] x, int p, float[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = Math.fma(alpha, x[p + i], beta);
        }
    }

    protected void divideByLoop(int n, float divisor, float[] x, int p, float[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = x[p + i] / divisor;
        }
    }

    protected void divideIntoLoop(int n, float dividend, float[] x, int p, float[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = dividend / x[p + i];
        }
    }

    protected void sqrtLoop(int n, float[] x, int p, float[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = (float) Math.sqrt(x[p + i]);
        }
    }

    protected void absLoop(int n, float[] x, int p, float[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = Math.abs(x[p + i]);
        }
    }

    protected void addAbsGradientLoop(int n, float[] x, int p, float[] dy, int q, float[] dx, int r) {
        for (int i = 0; i < n; i++) {
            float v = x[p + i];
            float sign = v > 0 ? 1 : v < 0 ? -1 : v;
            dx[r + i] = Math.fma(dy[q + i], sign, dx[r + i]);
        }
    }

    protected void reluLoop(int n, float[] x, int p, float[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = Math.max(x[p + i], 0f);
        }
    }

    protected void addReluGradientLoop(int n, float[] x, int p, float[] dy, int q, float[] dx, int r) {
        for (int i = 0; i < n; i++) {
            dx[r + i] += FloatBits.valueUnless(x[p + i] <= 0f, dy[q + i]);
        }
    }

    protected void clampLoop(int n, float min, float max, float[] x, int p, float[] y, int q) {
        for (int i = 0; i < n; i++) {
            float v = x[p + i];
            y[q + i] = v < min ? min : (v > max ? max : v);
        }
    }

    protected void addWithinLoop(int n, float first, float last, float[] x, int p, float[] dy, int q, float[] dx, int r) {
        for (int i = 0; i < n; i++) {
            float v = x[p + i];
            dx[r + i] += FloatBits.valueUnless(!(v >= first & v <= last), dy[q + i]);
        }
    }
}
