package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.LabelTargets;
import java.util.Arrays;
import java.util.OptionalInt;

/** Cross-entropy of rows of logits: a row is small enough to stay in cache between the loops over it. */
final class FloatCrossEntropy {

    private final FloatRows kernel;
    private final FloatReductions reductions;

    FloatCrossEntropy(FloatRows kernel, FloatReductions reductions) {
        this.kernel = kernel;
        this.reductions = reductions;
    }

    void forward(int rows, int classes, float[] x, int xOffset, int[] labels, int labelsOffset,
                 LabelTargets<float[]> targets, float[] losses, int lossesOffset, float[] rowSums, int rowSumsOffset) {
        check("crossEntropy", rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset);
        Checks.range("crossEntropy", "losses", losses.length, lossesOffset, rows);
        float weightOfAll = sumOfWeights(classes, targets.classWeights());
        for (int i = 0; i < rows; i++) {
            int row = xOffset + i * classes;
            int label = labels[labelsOffset + i];
            losses[lossesOffset + i] = targets.ignores(label) ? 0f : loss(classes, x, row, kernel.max(classes, x, row), label, targets, weightOfAll,
                    rowSums, rowSumsOffset + 2 * i, null, 0);
        }
    }

    void backward(int rows, int classes, float[] x, int xOffset, int[] labels, int labelsOffset,
                  LabelTargets<float[]> targets, float[] rowSums, int rowSumsOffset, float[] dlosses, int dlossesOffset,
                  float[] dx, int dxOffset, boolean fromZero) {
        String name = "addCrossEntropyGradient";
        check(name, rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset);
        checkGradient(name, rows, classes, dlosses, dlossesOffset, dx, dxOffset);
        float weightOfAll = sumOfWeights(classes, targets.classWeights());
        for (int i = 0; i < rows; i++) {
            int label = labels[labelsOffset + i];
            int dxRow = dxOffset + i * classes;
            if (!targets.ignores(label)) {
                float dloss = dlosses[dlossesOffset + i];
                int sums = rowSumsOffset + 2 * i;
                kernel.addScaledExp(classes, factor(classes, label, targets, weightOfAll, dloss, rowSums[sums + 1]), rowSums[sums],
                        x, xOffset + i * classes, dx, dxRow, fromZero);
                subtractTargets(classes, label, targets, dloss, dx, dxRow);
            } else if (fromZero) {
                Arrays.fill(dx, dxRow, dxRow + classes, 0f);
            }
        }
    }

    /**
     * Row by row: what is in the first cache for the loss is there for the gradient. The last loop over a row finds the maximum of the next one, whose
     * first reader waits for memory.
     */
    void withGradient(int rows, int classes, float[] x, int xOffset, int[] labels, int labelsOffset,
                      LabelTargets<float[]> targets, float[] dlosses, int dlossesOffset, float[] losses, int lossesOffset,
                      float[] rowSums, int rowSumsOffset, float[] dx, int dxOffset) {
        String name = "crossEntropyWithGradient";
        check(name, rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset);
        Checks.range(name, "losses", losses.length, lossesOffset, rows);
        checkGradient(name, rows, classes, dlosses, dlossesOffset, dx, dxOffset);
        float weightOfAll = sumOfWeights(classes, targets.classWeights());
        float max = kernel.max(rows > 0 ? classes : 0, x, xOffset);
        for (int i = 0; i < rows; i++) {
            int label = labels[labelsOffset + i];
            int next = xOffset + (i + 1) * classes;
            int left = i + 1 < rows ? classes : 0;
            int dxRow = dxOffset + i * classes;
            if (targets.ignores(label)) {
                losses[lossesOffset + i] = 0f;
                Arrays.fill(dx, dxRow, dxRow + classes, 0f);
                max = kernel.max(left, x, next);
                continue;
            }
            int sums = rowSumsOffset + 2 * i;
            losses[lossesOffset + i] = loss(classes, x, next - classes, max, label, targets, weightOfAll, rowSums, sums, dx, dxRow);
            float dloss = dlosses[dlossesOffset + i];
            float factor = factor(classes, label, targets, weightOfAll, dloss, rowSums[sums + 1]);
            max = kernel.scaleAndMax(classes, factor, dx, dxRow, left, x, next);
            subtractTargets(classes, label, targets, dloss, dx, dxRow);
        }
    }

    /** The loss of a row; leaves its maximum and the sum of its exponentials, and these themselves in {@code exp} unless that is null. */
    private float loss(int classes, float[] x, int row, float largest, int label, LabelTargets<float[]> targets, float weightOfAll,
                       float[] rowSums, int sums, float[] exp, int expRow) {
        float[] weights = targets.classWeights();
        float smoothing = (float) targets.labelSmoothing();
        float max = largest + 0f;
        float sum = exp == null ? kernel.sumOfExp(classes, max, x, row) : kernel.sumOfExp(classes, max, x, row, exp, expRow);
        float logSum = FloatMath.log(sum);
        float loss = (1f - smoothing) * weightOf(label, weights) * (max - x[row + label] + logSum);
        if (smoothing > 0f) {
            float all = weightOfAll * logSum + sumBelowMax(classes, max, weights, x, row);
            loss += smoothing / classes * all;
        }
        rowSums[sums] = max;
        rowSums[sums + 1] = sum;
        return loss;
    }

    /** What the exponentials of a row are multiplied by, whose sum is {@code sum}. */
    private static float factor(int classes, int label, LabelTargets<float[]> targets, float weightOfAll, float dloss, float sum) {
        float smoothing = (float) targets.labelSmoothing();
        float own = (1f - smoothing) * weightOf(label, targets.classWeights());
        return dloss * (own + smoothing / classes * weightOfAll) / sum;
    }

    /** Subtracts the targets of a row from its gradient. */
    private static void subtractTargets(int classes, int label, LabelTargets<float[]> targets, float dloss, float[] dx, int dxRow) {
        float smoothing = (float) targets.labelSmoothing();
        dx[dxRow + label] -= dloss * ((1f - smoothing) * weightOf(label, targets.classWeights()));
        if (smoothing > 0f) {
            subtractShared(classes, dloss * (smoothing / classes), targets.classWeights(), dx, dxRow);
        }
    }

    private static void check(String name, int rows, int classes, float[] x, int xOffset, int[] labels,
                              int labelsOffset, LabelTargets<float[]> targets, float[] rowSums, int rowSumsOffset) {
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

    private static void checkGradient(String name, int rows, int classes, float[] dlosses, int dlossesOffset, float[] dx, int dxOffset) {
        Checks.range(name, "dlosses", dlosses.length, dlossesOffset, rows);
        Checks.range(name, "dx", dx.length, dxOffset, (long) rows * classes);
    }

    private static float weightOf(int label, float[] weights) {
        return weights == null ? 1f : weights[label];
    }

    private float sumOfWeights(int classes, float[] weights) {
        return weights == null ? classes : (float) reductions.sum(classes, weights, 0);
    }

    /** {@code sum_c w[c] (max - x[c])}. */
    private float sumBelowMax(int n, float max, float[] weights, float[] x, int xOffset) {
        float[] terms = FloatTiles.scratch(n);
        kernel.subtract(n, max, 0f, x, xOffset, terms, 0);
        return (float) -(weights == null ? reductions.sum(n, terms, 0) : reductions.dot(n, weights, 0, terms, 0));
    }

    private static void subtractShared(int n, float factor, float[] weights, float[] dx, int dxOffset) {
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
