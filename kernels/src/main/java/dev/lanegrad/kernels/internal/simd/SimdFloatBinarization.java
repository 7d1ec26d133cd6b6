package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.lanegrad.kernels.internal.FloatBinarization;
import dev.lanegrad.kernels.internal.FloatSums;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sums in registers: a pair for each sum, which holds all of its partial sums at 512 bits. Narrower machines go over the block,
 * which is in cache by then, once for each further pair. The loops call the Vector API alone.
 */
final class SimdFloatBinarization extends FloatBinarization {

    private static final int PAIR = 2 * LANES;
    private static final int PARTIALS = FloatSums.PARTIALS;

    @Override
    protected void sumRegion(int n, byte[] kinds, int kindsOffset, float[] p, int pOffset, float[] g, int gOffset,
                             float[] m, int mOffset, float[] inside, float[] all) {
        int whole = n - n % PARTIALS;
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int r = 0; r < PARTIALS; r += PAIR) {
            FloatVector inside0 = zero;
            FloatVector inside1 = zero;
            FloatVector all0 = zero;
            FloatVector all1 = zero;
            for (int i = r; i < whole; i += PARTIALS) {
                byte kind = kinds[kindsOffset + i / STRIP];
                if (kind == NEGATIVE) {
                    // Only a prediction that is not finite shows in the sum over the labelled region.
                    FloatVector p0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
                    FloatVector p1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES));
                    inside0 = p0.fma(zero, inside0);
                    inside1 = p1.fma(zero, inside1);
                    all0 = REGISTER.cast(all0).add(p0);
                    all1 = REGISTER.cast(all1).add(p1);
                } else if (kind != IGNORED) {
                    FloatVector m0 = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
                    FloatVector m1 = REGISTER.cast(fromArray(SPECIES, m, mOffset + i + LANES));
                    FloatVector w0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i)).mul(m0);
                    FloatVector w1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES)).mul(m1);
                    VectorMask<Float> on0 = m0.compare(NE, 0);
                    VectorMask<Float> on1 = m1.compare(NE, 0);
                    inside0 = REGISTER.cast(inside0).blend(w0.fma(fromArray(SPECIES, g, gOffset + i), inside0), on0);
                    inside1 = REGISTER.cast(inside1).blend(w1.fma(fromArray(SPECIES, g, gOffset + i + LANES), inside1), on1);
                    all0 = REGISTER.cast(all0).blend(REGISTER.cast(all0).add(w0), on0);
                    all1 = REGISTER.cast(all1).blend(REGISTER.cast(all1).add(w1), on1);
                }
            }
            REGISTER.cast(inside0).intoArray(inside, r);
            REGISTER.cast(inside1).intoArray(inside, r + LANES);
            REGISTER.cast(all0).intoArray(all, r);
            REGISTER.cast(all1).intoArray(all, r + LANES);
        }
        if (whole < n && kinds[kindsOffset + whole / STRIP] != IGNORED) {
            addRowOfRegion(n - whole, p, pOffset + whole, g, gOffset + whole, m, mOffset + whole, inside, all);
        }
    }

    /**
     * Strip by strip in one pass where a pair of registers holds all partial sums of a sum, so that memory goes on delivering the maps
     * while kinds are found and other sums are added.
     */
    @Override
    protected void sumMaps(int n, byte[] kinds, int kindsOffset, float[] p, int firstOffset, int secondOffset,
                           float[] g, int gOffset, float[] m, int mOffset, byte[] bands, int bandsOffset, int thirdOffset,
                           float[] t, int tOffset, float[] w, int wOffset, float[][] partials) {
        if (PAIR < PARTIALS || n % STRIP != 0) {
            super.sumMaps(n, kinds, kindsOffset, p, firstOffset, secondOffset, g, gOffset, m, mOffset,
                    bands, bandsOffset, thirdOffset, t, tOffset, w, wOffset, partials);
            return;
        }
        for (float[] each : partials) {
            Arrays.fill(each, 0f);
        }
        Arrays.fill(partials[2], Float.NEGATIVE_INFINITY);
        int i = 0;
        while (i < n) {
            int plain = SimdFloatMapSums.addPlainStrips(n - i, p, firstOffset + i, secondOffset + i, g, gOffset + i, m, mOffset + i,
                    w, wOffset + i, partials);
            Arrays.fill(kinds, kindsOffset + i / STRIP, kindsOffset + (i + plain) / STRIP, NEGATIVE);
            Arrays.fill(bands, bandsOffset + i / STRIP, bandsOffset + (i + plain) / STRIP, IGNORED);
            i += plain;
            if (i < n) {
                byte kind = kind(STRIP, g, gOffset + i, m, mOffset + i);
                byte band = kind(STRIP, t, tOffset + i, w, wOffset + i);
                kinds[kindsOffset + i / STRIP] = kind;
                bands[bandsOffset + i / STRIP] = band;
                if (kind != IGNORED) {
                    SimdFloatMapSums.addStrip(p, firstOffset + i, secondOffset + i, g, gOffset + i, m, mOffset + i, partials);
                }
                if (band != IGNORED) {
                    SimdFloatMapSums.addStripOfDistances(p, thirdOffset + i, t, tOffset + i, w, wOffset + i, partials);
                }
                i += STRIP;
            }
        }
    }

    /** Neither a maximum nor a count depends on the order: the negatives of weight 1 are counted at the end. */
    @Override
    protected void sumLabels(int n, byte[] kinds, int kindsOffset, float[] g, int gOffset, float[] m, int mOffset,
                             float[] positives, float[] negatives, float[] largest, float[] counts) {
        int whole = n - n % PARTIALS;
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector one = REGISTER.cast(FloatVector.broadcast(SPECIES, 1f));
        for (int r = 0; r < PARTIALS; r += LANES) {
            FloatVector positive = zero;
            FloatVector negative = zero;
            FloatVector count = zero;
            FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            int plain = 0;
            for (int i = r; i < whole; i += PARTIALS) {
                byte kind = kinds[kindsOffset + i / STRIP];
                if (kind == NEGATIVE) {
                    negative = REGISTER.cast(negative).add(one);
                    plain++;
                } else if (kind != IGNORED) {
                    FloatVector label = REGISTER.cast(fromArray(SPECIES, g, gOffset + i));
                    FloatVector weight = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
                    VectorMask<Float> on = weight.compare(NE, 0);
                    FloatVector x = one.sub(label).mul(weight);
                    positive = REGISTER.cast(positive).blend(label.fma(weight, positive), on);
                    negative = REGISTER.cast(negative).blend(REGISTER.cast(negative).add(x), on);
                    VectorMask<Float> larger = x.compare(GT, max).and(on);
                    max = REGISTER.cast(max).blend(x, larger);
                    count = REGISTER.cast(count).blend(zero, larger);
                    count = REGISTER.cast(count).blend(REGISTER.cast(count).add(one), x.compare(EQ, max).and(on));
                }
            }
            if (plain > 0) {
                VectorMask<Float> larger = REGISTER.cast(max).compare(LT, one);
                max = REGISTER.cast(max).blend(one, larger);
                count = REGISTER.cast(count).blend(zero, larger);
                count = REGISTER.cast(count).blend(REGISTER.cast(count).add(plain), REGISTER.cast(max).compare(EQ, one));
            }
            REGISTER.cast(positive).intoArray(positives, r);
            REGISTER.cast(negative).intoArray(negatives, r);
            REGISTER.cast(max).intoArray(largest, r);
            REGISTER.cast(count).intoArray(counts, r);
        }
        if (whole < n && kinds[kindsOffset + whole / STRIP] != IGNORED) {
            addRowOfLabels(n - whole, g, gOffset + whole, m, mOffset + whole, positives, negatives, largest, counts);
        }
    }

    @Override
    protected void sumDistances(int n, byte[] kinds, int kindsOffset, float[] p, int pOffset, float[] g, int gOffset,
                                float[] m, int mOffset, float[] distances, float[] weights) {
        int whole = n - n % PARTIALS;
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int r = 0; r < PARTIALS; r += PAIR) {
            FloatVector distances0 = zero;
            FloatVector distances1 = zero;
            FloatVector weights0 = zero;
            FloatVector weights1 = zero;
            for (int i = r; i < whole; i += PARTIALS) {
                if (kinds[kindsOffset + i / STRIP] == IGNORED) {
                    continue;
                }
                FloatVector m0 = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
                FloatVector m1 = REGISTER.cast(fromArray(SPECIES, m, mOffset + i + LANES));
                VectorMask<Float> on0 = m0.compare(NE, 0);
                VectorMask<Float> on1 = m1.compare(NE, 0);
                FloatVector d0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i)).sub(fromArray(SPECIES, g, gOffset + i)).abs();
                FloatVector d1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES))
                        .sub(fromArray(SPECIES, g, gOffset + i + LANES)).abs();
                distances0 = REGISTER.cast(distances0).blend(d0.fma(m0, distances0), on0);
                distances1 = REGISTER.cast(distances1).blend(d1.fma(m1, distances1), on1);
                weights0 = REGISTER.cast(weights0).blend(REGISTER.cast(weights0).add(m0), on0);
                weights1 = REGISTER.cast(weights1).blend(REGISTER.cast(weights1).add(m1), on1);
            }
            REGISTER.cast(distances0).intoArray(distances, r);
            REGISTER.cast(distances1).intoArray(distances, r + LANES);
            REGISTER.cast(weights0).intoArray(weights, r);
            REGISTER.cast(weights1).intoArray(weights, r + LANES);
        }
        if (whole < n && kinds[kindsOffset + whole / STRIP] != IGNORED) {
            addRowOfDistances(n - whole, p, pOffset + whole, g, gOffset + whole, m, mOffset + whole, distances, weights);
        }
    }

    @Override
    protected byte kind(int n, float[] g, int gOffset, float[] m, int mOffset) {
        if (n < STRIP) {
            return super.kind(n, g, gOffset, m, mOffset);
        }
        VectorMask<Float> notZero = SPECIES.maskAll(false);
        VectorMask<Float> notOne = notZero;
        VectorMask<Float> below = notZero;
        for (int i = 0; i < STRIP; i += LANES) {
            FloatVector weight = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
            notZero = notZero.or(weight.compare(NE, 0));
            notOne = notOne.or(weight.compare(NE, 1));
            below = below.or(weight.compare(LT, 0));
        }
        if (!notZero.anyTrue()) {
            return IGNORED;
        }
        if (notOne.anyTrue()) {
            return below.anyTrue() ? INVALID : MIXED;
        }
        VectorMask<Float> notNegative = SPECIES.maskAll(false);
        VectorMask<Float> notPositive = notNegative;
        for (int i = 0; i < STRIP; i += LANES) {
            FloatVector label = REGISTER.cast(fromArray(SPECIES, g, gOffset + i));
            notNegative = notNegative.or(label.compare(NE, 0));
            notPositive = notPositive.or(label.compare(NE, 1));
        }
        return !notNegative.anyTrue() ? NEGATIVE : !notPositive.anyTrue() ? POSITIVE : MIXED;
    }

    @Override
    protected void shiftLoop(int n, float shift, float[] y, int offset, boolean fromZero) {
        VectorMask<Float> cleared = SPECIES.maskAll(fromZero);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, y, offset + i)).blend(0f, cleared).add(shift).intoArray(y, offset + i);
        }
        super.shiftLoop(n - i, shift, y, offset + i, fromZero);
    }

    @Override
    protected void regionGradientLoop(int n, float alpha, float beta, float[] g, int gOffset, float[] m, int mOffset,
                                      float[] dp, int dpOffset, boolean fromZero) {
        VectorMask<Float> cleared = SPECIES.maskAll(fromZero);
        FloatVector a = FloatVector.broadcast(SPECIES, alpha);
        FloatVector b = FloatVector.broadcast(SPECIES, beta);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector weight = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
            FloatVector before = REGISTER.cast(fromArray(SPECIES, dp, dpOffset + i)).blend(0f, cleared);
            before.blend(REGISTER.cast(fromArray(SPECIES, g, gOffset + i)).fma(a, b).fma(weight, before), weight.compare(NE, 0))
                    .intoArray(dp, dpOffset + i);
        }
        super.regionGradientLoop(n - i, alpha, beta, g, gOffset + i, m, mOffset + i, dp, dpOffset + i, fromZero);
    }

    @Override
    protected void distanceGradientLoop(int n, float alpha, float[] p, int pOffset, float[] g, int gOffset,
                                        float[] m, int mOffset, float[] dp, int dpOffset, boolean fromZero) {
        VectorMask<Float> cleared = SPECIES.maskAll(fromZero);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector weight = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
            VectorMask<Float> on = weight.compare(NE, 0);
            if (!on.anyTrue()) {
                if (fromZero) {
                    REGISTER.cast(FloatVector.zero(SPECIES)).intoArray(dp, dpOffset + i);
                }
                continue;
            }
            FloatVector difference = REGISTER.cast(fromArray(SPECIES, p, pOffset + i)).sub(fromArray(SPECIES, g, gOffset + i));
            FloatVector sign = difference.blend(1, difference.compare(GT, 0)).blend(-1, difference.compare(LT, 0));
            FloatVector before = REGISTER.cast(fromArray(SPECIES, dp, dpOffset + i)).blend(0f, cleared);
            before.blend(weight.mul(alpha).fma(sign, before), on).intoArray(dp, dpOffset + i);
        }
        super.distanceGradientLoop(n - i, alpha, p, pOffset + i, g, gOffset + i, m, mOffset + i, dp, dpOffset + i, fromZero);
    }
}
