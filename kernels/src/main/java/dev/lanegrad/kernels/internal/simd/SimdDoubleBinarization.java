// Derived from SimdFloatBinarization.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.lanegrad.kernels.internal.DoubleBinarization;
import dev.lanegrad.kernels.internal.DoubleSums;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sums in registers: a pair for each sum, which holds all of its partial sums at 512 bits. Narrower machines go over the block,
 * which is in cache by then, once for each further pair. The loops call the Vector API alone.
 */
final class SimdDoubleBinarization extends DoubleBinarization {

    private static final int PAIR = 2 * LANES;
    private static final int PARTIALS = DoubleSums.PARTIALS;

    @Override
    protected void sumRegion(int n, byte[] kinds, int kindsOffset, double[] p, int pOffset, double[] g, int gOffset,
                             double[] m, int mOffset, double[] inside, double[] all) {
        int whole = n - n % PARTIALS;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector inside0 = zero;
            DoubleVector inside1 = zero;
            DoubleVector all0 = zero;
            DoubleVector all1 = zero;
            for (int i = r; i < whole; i += PARTIALS) {
                byte kind = kinds[kindsOffset + i / STRIP];
                if (kind == NEGATIVE) {
                    // Only a prediction that is not finite shows in the sum over the labelled region.
                    DoubleVector p0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
                    DoubleVector p1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES));
                    inside0 = p0.fma(zero, inside0);
                    inside1 = p1.fma(zero, inside1);
                    all0 = REGISTER.cast(all0).add(p0);
                    all1 = REGISTER.cast(all1).add(p1);
                } else if (kind != IGNORED) {
                    DoubleVector m0 = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
                    DoubleVector m1 = REGISTER.cast(fromArray(SPECIES, m, mOffset + i + LANES));
                    DoubleVector w0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i)).mul(m0);
                    DoubleVector w1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES)).mul(m1);
                    VectorMask<Double> on0 = m0.compare(NE, 0);
                    VectorMask<Double> on1 = m1.compare(NE, 0);
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
    protected void sumMaps(int n, byte[] kinds, int kindsOffset, double[] p, int firstOffset, int secondOffset,
                           double[] g, int gOffset, double[] m, int mOffset, byte[] bands, int bandsOffset, int thirdOffset,
                           double[] t, int tOffset, double[] w, int wOffset, double[][] partials) {
        if (PAIR < PARTIALS || n % STRIP != 0) {
            super.sumMaps(n, kinds, kindsOffset, p, firstOffset, secondOffset, g, gOffset, m, mOffset,
                    bands, bandsOffset, thirdOffset, t, tOffset, w, wOffset, partials);
            return;
        }
        for (double[] each : partials) {
            Arrays.fill(each, 0d);
        }
        Arrays.fill(partials[2], Double.NEGATIVE_INFINITY);
        int i = 0;
        while (i < n) {
            int plain = SimdDoubleMapSums.addPlainStrips(n - i, p, firstOffset + i, secondOffset + i, g, gOffset + i, m, mOffset + i,
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
                    SimdDoubleMapSums.addStrip(p, firstOffset + i, secondOffset + i, g, gOffset + i, m, mOffset + i, partials);
                }
                if (band != IGNORED) {
                    SimdDoubleMapSums.addStripOfDistances(p, thirdOffset + i, t, tOffset + i, w, wOffset + i, partials);
                }
                i += STRIP;
            }
        }
    }

    /** Neither a maximum nor a count depends on the order: the negatives of weight 1 are counted at the end. */
    @Override
    protected void sumLabels(int n, byte[] kinds, int kindsOffset, double[] g, int gOffset, double[] m, int mOffset,
                             double[] positives, double[] negatives, double[] largest, double[] counts) {
        int whole = n - n % PARTIALS;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector one = REGISTER.cast(DoubleVector.broadcast(SPECIES, 1d));
        for (int r = 0; r < PARTIALS; r += LANES) {
            DoubleVector positive = zero;
            DoubleVector negative = zero;
            DoubleVector count = zero;
            DoubleVector max = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
            int plain = 0;
            for (int i = r; i < whole; i += PARTIALS) {
                byte kind = kinds[kindsOffset + i / STRIP];
                if (kind == NEGATIVE) {
                    negative = REGISTER.cast(negative).add(one);
                    plain++;
                } else if (kind != IGNORED) {
                    DoubleVector label = REGISTER.cast(fromArray(SPECIES, g, gOffset + i));
                    DoubleVector weight = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
                    VectorMask<Double> on = weight.compare(NE, 0);
                    DoubleVector x = one.sub(label).mul(weight);
                    positive = REGISTER.cast(positive).blend(label.fma(weight, positive), on);
                    negative = REGISTER.cast(negative).blend(REGISTER.cast(negative).add(x), on);
                    VectorMask<Double> larger = x.compare(GT, max).and(on);
                    max = REGISTER.cast(max).blend(x, larger);
                    count = REGISTER.cast(count).blend(zero, larger);
                    count = REGISTER.cast(count).blend(REGISTER.cast(count).add(one), x.compare(EQ, max).and(on));
                }
            }
            if (plain > 0) {
                VectorMask<Double> larger = REGISTER.cast(max).compare(LT, one);
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
    protected void sumDistances(int n, byte[] kinds, int kindsOffset, double[] p, int pOffset, double[] g, int gOffset,
                                double[] m, int mOffset, double[] distances, double[] weights) {
        int whole = n - n % PARTIALS;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector distances0 = zero;
            DoubleVector distances1 = zero;
            DoubleVector weights0 = zero;
            DoubleVector weights1 = zero;
            for (int i = r; i < whole; i += PARTIALS) {
                if (kinds[kindsOffset + i / STRIP] == IGNORED) {
                    continue;
                }
                DoubleVector m0 = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
                DoubleVector m1 = REGISTER.cast(fromArray(SPECIES, m, mOffset + i + LANES));
                VectorMask<Double> on0 = m0.compare(NE, 0);
                VectorMask<Double> on1 = m1.compare(NE, 0);
                DoubleVector d0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i)).sub(fromArray(SPECIES, g, gOffset + i)).abs();
                DoubleVector d1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES))
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
    protected byte kind(int n, double[] g, int gOffset, double[] m, int mOffset) {
        if (n < STRIP) {
            return super.kind(n, g, gOffset, m, mOffset);
        }
        VectorMask<Double> notZero = SPECIES.maskAll(false);
        VectorMask<Double> notOne = notZero;
        VectorMask<Double> below = notZero;
        for (int i = 0; i < STRIP; i += LANES) {
            DoubleVector weight = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
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
        VectorMask<Double> notNegative = SPECIES.maskAll(false);
        VectorMask<Double> notPositive = notNegative;
        for (int i = 0; i < STRIP; i += LANES) {
            DoubleVector label = REGISTER.cast(fromArray(SPECIES, g, gOffset + i));
            notNegative = notNegative.or(label.compare(NE, 0));
            notPositive = notPositive.or(label.compare(NE, 1));
        }
        return !notNegative.anyTrue() ? NEGATIVE : !notPositive.anyTrue() ? POSITIVE : MIXED;
    }

    @Override
    protected void shiftLoop(int n, double shift, double[] y, int offset, boolean fromZero) {
        VectorMask<Double> cleared = SPECIES.maskAll(fromZero);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, y, offset + i)).blend(0d, cleared).add(shift).intoArray(y, offset + i);
        }
        super.shiftLoop(n - i, shift, y, offset + i, fromZero);
    }

    @Override
    protected void regionGradientLoop(int n, double alpha, double beta, double[] g, int gOffset, double[] m, int mOffset,
                                      double[] dp, int dpOffset, boolean fromZero) {
        VectorMask<Double> cleared = SPECIES.maskAll(fromZero);
        DoubleVector a = DoubleVector.broadcast(SPECIES, alpha);
        DoubleVector b = DoubleVector.broadcast(SPECIES, beta);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector weight = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
            DoubleVector before = REGISTER.cast(fromArray(SPECIES, dp, dpOffset + i)).blend(0d, cleared);
            before.blend(REGISTER.cast(fromArray(SPECIES, g, gOffset + i)).fma(a, b).fma(weight, before), weight.compare(NE, 0))
                    .intoArray(dp, dpOffset + i);
        }
        super.regionGradientLoop(n - i, alpha, beta, g, gOffset + i, m, mOffset + i, dp, dpOffset + i, fromZero);
    }

    @Override
    protected void distanceGradientLoop(int n, double alpha, double[] p, int pOffset, double[] g, int gOffset,
                                        double[] m, int mOffset, double[] dp, int dpOffset, boolean fromZero) {
        VectorMask<Double> cleared = SPECIES.maskAll(fromZero);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector weight = REGISTER.cast(fromArray(SPECIES, m, mOffset + i));
            VectorMask<Double> on = weight.compare(NE, 0);
            if (!on.anyTrue()) {
                if (fromZero) {
                    REGISTER.cast(DoubleVector.zero(SPECIES)).intoArray(dp, dpOffset + i);
                }
                continue;
            }
            DoubleVector difference = REGISTER.cast(fromArray(SPECIES, p, pOffset + i)).sub(fromArray(SPECIES, g, gOffset + i));
            DoubleVector sign = difference.blend(1, difference.compare(GT, 0)).blend(-1, difference.compare(LT, 0));
            DoubleVector before = REGISTER.cast(fromArray(SPECIES, dp, dpOffset + i)).blend(0d, cleared);
            before.blend(weight.mul(alpha).fma(sign, before), on).intoArray(dp, dpOffset + i);
        }
        super.distanceGradientLoop(n - i, alpha, p, pOffset + i, g, gOffset + i, m, mOffset + i, dp, dpOffset + i, fromZero);
    }
}
