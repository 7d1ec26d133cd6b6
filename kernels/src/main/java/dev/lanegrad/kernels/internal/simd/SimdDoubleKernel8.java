// Derived from SimdFloatKernel8.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Micro-kernels with tiles of 8 rows: C = alpha A B + beta C for a packed 8 x kc tile of A and a kc-row panel of B, whose rows are
 * bStride apart.
 *
 * <p>The accumulators are local variables, one chain of fma along k each; indices are {@code k * CONSTANT} in A, where eight checks a step would
 * show. Nothing is unrolled along k: C1 gives up on larger methods.
 */
final class SimdDoubleKernel8 {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int ROW = SimdDoubleGemm.ROW;
    private static final int MR = 8;

    private SimdDoubleKernel8() {
    }

    /** A in rows of ROW, tiles of 8 rows and two vectors. */
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
        DoubleVector c40 = DoubleVector.zero(SPECIES);
        DoubleVector c41 = DoubleVector.zero(SPECIES);
        DoubleVector c50 = DoubleVector.zero(SPECIES);
        DoubleVector c51 = DoubleVector.zero(SPECIES);
        DoubleVector c60 = DoubleVector.zero(SPECIES);
        DoubleVector c61 = DoubleVector.zero(SPECIES);
        DoubleVector c70 = DoubleVector.zero(SPECIES);
        DoubleVector c71 = DoubleVector.zero(SPECIES);
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
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[aOffset + 4 * ROW + p]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[aOffset + 5 * ROW + p]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[aOffset + 6 * ROW + p]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[aOffset + 7 * ROW + p]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
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
            c40.mul(alpha).intoArray(c, cOffset + 4 * ldc);
            c41.mul(alpha).intoArray(c, cOffset + 4 * ldc + LANES);
            c50.mul(alpha).intoArray(c, cOffset + 5 * ldc);
            c51.mul(alpha).intoArray(c, cOffset + 5 * ldc + LANES);
            c60.mul(alpha).intoArray(c, cOffset + 6 * ldc);
            c61.mul(alpha).intoArray(c, cOffset + 6 * ldc + LANES);
            c70.mul(alpha).intoArray(c, cOffset + 7 * ldc);
            c71.mul(alpha).intoArray(c, cOffset + 7 * ldc + LANES);
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
        c40.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 4 * ldc).mul(beta)).intoArray(c, cOffset + 4 * ldc);
        c41.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 4 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 4 * ldc + LANES);
        c50.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 5 * ldc).mul(beta)).intoArray(c, cOffset + 5 * ldc);
        c51.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 5 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 5 * ldc + LANES);
        c60.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 6 * ldc).mul(beta)).intoArray(c, cOffset + 6 * ldc);
        c61.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 6 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 6 * ldc + LANES);
        c70.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 7 * ldc).mul(beta)).intoArray(c, cOffset + 7 * ldc);
        c71.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 7 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 7 * ldc + LANES);
    }

    /** A as a panel [k][8], tiles of 8 rows and two vectors. */
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
        DoubleVector c40 = DoubleVector.zero(SPECIES);
        DoubleVector c41 = DoubleVector.zero(SPECIES);
        DoubleVector c50 = DoubleVector.zero(SPECIES);
        DoubleVector c51 = DoubleVector.zero(SPECIES);
        DoubleVector c60 = DoubleVector.zero(SPECIES);
        DoubleVector c61 = DoubleVector.zero(SPECIES);
        DoubleVector c70 = DoubleVector.zero(SPECIES);
        DoubleVector c71 = DoubleVector.zero(SPECIES);
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
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 6]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 7]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
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
            c40.mul(alpha).intoArray(c, cOffset + 4 * ldc);
            c41.mul(alpha).intoArray(c, cOffset + 4 * ldc + LANES);
            c50.mul(alpha).intoArray(c, cOffset + 5 * ldc);
            c51.mul(alpha).intoArray(c, cOffset + 5 * ldc + LANES);
            c60.mul(alpha).intoArray(c, cOffset + 6 * ldc);
            c61.mul(alpha).intoArray(c, cOffset + 6 * ldc + LANES);
            c70.mul(alpha).intoArray(c, cOffset + 7 * ldc);
            c71.mul(alpha).intoArray(c, cOffset + 7 * ldc + LANES);
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
        c40.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 4 * ldc).mul(beta)).intoArray(c, cOffset + 4 * ldc);
        c41.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 4 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 4 * ldc + LANES);
        c50.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 5 * ldc).mul(beta)).intoArray(c, cOffset + 5 * ldc);
        c51.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 5 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 5 * ldc + LANES);
        c60.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 6 * ldc).mul(beta)).intoArray(c, cOffset + 6 * ldc);
        c61.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 6 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 6 * ldc + LANES);
        c70.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 7 * ldc).mul(beta)).intoArray(c, cOffset + 7 * ldc);
        c71.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 7 * ldc + LANES).mul(beta)).intoArray(c, cOffset + 7 * ldc + LANES);
    }

    /** A in rows of ROW, tiles of 8 rows and one vector. */
    static void rows1(int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride,
                      double alpha, double beta, double[] c, int cOffset, int ldc) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = DoubleVector.zero(SPECIES);
        DoubleVector c2 = DoubleVector.zero(SPECIES);
        DoubleVector c3 = DoubleVector.zero(SPECIES);
        DoubleVector c4 = DoubleVector.zero(SPECIES);
        DoubleVector c5 = DoubleVector.zero(SPECIES);
        DoubleVector c6 = DoubleVector.zero(SPECIES);
        DoubleVector c7 = DoubleVector.zero(SPECIES);
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
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[aOffset + 4 * ROW + p]);
            c4 = a4.fma(b0, c4);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[aOffset + 5 * ROW + p]);
            c5 = a5.fma(b0, c5);
            DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[aOffset + 6 * ROW + p]);
            c6 = a6.fma(b0, c6);
            DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[aOffset + 7 * ROW + p]);
            c7 = a7.fma(b0, c7);
        }
        if (beta == 0) {
            c0.mul(alpha).intoArray(c, cOffset);
            c1.mul(alpha).intoArray(c, cOffset + ldc);
            c2.mul(alpha).intoArray(c, cOffset + 2 * ldc);
            c3.mul(alpha).intoArray(c, cOffset + 3 * ldc);
            c4.mul(alpha).intoArray(c, cOffset + 4 * ldc);
            c5.mul(alpha).intoArray(c, cOffset + 5 * ldc);
            c6.mul(alpha).intoArray(c, cOffset + 6 * ldc);
            c7.mul(alpha).intoArray(c, cOffset + 7 * ldc);
            return;
        }
        DoubleVector alphas = DoubleVector.broadcast(SPECIES, alpha);
        c0.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c1.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c2.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c3.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
        c4.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 4 * ldc).mul(beta)).intoArray(c, cOffset + 4 * ldc);
        c5.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 5 * ldc).mul(beta)).intoArray(c, cOffset + 5 * ldc);
        c6.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 6 * ldc).mul(beta)).intoArray(c, cOffset + 6 * ldc);
        c7.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 7 * ldc).mul(beta)).intoArray(c, cOffset + 7 * ldc);
    }

    /** A as a panel [k][8], tiles of 8 rows and one vector. */
    static void panel1(int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride,
                      double alpha, double beta, double[] c, int cOffset, int ldc) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = DoubleVector.zero(SPECIES);
        DoubleVector c2 = DoubleVector.zero(SPECIES);
        DoubleVector c3 = DoubleVector.zero(SPECIES);
        DoubleVector c4 = DoubleVector.zero(SPECIES);
        DoubleVector c5 = DoubleVector.zero(SPECIES);
        DoubleVector c6 = DoubleVector.zero(SPECIES);
        DoubleVector c7 = DoubleVector.zero(SPECIES);
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
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 4]);
            c4 = a4.fma(b0, c4);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 5]);
            c5 = a5.fma(b0, c5);
            DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 6]);
            c6 = a6.fma(b0, c6);
            DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 7]);
            c7 = a7.fma(b0, c7);
        }
        if (beta == 0) {
            c0.mul(alpha).intoArray(c, cOffset);
            c1.mul(alpha).intoArray(c, cOffset + ldc);
            c2.mul(alpha).intoArray(c, cOffset + 2 * ldc);
            c3.mul(alpha).intoArray(c, cOffset + 3 * ldc);
            c4.mul(alpha).intoArray(c, cOffset + 4 * ldc);
            c5.mul(alpha).intoArray(c, cOffset + 5 * ldc);
            c6.mul(alpha).intoArray(c, cOffset + 6 * ldc);
            c7.mul(alpha).intoArray(c, cOffset + 7 * ldc);
            return;
        }
        DoubleVector alphas = DoubleVector.broadcast(SPECIES, alpha);
        c0.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset).mul(beta)).intoArray(c, cOffset);
        c1.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + ldc).mul(beta)).intoArray(c, cOffset + ldc);
        c2.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc).mul(beta)).intoArray(c, cOffset + 2 * ldc);
        c3.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc).mul(beta)).intoArray(c, cOffset + 3 * ldc);
        c4.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 4 * ldc).mul(beta)).intoArray(c, cOffset + 4 * ldc);
        c5.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 5 * ldc).mul(beta)).intoArray(c, cOffset + 5 * ldc);
        c6.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 6 * ldc).mul(beta)).intoArray(c, cOffset + 6 * ldc);
        c7.fma(alphas, DoubleVector.fromArray(SPECIES, c, cOffset + 7 * ldc).mul(beta)).intoArray(c, cOffset + 7 * ldc);
    }
}
