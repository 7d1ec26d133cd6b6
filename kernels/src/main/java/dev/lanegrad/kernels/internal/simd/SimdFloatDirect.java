package dev.lanegrad.kernels.internal.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products too small to pay for packing: C = op(A) B, or C + op(A) B, with A and B read where they lie. The last tile of a row or
 * column of tiles overlaps the one before, so that none is incomplete; where C is added to, that would count twice, and C must consist
 * of whole tiles.
 */
final class SimdFloatDirect {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int MR = SimdFloatGemm.MR;

    private SimdFloatDirect() {
    }

    /** Whether C can be covered with tiles. */
    static boolean fits(int m, int n, boolean add) {
        return m >= 4 && n >= LANES && (!add || (m % MR == 0 || m == 4) && n % LANES == 0);
    }

    static void multiply(boolean transposeA, int m, int n, int k, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
                         boolean add, float[] c, int cOffset, int ldc) {
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

    private static void tile(int rows, int columns, int k, float[] a, int aOffset, int aRow, int aStep, float[] b, int bOffset, int ldb,
                             boolean add, float[] c, int cOffset, int ldc) {
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
    private static void eightByTwo(int k, float[] a, int aOffset, int aRow, int aStep, float[] b, int bOffset, int ldb, boolean add,
            float[] c, int cOffset, int ldc) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c51 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c61 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        FloatVector c71 = FloatVector.zero(SPECIES);
        int at = aOffset;
        int row = bOffset;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4 * aRow]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5 * aRow]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[at + 6 * aRow]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[at + 7 * aRow]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
            at += aStep;
            row += ldb;
        }
        if (add) {
            c00 = c00.add(FloatVector.fromArray(SPECIES, c, cOffset));
            c01 = c01.add(FloatVector.fromArray(SPECIES, c, cOffset + LANES));
            c10 = c10.add(FloatVector.fromArray(SPECIES, c, cOffset + ldc));
            c11 = c11.add(FloatVector.fromArray(SPECIES, c, cOffset + ldc + LANES));
            c20 = c20.add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c21 = c21.add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES));
            c30 = c30.add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
            c31 = c31.add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES));
            c40 = c40.add(FloatVector.fromArray(SPECIES, c, cOffset + 4 * ldc));
            c41 = c41.add(FloatVector.fromArray(SPECIES, c, cOffset + 4 * ldc + LANES));
            c50 = c50.add(FloatVector.fromArray(SPECIES, c, cOffset + 5 * ldc));
            c51 = c51.add(FloatVector.fromArray(SPECIES, c, cOffset + 5 * ldc + LANES));
            c60 = c60.add(FloatVector.fromArray(SPECIES, c, cOffset + 6 * ldc));
            c61 = c61.add(FloatVector.fromArray(SPECIES, c, cOffset + 6 * ldc + LANES));
            c70 = c70.add(FloatVector.fromArray(SPECIES, c, cOffset + 7 * ldc));
            c71 = c71.add(FloatVector.fromArray(SPECIES, c, cOffset + 7 * ldc + LANES));
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
    private static void eightByOne(int k, float[] a, int aOffset, int aRow, int aStep, float[] b, int bOffset, int ldb, boolean add,
            float[] c, int cOffset, int ldc) {
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        FloatVector c4 = FloatVector.zero(SPECIES);
        FloatVector c5 = FloatVector.zero(SPECIES);
        FloatVector c6 = FloatVector.zero(SPECIES);
        FloatVector c7 = FloatVector.zero(SPECIES);
        int at = aOffset;
        int row = bOffset;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c0 = a0.fma(b0, c0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c1 = a1.fma(b0, c1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c2 = a2.fma(b0, c2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c3 = a3.fma(b0, c3);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4 * aRow]);
            c4 = a4.fma(b0, c4);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5 * aRow]);
            c5 = a5.fma(b0, c5);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[at + 6 * aRow]);
            c6 = a6.fma(b0, c6);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[at + 7 * aRow]);
            c7 = a7.fma(b0, c7);
            at += aStep;
            row += ldb;
        }
        if (add) {
            c0 = c0.add(FloatVector.fromArray(SPECIES, c, cOffset));
            c1 = c1.add(FloatVector.fromArray(SPECIES, c, cOffset + ldc));
            c2 = c2.add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c3 = c3.add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
            c4 = c4.add(FloatVector.fromArray(SPECIES, c, cOffset + 4 * ldc));
            c5 = c5.add(FloatVector.fromArray(SPECIES, c, cOffset + 5 * ldc));
            c6 = c6.add(FloatVector.fromArray(SPECIES, c, cOffset + 6 * ldc));
            c7 = c7.add(FloatVector.fromArray(SPECIES, c, cOffset + 7 * ldc));
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
    private static void fourByTwo(int k, float[] a, int aOffset, int aRow, int aStep, float[] b, int bOffset, int ldb, boolean add,
            float[] c, int cOffset, int ldc) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        int at = aOffset;
        int row = bOffset;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            at += aStep;
            row += ldb;
        }
        if (add) {
            c00 = c00.add(FloatVector.fromArray(SPECIES, c, cOffset));
            c01 = c01.add(FloatVector.fromArray(SPECIES, c, cOffset + LANES));
            c10 = c10.add(FloatVector.fromArray(SPECIES, c, cOffset + ldc));
            c11 = c11.add(FloatVector.fromArray(SPECIES, c, cOffset + ldc + LANES));
            c20 = c20.add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c21 = c21.add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES));
            c30 = c30.add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
            c31 = c31.add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES));
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
    private static void fourByOne(int k, float[] a, int aOffset, int aRow, int aStep, float[] b, int bOffset, int ldb, boolean add,
            float[] c, int cOffset, int ldc) {
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        int at = aOffset;
        int row = bOffset;
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c0 = a0.fma(b0, c0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c1 = a1.fma(b0, c1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c2 = a2.fma(b0, c2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c3 = a3.fma(b0, c3);
            at += aStep;
            row += ldb;
        }
        if (add) {
            c0 = c0.add(FloatVector.fromArray(SPECIES, c, cOffset));
            c1 = c1.add(FloatVector.fromArray(SPECIES, c, cOffset + ldc));
            c2 = c2.add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c3 = c3.add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
        }
        c0.intoArray(c, cOffset);
        c1.intoArray(c, cOffset + ldc);
        c2.intoArray(c, cOffset + 2 * ldc);
        c3.intoArray(c, cOffset + 3 * ldc);
    }
}
