// Derived from SimdFloatBinarization.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.lanegrad.kernels.internal.DoubleBinarization;
import dev.lanegrad.kernels.internal.DoubleSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sums in registers: a pair for each sum, which holds all of its partial sums at 512 bits. Narrower machines go over the block,
 * which is in cache by then, once for each further pair. The loops call the Vector API alone. The weights of threshold maps are 0
 * almost everywhere: there, nothing else is loaded.
 */
final class SimdDoubleBinarization extends DoubleBinarization {

    private static final int PAIR = 2 * LANES;
    private static final int PARTIALS = DoubleSums.PARTIALS;

    private static final ThreadLocal<double[]> FIRST = ThreadLocal.withInitial(() -> new double[PARTIALS]);
    private static final ThreadLocal<double[]> SECOND = ThreadLocal.withInitial(() -> new double[PARTIALS]);
    private static final ThreadLocal<double[]> LARGEST = ThreadLocal.withInitial(() -> new double[PARTIALS]);
    private static final ThreadLocal<double[]> COUNTS = ThreadLocal.withInitial(() -> new double[PARTIALS]);
    private static final ThreadLocal<double[][]> MAPS = ThreadLocal.withInitial(() -> new double[8][PARTIALS]);

    @Override
    protected void addBlockRegionSums(int n, double[] p, int pOffset, double[] g, int gOffset, double[] m, int mOffset,
                                      double[] sums, int sumsOffset) {
        double[] inside = FIRST.get();
        double[] all = SECOND.get();
        int whole = n - n % PARTIALS;
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector inside0 = DoubleVector.zero(SPECIES);
            DoubleVector inside1 = inside0;
            DoubleVector all0 = inside0;
            DoubleVector all1 = inside0;
            for (int i = r; i < whole; i += PARTIALS) {
                DoubleVector m0 = fromArray(SPECIES, m, mOffset + i);
                DoubleVector m1 = fromArray(SPECIES, m, mOffset + i + LANES);
                DoubleVector w0 = fromArray(SPECIES, p, pOffset + i).mul(m0);
                DoubleVector w1 = fromArray(SPECIES, p, pOffset + i + LANES).mul(m1);
                VectorMask<Double> on0 = m0.compare(NE, 0);
                VectorMask<Double> on1 = m1.compare(NE, 0);
                inside0 = inside0.blend(w0.fma(fromArray(SPECIES, g, gOffset + i), inside0), on0);
                inside1 = inside1.blend(w1.fma(fromArray(SPECIES, g, gOffset + i + LANES), inside1), on1);
                all0 = all0.blend(all0.add(w0), on0);
                all1 = all1.blend(all1.add(w1), on1);
            }
            inside0.intoArray(inside, r);
            inside1.intoArray(inside, r + LANES);
            all0.intoArray(all, r);
            all1.intoArray(all, r + LANES);
        }
        addRestOfRegionSums(n - whole, p, pOffset + whole, g, gOffset + whole, m, mOffset + whole, inside, all);
        sums[sumsOffset] += DoubleSums.fold(inside);
        sums[sumsOffset + 1] += DoubleSums.fold(all);
    }

    /** One pass where a pair of registers holds all partial sums of a sum, 16 registers in all; three passes elsewhere. */
    @Override
    protected void addBlockMapSums(int n, byte[] kinds, int kindsOffset, double[] p, int firstOffset, int secondOffset,
                                   double[] g, int gOffset, double[] m, int mOffset, double[] sums, int sumsOffset) {
        int whole = n - n % PARTIALS;
        if (PAIR < PARTIALS || whole == 0) {
            super.addBlockMapSums(n, kinds, kindsOffset, p, firstOffset, secondOffset, g, gOffset, m, mOffset, sums, sumsOffset);
            return;
        }
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1d);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector positives0 = zero;
        DoubleVector positives1 = zero;
        DoubleVector negatives0 = zero;
        DoubleVector negatives1 = zero;
        DoubleVector counts0 = zero;
        DoubleVector counts1 = zero;
        DoubleVector largest0 = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        DoubleVector largest1 = largest0;
        DoubleVector firstInside0 = zero;
        DoubleVector firstInside1 = zero;
        DoubleVector first0 = zero;
        DoubleVector first1 = zero;
        DoubleVector secondInside0 = zero;
        DoubleVector secondInside1 = zero;
        DoubleVector second0 = zero;
        DoubleVector second1 = zero;
        for (int i = 0; i < whole; i += PARTIALS) {
            byte kind = kinds[kindsOffset + i / STRIP];
            if (kind == IGNORED) {
                continue;
            }
            if (kind == NEGATIVE) {
                // Only a prediction that is not finite shows in the sums over the labelled region.
                DoubleVector p0 = fromArray(SPECIES, p, firstOffset + i);
                DoubleVector p1 = fromArray(SPECIES, p, firstOffset + i + LANES);
                DoubleVector q0 = fromArray(SPECIES, p, secondOffset + i);
                DoubleVector q1 = fromArray(SPECIES, p, secondOffset + i + LANES);
                firstInside0 = p0.fma(zero, firstInside0);
                firstInside1 = p1.fma(zero, firstInside1);
                secondInside0 = q0.fma(zero, secondInside0);
                secondInside1 = q1.fma(zero, secondInside1);
                first0 = first0.add(p0);
                first1 = first1.add(p1);
                second0 = second0.add(q0);
                second1 = second1.add(q1);
                negatives0 = negatives0.add(one);
                negatives1 = negatives1.add(one);
                VectorMask<Double> less0 = largest0.compare(LT, one);
                VectorMask<Double> less1 = largest1.compare(LT, one);
                counts0 = counts0.blend(zero, less0);
                counts1 = counts1.blend(zero, less1);
                largest0 = largest0.blend(one, less0);
                largest1 = largest1.blend(one, less1);
                counts0 = counts0.add(one, largest0.compare(EQ, one));
                counts1 = counts1.add(one, largest1.compare(EQ, one));
                continue;
            }
            DoubleVector g0 = fromArray(SPECIES, g, gOffset + i);
            DoubleVector m0 = fromArray(SPECIES, m, mOffset + i);
            VectorMask<Double> on0 = m0.compare(NE, 0);
            DoubleVector x0 = one.sub(g0).mul(m0);
            positives0 = positives0.blend(g0.fma(m0, positives0), on0);
            negatives0 = negatives0.blend(negatives0.add(x0), on0);
            VectorMask<Double> new0 = x0.compare(GT, largest0).and(on0);
            largest0 = largest0.blend(x0, new0);
            counts0 = counts0.blend(0d, new0);
            counts0 = counts0.blend(counts0.add(one), x0.compare(EQ, largest0).and(on0));
            DoubleVector p0 = fromArray(SPECIES, p, firstOffset + i).mul(m0);
            DoubleVector q0 = fromArray(SPECIES, p, secondOffset + i).mul(m0);
            firstInside0 = firstInside0.blend(p0.fma(g0, firstInside0), on0);
            first0 = first0.blend(first0.add(p0), on0);
            secondInside0 = secondInside0.blend(q0.fma(g0, secondInside0), on0);
            second0 = second0.blend(second0.add(q0), on0);

            DoubleVector g1 = fromArray(SPECIES, g, gOffset + i + LANES);
            DoubleVector m1 = fromArray(SPECIES, m, mOffset + i + LANES);
            VectorMask<Double> on1 = m1.compare(NE, 0);
            DoubleVector x1 = one.sub(g1).mul(m1);
            positives1 = positives1.blend(g1.fma(m1, positives1), on1);
            negatives1 = negatives1.blend(negatives1.add(x1), on1);
            VectorMask<Double> new1 = x1.compare(GT, largest1).and(on1);
            largest1 = largest1.blend(x1, new1);
            counts1 = counts1.blend(0d, new1);
            counts1 = counts1.blend(counts1.add(one), x1.compare(EQ, largest1).and(on1));
            DoubleVector p1 = fromArray(SPECIES, p, firstOffset + i + LANES).mul(m1);
            DoubleVector q1 = fromArray(SPECIES, p, secondOffset + i + LANES).mul(m1);
            firstInside1 = firstInside1.blend(p1.fma(g1, firstInside1), on1);
            first1 = first1.blend(first1.add(p1), on1);
            secondInside1 = secondInside1.blend(q1.fma(g1, secondInside1), on1);
            second1 = second1.blend(second1.add(q1), on1);
        }
        double[][] partials = MAPS.get();
        positives0.intoArray(partials[0], 0);
        positives1.intoArray(partials[0], LANES);
        negatives0.intoArray(partials[1], 0);
        negatives1.intoArray(partials[1], LANES);
        largest0.intoArray(partials[2], 0);
        largest1.intoArray(partials[2], LANES);
        counts0.intoArray(partials[3], 0);
        counts1.intoArray(partials[3], LANES);
        firstInside0.intoArray(partials[4], 0);
        firstInside1.intoArray(partials[4], LANES);
        first0.intoArray(partials[5], 0);
        first1.intoArray(partials[5], LANES);
        secondInside0.intoArray(partials[6], 0);
        secondInside1.intoArray(partials[6], LANES);
        second0.intoArray(partials[7], 0);
        second1.intoArray(partials[7], LANES);
        int rest = n - whole;
        addRestOfLabelSums(rest, g, gOffset + whole, m, mOffset + whole, partials[0], partials[1], partials[2], partials[3]);
        addRestOfRegionSums(rest, p, firstOffset + whole, g, gOffset + whole, m, mOffset + whole, partials[4], partials[5]);
        addRestOfRegionSums(rest, p, secondOffset + whole, g, gOffset + whole, m, mOffset + whole, partials[6], partials[7]);
        addLabelSums(partials[0], partials[1], partials[2], partials[3], sums, sumsOffset);
        for (int i = 4; i < partials.length; i++) {
            sums[sumsOffset + i] += DoubleSums.fold(partials[i]);
        }
    }

    @Override
    protected boolean equal(int n, double value, double[] x, int offset) {
        VectorMask<Double> other = SPECIES.maskAll(false);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            other = other.or(fromArray(SPECIES, x, offset + i).compare(NE, value));
        }
        return !other.anyTrue() && super.equal(n - i, value, x, offset + i);
    }

    @Override
    protected boolean anyNegative(int n, double[] x, int offset) {
        VectorMask<Double> negative = SPECIES.maskAll(false);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            negative = negative.or(fromArray(SPECIES, x, offset + i).compare(LT, 0));
        }
        return negative.anyTrue() || super.anyNegative(n - i, x, offset + i);
    }

    @Override
    protected void shiftLoop(int n, double shift, double[] y, int offset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            fromArray(SPECIES, y, offset + i).add(shift).intoArray(y, offset + i);
        }
        super.shiftLoop(n - i, shift, y, offset + i);
    }

    @Override
    protected void regionGradientLoop(int n, double alpha, double beta, double[] g, int gOffset, double[] m, int mOffset,
                                      double[] dp, int dpOffset) {
        DoubleVector a = DoubleVector.broadcast(SPECIES, alpha);
        DoubleVector b = DoubleVector.broadcast(SPECIES, beta);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector weight = fromArray(SPECIES, m, mOffset + i);
            DoubleVector before = fromArray(SPECIES, dp, dpOffset + i);
            before.blend(fromArray(SPECIES, g, gOffset + i).fma(a, b).fma(weight, before), weight.compare(NE, 0))
                    .intoArray(dp, dpOffset + i);
        }
        super.regionGradientLoop(n - i, alpha, beta, g, gOffset + i, m, mOffset + i, dp, dpOffset + i);
    }

    @Override
    protected void addBlockLabelSums(int n, double[] g, int gOffset, double[] m, int mOffset, double[] sums, int sumsOffset) {
        double[] positives = FIRST.get();
        double[] negatives = SECOND.get();
        double[] largest = LARGEST.get();
        double[] counts = COUNTS.get();
        int whole = n - n % PARTIALS;
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1d);
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector positives0 = DoubleVector.zero(SPECIES);
            DoubleVector positives1 = positives0;
            DoubleVector negatives0 = positives0;
            DoubleVector negatives1 = positives0;
            DoubleVector counts0 = positives0;
            DoubleVector counts1 = positives0;
            DoubleVector largest0 = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
            DoubleVector largest1 = largest0;
            for (int i = r; i < whole; i += PARTIALS) {
                DoubleVector g0 = fromArray(SPECIES, g, gOffset + i);
                DoubleVector g1 = fromArray(SPECIES, g, gOffset + i + LANES);
                DoubleVector m0 = fromArray(SPECIES, m, mOffset + i);
                DoubleVector m1 = fromArray(SPECIES, m, mOffset + i + LANES);
                VectorMask<Double> on0 = m0.compare(NE, 0);
                VectorMask<Double> on1 = m1.compare(NE, 0);
                DoubleVector x0 = one.sub(g0).mul(m0);
                DoubleVector x1 = one.sub(g1).mul(m1);
                positives0 = positives0.blend(g0.fma(m0, positives0), on0);
                positives1 = positives1.blend(g1.fma(m1, positives1), on1);
                negatives0 = negatives0.blend(negatives0.add(x0), on0);
                negatives1 = negatives1.blend(negatives1.add(x1), on1);
                VectorMask<Double> new0 = x0.compare(GT, largest0).and(on0);
                VectorMask<Double> new1 = x1.compare(GT, largest1).and(on1);
                largest0 = largest0.blend(x0, new0);
                largest1 = largest1.blend(x1, new1);
                counts0 = counts0.blend(0d, new0);
                counts1 = counts1.blend(0d, new1);
                counts0 = counts0.blend(counts0.add(one), x0.compare(EQ, largest0).and(on0));
                counts1 = counts1.blend(counts1.add(one), x1.compare(EQ, largest1).and(on1));
            }
            positives0.intoArray(positives, r);
            positives1.intoArray(positives, r + LANES);
            negatives0.intoArray(negatives, r);
            negatives1.intoArray(negatives, r + LANES);
            largest0.intoArray(largest, r);
            largest1.intoArray(largest, r + LANES);
            counts0.intoArray(counts, r);
            counts1.intoArray(counts, r + LANES);
        }
        addRestOfLabelSums(n - whole, g, gOffset + whole, m, mOffset + whole, positives, negatives, largest, counts);
        addLabelSums(positives, negatives, largest, counts, sums, sumsOffset);
    }

    @Override
    protected void addBlockDistanceSums(int n, double[] p, int pOffset, double[] g, int gOffset, double[] m, int mOffset,
                                        double[] sums, int sumsOffset) {
        double[] distances = FIRST.get();
        double[] weights = SECOND.get();
        int whole = n - n % PARTIALS;
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector distances0 = DoubleVector.zero(SPECIES);
            DoubleVector distances1 = distances0;
            DoubleVector weights0 = distances0;
            DoubleVector weights1 = distances0;
            for (int i = r; i < whole; i += PARTIALS) {
                DoubleVector m0 = fromArray(SPECIES, m, mOffset + i);
                DoubleVector m1 = fromArray(SPECIES, m, mOffset + i + LANES);
                VectorMask<Double> on0 = m0.compare(NE, 0);
                VectorMask<Double> on1 = m1.compare(NE, 0);
                if (!on0.or(on1).anyTrue()) {
                    continue;
                }
                DoubleVector d0 = fromArray(SPECIES, p, pOffset + i).sub(fromArray(SPECIES, g, gOffset + i)).abs();
                DoubleVector d1 = fromArray(SPECIES, p, pOffset + i + LANES)
                        .sub(fromArray(SPECIES, g, gOffset + i + LANES)).abs();
                distances0 = distances0.blend(d0.fma(m0, distances0), on0);
                distances1 = distances1.blend(d1.fma(m1, distances1), on1);
                weights0 = weights0.blend(weights0.add(m0), on0);
                weights1 = weights1.blend(weights1.add(m1), on1);
            }
            distances0.intoArray(distances, r);
            distances1.intoArray(distances, r + LANES);
            weights0.intoArray(weights, r);
            weights1.intoArray(weights, r + LANES);
        }
        addRestOfDistanceSums(n - whole, p, pOffset + whole, g, gOffset + whole, m, mOffset + whole, distances, weights);
        sums[sumsOffset] += DoubleSums.fold(distances);
        sums[sumsOffset + 1] += DoubleSums.fold(weights);
    }

    @Override
    protected void distanceGradientLoop(int n, double alpha, double[] p, int pOffset, double[] g, int gOffset,
                                        double[] m, int mOffset, double[] dp, int dpOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector weight = fromArray(SPECIES, m, mOffset + i);
            VectorMask<Double> on = weight.compare(NE, 0);
            if (!on.anyTrue()) {
                continue;
            }
            DoubleVector difference = fromArray(SPECIES, p, pOffset + i).sub(fromArray(SPECIES, g, gOffset + i));
            DoubleVector sign = difference.blend(1, difference.compare(GT, 0)).blend(-1, difference.compare(LT, 0));
            DoubleVector before = fromArray(SPECIES, dp, dpOffset + i);
            before.blend(weight.mul(alpha).fma(sign, before), on).intoArray(dp, dpOffset + i);
        }
        super.distanceGradientLoop(n - i, alpha, p, pOffset + i, g, gOffset + i, m, mOffset + i, dp, dpOffset + i);
    }
}
