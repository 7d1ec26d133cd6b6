// Derived from SimdFloatNarrowTile.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import jdk.incubator.vector.DoubleVector;

/** The tile of {@link SimdDoubleDirect} for C of one vector of columns or fewer. */
final class SimdDoubleNarrowTile {

    private SimdDoubleNarrowTile() {
    }

    /**
     * Tiles of eight rows and one vector, of which the first n lanes are columns of C. Of B the first {@code inside} rows are
     * read where they lie, a vector each, whatever follows the n elements; {@code rest} holds the others, too near the end of their array for that.
     * Whole vectors are stored, in the order of the rows: what is too much of one, the next ones overwrite. So the rows of C must follow each other, and
     * there must be some left; else a tile goes by way of {@code edge}, eight vectors long. Masked stores would need neither, but AMD's processors take
     * two thirds of the time of 8 x 8 x 8 for them.
     */
    static void eightByOne(int m, int n, int k, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb,
            int inside, double[] rest, int restOffset, double[] c, int cOffset, int ldc, double[] edge) {
        boolean dense = ldc == n || n == LANES;
        int end = cOffset + (m - 1) * ldc + n;
        for (int i = 0; i < m; i += 8) {
            int first = Math.min(i, m - 8);
            DoubleVector c0 = DoubleVector.zero(SPECIES);
            DoubleVector c1 = DoubleVector.zero(SPECIES);
            DoubleVector c2 = DoubleVector.zero(SPECIES);
            DoubleVector c3 = DoubleVector.zero(SPECIES);
            DoubleVector c4 = DoubleVector.zero(SPECIES);
            DoubleVector c5 = DoubleVector.zero(SPECIES);
            DoubleVector c6 = DoubleVector.zero(SPECIES);
            DoubleVector c7 = DoubleVector.zero(SPECIES);
            int at = aOffset + first * lda;
            int row = bOffset;
            for (int p = 0; p < inside; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
                DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + p]));
                c0 = a0.fma(b0, c0);
                DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + lda + p]));
                c1 = a1.fma(b0, c1);
                DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c2 = a2.fma(b0, c2);
                DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c3 = a3.fma(b0, c3);
                DoubleVector a4 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 4 * lda + p]));
                c4 = a4.fma(b0, c4);
                DoubleVector a5 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 5 * lda + p]));
                c5 = a5.fma(b0, c5);
                DoubleVector a6 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 6 * lda + p]));
                c6 = a6.fma(b0, c6);
                DoubleVector a7 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 7 * lda + p]));
                c7 = a7.fma(b0, c7);
                row += ldb;
            }
            row = restOffset;
            for (int p = inside; p < k; p++) {
                DoubleVector b0 = DoubleVector.fromArray(SPECIES, rest, row);
                DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + p]));
                c0 = a0.fma(b0, c0);
                DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + lda + p]));
                c1 = a1.fma(b0, c1);
                DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c2 = a2.fma(b0, c2);
                DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c3 = a3.fma(b0, c3);
                DoubleVector a4 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 4 * lda + p]));
                c4 = a4.fma(b0, c4);
                DoubleVector a5 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 5 * lda + p]));
                c5 = a5.fma(b0, c5);
                DoubleVector a6 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 6 * lda + p]));
                c6 = a6.fma(b0, c6);
                DoubleVector a7 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[at + 7 * lda + p]));
                c7 = a7.fma(b0, c7);
                row += ldb;
            }
            int own = cOffset + first * ldc;
            boolean inPlace = dense && own + 7 * ldc + LANES <= end;
            double[] target = inPlace ? c : edge;
            int to = inPlace ? own : 0;
            int step = inPlace ? ldc : n;
            REGISTER.cast(c0).intoArray(target, to);
            REGISTER.cast(c1).intoArray(target, to + step);
            REGISTER.cast(c2).intoArray(target, to + 2 * step);
            REGISTER.cast(c3).intoArray(target, to + 3 * step);
            REGISTER.cast(c4).intoArray(target, to + 4 * step);
            REGISTER.cast(c5).intoArray(target, to + 5 * step);
            REGISTER.cast(c6).intoArray(target, to + 6 * step);
            REGISTER.cast(c7).intoArray(target, to + 7 * step);
            if (!inPlace) {
                copyRows(n, edge, c, own, ldc);
            }
        }
    }

    private static void copyRows(int n, double[] edge, double[] c, int cOffset, int ldc) {
        if (ldc == n) {
            System.arraycopy(edge, 0, c, cOffset, 8 * n);
            return;
        }
        for (int r = 0; r < 8; r++) {
            System.arraycopy(edge, r * n, c, cOffset + r * ldc, n);
        }
    }
}
