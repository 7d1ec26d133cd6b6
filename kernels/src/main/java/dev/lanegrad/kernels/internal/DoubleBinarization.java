// Derived from FloatBinarization.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Binarization;
import java.util.Arrays;

/** Portable sums in arrays of partial sums, and plain loops. */
@SuppressWarnings("cast")
public class DoubleBinarization implements Binarization<double[]> {

    private static final int BLOCK = DoubleSums.BLOCK;

    private static final ThreadLocal<double[][]> PARTIALS = ThreadLocal.withInitial(() -> new double[4][DoubleSums.PARTIALS]);

    @Override
    public final void addRegionSums(int n, double[] p, int pOffset, double[] g, int gOffset, double[] m, int mOffset,
                                    double[] sums, int sumsOffset) {
        Checks.range("addRegionSums", "p", p.length, pOffset, n);
        check("addRegionSums", n, g, gOffset, m, mOffset);
        Checks.range("addRegionSums", "sums", sums.length, sumsOffset, 2);
        for (int i = 0; i < n; i += BLOCK) {
            addBlockRegionSums(Math.min(BLOCK, n - i), p, pOffset + i, g, gOffset + i, m, mOffset + i, sums, sumsOffset);
        }
    }

    /** {@link #addRegionSums} of at most a block. */
    protected void addBlockRegionSums(int n, double[] p, int pOffset, double[] g, int gOffset, double[] m, int mOffset,
                                      double[] sums, int sumsOffset) {
        double[] inside = zeros(0);
        double[] all = zeros(1);
        for (int i = 0; i < n; i += DoubleSums.PARTIALS) {
            addRestOfRegionSums(Math.min(DoubleSums.PARTIALS, n - i), p, pOffset + i, g, gOffset + i, m, mOffset + i, inside, all);
        }
        sums[sumsOffset] += DoubleSums.fold(inside);
        sums[sumsOffset + 1] += DoubleSums.fold(all);
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRestOfRegionSums(int n, double[] p, int pOffset, double[] g, int gOffset, double[] m, int mOffset,
                                              double[] inside, double[] all) {
        for (int j = 0; j < n; j++) {
            double weight = m[mOffset + j];
            if (weight != 0) {
                double weighted = p[pOffset + j] * weight;
                inside[j] = Math.fma(weighted, g[gOffset + j], inside[j]);
                all[j] += weighted;
            }
        }
    }

    @Override
    public final void addRegionGradient(int n, double alpha, double beta, double[] g, int gOffset, double[] m, int mOffset,
                                        double[] dp, int dpOffset) {
        check("addRegionGradient", n, g, gOffset, m, mOffset);
        Checks.range("addRegionGradient", "dp", dp.length, dpOffset, n);
        regionGradientLoop(n, (double) alpha, (double) beta, g, gOffset, m, mOffset, dp, dpOffset);
    }

    /** {@link #addRegionGradient} after the checks. */
    protected void regionGradientLoop(int n, double alpha, double beta, double[] g, int gOffset, double[] m, int mOffset,
                                      double[] dp, int dpOffset) {
        for (int i = 0; i < n; i++) {
            double weight = m[mOffset + i];
            if (weight != 0) {
                dp[dpOffset + i] = Math.fma(weight, Math.fma(alpha, g[gOffset + i], beta), dp[dpOffset + i]);
            }
        }
    }

    @Override
    public final void addLabelSums(int n, double[] g, int gOffset, double[] m, int mOffset, double[] sums, int sumsOffset) {
        check("addLabelSums", n, g, gOffset, m, mOffset);
        Checks.range("addLabelSums", "sums", sums.length, sumsOffset, 4);
        for (int i = 0; i < n; i += BLOCK) {
            addBlockLabelSums(Math.min(BLOCK, n - i), g, gOffset + i, m, mOffset + i, sums, sumsOffset);
        }
    }

    /** {@link #addLabelSums} of at most a block. */
    protected void addBlockLabelSums(int n, double[] g, int gOffset, double[] m, int mOffset, double[] sums, int sumsOffset) {
        double[] positives = zeros(0);
        double[] negatives = zeros(1);
        double[] largest = zeros(2);
        double[] counts = zeros(3);
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i += DoubleSums.PARTIALS) {
            addRestOfLabelSums(Math.min(DoubleSums.PARTIALS, n - i), g, gOffset + i, m, mOffset + i,
                    positives, negatives, largest, counts);
        }
        addLabelSums(positives, negatives, largest, counts, sums, sumsOffset);
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRestOfLabelSums(int n, double[] g, int gOffset, double[] m, int mOffset,
                                             double[] positives, double[] negatives, double[] largest, double[] counts) {
        for (int j = 0; j < n; j++) {
            double weight = m[mOffset + j];
            if (weight == 0) {
                continue;
            }
            double label = g[gOffset + j];
            double negative = (1d - label) * weight;
            positives[j] = Math.fma(label, weight, positives[j]);
            negatives[j] += negative;
            if (negative > largest[j]) {
                largest[j] = negative;
                counts[j] = 0d;
            }
            if (negative == largest[j]) {
                counts[j] += 1d;
            }
        }
    }

    /** Adds what a block has in its partial sums, maxima and counts. */
    protected static void addLabelSums(double[] positives, double[] negatives, double[] largest, double[] counts,
                                       double[] sums, int sumsOffset) {
        sums[sumsOffset] += DoubleSums.fold(positives);
        sums[sumsOffset + 1] += DoubleSums.fold(negatives);
        for (int j = 0; j < DoubleSums.PARTIALS; j++) {
            if (largest[j] > sums[sumsOffset + 2]) {
                sums[sumsOffset + 2] = largest[j];
                sums[sumsOffset + 3] = 0;
            }
            if (largest[j] == sums[sumsOffset + 2]) {
                sums[sumsOffset + 3] += counts[j];
            }
        }
    }

    @Override
    public final void addDistanceSums(int n, double[] p, int pOffset, double[] g, int gOffset, double[] m, int mOffset,
                                      double[] sums, int sumsOffset) {
        Checks.range("addDistanceSums", "p", p.length, pOffset, n);
        check("addDistanceSums", n, g, gOffset, m, mOffset);
        Checks.range("addDistanceSums", "sums", sums.length, sumsOffset, 2);
        for (int i = 0; i < n; i += BLOCK) {
            addBlockDistanceSums(Math.min(BLOCK, n - i), p, pOffset + i, g, gOffset + i, m, mOffset + i, sums, sumsOffset);
        }
    }

    /** {@link #addDistanceSums} of at most a block. */
    protected void addBlockDistanceSums(int n, double[] p, int pOffset, double[] g, int gOffset, double[] m, int mOffset,
                                        double[] sums, int sumsOffset) {
        double[] distances = zeros(0);
        double[] weights = zeros(1);
        for (int i = 0; i < n; i += DoubleSums.PARTIALS) {
            addRestOfDistanceSums(Math.min(DoubleSums.PARTIALS, n - i), p, pOffset + i, g, gOffset + i, m, mOffset + i,
                    distances, weights);
        }
        sums[sumsOffset] += DoubleSums.fold(distances);
        sums[sumsOffset + 1] += DoubleSums.fold(weights);
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRestOfDistanceSums(int n, double[] p, int pOffset, double[] g, int gOffset, double[] m, int mOffset,
                                                double[] distances, double[] weights) {
        for (int j = 0; j < n; j++) {
            double weight = m[mOffset + j];
            if (weight != 0) {
                distances[j] = Math.fma(Math.abs(p[pOffset + j] - g[gOffset + j]), weight, distances[j]);
                weights[j] += weight;
            }
        }
    }

    @Override
    public final void addDistanceGradient(int n, double alpha, double[] p, int pOffset, double[] g, int gOffset,
                                          double[] m, int mOffset, double[] dp, int dpOffset) {
        Checks.range("addDistanceGradient", "p", p.length, pOffset, n);
        check("addDistanceGradient", n, g, gOffset, m, mOffset);
        Checks.range("addDistanceGradient", "dp", dp.length, dpOffset, n);
        distanceGradientLoop(n, (double) alpha, p, pOffset, g, gOffset, m, mOffset, dp, dpOffset);
    }

    /** {@link #addDistanceGradient} after the checks. */
    protected void distanceGradientLoop(int n, double alpha, double[] p, int pOffset, double[] g, int gOffset,
                                        double[] m, int mOffset, double[] dp, int dpOffset) {
        for (int i = 0; i < n; i++) {
            double weight = m[mOffset + i];
            if (weight != 0) {
                double difference = p[pOffset + i] - g[gOffset + i];
                double sign = difference > 0 ? 1 : difference < 0 ? -1 : difference;
                dp[dpOffset + i] = Math.fma(alpha * weight, sign, dp[dpOffset + i]);
            }
        }
    }

    @Override
    public final void addMapSums(int n, byte[] kinds, int kindsOffset, double[] p, int firstOffset, int secondOffset,
                                 double[] g, int gOffset, double[] m, int mOffset, double[] sums, int sumsOffset) {
        Checks.range("addMapSums", "kinds", kinds.length, kindsOffset, strips(n));
        Checks.range("addMapSums", "p", p.length, firstOffset, n);
        Checks.range("addMapSums", "p", p.length, secondOffset, n);
        check("addMapSums", n, g, gOffset, m, mOffset);
        Checks.range("addMapSums", "sums", sums.length, sumsOffset, 8);
        for (int i = 0; i < n; i += BLOCK) {
            addBlockMapSums(Math.min(BLOCK, n - i), kinds, kindsOffset + i / STRIP, p, firstOffset + i, secondOffset + i,
                    g, gOffset + i, m, mOffset + i, sums, sumsOffset);
        }
    }

    /** {@link #addMapSums} of at most a block, which is in cache after the first of three passes. */
    protected void addBlockMapSums(int n, byte[] kinds, int kindsOffset, double[] p, int firstOffset, int secondOffset,
                                   double[] g, int gOffset, double[] m, int mOffset, double[] sums, int sumsOffset) {
        addBlockLabelSums(n, g, gOffset, m, mOffset, sums, sumsOffset);
        addBlockRegionSums(n, p, firstOffset, g, gOffset, m, mOffset, sums, sumsOffset + 4);
        addBlockRegionSums(n, p, secondOffset, g, gOffset, m, mOffset, sums, sumsOffset + 6);
    }

    @Override
    public final void labelKinds(int n, double[] g, int gOffset, double[] m, int mOffset, byte[] kinds, int kindsOffset) {
        check("labelKinds", n, g, gOffset, m, mOffset);
        Checks.range("labelKinds", "kinds", kinds.length, kindsOffset, strips(n));
        for (int i = 0; i < n; i += STRIP) {
            kinds[kindsOffset + i / STRIP] = kind(Math.min(STRIP, n - i), g, gOffset + i, m, mOffset + i);
        }
    }

    /** The kind of a strip, which has at least one pixel. */
    private byte kind(int n, double[] g, int gOffset, double[] m, int mOffset) {
        double weight = m[mOffset];
        if (weight == 0 && equal(n, 0, m, mOffset)) {
            return IGNORED;
        }
        if (weight == 1 && equal(n, 1, m, mOffset)) {
            double label = g[gOffset];
            boolean plain = (label == 0 || label == 1) && equal(n, label, g, gOffset);
            return !plain ? MIXED : label == 0 ? NEGATIVE : POSITIVE;
        }
        return anyNegative(n, m, mOffset) ? INVALID : MIXED;
    }

    /** Whether any element is less than 0. */
    protected boolean anyNegative(int n, double[] x, int offset) {
        for (int i = 0; i < n; i++) {
            if (x[offset + i] < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether all elements equal a number. */
    protected boolean equal(int n, double value, double[] x, int offset) {
        for (int i = 0; i < n; i++) {
            if (x[offset + i] != value) {
                return false;
            }
        }
        return true;
    }

    private static int strips(int n) {
        return (int) ((n + STRIP - 1L) / STRIP);
    }

    @Override
    public final void addRegionGradientByKind(int n, double alpha, double beta, byte[] kinds, int kindsOffset,
                                              double[] g, int gOffset, double[] m, int mOffset, double[] dp, int dpOffset) {
        check("addRegionGradientByKind", n, g, gOffset, m, mOffset);
        Checks.range("addRegionGradientByKind", "dp", dp.length, dpOffset, n);
        Checks.range("addRegionGradientByKind", "kinds", kinds.length, kindsOffset, strips(n));
        int strips = strips(n);
        int end;
        for (int strip = 0; strip < strips; strip = end) {
            byte kind = kinds[kindsOffset + strip];
            end = strip + 1;
            while (end < strips && kinds[kindsOffset + end] == kind) {
                end++;
            }
            int from = strip * STRIP;
            int count = (int) Math.min((long) end * STRIP, n) - from;
            switch (kind) {
                case IGNORED -> {
                }
                case NEGATIVE -> shiftLoop(count, (double) beta, dp, dpOffset + from);
                case POSITIVE -> shiftLoop(count, Math.fma((double) alpha, 1d, (double) beta), dp, dpOffset + from);
                default -> regionGradientLoop(count, (double) alpha, (double) beta, g, gOffset + from, m, mOffset + from,
                        dp, dpOffset + from);
            }
        }
    }

    /** Adds a number to all elements. */
    protected void shiftLoop(int n, double shift, double[] y, int offset) {
        for (int i = 0; i < n; i++) {
            y[offset + i] += shift;
        }
    }

    private static double[] zeros(int which) {
        double[] partials = PARTIALS.get()[which];
        Arrays.fill(partials, 0d);
        return partials;
    }

    private static void check(String kernel, int n, double[] g, int gOffset, double[] m, int mOffset) {
        Checks.range(kernel, "g", g.length, gOffset, n);
        Checks.range(kernel, "m", m.length, mOffset, n);
    }
}
