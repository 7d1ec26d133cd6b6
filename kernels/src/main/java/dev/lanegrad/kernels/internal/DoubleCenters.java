// Derived from FloatCenters.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Centers;
import dev.lanegrad.kernels.Reductions;
import java.util.Arrays;

/** Distances to the own centre row by row; the loops over the columns are vectorised by the compiler. */
@SuppressWarnings("cast")
public class DoubleCenters implements Centers<double[]> {

    private final Reductions<double[]> reductions;

    public DoubleCenters(Reductions<double[]> reductions) {
        this.reductions = reductions;
    }

    @Override
    public final void squaredDistances(int rows, int cols, int classes, double[] x, int xOffset,
                                       int[] labels, int labelsOffset, double[] centers, int centersOffset,
                                       double[] y, int yOffset) {
        check("squaredDistances", rows, cols, classes, x, xOffset, labels, labelsOffset, centers, centersOffset);
        Checks.range("squaredDistances", "y", y.length, yOffset, rows);
        distances(rows, cols, x, xOffset, labels, labelsOffset, centers, centersOffset, y, yOffset);
    }

    @Override
    public final void addRowGradients(int rows, int cols, int classes, double[] dy, int dyOffset,
                                      double[] x, int xOffset, int[] labels, int labelsOffset,
                                      double[] centers, int centersOffset, double[] dx, int dxOffset, boolean fromZero) {
        check("addRowGradients", rows, cols, classes, x, xOffset, labels, labelsOffset, centers, centersOffset);
        Checks.range("addRowGradients", "dy", dy.length, dyOffset, rows);
        Checks.range("addRowGradients", "dx", dx.length, dxOffset, (long) rows * cols);
        addDifferences(rows, cols, 2d, dy, dyOffset, x, xOffset, labels, labelsOffset, centers, centersOffset,
                dx, dxOffset, false, fromZero);
    }

    @Override
    public final void addCenterGradients(int rows, int cols, int classes, double[] dy, int dyOffset,
                                         double[] x, int xOffset, int[] labels, int labelsOffset,
                                         double[] centers, int centersOffset, double[] dcenters, int dcentersOffset) {
        check("addCenterGradients", rows, cols, classes, x, xOffset, labels, labelsOffset, centers, centersOffset);
        Checks.range("addCenterGradients", "dy", dy.length, dyOffset, rows);
        Checks.range("addCenterGradients", "dcenters", dcenters.length, dcentersOffset, (long) classes * cols);
        addDifferences(rows, cols, -2d, dy, dyOffset, x, xOffset, labels, labelsOffset, centers, centersOffset,
                dcenters, dcentersOffset, true, false);
    }

    private static void check(String kernel, int rows, int cols, int classes, double[] x, int xOffset,
                              int[] labels, int labelsOffset, double[] centers, int centersOffset) {
        Checks.size(kernel, "rows", rows);
        Checks.size(kernel, "cols", cols);
        Checks.size(kernel, "classes", classes);
        Checks.range(kernel, "x", x.length, xOffset, (long) rows * cols);
        Checks.range(kernel, "centers", centers.length, centersOffset, (long) classes * cols);
        Checks.optionalLabels(kernel, "labels", rows, labels, labelsOffset, classes);
    }

    /** The distances of rows that are known to lie in their arrays. */
    protected void distances(int rows, int cols, double[] x, int xOffset, int[] labels, int labelsOffset,
                             double[] centers, int centersOffset, double[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            int k = labels[labelsOffset + i];
            y[yOffset + i] = k < 0 ? 0d : (double) reductions.squaredDistance(
                    cols, x, xOffset + i * cols, centers, centersOffset + k * cols);
        }
    }

    /**
     * Adds {@code factor * s[i] * (x[i] - centers[labels[i]])} to row {@code i} of the sums, which may be taken as zeros, or, by class, to
     * row {@code labels[i]}.
     */
    protected void addDifferences(int rows, int cols, double factor, double[] s, int sOffset, double[] x, int xOffset,
                                  int[] labels, int labelsOffset, double[] centers, int centersOffset,
                                  double[] sums, int sumsOffset, boolean byClass, boolean fromZero) {
        for (int i = 0; i < rows; i++) {
            int k = labels[labelsOffset + i];
            if (k >= 0) {
                double f = factor * s[sOffset + i];
                int p = xOffset + i * cols;
                int q = centersOffset + k * cols;
                int r = sumsOffset + (byClass ? k : i) * cols;
                for (int j = 0; j < cols; j++) {
                    sums[r + j] = Math.fma(f, x[p + j] - centers[q + j], fromZero ? 0d : sums[r + j]);
                }
            } else if (fromZero) {
                Arrays.fill(sums, sumsOffset + i * cols, sumsOffset + (i + 1) * cols, 0d);
            }
        }
    }
}
