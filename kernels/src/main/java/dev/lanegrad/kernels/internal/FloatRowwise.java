package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.LabelTargets;
import dev.lanegrad.kernels.Rowwise;

/**
 * Functions of slices. Only rows are computed on; slices along another axis than the last are copied to rows, some at
 * a time, and their results back.
 */
public final class FloatRowwise implements Rowwise<float[]> {

    /** A function of rows; which of the arrays has what length is up to the function. */
    private interface RowFunction {
        void apply(int rows, int n, float[] a, int aOffset, float[] b, int bOffset,
                   float[] c, int cOffset, float[] y, int yOffset);
    }

    private final FloatRows kernel;
    private final FloatReductions reductions;
    private final FloatCrossEntropy crossEntropy;
    private final RowFunction logSumExp = this::logSumExpRows;
    private final RowFunction logSumExpGradient = this::addLogSumExpGradientRows;
    private final RowFunction softmax = this::softmaxRows;
    private final RowFunction softmaxGradient = this::addSoftmaxGradientRows;
    private final RowFunction logSoftmax = this::logSoftmaxRows;
    private final RowFunction logSoftmaxGradient = this::addLogSoftmaxGradientRows;

    public FloatRowwise(FloatRows kernel, FloatReductions reductions) {
        this.kernel = kernel;
        this.reductions = reductions;
        this.crossEntropy = new FloatCrossEntropy(kernel, reductions);
    }

    @Override
    public void argMax(int outer, int n, int inner, NanPolicy nanPolicy,
                             float[] x, int xOffset, int[] y, int yOffset) {
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
        int width = FloatTiles.width(n, inner);
        float[] rows = FloatTiles.scratch((long) width * n);
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += width) {
                int slices = Math.min(width, inner - i);
                FloatTiles.gather(n, inner, slices, x, xOffset + o * n * inner + i, rows, 0);
                for (int s = 0; s < slices; s++) {
                    y[yOffset + o * inner + i + s] = argMaxOfRow(n, nanPolicy, rows, s * n);
                }
            }
        }
    }

    /** Block by block, so that the second look at the best block, for the place of its maximum, finds it in cache. */
    private int argMaxOfRow(int n, NanPolicy nanPolicy, float[] x, int xOffset) {
        float best = Float.NEGATIVE_INFINITY;
        int bestBlock = 0;
        for (int i = 0; i < n; i += FloatSums.BLOCK) {
            int size = Math.min(FloatSums.BLOCK, n - i);
            if (nanPolicy == NanPolicy.FIRST) {
                int nan = kernel.firstNan(size, x, xOffset + i);
                if (nan < size) {
                    return i + nan;
                }
            }
            float max = kernel.max(size, x, xOffset + i);
            if (max > best) {
                best = max;
                bestBlock = i;
            }
        }
        if (best == Float.NEGATIVE_INFINITY) {
            int first = kernel.firstEqual(n, best, x, xOffset);
            return first < n ? first : 0;
        }
        return bestBlock + kernel.firstEqual(Math.min(FloatSums.BLOCK, n - bestBlock), best, x, xOffset + bestBlock);
    }

    private static void checkSlices(String kernel, int outer, int n, int inner, String name, float[] x, int xOffset) {
        Checks.size(kernel, "outer", outer);
        Checks.size(kernel, "n", n);
        Checks.size(kernel, "inner", inner);
        Checks.range(kernel, name, x.length, xOffset, Checks.volume(kernel, name, outer, n, inner));
    }

    @Override
    public void logSumExp(int outer, int n, int inner, float[] x, int xOffset, float[] y, int yOffset) {
        checkSlices("logSumExp", outer, n, inner, "x", x, xOffset);
        checkSlices("logSumExp", outer, 1, inner, "y", y, yOffset);
        alongAxis(logSumExp, outer, n, inner, x, xOffset, x, xOffset, 0, x, xOffset, 0, y, yOffset, 1);
    }

    private void logSumExpRows(int rows, int n, float[] x, int xOffset, float[] b, int bOffset,
                               float[] c, int cOffset, float[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            y[yOffset + i] = logSumExpOfRow(n, x, xOffset + i * n);
        }
    }

    private float logSumExpOfRow(int n, float[] x, int xOffset) {
        float max = kernel.max(n, x, xOffset) + 0f;
        if (max == Float.POSITIVE_INFINITY) {
            return kernel.firstNan(n, x, xOffset) < n ? Float.NaN : max;
        }
        if (max == Float.NEGATIVE_INFINITY) {
            return FloatMath.log(kernel.sumOfExp(n, 0f, x, xOffset));
        }
        return max + FloatMath.log(kernel.sumOfExp(n, max, x, xOffset));
    }

    @Override
    public void addLogSumExpGradient(int outer, int n, int inner, float[] x, int xOffset, float[] y, int yOffset,
                                     float[] dy, int dyOffset, float[] dx, int dxOffset) {
        checkSlices("addLogSumExpGradient", outer, n, inner, "x", x, xOffset);
        checkSlices("addLogSumExpGradient", outer, 1, inner, "y", y, yOffset);
        checkSlices("addLogSumExpGradient", outer, 1, inner, "dy", dy, dyOffset);
        checkSlices("addLogSumExpGradient", outer, n, inner, "dx", dx, dxOffset);
        alongAxis(logSumExpGradient, outer, n, inner, x, xOffset, y, yOffset, 1, dy, dyOffset, 1, dx, dxOffset, n);
    }

    private void addLogSumExpGradientRows(int rows, int n, float[] x, int xOffset, float[] y, int yOffset,
                                          float[] dy, int dyOffset, float[] dx, int dxOffset) {
        for (int i = 0; i < rows; i++) {
            if (y[yOffset + i] != Float.NEGATIVE_INFINITY) {
                kernel.addScaledExp(n, dy[dyOffset + i], y[yOffset + i], x, xOffset + i * n, dx, dxOffset + i * n, false);
            }
        }
    }

    @Override
    public void softmax(int outer, int n, int inner, float[] x, int xOffset, float[] y, int yOffset) {
        checkSlices("softmax", outer, n, inner, "x", x, xOffset);
        checkSlices("softmax", outer, n, inner, "y", y, yOffset);
        alongAxis(softmax, outer, n, inner, x, xOffset, x, xOffset, 0, x, xOffset, 0, y, yOffset, n);
    }

    private void softmaxRows(int rows, int n, float[] x, int xOffset, float[] b, int bOffset,
                             float[] c, int cOffset, float[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            int from = xOffset + i * n;
            int to = yOffset + i * n;
            kernel.exp(n, kernel.max(n, x, from) + 0f, x, from, y, to);
            float scale = 1f / (float) reductions.sum(n, y, to);
            for (int j = to; j < to + n; j++) {
                y[j] *= scale;
            }
        }
    }

    @Override
    public void addSoftmaxGradient(int outer, int n, int inner, float[] y, int yOffset, float[] dy, int dyOffset,
                                   float[] dx, int dxOffset) {
        checkGradient("addSoftmaxGradient", outer, n, inner, y, yOffset, dy, dyOffset, dx, dxOffset);
        alongAxis(softmaxGradient, outer, n, inner, y, yOffset, dy, dyOffset, n, y, yOffset, 0, dx, dxOffset, n);
    }

    private void addSoftmaxGradientRows(int rows, int n, float[] y, int yOffset, float[] dy, int dyOffset,
                                        float[] c, int cOffset, float[] dx, int dxOffset) {
        for (int i = 0; i < rows; i++) {
            int p = yOffset + i * n;
            int q = dyOffset + i * n;
            int r = dxOffset + i * n;
            float mean = (float) reductions.dot(n, dy, q, y, p);
            kernel.addCentered(n, mean, y, p, dy, q, dx, r);
        }
    }

    @Override
    public void logSoftmax(int outer, int n, int inner, float[] x, int xOffset, float[] y, int yOffset) {
        checkSlices("logSoftmax", outer, n, inner, "x", x, xOffset);
        checkSlices("logSoftmax", outer, n, inner, "y", y, yOffset);
        alongAxis(logSoftmax, outer, n, inner, x, xOffset, x, xOffset, 0, x, xOffset, 0, y, yOffset, n);
    }

    private void logSoftmaxRows(int rows, int n, float[] x, int xOffset, float[] b, int bOffset,
                                float[] c, int cOffset, float[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            int from = xOffset + i * n;
            int to = yOffset + i * n;
            float max = kernel.max(n, x, from) + 0f;
            float logSum = FloatMath.log(kernel.sumOfExp(n, max, x, from));
            kernel.subtract(n, max, logSum, x, from, y, to);
        }
    }

    @Override
    public void addLogSoftmaxGradient(int outer, int n, int inner, float[] y, int yOffset, float[] dy, int dyOffset,
                                      float[] dx, int dxOffset) {
        checkGradient("addLogSoftmaxGradient", outer, n, inner, y, yOffset, dy, dyOffset, dx, dxOffset);
        alongAxis(logSoftmaxGradient, outer, n, inner, y, yOffset, dy, dyOffset, n, y, yOffset, 0, dx, dxOffset, n);
    }

    private void addLogSoftmaxGradientRows(int rows, int n, float[] y, int yOffset, float[] dy, int dyOffset,
                                           float[] c, int cOffset, float[] dx, int dxOffset) {
        for (int i = 0; i < rows; i++) {
            int p = yOffset + i * n;
            int q = dyOffset + i * n;
            int r = dxOffset + i * n;
            float sum = (float) reductions.sum(n, dy, q);
            kernel.addLessExp(n, sum, y, p, dy, q, dx, r);
        }
    }

    /**
     * Applies a function to all slices, as rows. The operand {@code a} has {@code n} elements per slice, {@code b} and {@code c}
     * have {@code bSize} and {@code cSize}, 0 if they are not used, and the result {@code y} has {@code ySize}.
     */
    private static void alongAxis(RowFunction function, int outer, int n, int inner, float[] a, int aOffset,
                                  float[] b, int bOffset, int bSize, float[] c, int cOffset, int cSize,
                                  float[] y, int yOffset, int ySize) {
        if (inner == 1) {
            function.apply(outer, n, a, aOffset, b, bOffset, c, cOffset, y, yOffset);
            return;
        }
        int width = FloatTiles.width(n, inner);
        int bRows = width * n;
        int cRows = bRows + width * bSize;
        int yRows = cRows + width * cSize;
        float[] rows = FloatTiles.scratch((long) width * n + (long) width * (bSize + cSize + ySize));
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += width) {
                int slices = Math.min(width, inner - i);
                FloatTiles.gather(n, inner, slices, a, aOffset + o * n * inner + i, rows, 0);
                FloatTiles.gather(bSize, inner, slices, b, bOffset + o * bSize * inner + i, rows, bRows);
                FloatTiles.gather(cSize, inner, slices, c, cOffset + o * cSize * inner + i, rows, cRows);
                FloatTiles.gather(ySize, inner, slices, y, yOffset + o * ySize * inner + i, rows, yRows);
                function.apply(slices, n, rows, 0, rows, bRows, rows, cRows, rows, yRows);
                FloatTiles.scatter(ySize, inner, slices, rows, yRows, y, yOffset + o * ySize * inner + i);
            }
        }
    }

    private static void checkGradient(String kernel, int outer, int n, int inner, float[] y, int yOffset,
                                      float[] dy, int dyOffset, float[] dx, int dxOffset) {
        checkSlices(kernel, outer, n, inner, "y", y, yOffset);
        checkSlices(kernel, outer, n, inner, "dy", dy, dyOffset);
        checkSlices(kernel, outer, n, inner, "dx", dx, dxOffset);
    }

    @Override
    public void crossEntropy(int rows, int classes, float[] x, int xOffset, int[] labels, int labelsOffset,
                             LabelTargets<float[]> targets, float[] losses, int lossesOffset,
                             float[] rowSums, int rowSumsOffset) {
        crossEntropy.forward(rows, classes, x, xOffset, labels, labelsOffset, targets, losses, lossesOffset,
                rowSums, rowSumsOffset);
    }

    @Override
    public void addCrossEntropyGradient(int rows, int classes, float[] x, int xOffset, int[] labels, int labelsOffset,
                                        LabelTargets<float[]> targets, float[] rowSums, int rowSumsOffset,
                                        float[] dlosses, int dlossesOffset, float[] dx, int dxOffset, boolean fromZero) {
        crossEntropy.backward(rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset,
                dlosses, dlossesOffset, dx, dxOffset, fromZero);
    }

    @Override
    public void crossEntropyWithGradient(int rows, int classes, float[] x, int xOffset, int[] labels, int labelsOffset,
                                         LabelTargets<float[]> targets, float[] dlosses, int dlossesOffset, float[] losses, int lossesOffset,
                                         float[] rowSums, int rowSumsOffset, float[] dx, int dxOffset) {
        crossEntropy.withGradient(rows, classes, x, xOffset, labels, labelsOffset, targets, dlosses, dlossesOffset,
                losses, lossesOffset, rowSums, rowSumsOffset, dx, dxOffset);
    }
}
