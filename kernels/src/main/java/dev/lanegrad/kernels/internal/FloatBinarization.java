package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Binarization;
import java.util.Arrays;

/** Sums of blocks in arrays of partial sums, row by row, and plain loops. */
public class FloatBinarization implements Binarization<float[]> {

    private static final int BLOCK = FloatSums.BLOCK;
    private static final int ROW = FloatSums.PARTIALS;

    private static final ThreadLocal<float[][]> PARTIALS = ThreadLocal.withInitial(() -> new float[10][ROW]);

    @Override
    public final void addRegionSums(int n, byte[] kinds, int kindsOffset, float[] p, int pOffset, float[] g, int gOffset,
                                    float[] m, int mOffset, double[] sums, int sumsOffset) {
        Checks.range("addRegionSums", "p", p.length, pOffset, n);
        check("addRegionSums", n, kinds, kindsOffset, g, gOffset, m, mOffset);
        Checks.range("addRegionSums", "sums", sums.length, sumsOffset, 2);
        float[] inside = PARTIALS.get()[0];
        float[] all = PARTIALS.get()[1];
        for (int i = 0; i < n; i += BLOCK) {
            sumRegion(Math.min(BLOCK, n - i), kinds, kindsOffset + i / STRIP, p, pOffset + i, g, gOffset + i, m, mOffset + i,
                    inside, all);
            sums[sumsOffset] += FloatSums.fold(inside);
            sums[sumsOffset + 1] += FloatSums.fold(all);
        }
    }

    /** The partial sums of {@link #addRegionSums} over a block. */
    protected void sumRegion(int n, byte[] kinds, int kindsOffset, float[] p, int pOffset, float[] g, int gOffset,
                             float[] m, int mOffset, float[] inside, float[] all) {
        Arrays.fill(inside, 0f);
        Arrays.fill(all, 0f);
        for (int i = 0; i < n; i += ROW) {
            if (kinds[kindsOffset + i / STRIP] != IGNORED) {
                addRowOfRegion(Math.min(ROW, n - i), p, pOffset + i, g, gOffset + i, m, mOffset + i, inside, all);
            }
        }
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRowOfRegion(int n, float[] p, int pOffset, float[] g, int gOffset, float[] m, int mOffset,
                                         float[] inside, float[] all) {
        for (int j = 0; j < n; j++) {
            float weight = m[mOffset + j];
            if (weight != 0) {
                float weighted = p[pOffset + j] * weight;
                inside[j] = Math.fma(weighted, g[gOffset + j], inside[j]);
                all[j] += weighted;
            }
        }
    }

    @Override
    public final void addLabelSums(int n, byte[] kinds, int kindsOffset, float[] g, int gOffset, float[] m, int mOffset,
                                   double[] sums, int sumsOffset) {
        check("addLabelSums", n, kinds, kindsOffset, g, gOffset, m, mOffset);
        Checks.range("addLabelSums", "sums", sums.length, sumsOffset, 4);
        float[][] partials = PARTIALS.get();
        for (int i = 0; i < n; i += BLOCK) {
            sumLabels(Math.min(BLOCK, n - i), kinds, kindsOffset + i / STRIP, g, gOffset + i, m, mOffset + i,
                    partials[0], partials[1], partials[2], partials[3]);
            addLabelPartials(partials, sums, sumsOffset);
        }
    }

    /** The partial sums, maxima and counts of {@link #addLabelSums} over a block. */
    protected void sumLabels(int n, byte[] kinds, int kindsOffset, float[] g, int gOffset, float[] m, int mOffset,
                             float[] positives, float[] negatives, float[] largest, float[] counts) {
        Arrays.fill(positives, 0f);
        Arrays.fill(negatives, 0f);
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
        Arrays.fill(counts, 0f);
        for (int i = 0; i < n; i += ROW) {
            if (kinds[kindsOffset + i / STRIP] != IGNORED) {
                addRowOfLabels(Math.min(ROW, n - i), g, gOffset + i, m, mOffset + i, positives, negatives, largest, counts);
            }
        }
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRowOfLabels(int n, float[] g, int gOffset, float[] m, int mOffset,
                                         float[] positives, float[] negatives, float[] largest, float[] counts) {
        for (int j = 0; j < n; j++) {
            float weight = m[mOffset + j];
            if (weight == 0) {
                continue;
            }
            float label = g[gOffset + j];
            float negative = (1f - label) * weight;
            positives[j] = Math.fma(label, weight, positives[j]);
            negatives[j] += negative;
            if (negative > largest[j]) {
                largest[j] = negative;
                counts[j] = 0f;
            }
            if (negative == largest[j]) {
                counts[j] += 1f;
            }
        }
    }

    private static void addLabelPartials(float[][] partials, double[] sums, int sumsOffset) {
        sums[sumsOffset] += FloatSums.fold(partials[0]);
        sums[sumsOffset + 1] += FloatSums.fold(partials[1]);
        for (int j = 0; j < ROW; j++) {
            float largest = partials[2][j];
            if (largest > sums[sumsOffset + 2]) {
                sums[sumsOffset + 2] = largest;
                sums[sumsOffset + 3] = 0;
            }
            if (largest == sums[sumsOffset + 2]) {
                sums[sumsOffset + 3] += partials[3][j];
            }
        }
    }

    @Override
    public final void addMapSums(int n, byte[] kinds, int kindsOffset, float[] p, int firstOffset, int secondOffset,
                                 float[] g, int gOffset, float[] m, int mOffset, byte[] bands, int bandsOffset, int thirdOffset,
                                 float[] t, int tOffset, float[] w, int wOffset, double[] sums, int sumsOffset) {
        Checks.range("addMapSums", "p", p.length, firstOffset, n);
        Checks.range("addMapSums", "p", p.length, secondOffset, n);
        Checks.range("addMapSums", "p", p.length, thirdOffset, n);
        check("addMapSums", n, kinds, kindsOffset, g, gOffset, m, mOffset);
        Checks.range("addMapSums", "t", t.length, tOffset, n);
        Checks.range("addMapSums", "w", w.length, wOffset, n);
        Checks.range("addMapSums", "bands", bands.length, bandsOffset, (n + STRIP - 1L) / STRIP);
        Checks.range("addMapSums", "sums", sums.length, sumsOffset, 10);
        float[][] partials = PARTIALS.get();
        for (int i = 0; i < n; i += BLOCK) {
            int strip = i / STRIP;
            sumMaps(Math.min(BLOCK, n - i), kinds, kindsOffset + strip, p, firstOffset + i, secondOffset + i, g, gOffset + i, m, mOffset + i,
                    bands, bandsOffset + strip, thirdOffset + i, t, tOffset + i, w, wOffset + i, partials);
            addLabelPartials(partials, sums, sumsOffset);
            for (int j = 4; j < 10; j++) {
                sums[sumsOffset + j] += FloatSums.fold(partials[j]);
            }
        }
    }

    /** The kinds and the partial sums of {@link #addMapSums} over a block. */
    protected void sumMaps(int n, byte[] kinds, int kindsOffset, float[] p, int firstOffset, int secondOffset,
                           float[] g, int gOffset, float[] m, int mOffset, byte[] bands, int bandsOffset, int thirdOffset,
                           float[] t, int tOffset, float[] w, int wOffset, float[][] partials) {
        findKinds(n, g, gOffset, m, mOffset, kinds, kindsOffset);
        sumLabels(n, kinds, kindsOffset, g, gOffset, m, mOffset, partials[0], partials[1], partials[2], partials[3]);
        sumRegion(n, kinds, kindsOffset, p, firstOffset, g, gOffset, m, mOffset, partials[4], partials[5]);
        sumRegion(n, kinds, kindsOffset, p, secondOffset, g, gOffset, m, mOffset, partials[6], partials[7]);
        findKinds(n, t, tOffset, w, wOffset, bands, bandsOffset);
        sumDistances(n, bands, bandsOffset, p, thirdOffset, t, tOffset, w, wOffset, partials[8], partials[9]);
    }

    @Override
    public final void addDistanceSums(int n, byte[] kinds, int kindsOffset, float[] p, int pOffset, float[] g, int gOffset,
                                      float[] m, int mOffset, double[] sums, int sumsOffset) {
        Checks.range("addDistanceSums", "p", p.length, pOffset, n);
        check("addDistanceSums", n, kinds, kindsOffset, g, gOffset, m, mOffset);
        Checks.range("addDistanceSums", "sums", sums.length, sumsOffset, 2);
        float[] distances = PARTIALS.get()[0];
        float[] weights = PARTIALS.get()[1];
        for (int i = 0; i < n; i += BLOCK) {
            sumDistances(Math.min(BLOCK, n - i), kinds, kindsOffset + i / STRIP, p, pOffset + i, g, gOffset + i, m, mOffset + i,
                    distances, weights);
            sums[sumsOffset] += FloatSums.fold(distances);
            sums[sumsOffset + 1] += FloatSums.fold(weights);
        }
    }

    /** The partial sums of {@link #addDistanceSums} over a block. */
    protected void sumDistances(int n, byte[] kinds, int kindsOffset, float[] p, int pOffset, float[] g, int gOffset,
                                float[] m, int mOffset, float[] distances, float[] weights) {
        Arrays.fill(distances, 0f);
        Arrays.fill(weights, 0f);
        for (int i = 0; i < n; i += ROW) {
            if (kinds[kindsOffset + i / STRIP] != IGNORED) {
                addRowOfDistances(Math.min(ROW, n - i), p, pOffset + i, g, gOffset + i, m, mOffset + i, distances, weights);
            }
        }
    }

    /** Adds at most one element to each partial sum. */
    protected static void addRowOfDistances(int n, float[] p, int pOffset, float[] g, int gOffset, float[] m, int mOffset,
                                            float[] distances, float[] weights) {
        for (int j = 0; j < n; j++) {
            float weight = m[mOffset + j];
            if (weight != 0) {
                distances[j] = Math.fma(Math.abs(p[pOffset + j] - g[gOffset + j]), weight, distances[j]);
                weights[j] += weight;
            }
        }
    }

    @Override
    public final void addRegionGradient(int n, double alpha, double beta, byte[] kinds, int kindsOffset,
                                        float[] g, int gOffset, float[] m, int mOffset, float[] dp, int dpOffset, boolean fromZero) {
        check("addRegionGradient", n, kinds, kindsOffset, g, gOffset, m, mOffset);
        Checks.range("addRegionGradient", "dp", dp.length, dpOffset, n);
        int end;
        for (int i = 0; i < n; i = end) {
            end = endOfRun(kinds, kindsOffset, i, n);
            switch (kinds[kindsOffset + i / STRIP]) {
                case IGNORED -> clearIgnored(end - i, dp, dpOffset + i, fromZero);
                case NEGATIVE -> shiftLoop(end - i, (float) beta, dp, dpOffset + i, fromZero);
                case POSITIVE -> shiftLoop(end - i, Math.fma((float) alpha, 1f, (float) beta), dp, dpOffset + i, fromZero);
                default -> regionGradientLoop(end - i, (float) alpha, (float) beta, g, gOffset + i, m, mOffset + i,
                        dp, dpOffset + i, fromZero);
            }
        }
    }

    private void clearIgnored(int n, float[] dp, int dpOffset, boolean fromZero) {
        if (fromZero) {
            shiftLoop(n, 0f, dp, dpOffset, true);
        }
    }

    /** {@link #addRegionGradient} of any labels and weights. */
    protected void regionGradientLoop(int n, float alpha, float beta, float[] g, int gOffset, float[] m, int mOffset,
                                      float[] dp, int dpOffset, boolean fromZero) {
        for (int i = 0; i < n; i++) {
            float weight = m[mOffset + i];
            float before = fromZero ? 0f : dp[dpOffset + i];
            dp[dpOffset + i] = weight != 0 ? Math.fma(weight, Math.fma(alpha, g[gOffset + i], beta), before) : before;
        }
    }

    /** Adds a number to all elements, or to as many zeros. */
    protected void shiftLoop(int n, float shift, float[] y, int offset, boolean fromZero) {
        for (int i = 0; i < n; i++) {
            y[offset + i] = (fromZero ? 0f : y[offset + i]) + shift;
        }
    }

    @Override
    public final void addDistanceGradient(int n, double alpha, byte[] kinds, int kindsOffset, float[] p, int pOffset,
                                          float[] g, int gOffset, float[] m, int mOffset, float[] dp, int dpOffset, boolean fromZero) {
        Checks.range("addDistanceGradient", "p", p.length, pOffset, n);
        check("addDistanceGradient", n, kinds, kindsOffset, g, gOffset, m, mOffset);
        Checks.range("addDistanceGradient", "dp", dp.length, dpOffset, n);
        int end;
        for (int i = 0; i < n; i = end) {
            end = endOfRun(kinds, kindsOffset, i, n);
            if (kinds[kindsOffset + i / STRIP] == IGNORED) {
                clearIgnored(end - i, dp, dpOffset + i, fromZero);
            } else {
                distanceGradientLoop(end - i, (float) alpha, p, pOffset + i, g, gOffset + i, m, mOffset + i, dp, dpOffset + i, fromZero);
            }
        }
    }

    /** {@link #addDistanceGradient} of any weights. */
    protected void distanceGradientLoop(int n, float alpha, float[] p, int pOffset, float[] g, int gOffset,
                                        float[] m, int mOffset, float[] dp, int dpOffset, boolean fromZero) {
        for (int i = 0; i < n; i++) {
            float weight = m[mOffset + i];
            float difference = p[pOffset + i] - g[gOffset + i];
            float sign = difference > 0 ? 1 : difference < 0 ? -1 : difference;
            float before = fromZero ? 0f : dp[dpOffset + i];
            dp[dpOffset + i] = weight != 0 ? Math.fma(alpha * weight, sign, before) : before;
        }
    }

    @Override
    public final void labelKinds(int n, float[] g, int gOffset, float[] m, int mOffset, byte[] kinds, int kindsOffset) {
        check("labelKinds", n, kinds, kindsOffset, g, gOffset, m, mOffset);
        findKinds(n, g, gOffset, m, mOffset, kinds, kindsOffset);
    }

    private void findKinds(int n, float[] g, int gOffset, float[] m, int mOffset, byte[] kinds, int kindsOffset) {
        for (int i = 0; i < n; i += STRIP) {
            kinds[kindsOffset + i / STRIP] = kind(Math.min(STRIP, n - i), g, gOffset + i, m, mOffset + i);
        }
    }

    /** The kind of a strip, which has at least one pixel. */
    protected byte kind(int n, float[] g, int gOffset, float[] m, int mOffset) {
        boolean ignored = true;
        boolean one = true;
        boolean invalid = false;
        for (int i = 0; i < n; i++) {
            float weight = m[mOffset + i];
            ignored &= weight == 0;
            one &= weight == 1;
            invalid |= weight < 0;
        }
        if (ignored || !one) {
            return ignored ? IGNORED : invalid ? INVALID : MIXED;
        }
        boolean negative = true;
        boolean positive = true;
        for (int i = 0; i < n; i++) {
            negative &= g[gOffset + i] == 0;
            positive &= g[gOffset + i] == 1;
        }
        return negative ? NEGATIVE : positive ? POSITIVE : MIXED;
    }

    /** Where the strips end that are of the kind of the one that begins here. */
    private static int endOfRun(byte[] kinds, int kindsOffset, int from, int n) {
        byte kind = kinds[kindsOffset + from / STRIP];
        int end = from;
        do {
            // At most n, which may be less than a strip away from the largest int.
            end = n - end > STRIP ? end + STRIP : n;
        } while (end < n && kinds[kindsOffset + end / STRIP] == kind);
        return end;
    }

    private static void check(String kernel, int n, byte[] kinds, int kindsOffset, float[] g, int gOffset, float[] m, int mOffset) {
        Checks.range(kernel, "g", g.length, gOffset, n);
        Checks.range(kernel, "m", m.length, mOffset, n);
        Checks.range(kernel, "kinds", kinds.length, kindsOffset, (n + STRIP - 1L) / STRIP);
    }
}
