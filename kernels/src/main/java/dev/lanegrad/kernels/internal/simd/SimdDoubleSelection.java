// Derived from SimdFloatSelection.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.INTS;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.INT_REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import dev.lanegrad.kernels.internal.DoubleSelection;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The passes of the selection in registers: compare, count, and store the chosen lanes side by side. */
final class SimdDoubleSelection extends DoubleSelection {

    private static final VectorSpecies<Integer> WORDS = IntVector.SPECIES_PREFERRED;
    private static final Class<? extends IntVector> WORD_REGISTER = WORDS.vectorType().asSubclass(IntVector.class);

    /** Weights whose halves an {@code int} can add up. */
    private static final int CHUNK = 1 << 14;

    @Override
    protected long weightSum(int n, int[] w, int wOffset) {
        long sum = 0;
        int i = 0;
        while (i <= n - WORDS.length()) {
            IntVector lower = IntVector.zero(WORDS);
            IntVector upper = lower;
            IntVector sign = lower;
            for (int end = Math.min(n, i + CHUNK); i <= end - WORDS.length(); i += WORDS.length()) {
                IntVector v = WORD_REGISTER.cast(IntVector.fromArray(WORDS, w, wOffset + i));
                lower = WORD_REGISTER.cast(lower).add(v.and(0xFFFF));
                upper = WORD_REGISTER.cast(upper).add(v.lanewise(VectorOperators.LSHR, 16));
                sign = WORD_REGISTER.cast(sign).or(v);
            }
            if (WORD_REGISTER.cast(sign).reduceLanes(VectorOperators.OR) < 0) {
                return -1;
            }
            sum += ((long) WORD_REGISTER.cast(upper).reduceLanes(VectorOperators.ADD) << 16) + WORD_REGISTER.cast(lower).reduceLanes(VectorOperators.ADD);
        }
        long rest = super.weightSum(n - i, w, wOffset + i);
        return rest < 0 ? rest : sum + rest;
    }

    @Override
    protected int countAtLeast(int n, double[] x, int xOffset, double threshold) {
        int count = 0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            count += REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i)).compare(VectorOperators.GE, threshold).trueCount();
        }
        return count + super.countAtLeast(n - i, x, xOffset + i, threshold);
    }

    @Override
    protected int weightAtLeast(int n, double[] x, int xOffset, int[] w, int wOffset, double threshold) {
        IntVector weight = IntVector.zero(INTS);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Double> mask = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i)).compare(VectorOperators.GE, threshold);
            weight = INT_REGISTER.cast(weight).add(IntVector.fromArray(INTS, w, wOffset + i), mask.cast(INTS));
        }
        return INT_REGISTER.cast(weight).reduceLanes(VectorOperators.ADD)
                + super.weightAtLeast(n - i, x, xOffset + i, w, wOffset + i, threshold);
    }

    @Override
    protected long gather(int n, double[] x, int xOffset, double low, double high, double[] values) {
        int above = 0;
        int inside = 0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i));
            VectorMask<Double> isAbove = v.compare(VectorOperators.GE, high);
            VectorMask<Double> isInside = v.compare(VectorOperators.GE, low).andNot(isAbove);
            v.compress(isInside).intoArray(values, inside);
            above += isAbove.trueCount();
            inside += isInside.trueCount();
        }
        for (; i < n; i++) {
            double value = x[xOffset + i];
            values[inside] = value;
            boolean isAbove = value >= high;
            above += isAbove ? 1 : 0;
            inside += value >= low & !isAbove ? 1 : 0;
        }
        return (long) above << 32 | inside;
    }

    @Override
    protected long gatherWeighted(int n, double[] x, int xOffset, int[] w, int wOffset, double low, double high,
                                  double[] values, int[] weights) {
        IntVector aboveWeight = IntVector.zero(INTS);
        int inside = 0;
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i));
            IntVector weight = INT_REGISTER.cast(IntVector.fromArray(INTS, w, wOffset + i));
            VectorMask<Double> isAbove = v.compare(VectorOperators.GE, high);
            VectorMask<Double> isInside = v.compare(VectorOperators.GE, low).andNot(isAbove);
            v.compress(isInside).intoArray(values, inside);
            weight.compress(isInside.cast(INTS)).intoArray(weights, inside);
            aboveWeight = INT_REGISTER.cast(aboveWeight).add(weight, isAbove.cast(INTS));
            inside += isInside.trueCount();
        }
        int above = INT_REGISTER.cast(aboveWeight).reduceLanes(VectorOperators.ADD);
        for (; i < n; i++) {
            double value = x[xOffset + i];
            int weight = w[wOffset + i];
            values[inside] = value;
            weights[inside] = weight;
            boolean isAbove = value >= high;
            above += isAbove ? weight : 0;
            inside += value >= low & !isAbove ? 1 : 0;
        }
        return (long) above << 32 | inside;
    }

    @Override
    protected void maskAtLeast(int n, double[] x, int xOffset, double threshold, int[] mask, int maskOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Double> m = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i)).compare(VectorOperators.GE, threshold);
            INT_REGISTER.cast(IntVector.zero(INTS)).blend(-1, m.cast(INTS)).intoArray(mask, maskOffset + i);
        }
        super.maskAtLeast(n - i, x, xOffset + i, threshold, mask, maskOffset + i);
    }

    @Override
    protected void maskAbove(int n, double[] x, int xOffset, double threshold, int[] mask, int maskOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Double> m = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i)).compare(VectorOperators.GT, threshold);
            INT_REGISTER.cast(IntVector.zero(INTS)).blend(-1, m.cast(INTS)).intoArray(mask, maskOffset + i);
        }
        super.maskAbove(n - i, x, xOffset + i, threshold, mask, maskOffset + i);
    }
}
