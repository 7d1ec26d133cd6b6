// Derived from FloatUpdates.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Updates;
import java.util.Arrays;

/** Plain loops without dependence between elements. */
@SuppressWarnings("cast")
public class DoubleUpdates implements Updates<double[]> {

    /**
     * Added to a moment and taken off again, this rounds it to a multiple of a number that is small but far from subnormal.
     * The moments of parameters without gradient would otherwise fade into subnormal numbers and stay there, and a step
     * on those takes up to 40 times as long.
     */
    protected static final double FADED = Double.MIN_NORMAL / Math.ulp(1d) * (1 << 20);

    @Override
    public void adam(int n, double rate, double beta1, double beta2, double scale, double eps,
                     double[] g, int gOffset, double[] m, int mOffset, double[] v, int vOffset, double[] p, int pOffset) {
        Checks.range("adam", "g", g.length, gOffset, n);
        Checks.range("adam", "m", m.length, mOffset, n);
        Checks.range("adam", "v", v.length, vOffset, n);
        Checks.range("adam", "p", p.length, pOffset, n);
        adamLoop(n, (double) rate, (double) beta1, (double) (1 - beta1), (double) beta2, (double) (1 - beta2),
                (double) scale, (double) eps, g, gOffset, m, mOffset, v, vOffset, p, pOffset);
    }

    /** The loop of Adam with all scalars narrowed; {@code take} is one less {@code keep}. */
    protected void adamLoop(int n, double step, double keep1, double take1, double keep2, double take2, double root, double floor,
                            double[] g, int gi, double[] m, int mi, double[] v, int vi, double[] p, int pi) {
        for (int i = 0; i < n; i++) {
            double d = g[gi + i];
            double first = Math.fma(keep1, m[mi + i], take1 * d) + FADED - FADED;
            double second = Math.fma(keep2, v[vi + i], take2 * d * d) + FADED - FADED;
            m[mi + i] = first;
            v[vi + i] = second;
            p[pi + i] -= step * first / ((double) Math.sqrt(second) * root + floor);
        }
    }

    @Override
    public void descend(int n, double rate, double decay, double[] g, int gOffset, double[] p, int pOffset) {
        Checks.range("descend", "g", g.length, gOffset, n);
        Checks.range("descend", "p", p.length, pOffset, n);
        descendLoop(n, (double) -rate, (double) decay, g, gOffset, p, pOffset);
    }

    /** The loop of plain descent; {@code step} is the negative rate. */
    protected void descendLoop(int n, double step, double pull, double[] g, int gi, double[] p, int pi) {
        for (int i = 0; i < n; i++) {
            double d = Math.fma(pull, p[pi + i], g[gi + i]);
            p[pi + i] = Math.fma(step, d, p[pi + i]);
        }
    }

    @Override
    public void descendWithMomentum(int n, double rate, double decay, double momentum, double[] g, int gOffset,
                                    double[] u, int uOffset, double[] p, int pOffset) {
        checkDescent("descendWithMomentum", n, g, gOffset, u, uOffset, p, pOffset);
        momentumLoop(n, (double) -rate, (double) decay, (double) momentum, g, gOffset, u, uOffset, p, pOffset);
    }

    /** The loop of descent along the velocity; {@code step} is the negative rate. */
    protected void momentumLoop(int n, double step, double pull, double keep, double[] g, int gi, double[] u, int ui,
                                double[] p, int pi) {
        for (int i = 0; i < n; i++) {
            double d = Math.fma(pull, p[pi + i], g[gi + i]);
            double velocity = Math.fma(keep, u[ui + i], d);
            u[ui + i] = velocity;
            p[pi + i] = Math.fma(step, velocity, p[pi + i]);
        }
    }

    @Override
    public void descendWithNesterov(int n, double rate, double decay, double momentum, double[] g, int gOffset,
                                    double[] u, int uOffset, double[] p, int pOffset) {
        checkDescent("descendWithNesterov", n, g, gOffset, u, uOffset, p, pOffset);
        nesterovLoop(n, (double) -rate, (double) decay, (double) momentum, g, gOffset, u, uOffset, p, pOffset);
    }

    /** The loop of descent along the velocity to come; {@code step} is the negative rate. */
    protected void nesterovLoop(int n, double step, double pull, double keep, double[] g, int gi, double[] u, int ui,
                                double[] p, int pi) {
        for (int i = 0; i < n; i++) {
            double d = Math.fma(pull, p[pi + i], g[gi + i]);
            double velocity = Math.fma(keep, u[ui + i], d);
            u[ui + i] = velocity;
            p[pi + i] = Math.fma(step, Math.fma(keep, velocity, d), p[pi + i]);
        }
    }

    private static void checkDescent(String kernel, int n, double[] g, int gOffset, double[] u, int uOffset,
                                     double[] p, int pOffset) {
        Checks.range(kernel, "g", g.length, gOffset, n);
        Checks.range(kernel, "u", u.length, uOffset, n);
        Checks.range(kernel, "p", p.length, pOffset, n);
    }

    @Override
    public void moveCenters(int rows, int cols, int classes, double alpha, int extra, double[] x, int xOffset,
                            int[] labels, int labelsOffset, double[] centers, int centersOffset,
                            double[] gap, int[] first, int[] next) {
        Checks.size("moveCenters", "rows", rows);
        Checks.size("moveCenters", "cols", cols);
        Checks.size("moveCenters", "classes", classes);
        Checks.range("moveCenters", "x", x.length, xOffset, (long) rows * cols);
        Checks.optionalLabels("moveCenters", "labels", rows, labels, labelsOffset, classes);
        Checks.range("moveCenters", "centers", centers.length, centersOffset, (long) classes * cols);
        Checks.range("moveCenters", "gap", gap.length, 0, cols);
        Checks.range("moveCenters", "first", first.length, 0, classes);
        Checks.range("moveCenters", "next", next.length, 0, rows);
        chainRowsByClass(rows, labels, labelsOffset, first, next);
        for (int i = 0; i < rows; i++) {
            int k = labels[labelsOffset + i];
            if (k >= 0 && first[k] != 0) {
                int center = centersOffset + k * cols;
                Arrays.fill(gap, 0, cols, 0d);
                int count = 0;
                for (int row = first[k]; row != 0; row = next[row - 1]) {
                    addDifference(cols, centers, center, x, xOffset + (row - 1) * cols, gap);
                    count++;
                }
                // As one step of descent along the gap, without decay.
                descendLoop(cols, (double) (-alpha / (count + extra)), 0d, gap, 0, centers, center);
                first[k] = 0;
            }
        }
    }

    /** Links the rows of each class in ascending order; a link is a row plus one, 0 ends a chain. */
    private static void chainRowsByClass(int rows, int[] labels, int labelsOffset, int[] first, int[] next) {
        for (int i = rows - 1; i >= 0; i--) {
            int k = labels[labelsOffset + i];
            if (k >= 0) {
                next[i] = first[k];
                first[k] = i + 1;
            }
        }
    }

    /** {@code sum[j] += a[j] - b[j]}. */
    protected void addDifference(int n, double[] a, int ai, double[] b, int bi, double[] sum) {
        for (int j = 0; j < n; j++) {
            sum[j] += a[ai + j] - b[bi + j];
        }
    }
}
