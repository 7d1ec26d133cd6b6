package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.INTS;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.INT_REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.lanegrad.kernels.internal.FloatSegmentation;
import dev.lanegrad.kernels.internal.FloatSums;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums of segmentation losses in registers: a pair for each sum, which holds all of its partial sums at 512 bits. Narrower machines go over the block,
 * which is in the first cache by then, once for each further pair. The loops call the Vector API alone: a helper that short vectors rarely reach stays
 * un-inlined, and its vectors become objects.
 */
final class SimdFloatSegmentation extends FloatSegmentation {

    private static final int PAIR = 2 * LANES;
    private static final int PARTIALS = FloatSums.PARTIALS;

    private static final VectorOperators.Conversion<Integer, Float> TO_FLOAT =
            VectorOperators.Conversion.ofCast(int.class, float.class);

    private static final ThreadLocal<float[]> FIRST = ThreadLocal.withInitial(() -> new float[PARTIALS]);
    private static final ThreadLocal<float[]> SECOND = ThreadLocal.withInitial(() -> new float[PARTIALS]);
    private static final ThreadLocal<float[]> THIRD = ThreadLocal.withInitial(() -> new float[PARTIALS]);

    @Override
    protected void addBlockDiceSums(int n, float[] p, int pOffset, float[] t, int tOffset, float[] m, int mOffset,
                                    double[] sums, int sumsOffset) {
        float[] qs = FIRST.get();
        float[] qq = SECOND.get();
        float[] ss = THIRD.get();
        int whole = n - n % PARTIALS;
        for (int r = 0; r < PARTIALS; r += PAIR) {
            FloatVector qs0 = FloatVector.zero(SPECIES);
            FloatVector qs1 = qs0;
            FloatVector qq0 = qs0;
            FloatVector qq1 = qs0;
            FloatVector ss0 = qs0;
            FloatVector ss1 = qs0;
            for (int i = r; i < whole; i += PARTIALS) {
                FloatVector m0 = fromArray(SPECIES, m, mOffset + i);
                FloatVector m1 = fromArray(SPECIES, m, mOffset + i + LANES);
                FloatVector q0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i)).mul(m0);
                FloatVector q1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES)).mul(m1);
                FloatVector s0 = REGISTER.cast(fromArray(SPECIES, t, tOffset + i)).mul(m0);
                FloatVector s1 = REGISTER.cast(fromArray(SPECIES, t, tOffset + i + LANES)).mul(m1);
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
        sums[sumsOffset] += FloatSums.fold(qs);
        sums[sumsOffset + 1] += FloatSums.fold(qq);
        sums[sumsOffset + 2] += FloatSums.fold(ss);
    }

    @Override
    protected void addBlockCellDiceSums(int n, float[] p, int pOffset, float[] a, int aOffset, float[] b, int bOffset,
                                        double[] sums, int sumsOffset) {
        float[] first = FIRST.get();
        float[] second = SECOND.get();
        int whole = n - n % PARTIALS;
        for (int r = 0; r < PARTIALS; r += PAIR) {
            FloatVector first0 = FloatVector.zero(SPECIES);
            FloatVector first1 = first0;
            FloatVector second0 = first0;
            FloatVector second1 = first0;
            for (int i = r; i < whole; i += PARTIALS) {
                FloatVector p0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
                FloatVector p1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i + LANES));
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
        sums[sumsOffset] += FloatSums.fold(first);
        sums[sumsOffset + 1] += FloatSums.fold(second);
    }

    @Override
    protected void diceGradientLoop(int n, float alpha, float beta, float[] p, int pOffset, float[] t, int tOffset,
                                    float[] m, int mOffset, float[] dx, int dxOffset, boolean fromZero) {
        VectorMask<Float> cleared = SPECIES.maskAll(fromZero);
        FloatVector first = REGISTER.cast(FloatVector.broadcast(SPECIES, alpha));
        FloatVector one = REGISTER.cast(FloatVector.broadcast(SPECIES, 1f));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector y = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
            FloatVector mask = fromArray(SPECIES, m, mOffset + i);
            FloatVector dq = first.fma(REGISTER.cast(fromArray(SPECIES, t, tOffset + i)).mul(mask), y.mul(mask).mul(beta));
            FloatVector before = REGISTER.cast(fromArray(SPECIES, dx, dxOffset + i)).blend(0f, cleared);
            dq.mul(mask).fma(y.mul(one.sub(y)), before).intoArray(dx, dxOffset + i);
        }
        super.diceGradientLoop(n - i, alpha, beta, p, pOffset + i, t, tOffset + i, m, mOffset + i, dx, dxOffset + i, fromZero);
    }

    @Override
    protected void cellDiceGradientLoop(int n, float alpha, float beta, float[] p, int pOffset, float[] a, int aOffset,
                                        float[] b, int bOffset, float[] dx, int dxOffset, boolean fromZero) {
        VectorMask<Float> cleared = SPECIES.maskAll(fromZero);
        FloatVector first = REGISTER.cast(FloatVector.broadcast(SPECIES, alpha));
        FloatVector one = REGISTER.cast(FloatVector.broadcast(SPECIES, 1f));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector y = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
            FloatVector dp = first.fma(fromArray(SPECIES, a, aOffset + i), y.mul(fromArray(SPECIES, b, bOffset + i)).mul(beta));
            FloatVector before = REGISTER.cast(fromArray(SPECIES, dx, dxOffset + i)).blend(0f, cleared);
            dp.fma(y.mul(one.sub(y)), before).intoArray(dx, dxOffset + i);
        }
        super.cellDiceGradientLoop(n - i, alpha, beta, p, pOffset + i, a, aOffset + i, b, bOffset + i, dx, dxOffset + i, fromZero);
    }

    @Override
    protected void gatedWeightsLoop(int n, int[] words, int wordsOffset, int shift, int[] gate, int gateOffset,
                                    float[] a, int aOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector weight = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift)
                    .and(IntVector.fromArray(INTS, gate, gateOffset + i));
            REGISTER.cast(weight.convertShape(TO_FLOAT, SPECIES, 0)).intoArray(a, aOffset + i);
        }
        super.gatedWeightsLoop(n - i, words, wordsOffset + i, shift, gate, gateOffset + i, a, aOffset + i);
    }

    @Override
    protected void chosenWeightsLoop(int n, int[] words, int wordsOffset, int shift, int[] chosen, int chosenOffset,
                                     float[] a, int aOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector word = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift);
            IntVector first = IntVector.fromArray(INTS, chosen, chosenOffset + i);
            IntVector weight = word.and(first)
                    .or(word.lanewise(VectorOperators.LSHR, 8).lanewise(VectorOperators.AND_NOT, first)).and(31);
            REGISTER.cast(weight.convertShape(TO_FLOAT, SPECIES, 0)).intoArray(a, aOffset + i);
        }
        super.chosenWeightsLoop(n - i, words, wordsOffset + i, shift, chosen, chosenOffset + i, a, aOffset + i);
    }

    @Override
    protected int gatherLoop(int n, float[] x, int xOffset, float[] b, int bOffset, float[] y, int yOffset) {
        int count = 0;
        long nans = 0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(fromArray(SPECIES, x, xOffset + i));
            VectorMask<Float> weighed = REGISTER.cast(fromArray(SPECIES, b, bOffset + i)).compare(VectorOperators.NE, 0f);
            v.compress(weighed).intoArray(y, yOffset + count);
            count += weighed.trueCount();
            nans |= v.compare(VectorOperators.NE, v).toLong();
        }
        int rest = super.gatherLoop(n - i, x, xOffset + i, b, bOffset + i, y, yOffset + count);
        return nans != 0 || rest < 0 ? -1 : count + rest;
    }

    @Override
    protected int scatterLoop(int n, float[] y, int yOffset, float[] b, int bOffset, float[] x, int xOffset) {
        int from = yOffset;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> weighed = REGISTER.cast(fromArray(SPECIES, b, bOffset + i)).compare(VectorOperators.NE, 0f);
            REGISTER.cast(fromArray(SPECIES, y, from)).expand(weighed).intoArray(x, xOffset + i);
            from += weighed.trueCount();
        }
        return from - yOffset + super.scatterLoop(n - i, y, from, b, bOffset + i, x, xOffset + i);
    }

    @Override
    protected void addBlockCountedDiceSums(int n, float[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                           int[] gate, int gateOffset, float[] b, int bOffset, double[] sums, int sumsOffset) {
        float[] linear = FIRST.get();
        float[] quadratic = SECOND.get();
        int whole = n - n % PARTIALS;
        int weight = 0;
        for (int r = 0; r < PARTIALS; r += PAIR) {
            FloatVector linear0 = FloatVector.zero(SPECIES);
            FloatVector linear1 = linear0;
            FloatVector quadratic0 = linear0;
            FloatVector quadratic1 = linear0;
            IntVector weights = IntVector.zero(INTS);
            for (int i = r; i < whole; i += PARTIALS) {
                int j = i + LANES;
                IntVector a0 = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift)
                        .and(IntVector.fromArray(INTS, gate, gateOffset + i));
                IntVector a1 = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + j)).lanewise(VectorOperators.LSHR, shift)
                        .and(IntVector.fromArray(INTS, gate, gateOffset + j));
                weights = INT_REGISTER.cast(weights).add(a0).add(a1);
                FloatVector p0 = REGISTER.cast(fromArray(SPECIES, p, pOffset + i));
                FloatVector p1 = REGISTER.cast(fromArray(SPECIES, p, pOffset + j));
                linear0 = p0.fma((FloatVector) a0.convertShape(TO_FLOAT, SPECIES, 0), linear0);
                linear1 = p1.fma((FloatVector) a1.convertShape(TO_FLOAT, SPECIES, 0), linear1);
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
        sums[sumsOffset] += FloatSums.fold(linear);
        sums[sumsOffset + 1] += FloatSums.fold(quadratic);
        sums[sumsOffset + 2] += weight;
    }

    /** As {@link #addBlockCountedDiceSums}, which narrower machines take, as they do not go over the registers in order. */
    @Override
    protected int addBlockGatheredDiceSums(int n, float[] p, int pOffset, int[] words, int wordsOffset, int shift,
                                           int[] gate, int gateOffset, float[] b, int bOffset, double[] sums, int sumsOffset) {
        if (PAIR != PARTIALS) {
            return super.addBlockGatheredDiceSums(n, p, pOffset, words, wordsOffset, shift, gate, gateOffset, b, bOffset, sums, sumsOffset);
        }
        FloatVector linear0 = FloatVector.zero(SPECIES);
        FloatVector linear1 = linear0;
        FloatVector quadratic0 = linear0;
        FloatVector quadratic1 = linear0;
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
            FloatVector b0 = REGISTER.cast(fromArray(SPECIES, b, bOffset + i));
            FloatVector b1 = REGISTER.cast(fromArray(SPECIES, b, bOffset + j));
            VectorMask<Float> weighed0 = b0.compare(VectorOperators.NE, 0f);
            VectorMask<Float> weighed1 = b1.compare(VectorOperators.NE, 0f);
            FloatVector p0 = REGISTER.cast(fromArray(SPECIES, p, from)).expand(weighed0);
            from += weighed0.trueCount();
            FloatVector p1 = REGISTER.cast(fromArray(SPECIES, p, from)).expand(weighed1);
            from += weighed1.trueCount();
            linear0 = p0.fma((FloatVector) a0.convertShape(TO_FLOAT, SPECIES, 0), linear0);
            linear1 = p1.fma((FloatVector) a1.convertShape(TO_FLOAT, SPECIES, 0), linear1);
            quadratic0 = p0.mul(p0).fma(b0, quadratic0);
            quadratic1 = p1.mul(p1).fma(b1, quadratic1);
        }
        float[] linear = FIRST.get();
        float[] quadratic = SECOND.get();
        REGISTER.cast(linear0).intoArray(linear, 0);
        REGISTER.cast(linear1).intoArray(linear, LANES);
        REGISTER.cast(quadratic0).intoArray(quadratic, 0);
        REGISTER.cast(quadratic1).intoArray(quadratic, LANES);
        float[] rest = THIRD.get();
        int count = from - pOffset + scatterLoop(n - whole, p, from, b, bOffset + whole, rest, 0);
        int weight = INT_REGISTER.cast(weights).reduceLanes(VectorOperators.ADD)
                + addRestOfCountedDiceSums(n - whole, rest, 0, words, wordsOffset + whole, shift, gate, gateOffset + whole,
                b, bOffset + whole, linear, quadratic);
        sums[sumsOffset] += FloatSums.fold(linear);
        sums[sumsOffset + 1] += FloatSums.fold(quadratic);
        sums[sumsOffset + 2] += weight;
        return count;
    }

    @Override
    protected void countedGradientLoop(int n, float alpha, float beta, float[] p, int pOffset, boolean gathered,
                                       int[] words, int wordsOffset, int shift, int[] gate, int gateOffset, float[] b, int bOffset, float[] dx, int dxOffset,
                                       boolean fromZero) {
        VectorMask<Float> cleared = SPECIES.maskAll(fromZero);
        FloatVector factor = REGISTER.cast(FloatVector.broadcast(SPECIES, alpha));
        FloatVector one = REGISTER.cast(FloatVector.broadcast(SPECIES, 1f));
        VectorMask<Float> all = SPECIES.maskAll(!gathered);
        int from = pOffset;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector a = INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift)
                    .and(IntVector.fromArray(INTS, gate, gateOffset + i));
            FloatVector weight = REGISTER.cast(fromArray(SPECIES, b, bOffset + i));
            VectorMask<Float> stored = weight.compare(VectorOperators.NE, 0f).or(all);
            FloatVector y = REGISTER.cast(fromArray(SPECIES, p, from)).expand(stored);
            from += stored.trueCount();
            FloatVector dp = factor.fma((FloatVector) a.convertShape(TO_FLOAT, SPECIES, 0), y.mul(weight).mul(beta));
            FloatVector before = REGISTER.cast(fromArray(SPECIES, dx, dxOffset + i)).blend(0f, cleared);
            dp.fma(y.mul(one.sub(y)), before).intoArray(dx, dxOffset + i);
        }
        super.countedGradientLoop(n - i, alpha, beta, p, from, gathered, words, wordsOffset + i, shift, gate, gateOffset + i,
                b, bOffset + i, dx, dxOffset + i, fromZero);
    }

    @Override
    protected long countsAbove(int n, float[] x, int xOffset, float threshold, int[] first, int firstOffset, int firstShift,
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
