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
        double[] weights = targets.classWeights();
        double smoothing = (double) targets.labelSmoothing();
        double weightOfAll = sumOfWeights(classes, weights);
        for (int i = 0; i < rows; i++) {
            int label = labels[labelsOffset + i];
            if (targets.ignores(label)) {
                losses[lossesOffset + i] = 0d;
                continue;
            }
            int row = xOffset + i * classes;
            double max = kernel.max(classes, x, row) + 0d;
            double sum = kernel.sumOfExp(classes, max, x, row);
            double logSum = DoubleMath.log(sum);
            double loss = (1d - smoothing) * weightOf(label, weights) * (max - x[row + label] + logSum);
            if (smoothing > 0d) {
                double all = weightOfAll * logSum + sumBelowMax(classes, max, weights, x, row);
                loss += smoothing / classes * all;
            }
            losses[lossesOffset + i] = loss;
            rowSums[rowSumsOffset + 2 * i] = max;
            rowSums[rowSumsOffset + 2 * i + 1] = sum;
        }
    }

    void backward(int rows, int classes, double[] x, int xOffset, int[] labels, int labelsOffset,
                  LabelTargets<double[]> targets, double[] rowSums, int rowSumsOffset, double[] dlosses, int dlossesOffset,
                  double[] dx, int dxOffset, boolean fromZero) {
        String name = "addCrossEntropyGradient";
        check(name, rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset);
        Checks.range(name, "dlosses", dlosses.length, dlossesOffset, rows);
        Checks.range(name, "dx", dx.length, dxOffset, (long) rows * classes);
        double[] weights = targets.classWeights();
        double smoothing = (double) targets.labelSmoothing();
        double shared = smoothing / classes;
        double sharedByAll = shared * sumOfWeights(classes, weights);
        for (int i = 0; i < rows; i++) {
            int label = labels[labelsOffset + i];
            int row = dxOffset + i * classes;
            if (targets.ignores(label)) {
                if (fromZero) {
                    Arrays.fill(dx, row, row + classes, 0d);
                }
                continue;
            }
            double dloss = dlosses[dlossesOffset + i];
            double own = (1d - smoothing) * weightOf(label, weights);
            double max = rowSums[rowSumsOffset + 2 * i];
            double sum = rowSums[rowSumsOffset + 2 * i + 1];
            kernel.addScaledExp(classes, dloss * (own + sharedByAll) / sum, max, x, xOffset + i * classes, dx, row, fromZero);
            dx[row + label] -= dloss * own;
            if (smoothing > 0d) {
                subtractShared(classes, dloss * shared, weights, dx, row);
            }
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
