package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Transposes blocks of several rows by one vector of columns in registers,
 * where one instruction takes elements from two registers: AVX-512.
 *
 * <p>Interleaving row i with row i + R / 2, for all i, moves the lowest bit of an element's place to the top; after log2(R) times the R
 * rows are interleaved element by element. Vector q of the result, {@code alpha x}, goes to {@code y[yOffset + p * step + q * stride]}
 * for the block of columns from p on. The last block overlaps the one before; the last row stands in for rows that do not exist.
 * At least one vector of columns is needed.
 */
final class SimdFloatTranspose512 {

    /** Of two vectors x and y: x0 y0 x1 y1 ..., the lower half and the upper half. Places from LANES on are in y. */
    private static final FloatVector LOW = interleaving(0);
    private static final FloatVector HIGH = interleaving(LANES / 2);

    private static FloatVector interleaving(int first) {
        float[] source = new float[LANES];
        for (int i = 0; i < LANES; i++) {
            source[i] = first + i / 2 + i % 2 * LANES;
        }
        return FloatVector.fromArray(SPECIES, source, 0);
    }

    private SimdFloatTranspose512() {
    }

    /** Eight rows. */
    static void rows8(int rows, int kc, float alpha, float[] x, int xOffset, int ld, float[] y, int yOffset, int step, int stride) {
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
            FloatVector r0 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x0 + p)).mul(alpha);
            FloatVector r1 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x1 + p)).mul(alpha);
            FloatVector r2 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x2 + p)).mul(alpha);
            FloatVector r3 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x3 + p)).mul(alpha);
            FloatVector r4 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x4 + p)).mul(alpha);
            FloatVector r5 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x5 + p)).mul(alpha);
            FloatVector r6 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x6 + p)).mul(alpha);
            FloatVector r7 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x7 + p)).mul(alpha);
            FloatVector s0 = LOW.selectFrom(r0, r4);
            FloatVector s1 = HIGH.selectFrom(r0, r4);
            FloatVector s2 = LOW.selectFrom(r1, r5);
            FloatVector s3 = HIGH.selectFrom(r1, r5);
            FloatVector s4 = LOW.selectFrom(r2, r6);
            FloatVector s5 = HIGH.selectFrom(r2, r6);
            FloatVector s6 = LOW.selectFrom(r3, r7);
            FloatVector s7 = HIGH.selectFrom(r3, r7);
            FloatVector t0 = LOW.selectFrom(s0, s4);
            FloatVector t1 = HIGH.selectFrom(s0, s4);
            FloatVector t2 = LOW.selectFrom(s1, s5);
            FloatVector t3 = HIGH.selectFrom(s1, s5);
            FloatVector t4 = LOW.selectFrom(s2, s6);
            FloatVector t5 = HIGH.selectFrom(s2, s6);
            FloatVector t6 = LOW.selectFrom(s3, s7);
            FloatVector t7 = HIGH.selectFrom(s3, s7);
            FloatVector u0 = LOW.selectFrom(t0, t4);
            FloatVector u1 = HIGH.selectFrom(t0, t4);
            FloatVector u2 = LOW.selectFrom(t1, t5);
            FloatVector u3 = HIGH.selectFrom(t1, t5);
            FloatVector u4 = LOW.selectFrom(t2, t6);
            FloatVector u5 = HIGH.selectFrom(t2, t6);
            FloatVector u6 = LOW.selectFrom(t3, t7);
            FloatVector u7 = HIGH.selectFrom(t3, t7);
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
    static void rows16(int rows, int kc, float alpha, float[] x, int xOffset, int ld, float[] y, int yOffset, int step, int stride) {
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
            FloatVector r0 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x0 + p)).mul(alpha);
            FloatVector r1 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x1 + p)).mul(alpha);
            FloatVector r2 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x2 + p)).mul(alpha);
            FloatVector r3 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x3 + p)).mul(alpha);
            FloatVector r4 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x4 + p)).mul(alpha);
            FloatVector r5 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x5 + p)).mul(alpha);
            FloatVector r6 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x6 + p)).mul(alpha);
            FloatVector r7 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x7 + p)).mul(alpha);
            FloatVector r8 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x8 + p)).mul(alpha);
            FloatVector r9 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x9 + p)).mul(alpha);
            FloatVector r10 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x10 + p)).mul(alpha);
            FloatVector r11 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x11 + p)).mul(alpha);
            FloatVector r12 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x12 + p)).mul(alpha);
            FloatVector r13 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x13 + p)).mul(alpha);
            FloatVector r14 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x14 + p)).mul(alpha);
            FloatVector r15 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, x15 + p)).mul(alpha);
            FloatVector s0 = LOW.selectFrom(r0, r8);
            FloatVector s1 = HIGH.selectFrom(r0, r8);
            FloatVector s2 = LOW.selectFrom(r1, r9);
            FloatVector s3 = HIGH.selectFrom(r1, r9);
            FloatVector s4 = LOW.selectFrom(r2, r10);
            FloatVector s5 = HIGH.selectFrom(r2, r10);
            FloatVector s6 = LOW.selectFrom(r3, r11);
            FloatVector s7 = HIGH.selectFrom(r3, r11);
            FloatVector s8 = LOW.selectFrom(r4, r12);
            FloatVector s9 = HIGH.selectFrom(r4, r12);
            FloatVector s10 = LOW.selectFrom(r5, r13);
            FloatVector s11 = HIGH.selectFrom(r5, r13);
            FloatVector s12 = LOW.selectFrom(r6, r14);
            FloatVector s13 = HIGH.selectFrom(r6, r14);
            FloatVector s14 = LOW.selectFrom(r7, r15);
            FloatVector s15 = HIGH.selectFrom(r7, r15);
            FloatVector t0 = LOW.selectFrom(s0, s8);
            FloatVector t1 = HIGH.selectFrom(s0, s8);
            FloatVector t2 = LOW.selectFrom(s1, s9);
            FloatVector t3 = HIGH.selectFrom(s1, s9);
            FloatVector t4 = LOW.selectFrom(s2, s10);
            FloatVector t5 = HIGH.selectFrom(s2, s10);
            FloatVector t6 = LOW.selectFrom(s3, s11);
            FloatVector t7 = HIGH.selectFrom(s3, s11);
            FloatVector t8 = LOW.selectFrom(s4, s12);
            FloatVector t9 = HIGH.selectFrom(s4, s12);
            FloatVector t10 = LOW.selectFrom(s5, s13);
            FloatVector t11 = HIGH.selectFrom(s5, s13);
            FloatVector t12 = LOW.selectFrom(s6, s14);
            FloatVector t13 = HIGH.selectFrom(s6, s14);
            FloatVector t14 = LOW.selectFrom(s7, s15);
            FloatVector t15 = HIGH.selectFrom(s7, s15);
            FloatVector u0 = LOW.selectFrom(t0, t8);
            FloatVector u1 = HIGH.selectFrom(t0, t8);
            FloatVector u2 = LOW.selectFrom(t1, t9);
            FloatVector u3 = HIGH.selectFrom(t1, t9);
            FloatVector u4 = LOW.selectFrom(t2, t10);
            FloatVector u5 = HIGH.selectFrom(t2, t10);
            FloatVector u6 = LOW.selectFrom(t3, t11);
            FloatVector u7 = HIGH.selectFrom(t3, t11);
            FloatVector u8 = LOW.selectFrom(t4, t12);
            FloatVector u9 = HIGH.selectFrom(t4, t12);
            FloatVector u10 = LOW.selectFrom(t5, t13);
            FloatVector u11 = HIGH.selectFrom(t5, t13);
            FloatVector u12 = LOW.selectFrom(t6, t14);
            FloatVector u13 = HIGH.selectFrom(t6, t14);
            FloatVector u14 = LOW.selectFrom(t7, t15);
            FloatVector u15 = HIGH.selectFrom(t7, t15);
            FloatVector v0 = LOW.selectFrom(u0, u8);
            FloatVector v1 = HIGH.selectFrom(u0, u8);
            FloatVector v2 = LOW.selectFrom(u1, u9);
            FloatVector v3 = HIGH.selectFrom(u1, u9);
            FloatVector v4 = LOW.selectFrom(u2, u10);
            FloatVector v5 = HIGH.selectFrom(u2, u10);
            FloatVector v6 = LOW.selectFrom(u3, u11);
            FloatVector v7 = HIGH.selectFrom(u3, u11);
            FloatVector v8 = LOW.selectFrom(u4, u12);
            FloatVector v9 = HIGH.selectFrom(u4, u12);
            FloatVector v10 = LOW.selectFrom(u5, u13);
            FloatVector v11 = HIGH.selectFrom(u5, u13);
            FloatVector v12 = LOW.selectFrom(u6, u14);
            FloatVector v13 = HIGH.selectFrom(u6, u14);
            FloatVector v14 = LOW.selectFrom(u7, u15);
            FloatVector v15 = HIGH.selectFrom(u7, u15);
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
