// Derived from SimdFloatKernel4.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Micro-kernels with tiles of 4 rows: C = alpha A B + beta C for a packed 4 x kc tile of A and a kc-row panel of B, whose rows are
 * bStride apart.
 *
 * <p>The accumulators are local variables, one chain of fma along k each; indices are {@code k * CONSTANT} in A, where eight checks a step would
 * show. Nothing is unrolled along k: C1 gives up on larger methods.
 */
final class SimdDoubleKernel4 {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int ROW = SimdDoubleGemm.ROW;
    private static final int MR = 4;

    private SimdDoubleKernel4() {
    }

    /** A in rows of ROW, tiles of 4 rows and two vectors. */
    static void rows2(int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride,
                      double alpha, double beta, double[] c, int cOffset, int ldc) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c11 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c21 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        DoubleVector c31 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < kc; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * bStride);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bOffset + p * bStride + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aOffset + p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[aOffset + ROW + p]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[aOffset + 2 * ROW + p]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[aOffset + 3 * ROW + p]);
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
        DoubleVector alphas = DoubleVector.broadcast(SPECIES, alpha);
        c00.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c01.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + LANES).mul(beta)).intoArray(c, cOffset + LANES);
        c10.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c11.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + ldc + LANES).mul(beta)).intoArray(c, cOffset + ldc + LANES);
        c20.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c21.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 2 * ldc + LANES);
        c30.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
        c31.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 3 * ldc + LANES);
    }

    /** A as a panel [k][4], tiles of 4 rows and two vectors. */
    static void panel2(int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride,
                      double alpha, double beta, double[] c, int cOffset, int ldc) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c11 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c21 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        DoubleVector c31 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < kc; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * bStride);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bOffset + p * bStride + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 3]);
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
        DoubleVector alphas = DoubleVector.broadcast(SPECIES, alpha);
        c00.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c01.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + LANES).mul(beta)).intoArray(c, cOffset + LANES);
        c10.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c11.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + ldc + LANES).mul(beta)).intoArray(c, cOffset + ldc + LANES);
        c20.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c21.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 2 * ldc + LANES);
        c30.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
        c31.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 3 * ldc + LANES);
    }

    /** A in rows of ROW, tiles of 4 rows and one vector. */
    static void rows1(int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride,
                      double alpha, double beta, double[] c, int cOffset, int ldc) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = DoubleVector.zero(SPECIES);
        DoubleVector c2 = DoubleVector.zero(SPECIES);
        DoubleVector c3 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < kc; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * bStride);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aOffset + p]);
            c0 = a0.fma(b0, c0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[aOffset + ROW + p]);
            c1 = a1.fma(b0, c1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[aOffset + 2 * ROW + p]);
            c2 = a2.fma(b0, c2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[aOffset + 3 * ROW + p]);
            c3 = a3.fma(b0, c3);
        }
        if (beta == 0) {
            c0.mul(alpha).intoArray(c, cOffset);
            c1.mul(alpha).intoArray(c, cOffset + ldc);
            c2.mul(alpha).intoArray(c, cOffset + 2 * ldc);
            c3.mul(alpha).intoArray(c, cOffset + 3 * ldc);
            return;
        }
        DoubleVector alphas = DoubleVector.broadcast(SPECIES, alpha);
        c0.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c1.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c2.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c3.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
    }

    /** A as a panel [k][4], tiles of 4 rows and one vector. */
    static void panel1(int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride,
                      double alpha, double beta, double[] c, int cOffset, int ldc) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = DoubleVector.zero(SPECIES);
        DoubleVector c2 = DoubleVector.zero(SPECIES);
        DoubleVector c3 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < kc; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bOffset + p * bStride);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR]);
            c0 = a0.fma(b0, c0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 1]);
            c1 = a1.fma(b0, c1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 2]);
            c2 = a2.fma(b0, c2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 3]);
            c3 = a3.fma(b0, c3);
        }
        if (beta == 0) {
            c0.mul(alpha).intoArray(c, cOffset);
            c1.mul(alpha).intoArray(c, cOffset + ldc);
            c2.mul(alpha).intoArray(c, cOffset + 2 * ldc);
            c3.mul(alpha).intoArray(c, cOffset + 3 * ldc);
            return;
        }
        DoubleVector alphas = DoubleVector.broadcast(SPECIES, alpha);
        c0.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c1.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c2.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c3.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
    }
}
