// Derived from SimdFloatDirectTiles.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of C = A B for operands as they lie, one below the other. A last tile that does not fit overlaps the one before and stores the
 * same bits again; so m must not be less than the rows of a tile. With {@code second} or {@code third}, the column of the last vector, that one may
 * overlap, too.
 *
 * <p>The names give rows and vectors. More than eight accumulators need the 32 registers of AVX-512 and Arm. A is indexed by the loop variable and terms
 * that do not change, so that its range checks leave the loop: branches take turns on an execution port with the multiplications, and
 * eight checks a step cost a fifth of the speed.
 */
final class SimdDoubleDirectTiles {

    private SimdDoubleDirectTiles() {
    }

    /** Tiles of five rows and four vectors. */
    static void fiveByFour(int m, int k, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb,
            double[] c, int cOffset, int ldc) {
        for (int i = 0; i < m; i += 5) {
            int first = Math.min(i, m - 5);
            DoubleVector c00 = DoubleVector.zero(SPECIES);
            DoubleVector c01 = DoubleVector.zero(SPECIES);
            DoubleVector c02 = DoubleVector.zero(SPECIES);
            DoubleVector c03 = DoubleVector.zero(SPECIES);
            DoubleVector c10 = DoubleVector.zero(SPECIES);
            DoubleVector c11 = DoubleVector.zero(SPECIES);
            DoubleVector c12 = DoubleVector.zero(SPECIES);
            DoubleVector c13 = DoubleVector.zero(SPECIES);
            DoubleVector c20 = DoubleVector.zero(SPECIES);
            DoubleVector c21 = DoubleVector.zero(SPECIES);
            DoubleVector c22 = DoubleVector.zero(SPECIES);
            DoubleVector c23 = DoubleVector.zero(SPECIES);
            DoubleVector c30 = DoubleVector.zero(SPECIES);
            DoubleVector c31 = DoubleVector.zero(SPECIES);
            DoubleVector c32 = DoubleVector.zero(SPECIES);
            DoubleVector c33 = DoubleVector.zero(SPECIES);
            DoubleVector c40 = DoubleVector.zero(SPECIES);
            DoubleVector c41 = DoubleVector.zero(SPECIES);
            DoubleVector c42 = DoubleVector.zero(SPECIES);
            DoubleVector c43 = DoubleVector.zero(SPECIES);
            int at = aOffset + first * lda;
            int row = bOffset;
            for (int p = 0; p < k; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
                DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
                DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, row + 2 * LANES);
                DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, row + 3 * LANES);
                DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + p]));
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                c02 = a0.fma(b2, c02);
                c03 = a0.fma(b3, c03);
                DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + lda + p]));
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                c12 = a1.fma(b2, c12);
                c13 = a1.fma(b3, c13);
                DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                c22 = a2.fma(b2, c22);
                c23 = a2.fma(b3, c23);
                DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
                c32 = a3.fma(b2, c32);
                c33 = a3.fma(b3, c33);
                DoubleVector a4 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 4 * lda + p]));
                c40 = a4.fma(b0, c40);
                c41 = a4.fma(b1, c41);
                c42 = a4.fma(b2, c42);
                c43 = a4.fma(b3, c43);
                row += ldb;
            }
            int to = cOffset + first * ldc;
            REGISTER.cast(c00).intoArray(c, to);
            REGISTER.cast(c01).intoArray(c, to + LANES);
            REGISTER.cast(c02).intoArray(c, to + 2 * LANES);
            REGISTER.cast(c03).intoArray(c, to + 3 * LANES);
            REGISTER.cast(c10).intoArray(c, to + ldc);
            REGISTER.cast(c11).intoArray(c, to + ldc + LANES);
            REGISTER.cast(c12).intoArray(c, to + ldc + 2 * LANES);
            REGISTER.cast(c13).intoArray(c, to + ldc + 3 * LANES);
            REGISTER.cast(c20).intoArray(c, to + 2 * ldc);
            REGISTER.cast(c21).intoArray(c, to + 2 * ldc + LANES);
            REGISTER.cast(c22).intoArray(c, to + 2 * ldc + 2 * LANES);
            REGISTER.cast(c23).intoArray(c, to + 2 * ldc + 3 * LANES);
            REGISTER.cast(c30).intoArray(c, to + 3 * ldc);
            REGISTER.cast(c31).intoArray(c, to + 3 * ldc + LANES);
            REGISTER.cast(c32).intoArray(c, to + 3 * ldc + 2 * LANES);
            REGISTER.cast(c33).intoArray(c, to + 3 * ldc + 3 * LANES);
            REGISTER.cast(c40).intoArray(c, to + 4 * ldc);
            REGISTER.cast(c41).intoArray(c, to + 4 * ldc + LANES);
            REGISTER.cast(c42).intoArray(c, to + 4 * ldc + 2 * LANES);
            REGISTER.cast(c43).intoArray(c, to + 4 * ldc + 3 * LANES);
        }
    }

    /** Tiles of eight rows and three vectors. */
    static void eightByThree(int m, int k, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb,
            int third, double[] c, int cOffset, int ldc) {
        for (int i = 0; i < m; i += 8) {
            int first = Math.min(i, m - 8);
            DoubleVector c00 = DoubleVector.zero(SPECIES);
            DoubleVector c01 = DoubleVector.zero(SPECIES);
            DoubleVector c02 = DoubleVector.zero(SPECIES);
            DoubleVector c10 = DoubleVector.zero(SPECIES);
            DoubleVector c11 = DoubleVector.zero(SPECIES);
            DoubleVector c12 = DoubleVector.zero(SPECIES);
            DoubleVector c20 = DoubleVector.zero(SPECIES);
            DoubleVector c21 = DoubleVector.zero(SPECIES);
            DoubleVector c22 = DoubleVector.zero(SPECIES);
            DoubleVector c30 = DoubleVector.zero(SPECIES);
            DoubleVector c31 = DoubleVector.zero(SPECIES);
            DoubleVector c32 = DoubleVector.zero(SPECIES);
            DoubleVector c40 = DoubleVector.zero(SPECIES);
            DoubleVector c41 = DoubleVector.zero(SPECIES);
            DoubleVector c42 = DoubleVector.zero(SPECIES);
            DoubleVector c50 = DoubleVector.zero(SPECIES);
            DoubleVector c51 = DoubleVector.zero(SPECIES);
            DoubleVector c52 = DoubleVector.zero(SPECIES);
            DoubleVector c60 = DoubleVector.zero(SPECIES);
            DoubleVector c61 = DoubleVector.zero(SPECIES);
            DoubleVector c62 = DoubleVector.zero(SPECIES);
            DoubleVector c70 = DoubleVector.zero(SPECIES);
            DoubleVector c71 = DoubleVector.zero(SPECIES);
            DoubleVector c72 = DoubleVector.zero(SPECIES);
            int at = aOffset + first * lda;
            int row = bOffset;
            for (int p = 0; p < k; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
                DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
                DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, row + third);
                DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + p]));
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                c02 = a0.fma(b2, c02);
                DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + lda + p]));
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                c12 = a1.fma(b2, c12);
                DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                c22 = a2.fma(b2, c22);
                DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
                c32 = a3.fma(b2, c32);
                DoubleVector a4 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 4 * lda + p]));
                c40 = a4.fma(b0, c40);
                c41 = a4.fma(b1, c41);
                c42 = a4.fma(b2, c42);
                DoubleVector a5 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 5 * lda + p]));
                c50 = a5.fma(b0, c50);
                c51 = a5.fma(b1, c51);
                c52 = a5.fma(b2, c52);
                DoubleVector a6 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 6 * lda + p]));
                c60 = a6.fma(b0, c60);
                c61 = a6.fma(b1, c61);
                c62 = a6.fma(b2, c62);
                DoubleVector a7 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 7 * lda + p]));
                c70 = a7.fma(b0, c70);
                c71 = a7.fma(b1, c71);
                c72 = a7.fma(b2, c72);
                row += ldb;
            }
            int to = cOffset + first * ldc;
            REGISTER.cast(c00).intoArray(c, to);
            REGISTER.cast(c01).intoArray(c, to + LANES);
            REGISTER.cast(c02).intoArray(c, to + third);
            REGISTER.cast(c10).intoArray(c, to + ldc);
            REGISTER.cast(c11).intoArray(c, to + ldc + LANES);
            REGISTER.cast(c12).intoArray(c, to + ldc + third);
            REGISTER.cast(c20).intoArray(c, to + 2 * ldc);
            REGISTER.cast(c21).intoArray(c, to + 2 * ldc + LANES);
            REGISTER.cast(c22).intoArray(c, to + 2 * ldc + third);
            REGISTER.cast(c30).intoArray(c, to + 3 * ldc);
            REGISTER.cast(c31).intoArray(c, to + 3 * ldc + LANES);
            REGISTER.cast(c32).intoArray(c, to + 3 * ldc + third);
            REGISTER.cast(c40).intoArray(c, to + 4 * ldc);
            REGISTER.cast(c41).intoArray(c, to + 4 * ldc + LANES);
            REGISTER.cast(c42).intoArray(c, to + 4 * ldc + third);
            REGISTER.cast(c50).intoArray(c, to + 5 * ldc);
            REGISTER.cast(c51).intoArray(c, to + 5 * ldc + LANES);
            REGISTER.cast(c52).intoArray(c, to + 5 * ldc + third);
            REGISTER.cast(c60).intoArray(c, to + 6 * ldc);
            REGISTER.cast(c61).intoArray(c, to + 6 * ldc + LANES);
            REGISTER.cast(c62).intoArray(c, to + 6 * ldc + third);
            REGISTER.cast(c70).intoArray(c, to + 7 * ldc);
            REGISTER.cast(c71).intoArray(c, to + 7 * ldc + LANES);
            REGISTER.cast(c72).intoArray(c, to + 7 * ldc + third);
        }
    }

    /** Tiles of eight rows and two vectors. */
    static void eightByTwo(int m, int k, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb,
            int second, double[] c, int cOffset, int ldc) {
        for (int i = 0; i < m; i += 8) {
            int first = Math.min(i, m - 8);
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
            int at = aOffset + first * lda;
            int row = bOffset;
            for (int p = 0; p < k; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
                DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + second);
                DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + p]));
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + lda + p]));
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
                DoubleVector a4 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 4 * lda + p]));
                c40 = a4.fma(b0, c40);
                c41 = a4.fma(b1, c41);
                DoubleVector a5 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 5 * lda + p]));
                c50 = a5.fma(b0, c50);
                c51 = a5.fma(b1, c51);
                DoubleVector a6 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 6 * lda + p]));
                c60 = a6.fma(b0, c60);
                c61 = a6.fma(b1, c61);
                DoubleVector a7 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 7 * lda + p]));
                c70 = a7.fma(b0, c70);
                c71 = a7.fma(b1, c71);
                row += ldb;
            }
            int to = cOffset + first * ldc;
            REGISTER.cast(c00).intoArray(c, to);
            REGISTER.cast(c01).intoArray(c, to + second);
            REGISTER.cast(c10).intoArray(c, to + ldc);
            REGISTER.cast(c11).intoArray(c, to + ldc + second);
            REGISTER.cast(c20).intoArray(c, to + 2 * ldc);
            REGISTER.cast(c21).intoArray(c, to + 2 * ldc + second);
            REGISTER.cast(c30).intoArray(c, to + 3 * ldc);
            REGISTER.cast(c31).intoArray(c, to + 3 * ldc + second);
            REGISTER.cast(c40).intoArray(c, to + 4 * ldc);
            REGISTER.cast(c41).intoArray(c, to + 4 * ldc + second);
            REGISTER.cast(c50).intoArray(c, to + 5 * ldc);
            REGISTER.cast(c51).intoArray(c, to + 5 * ldc + second);
            REGISTER.cast(c60).intoArray(c, to + 6 * ldc);
            REGISTER.cast(c61).intoArray(c, to + 6 * ldc + second);
            REGISTER.cast(c70).intoArray(c, to + 7 * ldc);
            REGISTER.cast(c71).intoArray(c, to + 7 * ldc + second);
        }
    }

    /** Tiles of four rows and two vectors. */
    static void fourByTwo(int m, int k, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb,
            int second, double[] c, int cOffset, int ldc) {
        for (int i = 0; i < m; i += 4) {
            int first = Math.min(i, m - 4);
            DoubleVector c00 = DoubleVector.zero(SPECIES);
            DoubleVector c01 = DoubleVector.zero(SPECIES);
            DoubleVector c10 = DoubleVector.zero(SPECIES);
            DoubleVector c11 = DoubleVector.zero(SPECIES);
            DoubleVector c20 = DoubleVector.zero(SPECIES);
            DoubleVector c21 = DoubleVector.zero(SPECIES);
            DoubleVector c30 = DoubleVector.zero(SPECIES);
            DoubleVector c31 = DoubleVector.zero(SPECIES);
            int at = aOffset + first * lda;
            int row = bOffset;
            for (int p = 0; p < k; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
                DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + second);
                DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + p]));
                c00 = a0.fma(b0, c00);
                c01 = a0.fma(b1, c01);
                DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + lda + p]));
                c10 = a1.fma(b0, c10);
                c11 = a1.fma(b1, c11);
                DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c20 = a2.fma(b0, c20);
                c21 = a2.fma(b1, c21);
                DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c30 = a3.fma(b0, c30);
                c31 = a3.fma(b1, c31);
                row += ldb;
            }
            int to = cOffset + first * ldc;
            REGISTER.cast(c00).intoArray(c, to);
            REGISTER.cast(c01).intoArray(c, to + second);
            REGISTER.cast(c10).intoArray(c, to + ldc);
            REGISTER.cast(c11).intoArray(c, to + ldc + second);
            REGISTER.cast(c20).intoArray(c, to + 2 * ldc);
            REGISTER.cast(c21).intoArray(c, to + 2 * ldc + second);
            REGISTER.cast(c30).intoArray(c, to + 3 * ldc);
            REGISTER.cast(c31).intoArray(c, to + 3 * ldc + second);
        }
    }

    /** Tiles of four rows and one vector. */
    static void fourByOne(int m, int k, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb,
            double[] c, int cOffset, int ldc) {
        for (int i = 0; i < m; i += 4) {
            int first = Math.min(i, m - 4);
            DoubleVector c0 = DoubleVector.zero(SPECIES);
            DoubleVector c1 = DoubleVector.zero(SPECIES);
            DoubleVector c2 = DoubleVector.zero(SPECIES);
            DoubleVector c3 = DoubleVector.zero(SPECIES);
            int at = aOffset + first * lda;
            int row = bOffset;
            for (int p = 0; p < k; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
                DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + p]));
                c0 = a0.fma(b0, c0);
                DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + lda + p]));
                c1 = a1.fma(b0, c1);
                DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c2 = a2.fma(b0, c2);
                DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c3 = a3.fma(b0, c3);
                row += ldb;
            }
            int to = cOffset + first * ldc;
            REGISTER.cast(c0).intoArray(c, to);
            REGISTER.cast(c1).intoArray(c, to + ldc);
            REGISTER.cast(c2).intoArray(c, to + 2 * ldc);
            REGISTER.cast(c3).intoArray(c, to + 3 * ldc);
        }
    }
}
