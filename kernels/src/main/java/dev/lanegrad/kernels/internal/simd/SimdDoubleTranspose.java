// Derived from SimdFloatTranspose.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Transposes blocks of several rows by one vector of columns in registers.
 * Two shuffles and a blend give a vector; narrow registers know nothing better for all types.
 *
 * <p>Interleaving row i with row i + R / 2, for all i, moves the lowest bit of an element's place to the top; after log2(R) times the R
 * rows are interleaved element by element. Vector q of the result, {@code alpha x}, goes to {@code y[yOffset + p * step + q * stride]}
 * for the block of columns from p on. The last block overlaps the one before; the last row stands in for rows that do not exist.
 * At least one vector of columns is needed.
 */
final class SimdDoubleTranspose {

    /** Of two vectors x and y: x0 y0 x1 y1 ..., the lower half and the upper half. Negative places are in y. */
    private static final VectorShuffle<Double> LOW = interleaving(0);
    private static final VectorShuffle<Double> HIGH = interleaving(LANES / 2);

    private static VectorShuffle<Double> interleaving(int first) {
        return VectorShuffle.fromOp(SPECIES, i -> first + i / 2 - i % 2 * LANES);
    }

    private SimdDoubleTranspose() {
    }

    /** Four rows. */
    static void rows4(int rows, int kc, double alpha, double[] x, int xOffset, int ld, double[] y, int yOffset, int step, int stride) {
        int last = rows - 1;
        int x0 = xOffset;
        int x1 = xOffset + Math.min(1, last) * ld;
        int x2 = xOffset + Math.min(2, last) * ld;
        int x3 = xOffset + Math.min(3, last) * ld;
        for (int block = 0; block < kc; block += LANES) {
            int p = Math.min(block, kc - LANES);
            DoubleVector r0 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x0 + p)).mul(alpha);
            DoubleVector r1 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x1 + p)).mul(alpha);
            DoubleVector r2 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x2 + p)).mul(alpha);
            DoubleVector r3 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x3 + p)).mul(alpha);
            DoubleVector s0 = r0.rearrange(LOW, r2);
            DoubleVector s1 = r0.rearrange(HIGH, r2);
            DoubleVector s2 = r1.rearrange(LOW, r3);
            DoubleVector s3 = r1.rearrange(HIGH, r3);
            DoubleVector t0 = s0.rearrange(LOW, s2);
            DoubleVector t1 = s0.rearrange(HIGH, s2);
            DoubleVector t2 = s1.rearrange(LOW, s3);
            DoubleVector t3 = s1.rearrange(HIGH, s3);
            int at = yOffset + p * step;
            t0.intoArray(y, at);
            t1.intoArray(y, at + stride);
            t2.intoArray(y, at + 2 * stride);
            t3.intoArray(y, at + 3 * stride);
        }
    }

    /** Eight rows. */
    static void rows8(int rows, int kc, double alpha, double[] x, int xOffset, int ld, double[] y, int yOffset, int step, int stride) {
        int last = rows - 1;
        int x0 = xOffset;
        int x1 = xOffset + Math.min(1, last) * ld;
        int x2 = xOffset + Math.min(2, last) * ld;
        int x3 = xOffset + Math.min(3, last) * ld;
        int x4 = xOffset + Math.min(4, last) * ld;
        int x5 = xOffset + Math.min(5, last) * ld;
        int x6 = xOffset + Math.min(6, last) * ld;
        int x7 = xOffset + Math.min(7, last) * ld;
        for (int block = 0; block < kc; block += LANES) {
            int p = Math.min(block, kc - LANES);
            DoubleVector r0 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x0 + p)).mul(alpha);
            DoubleVector r1 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x1 + p)).mul(alpha);
            DoubleVector r2 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x2 + p)).mul(alpha);
            DoubleVector r3 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x3 + p)).mul(alpha);
            DoubleVector r4 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x4 + p)).mul(alpha);
            DoubleVector r5 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x5 + p)).mul(alpha);
            DoubleVector r6 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x6 + p)).mul(alpha);
            DoubleVector r7 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x7 + p)).mul(alpha);
            DoubleVector s0 = r0.rearrange(LOW, r4);
            DoubleVector s1 = r0.rearrange(HIGH, r4);
            DoubleVector s2 = r1.rearrange(LOW, r5);
            DoubleVector s3 = r1.rearrange(HIGH, r5);
            DoubleVector s4 = r2.rearrange(LOW, r6);
            DoubleVector s5 = r2.rearrange(HIGH, r6);
            DoubleVector s6 = r3.rearrange(LOW, r7);
            DoubleVector s7 = r3.rearrange(HIGH, r7);
            DoubleVector t0 = s0.rearrange(LOW, s4);
            DoubleVector t1 = s0.rearrange(HIGH, s4);
            DoubleVector t2 = s1.rearrange(LOW, s5);
            DoubleVector t3 = s1.rearrange(HIGH, s5);
            DoubleVector t4 = s2.rearrange(LOW, s6);
            DoubleVector t5 = s2.rearrange(HIGH, s6);
            DoubleVector t6 = s3.rearrange(LOW, s7);
            DoubleVector t7 = s3.rearrange(HIGH, s7);
            DoubleVector u0 = t0.rearrange(LOW, t4);
            DoubleVector u1 = t0.rearrange(HIGH, t4);
            DoubleVector u2 = t1.rearrange(LOW, t5);
            DoubleVector u3 = t1.rearrange(HIGH, t5);
            DoubleVector u4 = t2.rearrange(LOW, t6);
            DoubleVector u5 = t2.rearrange(HIGH, t6);
            DoubleVector u6 = t3.rearrange(LOW, t7);
            DoubleVector u7 = t3.rearrange(HIGH, t7);
            int at = yOffset + p * step;
            u0.intoArray(y, at);
            u1.intoArray(y, at + stride);
            u2.intoArray(y, at + 2 * stride);
            u3.intoArray(y, at + 3 * stride);
            u4.intoArray(y, at + 4 * stride);
            u5.intoArray(y, at + 5 * stride);
            u6.intoArray(y, at + 6 * stride);
            u7.intoArray(y, at + 7 * stride);
        }
    }
}
