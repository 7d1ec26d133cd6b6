// Derived from SimdFloatDirect.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products too small to pay for packing: C = op(A) B, or C + op(A) B, with A and B read where they lie. The last tile of a row or
 * column of tiles overlaps the one before, so that none is incomplete; where C is added to, that would count twice, and C must consist
 * of whole tiles.
 */
final class SimdDoubleDirect {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int MR = SimdDoubleGemm.MR;

    private SimdDoubleDirect() {
    }

    /** Whether C can be covered with tiles. */
    static boolean fits(int m, int n, boolean add) {
        return m >= 4 && n >= LANES && (!add || (m % MR == 0 || m == 4) && n % LANES == 0);
    }

    static void multiply(boolean transposeA, int m, int n, int k, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb,
                         boolean add, double[] c, int cOffset, int ldc) {
        int aRow = transposeA ? 1 : lda;
        int aStep = transposeA ? lda : 1;
        for (int j = 0; j < n;) {
            int columns = n - j > LANES && n >= 2 * LANES && (!add || n - j >= 2 * LANES) ? 2 * LANES : LANES;
            int column = Math.min(j, n - columns);
            for (int i = 0; i < m;) {
                int rows = m - i > 4 && m >= MR ? MR : 4;
                int row = Math.min(i, m - rows);
                tile(rows, columns, k, a, aOffset + row * aRow, aRow, aStep, b, bOffset + column, ldb, add,
                        c, cOffset + row * ldc + column, ldc);
                i = row + rows;
            }
            j = column + columns;
        }
    }

    private static void tile(int rows, int columns, int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset, int ldb,
                             boolean add, double[] c, int cOffset, int ldc) {
        if (rows == 8) {
            if (columns > LANES) {
                eightByTwo(k, a, aOffset, aRow, aStep, b, bOffset, ldb, add, c, cOffset, ldc);
            } else {
                eightByOne(k, a, aOffset, aRow, aStep, b, bOffset, ldb, add, c, cOffset, ldc);
            }
        } else if (columns > LANES) {
            fourByTwo(k, a, aOffset, aRow, aStep, b, bOffset, ldb, add, c, cOffset, ldc);
        } else {
            fourByOne(k, a, aOffset, aRow, aStep, b, bOffset, ldb, add, c, cOffset, ldc);
        }
    }

    /** Eight rows, two vectors of columns. */
    private static void eightByTwo(int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset, int ldb, boolean add,
            double[] c, int cOffset, int ldc) {
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
        int at = aOffset;
        int row = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[at + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[at + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[at + 6 * aRow]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[at + 7 * aRow]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            at += aStep;
            row += ldb;
        }
        if (add) {
            c00 = c00.add(DoubleVector.fromArray(SPECIES, c, cOffset));
            c01 = c01.add(DoubleVector.fromArray(SPECIES, c, cOffset + LANES));
            c10 = c10.add(DoubleVector.fromArray(SPECIES, c, cOffset + ldc));
            c11 = c11.add(DoubleVector.fromArray(SPECIES, c, cOffset + ldc + LANES));
            c20 = c20.add(DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c21 = c21.add(DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES));
            c30 = c30.add(DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
            c31 = c31.add(DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES));
            c40 = c40.add(DoubleVector.fromArray(SPECIES, c, cOffset + 4 * ldc));
            c41 = c41.add(DoubleVector.fromArray(SPECIES, c, cOffset + 4 * ldc + LANES));
            c50 = c50.add(DoubleVector.fromArray(SPECIES, c, cOffset + 5 * ldc));
            c51 = c51.add(DoubleVector.fromArray(SPECIES, c, cOffset + 5 * ldc + LANES));
            c60 = c60.add(DoubleVector.fromArray(SPECIES, c, cOffset + 6 * ldc));
            c61 = c61.add(DoubleVector.fromArray(SPECIES, c, cOffset + 6 * ldc + LANES));
            c70 = c70.add(DoubleVector.fromArray(SPECIES, c, cOffset + 7 * ldc));
            c71 = c71.add(DoubleVector.fromArray(SPECIES, c, cOffset + 7 * ldc + LANES));
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c10.intoArray(c, cOffset + ldc);
        c11.intoArray(c, cOffset + ldc + LANES);
        c20.intoArray(c, cOffset + 2 * ldc);
        c21.intoArray(c, cOffset + 2 * ldc + LANES);
        c30.intoArray(c, cOffset + 3 * ldc);
        c31.intoArray(c, cOffset + 3 * ldc + LANES);
        c40.intoArray(c, cOffset + 4 * ldc);
        c41.intoArray(c, cOffset + 4 * ldc + LANES);
        c50.intoArray(c, cOffset + 5 * ldc);
        c51.intoArray(c, cOffset + 5 * ldc + LANES);
        c60.intoArray(c, cOffset + 6 * ldc);
        c61.intoArray(c, cOffset + 6 * ldc + LANES);
        c70.intoArray(c, cOffset + 7 * ldc);
        c71.intoArray(c, cOffset + 7 * ldc + LANES);
    }

    /** Eight rows, one vector of columns. */
    private static void eightByOne(int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset, int ldb, boolean add,
            double[] c, int cOffset, int ldc) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = DoubleVector.zero(SPECIES);
        DoubleVector c2 = DoubleVector.zero(SPECIES);
        DoubleVector c3 = DoubleVector.zero(SPECIES);
        DoubleVector c4 = DoubleVector.zero(SPECIES);
        DoubleVector c5 = DoubleVector.zero(SPECIES);
        DoubleVector c6 = DoubleVector.zero(SPECIES);
        DoubleVector c7 = DoubleVector.zero(SPECIES);
        int at = aOffset;
        int row = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c0 = a0.fma(b0, c0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
            c1 = a1.fma(b0, c1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c2 = a2.fma(b0, c2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c3 = a3.fma(b0, c3);
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[at + 4 * aRow]);
            c4 = a4.fma(b0, c4);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[at + 5 * aRow]);
            c5 = a5.fma(b0, c5);
            DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[at + 6 * aRow]);
            c6 = a6.fma(b0, c6);
            DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[at + 7 * aRow]);
            c7 = a7.fma(b0, c7);
            at += aStep;
            row += ldb;
        }
        if (add) {
            c0 = c0.add(DoubleVector.fromArray(SPECIES, c, cOffset));
            c1 = c1.add(DoubleVector.fromArray(SPECIES, c, cOffset + ldc));
            c2 = c2.add(DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c3 = c3.add(DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
            c4 = c4.add(DoubleVector.fromArray(SPECIES, c, cOffset + 4 * ldc));
            c5 = c5.add(DoubleVector.fromArray(SPECIES, c, cOffset + 5 * ldc));
            c6 = c6.add(DoubleVector.fromArray(SPECIES, c, cOffset + 6 * ldc));
            c7 = c7.add(DoubleVector.fromArray(SPECIES, c, cOffset + 7 * ldc));
        }
        c0.intoArray(c, cOffset);
        c1.intoArray(c, cOffset + ldc);
        c2.intoArray(c, cOffset + 2 * ldc);
        c3.intoArray(c, cOffset + 3 * ldc);
        c4.intoArray(c, cOffset + 4 * ldc);
        c5.intoArray(c, cOffset + 5 * ldc);
        c6.intoArray(c, cOffset + 6 * ldc);
        c7.intoArray(c, cOffset + 7 * ldc);
    }

    /** Four rows, two vectors of columns. */
    private static void fourByTwo(int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset, int ldb, boolean add,
            double[] c, int cOffset, int ldc) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c11 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c21 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        DoubleVector c31 = DoubleVector.zero(SPECIES);
        int at = aOffset;
        int row = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            at += aStep;
            row += ldb;
        }
        if (add) {
            c00 = c00.add(DoubleVector.fromArray(SPECIES, c, cOffset));
            c01 = c01.add(DoubleVector.fromArray(SPECIES, c, cOffset + LANES));
            c10 = c10.add(DoubleVector.fromArray(SPECIES, c, cOffset + ldc));
            c11 = c11.add(DoubleVector.fromArray(SPECIES, c, cOffset + ldc + LANES));
            c20 = c20.add(DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c21 = c21.add(DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES));
            c30 = c30.add(DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
            c31 = c31.add(DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES));
        }
        c00.intoArray(c, cOffset);
        c01.intoArray(c, cOffset + LANES);
        c10.intoArray(c, cOffset + ldc);
        c11.intoArray(c, cOffset + ldc + LANES);
        c20.intoArray(c, cOffset + 2 * ldc);
        c21.intoArray(c, cOffset + 2 * ldc + LANES);
        c30.intoArray(c, cOffset + 3 * ldc);
        c31.intoArray(c, cOffset + 3 * ldc + LANES);
    }

    /** Four rows, one vector of columns. */
    private static void fourByOne(int k, double[] a, int aOffset, int aRow, int aStep, double[] b, int bOffset, int ldb, boolean add,
            double[] c, int cOffset, int ldc) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = DoubleVector.zero(SPECIES);
        DoubleVector c2 = DoubleVector.zero(SPECIES);
        DoubleVector c3 = DoubleVector.zero(SPECIES);
        int at = aOffset;
        int row = bOffset;
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c0 = a0.fma(b0, c0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
            c1 = a1.fma(b0, c1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c2 = a2.fma(b0, c2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c3 = a3.fma(b0, c3);
            at += aStep;
            row += ldb;
        }
        if (add) {
            c0 = c0.add(DoubleVector.fromArray(SPECIES, c, cOffset));
            c1 = c1.add(DoubleVector.fromArray(SPECIES, c, cOffset + ldc));
            c2 = c2.add(DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c3 = c3.add(DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
        }
        c0.intoArray(c, cOffset);
        c1.intoArray(c, cOffset + ldc);
        c2.intoArray(c, cOffset + 2 * ldc);
        c3.intoArray(c, cOffset + 3 * ldc);
    }
}
