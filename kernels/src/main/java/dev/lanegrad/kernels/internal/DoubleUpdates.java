// Derived from FloatUpdates.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
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
        double step = (double) -rate;
        double pull = (double) decay;
        for (int i = 0; i < n; i++) {
            double d = Math.fma(pull, p[pOffset + i], g[gOffset + i]);
            p[pOffset + i] = Math.fma(step, d, p[pOffset + i]);
        }
    }

    @Override
    public void descendWithMomentum(int n, double rate, double decay, double momentum, double[] g, int gOffset,
                                    double[] u, int uOffset, double[] p, int pOffset) {
        Checks.range("descendWithMomentum", "g", g.length, gOffset, n);
        Checks.range("descendWithMomentum", "u", u.length, uOffset, n);
        Checks.range("descendWithMomentum", "p", p.length, pOffset, n);
        double step = (double) -rate;
        double pull = (double) decay;
        double keep = (double) momentum;
        for (int i = 0; i < n; i++) {
            double d = Math.fma(pull, p[pOffset + i], g[gOffset + i]);
            double velocity = Math.fma(keep, u[uOffset + i], d);
            u[uOffset + i] = velocity;
            p[pOffset + i] = Math.fma(step, velocity, p[pOffset + i]);
        }
    }

    @Override
    public void descendWithNesterov(int n, double rate, double decay, double momentum, double[] g, int gOffset,
                                    double[] u, int uOffset, double[] p, int pOffset) {
        Checks.range("descendWithNesterov", "g", g.length, gOffset, n);
        Checks.range("descendWithNesterov", "u", u.length, uOffset, n);
        Checks.range("descendWithNesterov", "p", p.length, pOffset, n);
        double step = (double) -rate;
        double pull = (double) decay;
        double keep = (double) momentum;
        for (int i = 0; i < n; i++) {
            double d = Math.fma(pull, p[pOffset + i], g[gOffset + i]);
            double velocity = Math.fma(keep, u[uOffset + i], d);
            u[uOffset + i] = velocity;
            p[pOffset + i] = Math.fma(step, Math.fma(keep, velocity, d), p[pOffset + i]);
        }
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
                    int p = xOffset + (row - 1) * cols;
                    for (int j = 0; j < cols; j++) {
                        gap[j] += centers[center + j] - x[p + j];
                    }
                    count++;
                }
                double step = (double) (-alpha / (count + extra));
                for (int j = 0; j < cols; j++) {
                    centers[center + j] = Math.fma(step, gap[j], centers[center + j]);
                }
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
}
