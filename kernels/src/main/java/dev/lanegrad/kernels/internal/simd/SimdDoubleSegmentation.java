// Derived from SimdFloatSegmentation.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.INTS;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.INT_REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.lanegrad.kernels.internal.DoubleSegmentation;
import dev.lanegrad.kernels.internal.DoubleSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums of segmentation losses in registers: a pair for each sum, which holds all of its partial sums at 512 bits. Narrower machines go over the block,
 * which is in the first cache by then, once for each further pair. The loops call the Vector API alone: a helper that short vectors rarely reach stays
 * un-inlined, and its vectors become objects.
 */
final class SimdDoubleSegmentation extends DoubleSegmentation {

    private static final int PAIR = 2 * LANES;
    private static final int PARTIALS = DoubleSums.PARTIALS;

    private static final VectorOperators.Conversion<Integer, Double> TO_DOUBLE =
            VectorOperators.Conversion.ofCast(int.class, double.class);

    private static final ThreadLocal<double[]> FIRST = ThreadLocal.withInitial(() -> new double[PARTIALS]);
    private static final ThreadLocal<double[]> SECOND = ThreadLocal.withInitial(() -> new double[PARTIALS]);
    private static final ThreadLocal<double[]> THIRD = ThreadLocal.withInitial(() -> new double[PARTIALS]);

    @Override
    protected void addBlockDiceSums(int n, double[] p, int pOffset, double[] t, int tOffset, double[] m, int mOffset,
                                    double[] sums, int sumsOffset) {
        double[] qs = FIRST.get();
        double[] qq = SECOND.get();
        double[] ss = THIRD.get();
        int whole = n - n % PARTIALS;
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector qs0 = DoubleVector.zero(SPECIES);
            DoubleVector qs1 = qs0;
            DoubleVector qq0 = qs0;
            DoubleVector qq1 = qs0;
            DoubleVector ss0 = qs0;
            DoubleVector ss1 = qs0;
            for (int i = r; i < whole; i += PARTIALS) {
                DoubleVector m0 = fromArray(SPECIES, m, mOffset + i);
                DoubleVector m1 = fromArray(SPECIES, m, mOffset + i + LANES);
                DoubleVector q0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i)).mul(m0);
                DoubleVector q1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES)).mul(m1);
                DoubleVector s0 = REGISTER.cast(fromArray(SPECIES, t, tOffset + i)).mul(m0);
                DoubleVector s1 = REGISTER.cast(fromArray(SPECIES, t, tOffset + i + LANES)).mul(m1);
                qs0 = q0.fma(s0, qs0);
                qs1 = q1.fma(s1, qs1);
                qq0 = q0.fma(q0, qq0);
                qq1 = q1.fma(q1, qq1);
                ss0 = s0.fma(s0, ss0);
                ss1 = s1.fma(s1, ss1);
            }
            REGISTER.cast(qs0).intoArray(qs, r);
            REGISTER.cast(qs1).intoArray(qs, r + LANES);
            REGISTER.cast(qq0).intoArray(qq, r);
            REGISTER.cast(qq1).intoArray(qq, r + LANES);
            REGISTER.cast(ss0).intoArray(ss, r);
            REGISTER.cast(ss1).intoArray(ss, r + LANES);
        }
        addRestOfDiceSums(n - whole, p, pOffset + whole, t, tOffset + whole, m, mOffset + whole, qs, qq, ss);
        sums[sumsOffset] += DoubleSums.fold(qs);
        sums[sumsOffset + 1] += DoubleSums.fold(qq);
        sums[sumsOffset + 2] += DoubleSums.fold(ss);
    }

    @Override
    protected void addBlockCellDiceSums(int n, double[] p, int pOffset, double[] a, int aOffset, double[] b, int bOffset,
                                        double[] sums, int sumsOffset) {
        double[] first = FIRST.get();
        double[] second = SECOND.get();
        int whole = n - n % PARTIALS;
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector first0 = DoubleVector.zero(SPECIES);
            DoubleVector first1 = first0;
            DoubleVector second0 = first0;
            DoubleVector second1 = first0;
            for (int i = r; i < whole; i += PARTIALS) {
                DoubleVector p0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
                DoubleVector p1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES));
                first0 = p0.fma(fromArray(SPECIES, a, aOffset + i), first0);
                first1 = p1.fma(fromArray(SPECIES, a, aOffset + i + LANES), first1);
                second0 = p0.mul(p0).fma(fromArray(SPECIES, b, bOffset + i), second0);
                second1 = p1.mul(p1).fma(fromArray(SPECIES, b, bOffset + i + LANES), second1);
            }
            REGISTER.cast(first0).intoArray(first, r);
            REGISTER.cast(first1).intoArray(first, r + LANES);
            REGISTER.cast(second0).intoArray(second, r);
            REGISTER.cast(second1).intoArray(second, r + LANES);
        }
        addRestOfCellDiceSums(n - whole, p, pOffset + whole, a, aOffset + whole, b, bOffset + whole, first, second);
        sums[sumsOffset] += DoubleSums.fold(first);
        sums[sumsOffset + 1] += DoubleSums.fold(second);
    }

    @Override
    protected void diceGradientLoop(int n, double alpha, double beta, double[] p, int pOffset, double[] t, int tOffset,
                                    double[] m, int mOffset, double[] dx, int dxOffset, boolean fromZero) {
        VectorMask<Double> cleared = SPECIES.maskAll(fromZero);
        DoubleVector first = REGISTER.cast(DoubleVector.broadcast(SPECIES, alpha));
        DoubleVector one = REGISTER.cast(DoubleVector.broadcast(SPECIES, 1d));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector y = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
            DoubleVector mask = fromArray(SPECIES, m, mOffset + i);
            DoubleVector dq = first.fma(REGISTER.cast(fromArray(SPECIES, t, tOffset + i)).mul(mask), y.mul(mask).mul(beta));
            DoubleVector before = REGISTER.cast(fromArray(SPECIES, dx, dxOffset + i)).blend(0d, cleared);
            dq.mul(mask).fma(y.mul(one.sub(y)), before).intoArray(dx, dxOffset + i);
        }
        super.diceGradientLoop(n - i, alpha, beta, p, pOffset + i, t, tOffset + i, m, mOffset + i, dx, dxOffset + i, fromZero);
    }

    @Override
    protected void cellDiceGradientLoop(int n, double alpha, double beta, double[] p, int pOffset, double[] a, int aOffset,
                                        double[] b, int bOffset, double[] dx, int dxOffset, boolean fromZero) {
        VectorMask<Double> cleared = SPECIES.maskAll(fromZero);
        DoubleVector first = REGISTER.cast(DoubleVector.broadcast(SPECIES, alpha));
        DoubleVector one = REGISTER.cast(DoubleVector.broadcast(SPECIES, 1d));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector y = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
            DoubleVector dp = first.fma(fromArray(SPECIES, a, aOffset + i), y.mul(fromArray(SPECIES, b, bOffset + i)).mul(beta));
            DoubleVector before = REGISTER.cast(fromArray(SPECIES, dx, dxOffset + i)).blend(0d, cleared);
            dp.fma(y.mul(one.sub(y)), before).intoArray(dx, dxOffset + i);
        }
        super.cellDiceGradientLoop(n - i, alpha, beta, p, pOffset + i, a, aOffset + i, b, bOffset + i, dx, dxOffset + i, fromZero);
    }

    @Override
    protected void gatedWeightsLoop(int n, int[] words, int wordsOffset, int shift, int[] gate, int gateOffset,
                                    double[] a, int aOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector weight = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift)
                    .and(IntVector.fromArray(INTS, gate, gateOffset + i));
            REGISTER.cast(weight.convertShape(TO_DOUBLE, SPECIES, 0)).intoArray(a, aOffset + i);
        }
        super.gatedWeightsLoop(n - i, words, wordsOffset + i, shift, gate, gateOffset + i, a, aOffset + i);
    }

    @Override
    protected void chosenWeightsLoop(int n, int[] words, int wordsOffset, int shift, int[] chosen, int chosenOffset,
                                     double[] a, int aOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector word = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift);
            IntVector first = IntVector.fromArray(INTS, chosen, chosenOffset + i);
            IntVector weight = word.and(first)
                    .or(word.lanewise(VectorOperators.LSHR, 8).lanewise(VectorOperators.AND_NOT, first)).and(31);
            REGISTER.cast(weight.convertShape(TO_DOUBLE, SPECIES, 0)).intoArray(a, aOffset + i);
        }
        super.chosenWeightsLoop(n - i, words, wordsOffset + i, shift, chosen, chosenOffset + i, a, aOffset + i);
    }

    @Override
    protected int gatherLoop(int n, double[] x, int xOffset, double[] b, int bOffset, double[] y, int yOffset) {
        int count = 0;
        long nans = 0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = REGISTER.cast(fromArray(SPECIES, x, xOffset + i));
            VectorMask<Double> weighed = REGISTER.cast(fromArray(SPECIES, b, bOffset + i)).compare(VectorOperators.NE, 0d);
            v.compress(weighed).intoArray(y, yOffset + count);
            count += weighed.trueCount();
            nans |= v.compare(VectorOperators.NE, v).toLong();
        }
        int rest = super.gatherLoop(n - i, x, xOffset + i, b, bOffset + i, y, yOffset + count);
        return nans != 0 || rest < 0 ? -1 : count + rest;
    }

    @Override
    protected int scatterLoop(int n, double[] y, int yOffset, double[] b, int bOffset, double[] x, int xOffset) {
        int from = yOffset;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Double> weighed = REGISTER.cast(fromArray(SPECIES, b, bOffset + i)).compare(VectorOperators.NE, 0d);
            REGISTER.cast(fromArray(SPECIES, y, from)).expand(weighed).intoArray(x, xOffset + i);
            from += weighed.trueCount();
        }
        return from - yOffset + super.scatterLoop(n - i, y, from, b, bOffset + i, x, xOffset + i);
    }

    @Override
    protected void addBlockCountedDiceSums(int n, double[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                           int[] gate, int gateOffset, double[] b, int bOffset, double[] sums, int sumsOffset) {
        double[] linear = FIRST.get();
        double[] quadratic = SECOND.get();
        int whole = n - n % PARTIALS;
        int weight = 0;
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector linear0 = DoubleVector.zero(SPECIES);
            DoubleVector linear1 = linear0;
            DoubleVector quadratic0 = linear0;
            DoubleVector quadratic1 = linear0;
            IntVector weights = IntVector.zero(INTS);
            for (int i = r; i < whole; i += PARTIALS) {
                int j = i + LANES;
                IntVector a0 = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift)
                        .and(IntVector.fromArray(INTS, gate, gateOffset + i));
                IntVector a1 = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + j)).lanewise(VectorOperators.LSHR, shift)
                        .and(IntVector.fromArray(INTS, gate, gateOffset + j));
                weights = INT_REGISTER.cast(weights).add(a0).add(a1);
                DoubleVector p0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
                DoubleVector p1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + j));
                linear0 = p0.fma((DoubleVector) a0.convertShape(TO_DOUBLE, SPECIES, 0), linear0);
                linear1 = p1.fma((DoubleVector) a1.convertShape(TO_DOUBLE, SPECIES, 0), linear1);
                quadratic0 = p0.mul(p0).fma(fromArray(SPECIES, b, bOffset + i), quadratic0);
                quadratic1 = p1.mul(p1).fma(fromArray(SPECIES, b, bOffset + j), quadratic1);
            }
            REGISTER.cast(linear0).intoArray(linear, r);
            REGISTER.cast(linear1).intoArray(linear, r + LANES);
            REGISTER.cast(quadratic0).intoArray(quadratic, r);
            REGISTER.cast(quadratic1).intoArray(quadratic, r + LANES);
            weight += INT_REGISTER.cast(weights).reduceLanes(VectorOperators.ADD);
        }
        weight += addRestOfCountedDiceSums(n - whole, p, pOffset + whole, words, wordsOffset + whole, shift, gate, gateOffset + whole,
                b, bOffset + whole, linear, quadratic);
        sums[sumsOffset] += DoubleSums.fold(linear);
        sums[sumsOffset + 1] += DoubleSums.fold(quadratic);
        sums[sumsOffset + 2] += weight;
    }

    /** As {@link #addBlockCountedDiceSums}, which narrower machines take, as they do not go over the registers in order. */
    @Override
    protected int addBlockGatheredDiceSums(int n, double[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                           int[] gate, int gateOffset, double[] b, int bOffset, double[] sums, int sumsOffset) {
        if (PAIR != PARTIALS) {
            return super.addBlockGatheredDiceSums(n, p, pOffset, words, wordsOffset, shift, gate, gateOffset, b, bOffset, sums, sumsOffset);
        }
        DoubleVector linear0 = DoubleVector.zero(SPECIES);
        DoubleVector linear1 = linear0;
        DoubleVector quadratic0 = linear0;
        DoubleVector quadratic1 = linear0;
        IntVector weights = IntVector.zero(INTS);
        int from = pOffset;
        int whole = n - n % PARTIALS;
        for (int i = 0; i < whole; i += PARTIALS) {
            int j = i + LANES;
            IntVector a0 = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift)
                    .and(IntVector.fromArray(INTS, gate, gateOffset + i));
            IntVector a1 = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + j)).lanewise(VectorOperators.LSHR, shift)
                    .and(IntVector.fromArray(INTS, gate, gateOffset + j));
            weights = INT_REGISTER.cast(weights).add(a0).add(a1);
            DoubleVector b0 = REGISTER.cast(fromArray(SPECIES, b, bOffset + i));
            DoubleVector b1 = REGISTER.cast(fromArray(SPECIES, b, bOffset + j));
            VectorMask<Double> weighed0 = b0.compare(VectorOperators.NE, 0d);
            VectorMask<Double> weighed1 = b1.compare(VectorOperators.NE, 0d);
            DoubleVector p0 = REGISTER.cast(fromArray(SPECIES, p, from)).expand(weighed0);
            from += weighed0.trueCount();
            DoubleVector p1 = REGISTER.cast(fromArray(SPECIES, p, from)).expand(weighed1);
            from += weighed1.trueCount();
            linear0 = p0.fma((DoubleVector) a0.convertShape(TO_DOUBLE, SPECIES, 0), linear0);
            linear1 = p1.fma((DoubleVector) a1.convertShape(TO_DOUBLE, SPECIES, 0), linear1);
            quadratic0 = p0.mul(p0).fma(b0, quadratic0);
            quadratic1 = p1.mul(p1).fma(b1, quadratic1);
        }
        double[] linear = FIRST.get();
        double[] quadratic = SECOND.get();
        REGISTER.cast(linear0).intoArray(linear, 0);
        REGISTER.cast(linear1).intoArray(linear, LANES);
        REGISTER.cast(quadratic0).intoArray(quadratic, 0);
        REGISTER.cast(quadratic1).intoArray(quadratic, LANES);
        double[] rest = THIRD.get();
        int count = from - pOffset + scatterLoop(n - whole, p, from, b, bOffset + whole, rest, 0);
        int weight = INT_REGISTER.cast(weights).reduceLanes(VectorOperators.ADD)
                + addRestOfCountedDiceSums(n - whole, rest, 0, words, wordsOffset + whole, shift, gate, gateOffset + whole,
                b, bOffset + whole, linear, quadratic);
        sums[sumsOffset] += DoubleSums.fold(linear);
        sums[sumsOffset + 1] += DoubleSums.fold(quadratic);
        sums[sumsOffset + 2] += weight;
        return count;
    }

    @Override
    protected void countedGradientLoop(int n, double alpha, double beta, double[] p, int pOffset, boolean gathered,
                                       int[] words, int wordsOffset, int shift, int[] gate, int gateOffset, double[] b, int bOffset, double[] dx, int dxOffset,
                                       boolean fromZero) {
        VectorMask<Double> cleared = SPECIES.maskAll(fromZero);
        DoubleVector factor = REGISTER.cast(DoubleVector.broadcast(SPECIES, alpha));
        DoubleVector one = REGISTER.cast(DoubleVector.broadcast(SPECIES, 1d));
        VectorMask<Double> all = SPECIES.maskAll(!gathered);
        int from = pOffset;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector a = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift)
                    .and(IntVector.fromArray(INTS, gate, gateOffset + i));
            DoubleVector weight = REGISTER.cast(fromArray(SPECIES, b, bOffset + i));
            VectorMask<Double> stored = weight.compare(VectorOperators.NE, 0d).or(all);
            DoubleVector y = REGISTER.cast(fromArray(SPECIES, p, from)).expand(stored);
            from += stored.trueCount();
            DoubleVector dp = factor.fma((DoubleVector) a.convertShape(TO_DOUBLE, SPECIES, 0), y.mul(weight).mul(beta));
            DoubleVector before = REGISTER.cast(fromArray(SPECIES, dx, dxOffset + i)).blend(0d, cleared);
            dp.fma(y.mul(one.sub(y)), before).intoArray(dx, dxOffset + i);
        }
        super.countedGradientLoop(n - i, alpha, beta, p, from, gathered, words, wordsOffset + i, shift, gate, gateOffset + i,
                b, bOffset + i, dx, dxOffset + i, fromZero);
    }

    @Override
    protected long countsAbove(int n, double[] x, int xOffset, double threshold, int[] first, int firstOffset, int firstShift,
                               int[] second, int secondOffset, int secondShift) {
        IntVector firstSum = IntVector.zero(INTS);
        IntVector secondSum = firstSum;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Integer> above = REGISTER.cast(fromArray(SPECIES, x, xOffset + i)).compare(VectorOperators.GT, threshold).cast(INTS);
            IntVector a = INT_REGISTER.cast(IntVector.fromArray(INTS, first, firstOffset + i)).lanewise(VectorOperators.LSHR, firstShift).and(31);
            IntVector b = INT_REGISTER.cast(IntVector.fromArray(INTS, second, secondOffset + i)).lanewise(VectorOperators.LSHR, secondShift).and(31);
            firstSum = INT_REGISTER.cast(firstSum).add(a, above);
            secondSum = INT_REGISTER.cast(secondSum).add(b, above);
        }
        return super.countsAbove(n - i, x, xOffset + i, threshold, first, firstOffset + i, firstShift, second, secondOffset + i, secondShift)
                + ((long) INT_REGISTER.cast(firstSum).reduceLanes(VectorOperators.ADD) << 32)
                + INT_REGISTER.cast(secondSum).reduceLanes(VectorOperators.ADD);
    }
}
