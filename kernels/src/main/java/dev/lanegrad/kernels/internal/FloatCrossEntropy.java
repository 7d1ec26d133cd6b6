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
        float[] weights = targets.classWeights();
        float smoothing = (float) targets.labelSmoothing();
        float weightOfAll = sumOfWeights(classes, weights);
        for (int i = 0; i < rows; i++) {
            int label = labels[labelsOffset + i];
            if (targets.ignores(label)) {
                losses[lossesOffset + i] = 0f;
                continue;
            }
            int row = xOffset + i * classes;
            float max = kernel.max(classes, x, row) + 0f;
            float sum = kernel.sumOfExp(classes, max, x, row);
            float logSum = FloatMath.log(sum);
            float loss = (1f - smoothing) * weightOf(label, weights) * (max - x[row + label] + logSum);
            if (smoothing > 0f) {
                float all = weightOfAll * logSum + sumBelowMax(classes, max, weights, x, row);
                loss += smoothing / classes * all;
            }
            losses[lossesOffset + i] = loss;
            rowSums[rowSumsOffset + 2 * i] = max;
            rowSums[rowSumsOffset + 2 * i + 1] = sum;
        }
    }

    void backward(int rows, int classes, float[] x, int xOffset, int[] labels, int labelsOffset,
                  LabelTargets<float[]> targets, float[] rowSums, int rowSumsOffset, float[] dlosses, int dlossesOffset,
                  float[] dx, int dxOffset, boolean fromZero) {
        String name = "addCrossEntropyGradient";
        check(name, rows, classes, x, xOffset, labels, labelsOffset, targets, rowSums, rowSumsOffset);
        Checks.range(name, "dlosses", dlosses.length, dlossesOffset, rows);
        Checks.range(name, "dx", dx.length, dxOffset, (long) rows * classes);
        float[] weights = targets.classWeights();
        float smoothing = (float) targets.labelSmoothing();
        float shared = smoothing / classes;
        float sharedByAll = shared * sumOfWeights(classes, weights);
        for (int i = 0; i < rows; i++) {
            int label = labels[labelsOffset + i];
            int row = dxOffset + i * classes;
            if (targets.ignores(label)) {
                if (fromZero) {
                    Arrays.fill(dx, row, row + classes, 0f);
                }
                continue;
            }
            float dloss = dlosses[dlossesOffset + i];
            float own = (1f - smoothing) * weightOf(label, weights);
            float max = rowSums[rowSumsOffset + 2 * i];
            float sum = rowSums[rowSumsOffset + 2 * i + 1];
            kernel.addScaledExp(classes, dloss * (own + sharedByAll) / sum, max, x, xOffset + i * classes, dx, row, fromZero);
            dx[row + label] -= dloss * own;
            if (smoothing > 0f) {
                subtractShared(classes, dloss * shared, weights, dx, row);
            }
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
