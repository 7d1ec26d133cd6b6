// Derived from SimdFloatSegmentation.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.load;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.lanegrad.kernels.internal.DoubleSegmentation;
import dev.lanegrad.kernels.internal.DoubleSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of segmentation losses in registers: the two that hold half of the partial sums at 512 bits. Narrower machines go over the block, which is in
 * the first cache by then, once for each further pair. The loops call the Vector API alone, lest a helper that short vectors rarely reach stay un-inlined.
 */
final class SimdDoubleSegmentation extends DoubleSegmentation {

    private static final int PAIR = 2 * LANES;
    private static final int PARTIALS = DoubleSums.PARTIALS;

    /** As many {@code int} lanes as a register has elements. */
    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, VectorShape.forBitSize(LANES * Integer.SIZE));

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
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector qs0 = DoubleVector.zero(SPECIES);
            DoubleVector qs1 = qs0;
            DoubleVector qq0 = qs0;
            DoubleVector qq1 = qs0;
            DoubleVector ss0 = qs0;
            DoubleVector ss1 = qs0;
            int i = r;
            for (; i <= n - PAIR; i += PARTIALS) {
                DoubleVector m0 = fromArray(SPECIES, m, mOffset + i);
                DoubleVector m1 = fromArray(SPECIES, m, mOffset + i + LANES);
                DoubleVector q0 = fromArray(SPECIES, p, pOffset + i).mul(m0);
                DoubleVector q1 = fromArray(SPECIES, p, pOffset + i + LANES).mul(m1);
                DoubleVector s0 = fromArray(SPECIES, t, tOffset + i).mul(m0);
                DoubleVector s1 = fromArray(SPECIES, t, tOffset + i + LANES).mul(m1);
                qs0 = q0.fma(s0, qs0);
                qs1 = q1.fma(s1, qs1);
                qq0 = q0.fma(q0, qq0);
                qq1 = q1.fma(q1, qq1);
                ss0 = s0.fma(s0, ss0);
                ss1 = s1.fma(s1, ss1);
            }
            if (i < n) {
                int j = i + LANES;
                DoubleVector m0 = load(m, mOffset + i, mOffset + n);
                DoubleVector m1 = load(m, mOffset + j, mOffset + n);
                DoubleVector q0 = load(p, pOffset + i, pOffset + n).mul(m0);
                DoubleVector q1 = load(p, pOffset + j, pOffset + n).mul(m1);
                DoubleVector s0 = load(t, tOffset + i, tOffset + n).mul(m0);
                DoubleVector s1 = load(t, tOffset + j, tOffset + n).mul(m1);
                qs0 = q0.fma(s0, qs0);
                qs1 = q1.fma(s1, qs1);
                qq0 = q0.fma(q0, qq0);
                qq1 = q1.fma(q1, qq1);
                ss0 = s0.fma(s0, ss0);
                ss1 = s1.fma(s1, ss1);
            }
            store(qs0, qs1, qs, r);
            store(qq0, qq1, qq, r);
            store(ss0, ss1, ss, r);
        }
        sums[sumsOffset] += fold(qs);
        sums[sumsOffset + 1] += fold(qq);
        sums[sumsOffset + 2] += fold(ss);
    }

    @Override
    protected void addBlockCellDiceSums(int n, double[] p, int pOffset, double[] a, int aOffset, double[] b, int bOffset,
                                        double[] sums, int sumsOffset) {
        double[] first = FIRST.get();
        double[] second = SECOND.get();
        for (int r = 0; r < PARTIALS; r += PAIR) {
            DoubleVector first0 = DoubleVector.zero(SPECIES);
            DoubleVector first1 = first0;
            DoubleVector second0 = first0;
            DoubleVector second1 = first0;
            int i = r;
            for (; i <= n - PAIR; i += PARTIALS) {
                DoubleVector p0 = fromArray(SPECIES, p, pOffset + i);
                DoubleVector p1 = fromArray(SPECIES, p, pOffset + i + LANES);
                first0 = p0.fma(fromArray(SPECIES, a, aOffset + i), first0);
                first1 = p1.fma(fromArray(SPECIES, a, aOffset + i + LANES), first1);
                second0 = p0.mul(p0).fma(fromArray(SPECIES, b, bOffset + i), second0);
                second1 = p1.mul(p1).fma(fromArray(SPECIES, b, bOffset + i + LANES), second1);
            }
            if (i < n) {
                int j = i + LANES;
                DoubleVector p0 = load(p, pOffset + i, pOffset + n);
                DoubleVector p1 = load(p, pOffset + j, pOffset + n);
                first0 = p0.fma(load(a, aOffset + i, aOffset + n), first0);
                first1 = p1.fma(load(a, aOffset + j, aOffset + n), first1);
                second0 = p0.mul(p0).fma(load(b, bOffset + i, bOffset + n), second0);
                second1 = p1.mul(p1).fma(load(b, bOffset + j, bOffset + n), second1);
            }
            store(first0, first1, first, r);
            store(second0, second1, second, r);
        }
        sums[sumsOffset] += fold(first);
        sums[sumsOffset + 1] += fold(second);
    }

    @Override
    protected void diceGradientLoop(int n, double alpha, double beta, double[] p, int pOffset, double[] t, int tOffset,
                                    double[] m, int mOffset, double[] dx, int dxOffset) {
        DoubleVector first = DoubleVector.broadcast(SPECIES, alpha);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1d);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector y = fromArray(SPECIES, p, pOffset + i);
            DoubleVector mask = fromArray(SPECIES, m, mOffset + i);
            DoubleVector dq = first.fma(fromArray(SPECIES, t, tOffset + i).mul(mask), y.mul(mask).mul(beta));
            dq.mul(mask).fma(y.mul(one.sub(y)), fromArray(SPECIES, dx, dxOffset + i)).intoArray(dx, dxOffset + i);
        }
        super.diceGradientLoop(n - i, alpha, beta, p, pOffset + i, t, tOffset + i, m, mOffset + i, dx, dxOffset + i);
    }

    @Override
    protected void cellDiceGradientLoop(int n, double alpha, double beta, double[] p, int pOffset, double[] a, int aOffset,
                                        double[] b, int bOffset, double[] dx, int dxOffset) {
        DoubleVector first = DoubleVector.broadcast(SPECIES, alpha);
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1d);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector y = fromArray(SPECIES, p, pOffset + i);
            DoubleVector dp = first.fma(fromArray(SPECIES, a, aOffset + i), y.mul(fromArray(SPECIES, b, bOffset + i)).mul(beta));
            dp.fma(y.mul(one.sub(y)), fromArray(SPECIES, dx, dxOffset + i)).intoArray(dx, dxOffset + i);
        }
        super.cellDiceGradientLoop(n - i, alpha, beta, p, pOffset + i, a, aOffset + i, b, bOffset + i, dx, dxOffset + i);
    }

    @Override
    protected int blockWeights(int n, int[] words, int wordsOffset, int shift, int[] first, int firstOffset,
                               int[] second, int secondOffset, double[] a, int aOffset) {
        IntVector sum = IntVector.zero(INTS);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector word = IntVector.fromArray(INTS, words, wordsOffset + i);
            IntVector weight = word.lanewise(VectorOperators.LSHR, shift)
                    .and(IntVector.fromArray(INTS, first, firstOffset + i)).and(31)
                    .add(word.lanewise(VectorOperators.LSHR, shift + 8)
                            .and(IntVector.fromArray(INTS, second, secondOffset + i)).and(31));
            sum = sum.add(weight);
            ((DoubleVector) weight.convertShape(TO_DOUBLE, SPECIES, 0)).intoArray(a, aOffset + i);
        }
        return sum.reduceLanes(VectorOperators.ADD) + super.blockWeights(n - i, words, wordsOffset + i, shift,
                first, firstOffset + i, second, secondOffset + i, a, aOffset + i);
    }

    private static void store(DoubleVector v0, DoubleVector v1, double[] partials, int r) {
        v0.intoArray(partials, r);
        v1.intoArray(partials, r + LANES);
    }

    /** The partial sums added by halves; at 512 bits they are two registers. */
    private static double fold(double[] partials) {
        if (PAIR == PARTIALS) {
            return DoubleLanes.fold(fromArray(SPECIES, partials, 0).add(fromArray(SPECIES, partials, LANES)));
        }
        return DoubleSums.fold(partials);
    }
}
