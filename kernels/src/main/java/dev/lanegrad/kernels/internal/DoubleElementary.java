// Derived from FloatElementary.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Elementary;

/**
 * Portable elementary functions, one element after the other. The gradients that need no elementary function are plain
 * loops that the compiler vectorises; they serve both backends.
 */
public class DoubleElementary implements Elementary<double[]> {

    /** Where the logarithms of the binary cross-entropy end. */
    private static final double LEAST_LOG = -100d;

    /** Where the divisor of its gradient ends. */
    private static final double LEAST_VARIANCE = 1e-12;

    @Override
    public final void exp(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("exp", n, x, xOffset, y, yOffset);
        expKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void expm1(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("expm1", n, x, xOffset, y, yOffset);
        expm1Kernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void log(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("log", n, x, xOffset, y, yOffset);
        logKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void log1p(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("log1p", n, x, xOffset, y, yOffset);
        log1pKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void tanh(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("tanh", n, x, xOffset, y, yOffset);
        tanhKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void sigmoid(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("sigmoid", n, x, xOffset, y, yOffset);
        sigmoidKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void logSigmoid(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("logSigmoid", n, x, xOffset, y, yOffset);
        logSigmoidKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void softplus(int n, double[] x, int xOffset, double[] y, int yOffset) {
        check("softplus", n, x, xOffset, y, yOffset);
        softplusKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void addExpGradient(int n, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset) {
        checkGradient("addExpGradient", n, dy, dyOffset, "y", y, yOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] * y[yOffset + i];
        }
    }

    @Override
    public final void addExpm1Gradient(int n, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset) {
        checkGradient("addExpm1Gradient", n, dy, dyOffset, "y", y, yOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] * (y[yOffset + i] + 1d);
        }
    }

    @Override
    public final void addLogGradient(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        checkGradient("addLogGradient", n, dy, dyOffset, "x", x, xOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] / x[xOffset + i];
        }
    }

    @Override
    public final void addLog1pGradient(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        checkGradient("addLog1pGradient", n, dy, dyOffset, "x", x, xOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] / (1d + x[xOffset + i]);
        }
    }

    @Override
    public final void addTanhGradient(int n, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset) {
        checkGradient("addTanhGradient", n, dy, dyOffset, "y", y, yOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            double t = y[yOffset + i];
            dx[dxOffset + i] += dy[dyOffset + i] * (1d - t * t);
        }
    }

    @Override
    public final void addSigmoidGradient(int n, double[] dy, int dyOffset, double[] y, int yOffset, double[] dx, int dxOffset) {
        checkGradient("addSigmoidGradient", n, dy, dyOffset, "y", y, yOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            double s = y[yOffset + i];
            dx[dxOffset + i] += dy[dyOffset + i] * (s * (1d - s));
        }
    }

    @Override
    public final void addLogSigmoidGradient(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        checkGradient("addLogSigmoidGradient", n, dy, dyOffset, "x", x, xOffset, dx, dxOffset);
        addLogSigmoidGradientKernel(n, dy, dyOffset, x, xOffset, dx, dxOffset);
    }

    @Override
    public final void addSoftplusGradient(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        checkGradient("addSoftplusGradient", n, dy, dyOffset, "x", x, xOffset, dx, dxOffset);
        addSoftplusGradientKernel(n, dy, dyOffset, x, xOffset, dx, dxOffset);
    }

    @Override
    public final void binaryCrossEntropy(int n, double[] p, int pOffset, double[] t, int tOffset, double[] y, int yOffset) {
        Checks.range("binaryCrossEntropy", "p", p.length, pOffset, n);
        Checks.range("binaryCrossEntropy", "t", t.length, tOffset, n);
        Checks.range("binaryCrossEntropy", "y", y.length, yOffset, n);
        double[] logs = DoubleTiles.scratch(2 * DoubleSums.BLOCK);
        for (int i = 0; i < n; i += DoubleSums.BLOCK) {
            int size = Math.min(DoubleSums.BLOCK, n - i);
            logKernel(size, p, pOffset + i, logs, 0);
            for (int j = 0; j < size; j++) {
                logs[DoubleSums.BLOCK + j] = -p[pOffset + i + j];
            }
            log1pKernel(size, logs, DoubleSums.BLOCK, logs, DoubleSums.BLOCK);
            for (int j = 0; j < size; j++) {
                double target = t[tOffset + i + j];
                double logOfOne = Math.max(logs[j], LEAST_LOG);
                double logOfOther = Math.max(logs[DoubleSums.BLOCK + j], LEAST_LOG);
                y[yOffset + i + j] = Math.fma(target - 1d, logOfOther, -(target * logOfOne));
            }
        }
    }

    @Override
    public final void addBinaryCrossEntropyGradient(int n, double[] dy, int dyOffset, double[] p, int pOffset,
                                                    double[] t, int tOffset, double[] dp, int dpOffset) {
        Checks.range("addBinaryCrossEntropyGradient", "dy", dy.length, dyOffset, n);
        Checks.range("addBinaryCrossEntropyGradient", "p", p.length, pOffset, n);
        Checks.range("addBinaryCrossEntropyGradient", "t", t.length, tOffset, n);
        Checks.range("addBinaryCrossEntropyGradient", "dp", dp.length, dpOffset, n);
        for (int i = 0; i < n; i++) {
            double probability = p[pOffset + i];
            double variance = Math.max((1d - probability) * probability, LEAST_VARIANCE);
            dp[dpOffset + i] += dy[dyOffset + i] * ((probability - t[tOffset + i]) / variance);
        }
    }

    protected void expKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = DoubleMath.exp(x[xOffset + i]);
        }
    }

    protected void expm1Kernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = DoubleMath.expm1(x[xOffset + i]);
        }
    }

    protected void logKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = DoubleMath.log(x[xOffset + i]);
        }
    }

    protected void log1pKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = DoubleMath.log1p(x[xOffset + i]);
        }
    }

    protected void tanhKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = DoubleMath.tanh(x[xOffset + i]);
        }
    }

    protected void sigmoidKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = DoubleMath.sigmoid(x[xOffset + i]);
        }
    }

    protected void logSigmoidKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = DoubleMath.logSigmoid(x[xOffset + i]);
        }
    }

    protected void softplusKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = DoubleMath.softplus(x[xOffset + i]);
        }
    }

    protected void addLogSigmoidGradientKernel(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] * DoubleMath.sigmoid(-x[xOffset + i]);
        }
    }

    protected void addSoftplusGradientKernel(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] * DoubleMath.sigmoid(x[xOffset + i]);
        }
    }

    private static void check(String kernel, int n, double[] x, int xOffset, double[] y, int yOffset) {
        Checks.range(kernel, "x", x.length, xOffset, n);
        Checks.range(kernel, "y", y.length, yOffset, n);
    }

    private static void checkGradient(String kernel, int n, double[] dy, int dyOffset,
                                      String name, double[] v, int vOffset, double[] dx, int dxOffset) {
        Checks.range(kernel, "dy", dy.length, dyOffset, n);
        Checks.range(kernel, name, v.length, vOffset, n);
        Checks.range(kernel, "dx", dx.length, dxOffset, n);
    }
}
