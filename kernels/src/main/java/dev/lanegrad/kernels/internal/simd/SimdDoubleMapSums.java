// Derived from SimdFloatMapSums.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.Binarization.STRIP;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.lanegrad.kernels.internal.DoubleSums;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * The sums of a DB loss over strips of pixels: ten arrays of partial sums, which are positives, negatives, the largest negative, how many are as
 * large, inside and all of two maps, distances and weights of the third. A pair of registers has to hold all partial sums of a sum.
 */
final class SimdDoubleMapSums {

    private static final int PARTIALS = DoubleSums.PARTIALS;

    private SimdDoubleMapSums() {
    }

    /** Adds strips of weight 1 and label 0 outside of the band up to the first one that is not, and returns how many pixels they have. */
    static int addPlainStrips(int n, double[] p, int firstOffset, int secondOffset, double[] g, int gOffset, double[] m, int mOffset,
                                      double[] w, int wOffset, double[][] partials) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector one = REGISTER.cast(DoubleVector.broadcast(SPECIES, 1d));
        DoubleVector negatives0 = fromArray(SPECIES, partials[1], 0);
        DoubleVector negatives1 = fromArray(SPECIES, partials[1], LANES);
        DoubleVector pInside0 = fromArray(SPECIES, partials[4], 0);
        DoubleVector pInside1 = fromArray(SPECIES, partials[4], LANES);
        DoubleVector pAll0 = fromArray(SPECIES, partials[5], 0);
        DoubleVector pAll1 = fromArray(SPECIES, partials[5], LANES);
        DoubleVector qInside0 = fromArray(SPECIES, partials[6], 0);
        DoubleVector qInside1 = fromArray(SPECIES, partials[6], LANES);
        DoubleVector qAll0 = fromArray(SPECIES, partials[7], 0);
        DoubleVector qAll1 = fromArray(SPECIES, partials[7], LANES);
        int start = 0;
        for (; start < n; start += STRIP) {
            VectorMask<Double> other = SPECIES.maskAll(false);
            for (int i = start; i < start + STRIP; i += LANES) {
                other = other.or(REGISTER.cast(fromArray(SPECIES, m, mOffset + i)).compare(NE, 1))
                        .or(REGISTER.cast(fromArray(SPECIES, g, gOffset + i)).compare(NE, 0))
                        .or(REGISTER.cast(fromArray(SPECIES, w, wOffset + i)).compare(NE, 0));
            }
            if (other.anyTrue()) {
                break;
            }
            for (int i = start; i < start + STRIP; i += PARTIALS) {
                DoubleVector p0 = REGISTER.cast(fromArray(SPECIES, p, firstOffset + i));
                DoubleVector p1 = REGISTER.cast(fromArray(SPECIES, p, firstOffset + i + LANES));
                DoubleVector q0 = REGISTER.cast(fromArray(SPECIES, p, secondOffset + i));
                DoubleVector q1 = REGISTER.cast(fromArray(SPECIES, p, secondOffset + i + LANES));
                // Only a prediction that is not finite shows in the sums over the labelled region.
                pInside0 = p0.fma(zero, pInside0);
                pInside1 = p1.fma(zero, pInside1);
                qInside0 = q0.fma(zero, qInside0);
                qInside1 = q1.fma(zero, qInside1);
                pAll0 = REGISTER.cast(pAll0).add(p0);
                pAll1 = REGISTER.cast(pAll1).add(p1);
                qAll0 = REGISTER.cast(qAll0).add(q0);
                qAll1 = REGISTER.cast(qAll1).add(q1);
                negatives0 = REGISTER.cast(negatives0).add(one);
                negatives1 = REGISTER.cast(negatives1).add(one);
            }
        }
        REGISTER.cast(negatives0).intoArray(partials[1], 0);
        REGISTER.cast(negatives1).intoArray(partials[1], LANES);
        REGISTER.cast(pInside0).intoArray(partials[4], 0);
        REGISTER.cast(pInside1).intoArray(partials[4], LANES);
        REGISTER.cast(pAll0).intoArray(partials[5], 0);
        REGISTER.cast(pAll1).intoArray(partials[5], LANES);
        REGISTER.cast(qInside0).intoArray(partials[6], 0);
        REGISTER.cast(qInside1).intoArray(partials[6], LANES);
        REGISTER.cast(qAll0).intoArray(partials[7], 0);
        REGISTER.cast(qAll1).intoArray(partials[7], LANES);
        countNegatives(start / PARTIALS, partials[2], partials[3]);
        return start;
    }

    /** Counts negatives of weight 1, as many for each partial sum. Neither a maximum nor a count depends on the order. */
    private static void countNegatives(int count, double[] largest, double[] counts) {
        for (int r = 0; r < PARTIALS && count > 0; r += LANES) {
            DoubleVector max = REGISTER.cast(fromArray(SPECIES, largest, r));
            VectorMask<Double> larger = max.compare(LT, 1);
            max = max.blend(1, larger);
            DoubleVector before = REGISTER.cast(fromArray(SPECIES, counts, r)).blend(0, larger);
            max.intoArray(largest, r);
            before.blend(before.add(count), REGISTER.cast(max).compare(EQ, 1)).intoArray(counts, r);
        }
    }

    /** Adds a strip of any labels and weights to the sums over labels and to those of two maps. */
    static void addStrip(double[] p, int firstOffset, int secondOffset, double[] g, int gOffset, double[] m, int mOffset, double[][] partials) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        DoubleVector one = REGISTER.cast(DoubleVector.broadcast(SPECIES, 1d));
        for (int r = 0; r < PARTIALS; r += LANES) {
            DoubleVector positive = fromArray(SPECIES, partials[0], r);
            DoubleVector negative = fromArray(SPECIES, partials[1], r);
            DoubleVector max = fromArray(SPECIES, partials[2], r);
            DoubleVector count = fromArray(SPECIES, partials[3], r);
            DoubleVector pInside = fromArray(SPECIES, partials[4], r);
            DoubleVector pAll = fromArray(SPECIES, partials[5], r);
            DoubleVector qInside = fromArray(SPECIES, partials[6], r);
            DoubleVector qAll = fromArray(SPECIES, partials[7], r);
            for (int i = r; i < STRIP; i += PARTIALS) {
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
                DoubleVector pWeighted = REGISTER.cast(fromArray(SPECIES, p, firstOffset + i)).mul(weight);
                DoubleVector qWeighted = REGISTER.cast(fromArray(SPECIES, p, secondOffset + i)).mul(weight);
                pInside = REGISTER.cast(pInside).blend(pWeighted.fma(label, pInside), on);
                qInside = REGISTER.cast(qInside).blend(qWeighted.fma(label, qInside), on);
                pAll = REGISTER.cast(pAll).blend(REGISTER.cast(pAll).add(pWeighted), on);
                qAll = REGISTER.cast(qAll).blend(REGISTER.cast(qAll).add(qWeighted), on);
            }
            REGISTER.cast(positive).intoArray(partials[0], r);
            REGISTER.cast(negative).intoArray(partials[1], r);
            REGISTER.cast(max).intoArray(partials[2], r);
            REGISTER.cast(count).intoArray(partials[3], r);
            REGISTER.cast(pInside).intoArray(partials[4], r);
            REGISTER.cast(pAll).intoArray(partials[5], r);
            REGISTER.cast(qInside).intoArray(partials[6], r);
            REGISTER.cast(qAll).intoArray(partials[7], r);
        }
    }

    static void addStripOfDistances(double[] p, int pOffset, double[] t, int tOffset, double[] w, int wOffset, double[][] partials) {
        for (int r = 0; r < PARTIALS; r += LANES) {
            DoubleVector distances = fromArray(SPECIES, partials[8], r);
            DoubleVector weights = fromArray(SPECIES, partials[9], r);
            for (int i = r; i < STRIP; i += PARTIALS) {
                DoubleVector weight = REGISTER.cast(fromArray(SPECIES, w, wOffset + i));
                VectorMask<Double> on = weight.compare(NE, 0);
                DoubleVector distance = REGISTER.cast(fromArray(SPECIES, p, pOffset + i)).sub(fromArray(SPECIES, t, tOffset + i)).abs();
                distances = REGISTER.cast(distances).blend(distance.fma(weight, distances), on);
                weights = REGISTER.cast(weights).blend(REGISTER.cast(weights).add(weight), on);
            }
            REGISTER.cast(distances).intoArray(partials[8], r);
            REGISTER.cast(weights).intoArray(partials[9], r);
        }
    }
}
