// Derived from FloatCrossEntropy.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.LabelTargets;
import java.util.Arrays;
import java.util.OptionalInt;

/** Cross-entropy of rows of logits: a row is small enough to stay in cache between the loops over it. */
@SuppressWarnings("cast")
final class DoubleCrossEntropy {

    private final DoubleRows kernel;
    private final DoubleReductions reductions;

    DoubleCrossEntropy(DoubleRows kernel, DoubleReductions reductions) {
        this.kernel = kernel;
        this.reductions = reductions;
    }

    void forward(int rows, int classes, double[] x, int xOffset, int[] labels, int labelsOffset,
                 LabelTargets<double[]> targets, double[] losses, int lossesOffset, double[] rowSums, int rowSumsOffset) {
        check("crossEntropy", rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset);
        Checks.range("crossEntropy", "losses", losses.length, lossesOffset, rows);
        double weightOfAll = sumOfWeights(classes, targets.classWeights());
        for (int i = 0; i < rows; i++) {
            int row = xOffset + i * classes;
            int label = labels[labelsOffset + i];
            losses[lossesOffset + i] = targets.ignores(label) ? 0d : loss(classes, x, row, kernel.max(classes, x, row), label, targets, weightOfAll,
                    rowSums, rowSumsOffset + 2 * i, null, 0);
        }
    }

    void backward(int rows, int classes, double[] x, int xOffset, int[] labels, int labelsOffset,
                  LabelTargets<double[]> targets, double[] rowSums, int rowSumsOffset, double[] dlosses, int dlossesOffset,
                  double[] dx, int dxOffset, boolean fromZero) {
        String name = "addCrossEntropyGradient";
        check(name, rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset);
        checkGradient(name, rows, classes, dlosses, dlossesOffset, dx, dxOffset);
        double weightOfAll = sumOfWeights(classes, targets.classWeights());
        for (int i = 0; i < rows; i++) {
            int label = labels[labelsOffset + i];
            int dxRow = dxOffset + i * classes;
            if (!targets.ignores(label)) {
                double dloss = dlosses[dlossesOffset + i];
                int sums = rowSumsOffset + 2 * i;
                kernel.addScaledExp(classes, factor(classes, label, targets, weightOfAll, dloss, rowSums[sums + 1]), rowSums[sums],
                        x, xOffset + i * classes, dx, dxRow, fromZero);
                subtractTargets(classes, label, targets, dloss, dx, dxRow);
            } else if (fromZero) {
                Arrays.fill(dx, dxRow, dxRow + classes, 0d);
            }
        }
    }

    /**
     * Row by row: what is in the first cache for the loss is there for the gradient. The last loop over a row finds the maximum of the next one, whose
     * first reader waits for memory.
     */
    void withGradient(int rows, int classes, double[] x, int xOffset, int[] labels, int labelsOffset,
                      LabelTargets<double[]> targets, double[] dlosses, int dlossesOffset, double[] losses, int lossesOffset,
                      double[] rowSums, int rowSumsOffset, double[] dx, int dxOffset) {
        String name = "crossEntropyWithGradient";
        check(name, rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset);
        Checks.range(name, "losses", losses.length, lossesOffset, rows);
        checkGradient(name, rows, classes, dlosses, dlossesOffset, dx, dxOffset);
        double weightOfAll = sumOfWeights(classes, targets.classWeights());
        double max = kernel.max(rows > 0 ? classes : 0, x, xOffset);
        for (int i = 0; i < rows; i++) {
            int label = labels[labelsOffset + i];
            int next = xOffset + (i + 1) * classes;
            int left = i + 1 < rows ? classes : 0;
            int dxRow = dxOffset + i * classes;
            if (targets.ignores(label)) {
                losses[lossesOffset + i] = 0d;
                Arrays.fill(dx, dxRow, dxRow + classes, 0d);
                max = kernel.max(left, x, next);
                continue;
            }
            int sums = rowSumsOffset + 2 * i;
            losses[lossesOffset + i] = loss(classes, x, next - classes, max, label, targets, weightOfAll, rowSums, sums, dx, dxRow);
            double dloss = dlosses[dlossesOffset + i];
            double factor = factor(classes, label, targets, weightOfAll, dloss, rowSums[sums + 1]);
            max = kernel.scaleAndMax(classes, factor, dx, dxRow, left, x, next);
            subtractTargets(classes, label, targets, dloss, dx, dxRow);
        }
    }

    /** The loss of a row; leaves its maximum and the sum of its exponentials, and these themselves in {@code exp} unless that is null. */
    private double loss(int classes, double[] x, int row, double largest, int label, LabelTargets<double[]> targets, double weightOfAll,
                       double[] rowSums, int sums, double[] exp, int expRow) {
        double[] weights = targets.classWeights();
        double smoothing = (double) targets.labelSmoothing();
        double max = largest + 0d;
        double sum = exp == null ? kernel.sumOfExp(classes, max, x, row) : kernel.sumOfExp(classes, max, x, row, exp, expRow);
        double logSum = DoubleMath.log(sum);
        double loss = (1d - smoothing) * weightOf(label, weights) * (max - x[row + label] + logSum);
        if (smoothing > 0d) {
            double all = weightOfAll * logSum + sumBelowMax(classes, max, weights, x, row);
            loss += smoothing / classes * all;
        }
        rowSums[sums] = max;
        rowSums[sums + 1] = sum;
        return loss;
    }

    /** What the exponentials of a row are multiplied by, whose sum is {@code sum}. */
    private static double factor(int classes, int label, LabelTargets<double[]> targets, double weightOfAll, double dloss, double sum) {
        double smoothing = (double) targets.labelSmoothing();
        double own = (1d - smoothing) * weightOf(label, targets.classWeights());
        return dloss * (own + smoothing / classes * weightOfAll) / sum;
    }

    /** Subtracts the targets of a row from its gradient. */
    private static void subtractTargets(int classes, int label, LabelTargets<double[]> targets, double dloss, double[] dx, int dxRow) {
        double smoothing = (double) targets.labelSmoothing();
        dx[dxRow + label] -= dloss * ((1d - smoothing) * weightOf(label, targets.classWeights()));
        if (smoothing > 0d) {
            subtractShared(classes, dloss * (smoothing / classes), targets.classWeights(), dx, dxRow);
        }
    }

    private static void check(String name, int rows, int classes, double[] x, int xOffset, int[] labels,
                              int labelsOffset, LabelTargets<double[]> targets, double[] rowSums, int rowSumsOffset) {
        Checks.size(name, "rows", rows);
        Checks.size(name, "classes", classes);
        Checks.range(name, "x", x.length, xOffset, (long) rows * classes);
        Checks.range(name, "rowSums", rowSums.length, rowSumsOffset, 2L * rows);
        if (targets.classWeights() != null && targets.classWeights().length != classes) {
            throw new IllegalArgumentException(name + ": classWeights has " + targets.classWeights().length
                    + " elements and must have one for each of the " + classes + " classes");
        }
        OptionalInt ignored = targets.ignoreIndex();
        if (ignored.isPresent()) {
            Checks.labels(name, "labels", rows, labels, labelsOffset, classes, ignored.getAsInt());
        } else {
            Checks.labels(name, "labels", rows, labels, labelsOffset, classes);
        }
    }

    private static void checkGradient(String name, int rows, int classes, double[] dlosses, int dlossesOffset, double[] dx, int dxOffset) {
        Checks.range(name, "dlosses", dlosses.length, dlossesOffset, rows);
        Checks.range(name, "dx", dx.length, dxOffset, (long) rows * classes);
    }

    private static double weightOf(int label, double[] weights) {
        return weights == null ? 1d : weights[label];
    }

    private double sumOfWeights(int classes, double[] weights) {
        return weights == null ? classes : (double) reductions.sum(classes, weights, 0);
    }

    /** {@code sum_c w[c] (max - x[c])}. */
    private double sumBelowMax(int n, double max, double[] weights, double[] x, int xOffset) {
        double[] terms = DoubleTiles.scratch(n);
        kernel.subtract(n, max, 0d, x, xOffset, terms, 0);
        return (double) -(weights == null ? reductions.sum(n, terms, 0) : reductions.dot(n, weights, 0, terms, 0));
    }

    private static void subtractShared(int n, double factor, double[] weights, double[] dx, int dxOffset) {
        if (weights == null) {
            for (int c = dxOffset; c < dxOffset + n; c++) {
                dx[c] -= factor;
            }
            return;
        }
        for (int c = 0; c < n; c++) {
            dx[dxOffset + c] = Math.fma(-factor, weights[c], dx[dxOffset + c]);
        }
    }
}
