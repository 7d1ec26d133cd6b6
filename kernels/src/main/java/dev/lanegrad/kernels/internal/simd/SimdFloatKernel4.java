package dev.lanegrad.kernels.internal.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Micro-kernels with tiles of 4 rows: C = alpha A B + beta C for a packed 4 x kc tile of A and a kc-row panel of B, whose rows are
 * bStride apart.
 *
 * <p>The accumulators are local variables, one chain of fma along k each; indices are {@code k * CONSTANT} in A, where eight checks a step would
 * show. Nothing is unrolled along k: C1 gives up on larger methods.
 */
final class SimdFloatKernel4 {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int ROW = SimdFloatGemm.ROW;
    private static final int MR = 4;

    private SimdFloatKernel4() {
    }

    /** A in rows of ROW, tiles of 4 rows and two vectors. */
    static void rows2(int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride,
                      float alpha, float beta, float[] c, int cOffset, int ldc) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        for (int p = 0; p < kc; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * bStride);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bOffset + p * bStride + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aOffset + p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aOffset + ROW + p]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * ROW + p]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * ROW + p]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        if (beta == 0) {
            c00.mul(alpha).intoArray(c, cOffset);
            c01.mul(alpha).intoArray(c, cOffset + LANES);
            c10.mul(alpha).intoArray(c, cOffset + ldc);
            c11.mul(alpha).intoArray(c, cOffset + ldc + LANES);
            c20.mul(alpha).intoArray(c, cOffset + 2 * ldc);
            c21.mul(alpha).intoArray(c, cOffset + 2 * ldc + LANES);
            c30.mul(alpha).intoArray(c, cOffset + 3 * ldc);
            c31.mul(alpha).intoArray(c, cOffset + 3 * ldc + LANES);
            return;
        }
        FloatVector alphas = FloatVector.broadcast(SPECIES, alpha);
        c00.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c01.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + LANES).mul(beta)).intoArray(c, cOffset + LANES);
        c10.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c11.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + ldc + LANES).mul(beta)).intoArray(c, cOffset + ldc + LANES);
        c20.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c21.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 2 * ldc + LANES);
        c30.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
        c31.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 3 * ldc + LANES);
    }

    /** A as a panel [k][4], tiles of 4 rows and two vectors. */
    static void panel2(int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride,
                      float alpha, float beta, float[] c, int cOffset, int ldc) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        for (int p = 0; p < kc; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * bStride);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bOffset + p * bStride + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aOffset + p * MR]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        if (beta == 0) {
            c00.mul(alpha).intoArray(c, cOffset);
            c01.mul(alpha).intoArray(c, cOffset + LANES);
            c10.mul(alpha).intoArray(c, cOffset + ldc);
            c11.mul(alpha).intoArray(c, cOffset + ldc + LANES);
            c20.mul(alpha).intoArray(c, cOffset + 2 * ldc);
            c21.mul(alpha).intoArray(c, cOffset + 2 * ldc + LANES);
            c30.mul(alpha).intoArray(c, cOffset + 3 * ldc);
            c31.mul(alpha).intoArray(c, cOffset + 3 * ldc + LANES);
            return;
        }
        FloatVector alphas = FloatVector.broadcast(SPECIES, alpha);
        c00.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c01.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + LANES).mul(beta)).intoArray(c, cOffset + LANES);
        c10.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c11.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + ldc + LANES).mul(beta)).intoArray(c, cOffset + ldc + LANES);
        c20.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c21.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 2 * ldc + LANES);
        c30.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
        c31.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 3 * ldc + LANES);
    }

    /** A in rows of ROW, tiles of 4 rows and one vector. */
    static void rows1(int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride,
                      float alpha, float beta, float[] c, int cOffset, int ldc) {
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        for (int p = 0; p < kc; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * bStride);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aOffset + p]);
            c0 = a0.fma(b0, c0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aOffset + ROW + p]);
            c1 = a1.fma(b0, c1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2 * ROW + p]);
            c2 = a2.fma(b0, c2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3 * ROW + p]);
            c3 = a3.fma(b0, c3);
        }
        if (beta == 0) {
            c0.mul(alpha).intoArray(c, cOffset);
            c1.mul(alpha).intoArray(c, cOffset + ldc);
            c2.mul(alpha).intoArray(c, cOffset + 2 * ldc);
            c3.mul(alpha).intoArray(c, cOffset + 3 * ldc);
            return;
        }
        FloatVector alphas = FloatVector.broadcast(SPECIES, alpha);
        c0.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c1.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c2.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c3.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
    }

    /** A as a panel [k][4], tiles of 4 rows and one vector. */
    static void panel1(int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride,
                      float alpha, float beta, float[] c, int cOffset, int ldc) {
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        for (int p = 0; p < kc; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bOffset + p * bStride);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[aOffset + p * MR]);
            c0 = a0.fma(b0, c0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 1]);
            c1 = a1.fma(b0, c1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 2]);
            c2 = a2.fma(b0, c2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 3]);
            c3 = a3.fma(b0, c3);
        }
        if (beta == 0) {
            c0.mul(alpha).intoArray(c, cOffset);
            c1.mul(alpha).intoArray(c, cOffset + ldc);
            c2.mul(alpha).intoArray(c, cOffset + 2 * ldc);
            c3.mul(alpha).intoArray(c, cOffset + 3 * ldc);
            return;
        }
        FloatVector alphas = FloatVector.broadcast(SPECIES, alpha);
        c0.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c1.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c2.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c3.fma(alphas, FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
    }
}
