package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Elementary;

/**
 * Portable elementary functions, one element after the other. The gradients that need no elementary function are plain
 * loops that the compiler vectorises; they serve both backends.
 */
public class FloatElementary implements Elementary<float[]> {

    /** Where the logarithms of the binary cross-entropy end. */
    private static final float LEAST_LOG = -100f;

    /** Where the divisor of its gradient ends. */
    private static final float LEAST_VARIANCE = 1e-12f;

    @Override
    public final void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("exp", n, x, xOffset, y, yOffset);
        expKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void expm1(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("expm1", n, x, xOffset, y, yOffset);
        expm1Kernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void log(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("log", n, x, xOffset, y, yOffset);
        logKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void log1p(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("log1p", n, x, xOffset, y, yOffset);
        log1pKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void tanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("tanh", n, x, xOffset, y, yOffset);
        tanhKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void sigmoid(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("sigmoid", n, x, xOffset, y, yOffset);
        sigmoidKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void logSigmoid(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("logSigmoid", n, x, xOffset, y, yOffset);
        logSigmoidKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void softplus(int n, float[] x, int xOffset, float[] y, int yOffset) {
        check("softplus", n, x, xOffset, y, yOffset);
        softplusKernel(n, x, xOffset, y, yOffset);
    }

    @Override
    public final void addExpGradient(int n, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset) {
        checkGradient("addExpGradient", n, dy, dyOffset, "y", y, yOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] * y[yOffset + i];
        }
    }

    @Override
    public final void addExpm1Gradient(int n, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset) {
        checkGradient("addExpm1Gradient", n, dy, dyOffset, "y", y, yOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] * (y[yOffset + i] + 1f);
        }
    }

    @Override
    public final void addLogGradient(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        checkGradient("addLogGradient", n, dy, dyOffset, "x", x, xOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] / x[xOffset + i];
        }
    }

    @Override
    public final void addLog1pGradient(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        checkGradient("addLog1pGradient", n, dy, dyOffset, "x", x, xOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] / (1f + x[xOffset + i]);
        }
    }

    @Override
    public final void addTanhGradient(int n, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset) {
        checkGradient("addTanhGradient", n, dy, dyOffset, "y", y, yOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            float t = y[yOffset + i];
            dx[dxOffset + i] += dy[dyOffset + i] * (1f - t * t);
        }
    }

    @Override
    public final void addSigmoidGradient(int n, float[] dy, int dyOffset, float[] y, int yOffset, float[] dx, int dxOffset) {
        checkGradient("addSigmoidGradient", n, dy, dyOffset, "y", y, yOffset, dx, dxOffset);
        for (int i = 0; i < n; i++) {
            float s = y[yOffset + i];
            dx[dxOffset + i] += dy[dyOffset + i] * (s * (1f - s));
        }
    }

    @Override
    public final void addLogSigmoidGradient(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        checkGradient("addLogSigmoidGradient", n, dy, dyOffset, "x", x, xOffset, dx, dxOffset);
        addLogSigmoidGradientKernel(n, dy, dyOffset, x, xOffset, dx, dxOffset);
    }

    @Override
    public final void addSoftplusGradient(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        checkGradient("addSoftplusGradient", n, dy, dyOffset, "x", x, xOffset, dx, dxOffset);
        addSoftplusGradientKernel(n, dy, dyOffset, x, xOffset, dx, dxOffset);
    }

    @Override
    public final void binaryCrossEntropy(int n, float[] p, int pOffset, float[] t, int tOffset, float[] y, int yOffset) {
        Checks.range("binaryCrossEntropy", "p", p.length, pOffset, n);
        Checks.range("binaryCrossEntropy", "t", t.length, tOffset, n);
        Checks.range("binaryCrossEntropy", "y", y.length, yOffset, n);
        float[] logs = FloatTiles.scratch(2 * FloatSums.BLOCK);
        for (int i = 0; i < n; i += FloatSums.BLOCK) {
            int size = Math.min(FloatSums.BLOCK, n - i);
            logKernel(size, p, pOffset + i, logs, 0);
            for (int j = 0; j < size; j++) {
                logs[FloatSums.BLOCK + j] = -p[pOffset + i + j];
            }
            log1pKernel(size, logs, FloatSums.BLOCK, logs, FloatSums.BLOCK);
            for (int j = 0; j < size; j++) {
                float target = t[tOffset + i + j];
                float logOfOne = Math.max(logs[j], LEAST_LOG);
                float logOfOther = Math.max(logs[FloatSums.BLOCK + j], LEAST_LOG);
                y[yOffset + i + j] = Math.fma(target - 1f, logOfOther, -(target * logOfOne));
            }
        }
    }

    @Override
    public final void addBinaryCrossEntropyGradient(int n, float[] dy, int dyOffset, float[] p, int pOffset,
                                                    float[] t, int tOffset, float[] dp, int dpOffset) {
        Checks.range("addBinaryCrossEntropyGradient", "dy", dy.length, dyOffset, n);
        Checks.range("addBinaryCrossEntropyGradient", "p", p.length, pOffset, n);
        Checks.range("addBinaryCrossEntropyGradient", "t", t.length, tOffset, n);
        Checks.range("addBinaryCrossEntropyGradient", "dp", dp.length, dpOffset, n);
        for (int i = 0; i < n; i++) {
            float probability = p[pOffset + i];
            float variance = Math.max((1f - probability) * probability, LEAST_VARIANCE);
            dp[dpOffset + i] += dy[dyOffset + i] * ((probability - t[tOffset + i]) / variance);
        }
    }

    protected void expKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = FloatMath.exp(x[xOffset + i]);
        }
    }

    protected void expm1Kernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = FloatMath.expm1(x[xOffset + i]);
        }
    }

    protected void logKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = FloatMath.log(x[xOffset + i]);
        }
    }

    protected void log1pKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = FloatMath.log1p(x[xOffset + i]);
        }
    }

    protected void tanhKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = FloatMath.tanh(x[xOffset + i]);
        }
    }

    protected void sigmoidKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = FloatMath.sigmoid(x[xOffset + i]);
        }
    }

    protected void logSigmoidKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = FloatMath.logSigmoid(x[xOffset + i]);
        }
    }

    protected void softplusKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = FloatMath.softplus(x[xOffset + i]);
        }
    }

    protected void addLogSigmoidGradientKernel(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] * FloatMath.sigmoid(-x[xOffset + i]);
        }
    }

    protected void addSoftplusGradientKernel(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] += dy[dyOffset + i] * FloatMath.sigmoid(x[xOffset + i]);
        }
    }

    private static void check(String kernel, int n, float[] x, int xOffset, float[] y, int yOffset) {
        Checks.range(kernel, "x", x.length, xOffset, n);
        Checks.range(kernel, "y", y.length, yOffset, n);
    }

    private static void checkGradient(String kernel, int n, float[] dy, int dyOffset,
                                      String name, float[] v, int vOffset, float[] dx, int dxOffset) {
        Checks.range(kernel, "dy", dy.length, dyOffset, n);
        Checks.range(kernel, name, v.length, vOffset, n);
        Checks.range(kernel, "dx", dx.length, dxOffset, n);
    }
}
