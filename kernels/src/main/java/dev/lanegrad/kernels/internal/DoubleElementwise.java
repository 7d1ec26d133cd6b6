// Derived from FloatElementwise.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Bounds;
import dev.lanegrad.kernels.Elementwise;

/**
 * Plain loops without dependence between elements.
 *
 * <p>The compiler vectorises them only where all arrays are indexed by one expression; with an offset per array it
 * cannot prove that they do not overlap. So the SIMD backend has loops of its own.
 */
@SuppressWarnings("cast")
public class DoubleElementwise implements Elementwise<double[]> {

    @Override
    public final void axpy(int n, double alpha, double[] x, int xOffset, double[] y, int yOffset) {
        check("axpy", n, x, xOffset, y, yOffset);
        axpyLoop(n, (double) alpha, x, xOffset, y, yOffset);
    }

    @Override
    public final void scale(int n, double alpha, double[] x, int xOffset, double[] y, int yOffset) {
        check("scale", n, x, xOffset, y, yOffset);
        scaleLoop(n, (double) alpha, x, xOffset, y, yOffset);
    }

    @Override
    public final void addScaledRows(int rows, int cols, double alpha, double[] s, int sOffset,
                                    double[] x, int xOffset, double[] y, int yOffset) {
        Checks.size("addScaledRows", "rows", rows);
        Checks.size("addScaledRows", "cols", cols);
        Checks.range("addScaledRows", "s", s.length, sOffset, rows);
        Checks.range("addScaledRows", "x", x.length, xOffset, (long) rows * cols);
        Checks.range("addScaledRows", "y", y.length, yOffset, (long) rows * cols);
        for (int i = 0; i < rows; i++) {
            axpyLoop(cols, (double) alpha * s[sOffset + i], x, xOffset + i * cols, y, yOffset + i * cols);
        }
    }

    @Override
    public final void add(int n, double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset) {
        check("add", n, x, xOffset, y, yOffset, z, zOffset);
        addLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void sub(int n, double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset) {
        check("sub", n, x, xOffset, y, yOffset, z, zOffset);
        subLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void mul(int n, double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset) {
        check("mul", n, x, xOffset, y, yOffset, z, zOffset);
        mulLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void div(int n, double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset) {
        check("div", n, x, xOffset, y, yOffset, z, zOffset);
        divLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void addProduct(int n, double[] x, int xOffset, double[] y, int yOffset, double[] z, int zOffset) {
        check("addProduct", n, x, xOffset, y, yOffset, z, zOffset);
        addProductLoop(n, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void addQuotient(int n, double alpha, double[] x, int xOffset, double[] y, int yOffset,
                                  double[] z, int zOffset) {
        check("addQuotient", n, x, xOffset, y, yOffset, z, zOffset);
        addQuotientLoop(n, (double) alpha, x, xOffset, y, yOffset, z, zOffset);
    }

    @Override
    public final void scaleAndShift(int n, double alpha, double beta, double[] x, int xOffset, double[] y, int yOffset) {
        check("scaleAndShift", n, x, xOffset, y, yOffset);
        scaleAndShiftLoop(n, (double) alpha, (double) beta, x, xOffset, y, yOffset);
    }

    @Override
    public final void divideBy(int n, double divisor, double[] x, int xOffset, double[] y, int yOffset) {
        check("divideBy", n, x, xOffset, y, yOffset);
        divideByLoop(n, (double) divisor, x, xOffset, y, yOffset);
    }

    @Override
    public final void divideInto(int n, double dividend, double[] x, int xOffset, double[] y, int yOffset) {
        check("divideInto", n, x, xOffset, y, yOffset);
        divideIntoLoop(n, (double) dividend, x, xOffset, y, yOffset);
    }

    @Override
    public final void sqrt(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("sqrt", n, x, xOffset, y, yOffset);
        sqrtLoop(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void abs(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("abs", n, x, xOffset, y, yOffset);
        absLoop(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void addAbsGradient(int n, double[] x, int xOffset, double[] dy, int dyOffset,
                                     double[] dx, int dxOffset) {
        checkGradient("addAbsGradient", n, x, xOffset, dy, dyOffset, dx, dxOffset);
        addAbsGradientLoop(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    }

    @Override
    public final void addWhere(int n, int[] mask, int maskOffset, double[] x, int xOffset, double[] y, int yOffset) {
        Checks.range("addWhere", "mask", mask.length, maskOffset, n);
        check("addWhere", n, x, xOffset, y, yOffset);
        for (int i = 0; i < n; i++) {
            y[yOffset + i] += mask[maskOffset + i] != 0 ? x[xOffset + i] : 0;
        }
    }

    @Override
    public final void relu(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("relu", n, x, xOffset, y, yOffset);
        reluLoop(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void addReluGradient(int n, double[] x, int xOffset, double[] dy, int dyOffset,
                                      double[] dx, int dxOffset) {
        checkGradient("addReluGradient", n, x, xOffset, dy, dyOffset, dx, dxOffset);
        addReluGradientLoop(n, x, xOffset, dy, dyOffset, dx, dxOffset);
    }

    @Override
    public final void clamp(int n, double min, double max, double[] x, int xOffset, double[] y, int yOffset) {
        Checks.interval("clamp", min, max);
        check("clamp", n, x, xOffset, y, yOffset);
        clampLoop(n, (double) min, (double) max, x, xOffset, y, yOffset);
    }

    @Override
    public final void addClampGradient(int n, double min, double max, Bounds bounds,
                                       double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset) {
        Checks.interval("addClampGradient", min, max);
        checkGradient("addClampGradient", n, x, xOffset, dy, dyOffset, dx, dxOffset);
        // What lies between the bounds lies between their inner neighbours, these included.
        boolean inclusive = bounds == Bounds.INCLUSIVE;
        double first = inclusive ? (double) min : Math.nextUp((double) min);
        double last = inclusive ? (double) max : Math.nextDown((double) max);
        addWithinLoop(n, first, last, x, xOffset, dy, dyOffset, dx, dxOffset);
    }

    private static void check(String kernel, int n, double[] x, int xOffset, double[] y, int yOffset) {
        Checks.range(kernel, "x", x.length, xOffset, n);
        Checks.range(kernel, "y", y.length, yOffset, n);
    }

    private static void check(String kernel, int n, double[] x, int xOffset, double[] y, int yOffset,
                              double[] z, int zOffset) {
        check(kernel, n, x, xOffset, y, yOffset);
        Checks.range(kernel, "z", z.length, zOffset, n);
    }

    private static void checkGradient(String kernel, int n, double[] x, int xOffset, double[] dy, int dyOffset,
                                      double[] dx, int dxOffset) {
        Checks.range(kernel, "x", x.length, xOffset, n);
        Checks.range(kernel, "dy", dy.length, dyOffset, n);
        Checks.range(kernel, "dx", dx.length, dxOffset, n);
    }

    protected void axpyLoop(int n, double alpha, double[] x, int p, double[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = Math.fma(alpha, x[p + i], y[q + i]);
        }
    }

    protected void scaleLoop(int n, double alpha, double[] x, int p, double[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = alpha * x[p + i];
        }
    }

    protected void addLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = x[p + i] + y[q + i];
        }
    }

    protected void subLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = x[p + i] - y[q + i];
        }
    }

    protected void mulLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = x[p + i] * y[q + i];
        }
    }

    protected void divLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = x[p + i] / y[q + i];
        }
    }

    protected void addProductLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = Math.fma(x[p + i], y[q + i], z[r + i]);
        }
    }

    protected void addQuotientLoop(int n, double alpha, double[] x, int p, double[] y, int q, double[] z, int r) {
        for (int i = 0; i < n; i++) {
            z[r + i] = Math.fma(alpha, x[p + i] / y[q + i], z[r + i]);
        }
    }

    protected void scaleAndShiftLoop(int n, double alpha, double beta, double[] x, int p, double[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = Math.fma(alpha, x[p + i], beta);
        }
    }

    protected void divideByLoop(int n, double divisor, double[] x, int p, double[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = x[p + i] / divisor;
        }
    }

    protected void divideIntoLoop(int n, double dividend, double[] x, int p, double[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = dividend / x[p + i];
        }
    }

    protected void sqrtLoop(int n, double[] x, int p, double[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = (double) Math.sqrt(x[p + i]);
        }
    }

    protected void absLoop(int n, double[] x, int p, double[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = Math.abs(x[p + i]);
        }
    }

    protected void addAbsGradientLoop(int n, double[] x, int p, double[] dy, int q, double[] dx, int r) {
        for (int i = 0; i < n; i++) {
            double v = x[p + i];
            double sign = v > 0 ? 1 : v < 0 ? -1 : v;
            dx[r + i] = Math.fma(dy[q + i], sign, dx[r + i]);
        }
    }

    protected void reluLoop(int n, double[] x, int p, double[] y, int q) {
        for (int i = 0; i < n; i++) {
            y[q + i] = Math.max(x[p + i], 0d);
        }
    }

    protected void addReluGradientLoop(int n, double[] x, int p, double[] dy, int q, double[] dx, int r) {
        for (int i = 0; i < n; i++) {
            dx[r + i] += DoubleBits.valueUnless(x[p + i] <= 0d, dy[q + i]);
        }
    }

    protected void clampLoop(int n, double min, double max, double[] x, int p, double[] y, int q) {
        for (int i = 0; i < n; i++) {
            double v = x[p + i];
            y[q + i] = v < min ? min : (v > max ? max : v);
        }
    }

    protected void addWithinLoop(int n, double first, double last, double[] x, int p, double[] dy, int q, double[] dx, int r) {
        for (int i = 0; i < n; i++) {
            double v = x[p + i];
            dx[r + i] += DoubleBits.valueUnless(!(v >= first & v <= last), dy[q + i]);
        }
    }
}
