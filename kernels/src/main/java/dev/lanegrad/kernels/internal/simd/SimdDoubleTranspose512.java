// Derived from SimdFloatTranspose512.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Transposes blocks of several rows by one vector of columns in registers,
 * where one instruction takes elements from two registers: AVX-512.
 *
 * <p>Interleaving row i with row i + R / 2, for all i, moves the lowest bit of an element's place to the top; after log2(R) times the R
 * rows are interleaved element by element. Vector q of the result, {@code alpha x}, goes to {@code y[yOffset + p * step + q * stride]}
 * for the block of columns from p on. The last block overlaps the one before; the last row stands in for rows that do not exist.
 * At least one vector of columns is needed.
 */
final class SimdDoubleTranspose512 {

    /** Of two vectors x and y: x0 y0 x1 y1 ..., the lower half and the upper half. Places from LANES on are in y. */
    private static final DoubleVector LOW = interleaving(0);
    private static final DoubleVector HIGH = interleaving(LANES / 2);

    private static DoubleVector interleaving(int first) {
        double[] source = new double[LANES];
        for (int i = 0; i < LANES; i++) {
            source[i] = first + i / 2 + i % 2 * LANES;
        }
        return DoubleVector.fromArray(SPECIES, source, 0);
    }

    private SimdDoubleTranspose512() {
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
            DoubleVector s0 = LOW.selectFrom(r0, r4);
            DoubleVector s1 = HIGH.selectFrom(r0, r4);
            DoubleVector s2 = LOW.selectFrom(r1, r5);
            DoubleVector s3 = HIGH.selectFrom(r1, r5);
            DoubleVector s4 = LOW.selectFrom(r2, r6);
            DoubleVector s5 = HIGH.selectFrom(r2, r6);
            DoubleVector s6 = LOW.selectFrom(r3, r7);
            DoubleVector s7 = HIGH.selectFrom(r3, r7);
            DoubleVector t0 = LOW.selectFrom(s0, s4);
            DoubleVector t1 = HIGH.selectFrom(s0, s4);
            DoubleVector t2 = LOW.selectFrom(s1, s5);
            DoubleVector t3 = HIGH.selectFrom(s1, s5);
            DoubleVector t4 = LOW.selectFrom(s2, s6);
            DoubleVector t5 = HIGH.selectFrom(s2, s6);
            DoubleVector t6 = LOW.selectFrom(s3, s7);
            DoubleVector t7 = HIGH.selectFrom(s3, s7);
            DoubleVector u0 = LOW.selectFrom(t0, t4);
            DoubleVector u1 = HIGH.selectFrom(t0, t4);
            DoubleVector u2 = LOW.selectFrom(t1, t5);
            DoubleVector u3 = HIGH.selectFrom(t1, t5);
            DoubleVector u4 = LOW.selectFrom(t2, t6);
            DoubleVector u5 = HIGH.selectFrom(t2, t6);
            DoubleVector u6 = LOW.selectFrom(t3, t7);
            DoubleVector u7 = HIGH.selectFrom(t3, t7);
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

    /** Sixteen rows. */
    static void rows16(int rows, int kc, double alpha, double[] x, int xOffset, int ld, double[] y, int yOffset, int step, int stride) {
        int last = rows - 1;
        int x0 = xOffset;
        int x1 = xOffset + Math.min(1, last) * ld;
        int x2 = xOffset + Math.min(2, last) * ld;
        int x3 = xOffset + Math.min(3, last) * ld;
        int x4 = xOffset + Math.min(4, last) * ld;
        int x5 = xOffset + Math.min(5, last) * ld;
        int x6 = xOffset + Math.min(6, last) * ld;
        int x7 = xOffset + Math.min(7, last) * ld;
        int x8 = xOffset + Math.min(8, last) * ld;
        int x9 = xOffset + Math.min(9, last) * ld;
        int x10 = xOffset + Math.min(10, last) * ld;
        int x11 = xOffset + Math.min(11, last) * ld;
        int x12 = xOffset + Math.min(12, last) * ld;
        int x13 = xOffset + Math.min(13, last) * ld;
        int x14 = xOffset + Math.min(14, last) * ld;
        int x15 = xOffset + Math.min(15, last) * ld;
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
            DoubleVector r8 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x8 + p)).mul(alpha);
            DoubleVector r9 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x9 + p)).mul(alpha);
            DoubleVector r10 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x10 + p)).mul(alpha);
            DoubleVector r11 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x11 + p)).mul(alpha);
            DoubleVector r12 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x12 + p)).mul(alpha);
            DoubleVector r13 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x13 + p)).mul(alpha);
            DoubleVector r14 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x14 + p)).mul(alpha);
            DoubleVector r15 = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, x15 + p)).mul(alpha);
            DoubleVector s0 = LOW.selectFrom(r0, r8);
            DoubleVector s1 = HIGH.selectFrom(r0, r8);
            DoubleVector s2 = LOW.selectFrom(r1, r9);
            DoubleVector s3 = HIGH.selectFrom(r1, r9);
            DoubleVector s4 = LOW.selectFrom(r2, r10);
            DoubleVector s5 = HIGH.selectFrom(r2, r10);
            DoubleVector s6 = LOW.selectFrom(r3, r11);
            DoubleVector s7 = HIGH.selectFrom(r3, r11);
            DoubleVector s8 = LOW.selectFrom(r4, r12);
            DoubleVector s9 = HIGH.selectFrom(r4, r12);
            DoubleVector s10 = LOW.selectFrom(r5, r13);
            DoubleVector s11 = HIGH.selectFrom(r5, r13);
            DoubleVector s12 = LOW.selectFrom(r6, r14);
            DoubleVector s13 = HIGH.selectFrom(r6, r14);
            DoubleVector s14 = LOW.selectFrom(r7, r15);
            DoubleVector s15 = HIGH.selectFrom(r7, r15);
            DoubleVector t0 = LOW.selectFrom(s0, s8);
            DoubleVector t1 = HIGH.selectFrom(s0, s8);
            DoubleVector t2 = LOW.selectFrom(s1, s9);
            DoubleVector t3 = HIGH.selectFrom(s1, s9);
            DoubleVector t4 = LOW.selectFrom(s2, s10);
            DoubleVector t5 = HIGH.selectFrom(s2, s10);
            DoubleVector t6 = LOW.selectFrom(s3, s11);
            DoubleVector t7 = HIGH.selectFrom(s3, s11);
            DoubleVector t8 = LOW.selectFrom(s4, s12);
            DoubleVector t9 = HIGH.selectFrom(s4, s12);
            DoubleVector t10 = LOW.selectFrom(s5, s13);
            DoubleVector t11 = HIGH.selectFrom(s5, s13);
            DoubleVector t12 = LOW.selectFrom(s6, s14);
            DoubleVector t13 = HIGH.selectFrom(s6, s14);
            DoubleVector t14 = LOW.selectFrom(s7, s15);
            DoubleVector t15 = HIGH.selectFrom(s7, s15);
            DoubleVector u0 = LOW.selectFrom(t0, t8);
            DoubleVector u1 = HIGH.selectFrom(t0, t8);
            DoubleVector u2 = LOW.selectFrom(t1, t9);
            DoubleVector u3 = HIGH.selectFrom(t1, t9);
            DoubleVector u4 = LOW.selectFrom(t2, t10);
            DoubleVector u5 = HIGH.selectFrom(t2, t10);
            DoubleVector u6 = LOW.selectFrom(t3, t11);
            DoubleVector u7 = HIGH.selectFrom(t3, t11);
            DoubleVector u8 = LOW.selectFrom(t4, t12);
            DoubleVector u9 = HIGH.selectFrom(t4, t12);
            DoubleVector u10 = LOW.selectFrom(t5, t13);
            DoubleVector u11 = HIGH.selectFrom(t5, t13);
            DoubleVector u12 = LOW.selectFrom(t6, t14);
            DoubleVector u13 = HIGH.selectFrom(t6, t14);
            DoubleVector u14 = LOW.selectFrom(t7, t15);
            DoubleVector u15 = HIGH.selectFrom(t7, t15);
            DoubleVector v0 = LOW.selectFrom(u0, u8);
            DoubleVector v1 = HIGH.selectFrom(u0, u8);
            DoubleVector v2 = LOW.selectFrom(u1, u9);
            DoubleVector v3 = HIGH.selectFrom(u1, u9);
            DoubleVector v4 = LOW.selectFrom(u2, u10);
            DoubleVector v5 = HIGH.selectFrom(u2, u10);
            DoubleVector v6 = LOW.selectFrom(u3, u11);
            DoubleVector v7 = HIGH.selectFrom(u3, u11);
            DoubleVector v8 = LOW.selectFrom(u4, u12);
            DoubleVector v9 = HIGH.selectFrom(u4, u12);
            DoubleVector v10 = LOW.selectFrom(u5, u13);
            DoubleVector v11 = HIGH.selectFrom(u5, u13);
            DoubleVector v12 = LOW.selectFrom(u6, u14);
            DoubleVector v13 = HIGH.selectFrom(u6, u14);
            DoubleVector v14 = LOW.selectFrom(u7, u15);
            DoubleVector v15 = HIGH.selectFrom(u7, u15);
            int at = yOffset + p * step;
            v0.intoArray(y, at);
            v1.intoArray(y, at + stride);
            v2.intoArray(y, at + 2 * stride);
            v3.intoArray(y, at + 3 * stride);
            v4.intoArray(y, at + 4 * stride);
            v5.intoArray(y, at + 5 * stride);
            v6.intoArray(y, at + 6 * stride);
            v7.intoArray(y, at + 7 * stride);
            v8.intoArray(y, at + 8 * stride);
            v9.intoArray(y, at + 9 * stride);
            v10.intoArray(y, at + 10 * stride);
            v11.intoArray(y, at + 11 * stride);
            v12.intoArray(y, at + 12 * stride);
            v13.intoArray(y, at + 13 * stride);
            v14.intoArray(y, at + 14 * stride);
            v15.intoArray(y, at + 15 * stride);
        }
    }
}
