package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Centers;
import dev.lanegrad.kernels.Reductions;
import java.util.Arrays;

/** Distances to the own centre row by row; the loops over the columns are vectorised by the compiler. */
public class FloatCenters implements Centers<float[]> {

    private final Reductions<float[]> reductions;

    public FloatCenters(Reductions<float[]> reductions) {
        this.reductions = reductions;
    }

    @Override
    public final void squaredDistances(int rows, int cols, int classes, float[] x, int xOffset,
                                       int[] labels, int labelsOffset, float[] centers, int centersOffset,
                                       float[] y, int yOffset) {
        check("squaredDistances", rows, cols, classes, x, xOffset, labels, labelsOffset, centers, centersOffset);
        Checks.range("squaredDistances", "y", y.length, yOffset, rows);
        distances(rows, cols, x, xOffset, labels, labelsOffset, centers, centersOffset, y, yOffset);
    }

    @Override
    public final void addRowGradients(int rows, int cols, int classes, float[] dy, int dyOffset,
                                      float[] x, int xOffset, int[] labels, int labelsOffset,
                                      float[] centers, int centersOffset, float[] dx, int dxOffset, boolean fromZero) {
        check("addRowGradients", rows, cols, classes, x, xOffset, labels, labelsOffset, centers, centersOffset);
        Checks.range("addRowGradients", "dy", dy.length, dyOffset, rows);
        Checks.range("addRowGradients", "dx", dx.length, dxOffset, (long) rows * cols);
        addDifferences(rows, cols, 2f, dy, dyOffset, x, xOffset, labels, labelsOffset, centers, centersOffset,
                dx, dxOffset, false, fromZero);
    }

    @Override
    public final void addCenterGradients(int rows, int cols, int classes, float[] dy, int dyOffset,
                                         float[] x, int xOffset, int[] labels, int labelsOffset,
                                         float[] centers, int centersOffset, float[] dcenters, int dcentersOffset) {
        check("addCenterGradients", rows, cols, classes, x, xOffset, labels, labelsOffset, centers, centersOffset);
        Checks.range("addCenterGradients", "dy", dy.length, dyOffset, rows);
        Checks.range("addCenterGradients", "dcenters", dcenters.length, dcentersOffset, (long) classes * cols);
        addDifferences(rows, cols, -2f, dy, dyOffset, x, xOffset, labels, labelsOffset, centers, centersOffset,
                dcenters, dcentersOffset, true, false);
    }

    private static void check(String kernel, int rows, int cols, int classes, float[] x, int xOffset,
                              int[] labels, int labelsOffset, float[] centers, int centersOffset) {
        Checks.size(kernel, "rows", rows);
        Checks.size(kernel, "cols", cols);
        Checks.size(kernel, "classes", classes);
        Checks.range(kernel, "x", x.length, xOffset, (long) rows * cols);
        Checks.range(kernel, "centers", centers.length, centersOffset, (long) classes * cols);
        Checks.optionalLabels(kernel, "labels", rows, labels, labelsOffset, classes);
    }

    /** The distances of rows that are known to lie in their arrays. */
    protected void distances(int rows, int cols, float[] x, int xOffset, int[] labels, int labelsOffset,
                             float[] centers, int centersOffset, float[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            int k = labels[labelsOffset + i];
            y[yOffset + i] = k < 0 ? 0f : (float) reductions.squaredDistance(
                    cols, x, xOffset + i * cols, centers, centersOffset + k * cols);
        }
    }

    /**
     * Adds {@code factor * s[i] * (x[i] - centers[labels[i]])} to row {@code i} of the sums, which may be taken as zeros, or, by class, to
     * row {@code labels[i]}.
     */
    protected void addDifferences(int rows, int cols, float factor, float[] s, int sOffset, float[] x, int xOffset,
                                  int[] labels, int labelsOffset, float[] centers, int centersOffset,
                                  float[] sums, int sumsOffset, boolean byClass, boolean fromZero) {
        for (int i = 0; i < rows; i++) {
            int k = labels[labelsOffset + i];
            if (k >= 0) {
                float f = factor * s[sOffset + i];
                int p = xOffset + i * cols;
                int q = centersOffset + k * cols;
                int r = sumsOffset + (byClass ? k : i) * cols;
                for (int j = 0; j < cols; j++) {
                    sums[r + j] = Math.fma(f, x[p + j] - centers[q + j], fromZero ? 0f : sums[r + j]);
                }
            } else if (fromZero) {
                Arrays.fill(sums, sumsOffset + i * cols, sumsOffset + (i + 1) * cols, 0f);
            }
        }
    }
}
