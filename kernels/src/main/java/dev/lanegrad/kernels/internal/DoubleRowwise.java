// Derived from FloatRowwise.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.LabelTargets;
import dev.lanegrad.kernels.Rowwise;

/**
 * Functions of slices. Only rows are computed on; slices along another axis than the last are copied to rows, some at
 * a time, and their results back.
 */
@SuppressWarnings("cast")
public final class DoubleRowwise implements Rowwise<double[]> {

    /** A function of rows; which of the arrays has what length is up to the function. */
    private interface RowFunction {
        void apply(int rows, int n, double[] a, int aOffset, double[] b, int bOffset,
                   double[] c, int cOffset, double[] y, int yOffset);
    }

    private final DoubleRows kernel;
    private final DoubleReductions reductions;
    private final DoubleCrossEntropy crossEntropy;
    private final RowFunction logSumExp = this::logSumExpRows;
    private final RowFunction logSumExpGradient = this::addLogSumExpGradientRows;
    private final RowFunction softmax = this::softmaxRows;
    private final RowFunction softmaxGradient = this::addSoftmaxGradientRows;
    private final RowFunction logSoftmax = this::logSoftmaxRows;
    private final RowFunction logSoftmaxGradient = this::addLogSoftmaxGradientRows;

    public DoubleRowwise(DoubleRows kernel, DoubleReductions reductions) {
        this.kernel = kernel;
        this.reductions = reductions;
        this.crossEntropy = new DoubleCrossEntropy(kernel, reductions);
    }

    @Override
    public void argMax(int outer, int n, int inner, NanPolicy nanPolicy,
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
                int nan = kernel.firstNan(size, x, xOffset + i);
                if (nan < size) {
                    return i + nan;
                }
            }
            double max = kernel.max(size, x, xOffset + i);
            if (max > best) {
                best = max;
                bestBlock = i;
            }
        }
        if (best == Double.NEGATIVE_INFINITY) {
            int first = kernel.firstEqual(n, best, x, xOffset);
            return first < n ? first : 0;
        }
        return bestBlock + kernel.firstEqual(Math.min(DoubleSums.BLOCK, n - bestBlock), best, x, xOffset + bestBlock);
    }

    private static void checkSlices(String kernel, int outer, int n, int inner, String name, double[] x, int xOffset) {
        Checks.size(kernel, "outer", outer);
        Checks.size(kernel, "n", n);
        Checks.size(kernel, "inner", inner);
        Checks.range(kernel, name, x.length, xOffset, Checks.volume(kernel, name, outer, n, inner));
    }

    @Override
    public void logSumExp(int outer, int n, int inner, double[] x, int xOffset, double[] y, int yOffset) {
        checkSlices("logSumExp", outer, n, inner, "x", x, xOffset);
        checkSlices("logSumExp", outer, 1, inner, "y", y, yOffset);
        alongAxis(logSumExp, outer, n, inner, x, xOffset, x, xOffset, 0, x, xOffset, 0, y, yOffset, 1);
    }

    private void logSumExpRows(int rows, int n, double[] x, int xOffset, double[] b, int bOffset,
                               double[] c, int cOffset, double[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            y[yOffset + i] = logSumExpOfRow(n, x, xOffset + i * n);
        }
    }

    private double logSumExpOfRow(int n, double[] x, int xOffset) {
        double max = kernel.max(n, x, xOffset) + 0d;
        if (max == Double.POSITIVE_INFINITY) {
            return kernel.firstNan(n, x, xOffset) < n ? Double.NaN : max;
        }
        if (max == Double.NEGATIVE_INFINITY) {
            return DoubleMath.log(kernel.sumOfExp(n, 0d, x, xOffset));
        }
        return max + DoubleMath.log(kernel.sumOfExp(n, max, x, xOffset));
    }

    @Override
    public void addLogSumExpGradient(int outer, int n, int inner, double[] x, int xOffset, double[] y, int yOffset,
                                     double[] dy, int dyOffset, double[] dx, int dxOffset) {
        checkSlices("addLogSumExpGradient", outer, n, inner, "x", x, xOffset);
        checkSlices("addLogSumExpGradient", outer, 1, inner, "y", y, yOffset);
        checkSlices("addLogSumExpGradient", outer, 1, inner, "dy", dy, dyOffset);
        checkSlices("addLogSumExpGradient", outer, n, inner, "dx", dx, dxOffset);
        alongAxis(logSumExpGradient, outer, n, inner, x, xOffset, y, yOffset, 1, dy, dyOffset, 1, dx, dxOffset, n);
    }

    private void addLogSumExpGradientRows(int rows, int n, double[] x, int xOffset, double[] y, int yOffset,
                                          double[] dy, int dyOffset, double[] dx, int dxOffset) {
        for (int i = 0; i < rows; i++) {
            if (y[yOffset + i] != Double.NEGATIVE_INFINITY) {
                kernel.addScaledExp(n, dy[dyOffset + i], y[yOffset + i], x, xOffset + i * n, dx, dxOffset + i * n, false);
            }
        }
    }

    @Override
    public void softmax(int outer, int n, int inner, double[] x, int xOffset, double[] y, int yOffset) {
        checkSlices("softmax", outer, n, inner, "x", x, xOffset);
        checkSlices("softmax", outer, n, inner, "y", y, yOffset);
        alongAxis(softmax, outer, n, inner, x, xOffset, x, xOffset, 0, x, xOffset, 0, y, yOffset, n);
    }

    private void softmaxRows(int rows, int n, double[] x, int xOffset, double[] b, int bOffset,
                             double[] c, int cOffset, double[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            int from = xOffset + i * n;
            int to = yOffset + i * n;
            kernel.exp(n, kernel.max(n, x, from) + 0d, x, from, y, to);
            double scale = 1d / (double) reductions.sum(n, y, to);
            for (int j = to; j < to + n; j++) {
                y[j] *= scale;
            }
        }
    }

    @Override
    public void addSoftmaxGradient(int outer, int n, int inner, double[] y, int yOffset, double[] dy, int dyOffset,
                                   double[] dx, int dxOffset) {
        checkGradient("addSoftmaxGradient", outer, n, inner, y, yOffset, dy, dyOffset, dx, dxOffset);
        alongAxis(softmaxGradient, outer, n, inner, y, yOffset, dy, dyOffset, n, y, yOffset, 0, dx, dxOffset, n);
    }

    private void addSoftmaxGradientRows(int rows, int n, double[] y, int yOffset, double[] dy, int dyOffset,
                                        double[] c, int cOffset, double[] dx, int dxOffset) {
        for (int i = 0; i < rows; i++) {
            int p = yOffset + i * n;
            int q = dyOffset + i * n;
            int r = dxOffset + i * n;
            double mean = (double) reductions.dot(n, dy, q, y, p);
            kernel.addCentered(n, mean, y, p, dy, q, dx, r);
        }
    }

    @Override
    public void logSoftmax(int outer, int n, int inner, double[] x, int xOffset, double[] y, int yOffset) {
        checkSlices("logSoftmax", outer, n, inner, "x", x, xOffset);
        checkSlices("logSoftmax", outer, n, inner, "y", y, yOffset);
        alongAxis(logSoftmax, outer, n, inner, x, xOffset, x, xOffset, 0, x, xOffset, 0, y, yOffset, n);
    }

    private void logSoftmaxRows(int rows, int n, double[] x, int xOffset, double[] b, int bOffset,
                                double[] c, int cOffset, double[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            int from = xOffset + i * n;
            int to = yOffset + i * n;
            double max = kernel.max(n, x, from) + 0d;
            double logSum = DoubleMath.log(kernel.sumOfExp(n, max, x, from));
            kernel.subtract(n, max, logSum, x, from, y, to);
        }
    }

    @Override
    public void addLogSoftmaxGradient(int outer, int n, int inner, double[] y, int yOffset, double[] dy, int dyOffset,
                                      double[] dx, int dxOffset) {
        checkGradient("addLogSoftmaxGradient", outer, n, inner, y, yOffset, dy, dyOffset, dx, dxOffset);
        alongAxis(logSoftmaxGradient, outer, n, inner, y, yOffset, dy, dyOffset, n, y, yOffset, 0, dx, dxOffset, n);
    }

    private void addLogSoftmaxGradientRows(int rows, int n, double[] y, int yOffset, double[] dy, int dyOffset,
                                           double[] c, int cOffset, double[] dx, int dxOffset) {
        for (int i = 0; i < rows; i++) {
            int p = yOffset + i * n;
            int q = dyOffset + i * n;
            int r = dxOffset + i * n;
            double sum = (double) reductions.sum(n, dy, q);
            kernel.addLessExp(n, sum, y, p, dy, q, dx, r);
        }
    }

    /**
     * Applies a function to all slices, as rows. The operand {@code a} has {@code n} elements per slice, {@code b} and {@code c}
     * have {@code bSize} and {@code cSize}, 0 if they are not used, and the result {@code y} has {@code ySize}.
     */
    private static void alongAxis(RowFunction function, int outer, int n, int inner, double[] a, int aOffset,
                                  double[] b, int bOffset, int bSize, double[] c, int cOffset, int cSize,
                                  double[] y, int yOffset, int ySize) {
        if (inner == 1) {
            function.apply(outer, n, a, aOffset, b, bOffset, c, cOffset, y, yOffset);
            return;
        }
        int width = DoubleTiles.width(n, inner);
        int bRows = width * n;
        int cRows = bRows + width * bSize;
        int yRows = cRows + width * cSize;
        double[] rows = DoubleTiles.scratch((long) width * n + (long) width * (bSize + cSize + ySize));
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i += width) {
                int slices = Math.min(width, inner - i);
                DoubleTiles.gather(n, inner, slices, a, aOffset + o * n * inner + i, rows, 0);
                DoubleTiles.gather(bSize, inner, slices, b, bOffset + o * bSize * inner + i, rows, bRows);
                DoubleTiles.gather(cSize, inner, slices, c, cOffset + o * cSize * inner + i, rows, cRows);
                DoubleTiles.gather(ySize, inner, slices, y, yOffset + o * ySize * inner + i, rows, yRows);
                function.apply(slices, n, rows, 0, rows, bRows, rows, cRows, rows, yRows);
                DoubleTiles.scatter(ySize, inner, slices, rows, yRows, y, yOffset + o * ySize * inner + i);
            }
        }
    }

    private static void checkGradient(String kernel, int outer, int n, int inner, double[] y, int yOffset,
                                      double[] dy, int dyOffset, double[] dx, int dxOffset) {
        checkSlices(kernel, outer, n, inner, "y", y, yOffset);
        checkSlices(kernel, outer, n, inner, "dy", dy, dyOffset);
        checkSlices(kernel, outer, n, inner, "dx", dx, dxOffset);
    }

    @Override
    public void crossEntropy(int rows, int classes, double[] x, int xOffset, int[] labels, int labelsOffset,
                             LabelTargets<double[]> targets, double[] losses, int lossesOffset,
                             double[] rowSums, int rowSumsOffset) {
        crossEntropy.forward(rows, classes, x, xOffset, labels, labelsOffset, targets, losses, lossesOffset,
                rowSums, rowSumsOffset);
    }

    @Override
    public void addCrossEntropyGradient(int rows, int classes, double[] x, int xOffset, int[] labels, int labelsOffset,
                                        LabelTargets<double[]> targets, double[] rowSums, int rowSumsOffset,
                                        double[] dlosses, int dlossesOffset, double[] dx, int dxOffset, boolean fromZero) {
        crossEntropy.backward(rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset,
                dlosses, dlossesOffset, dx, dxOffset, fromZero);
    }

    @Override
    public void crossEntropyWithGradient(int rows, int classes, double[] x, int xOffset, int[] labels, int labelsOffset,
                                         LabelTargets<double[]> targets, double[] dlosses, int dlossesOffset, double[] losses, int lossesOffset,
                                         double[] rowSums, int rowSumsOffset, double[] dx, int dxOffset) {
        crossEntropy.withGradient(rows, classes, x, xOffset, labels, labelsOffset, targets, dlosses, dlossesOffset,
                losses, lossesOffset, rowSums, rowSumsOffset, dx, dxOffset);
    }
}
