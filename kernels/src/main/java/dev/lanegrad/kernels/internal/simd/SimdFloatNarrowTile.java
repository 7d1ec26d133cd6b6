package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The tile of {@link SimdFloatDirect} for C of one vector of columns or fewer. */
final class SimdFloatNarrowTile {

    private SimdFloatNarrowTile() {
    }

    /**
     * Tiles of eight rows and one vector, of which the first n lanes are columns of C. Of B the first {@code inside} rows are
     * read where they lie, a vector each, whatever follows the n elements; {@code rest} holds the others, too near the end of their array for that.
     * Whole vectors are stored, in the order of the rows: what is too much of one, the next ones overwrite. So the rows of C must follow each other, and
     * there must be some left; else a tile goes by way of {@code edge}, eight vectors long. Masked stores would need neither, but AMD's processors take
     * two thirds of the time of 8 x 8 x 8 for them.
     */
    static void eightByOne(int m, int n, int k, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
            int inside, float[] rest, int restOffset, float[] c, int cOffset, int ldc, float[] edge) {
        boolean dense = ldc == n || n == LANES;
        int end = cOffset + (m - 1) * ldc + n;
        for (int i = 0; i < m; i += 8) {
            int first = Math.min(i, m - 8);
            FloatVector c0 = FloatVector.zero(SPECIES);
            FloatVector c1 = FloatVector.zero(SPECIES);
            FloatVector c2 = FloatVector.zero(SPECIES);
            FloatVector c3 = FloatVector.zero(SPECIES);
            FloatVector c4 = FloatVector.zero(SPECIES);
            FloatVector c5 = FloatVector.zero(SPECIES);
            FloatVector c6 = FloatVector.zero(SPECIES);
            FloatVector c7 = FloatVector.zero(SPECIES);
            int at = aOffset + first * lda;
            int row = bOffset;
            for (int p = 0; p < inside; p++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
                FloatVector a0 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + p]));
                c0 = a0.fma(b0, c0);
                FloatVector a1 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + lda + p]));
                c1 = a1.fma(b0, c1);
                FloatVector a2 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c2 = a2.fma(b0, c2);
                FloatVector a3 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c3 = a3.fma(b0, c3);
                FloatVector a4 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 4 * lda + p]));
                c4 = a4.fma(b0, c4);
                FloatVector a5 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 5 * lda + p]));
                c5 = a5.fma(b0, c5);
                FloatVector a6 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 6 * lda + p]));
                c6 = a6.fma(b0, c6);
                FloatVector a7 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 7 * lda + p]));
                c7 = a7.fma(b0, c7);
                row += ldb;
            }
            row = restOffset;
            for (int p = inside; p < k; p++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, rest, row);
                FloatVector a0 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + p]));
                c0 = a0.fma(b0, c0);
                FloatVector a1 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + lda + p]));
                c1 = a1.fma(b0, c1);
                FloatVector a2 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 2 * lda + p]));
                c2 = a2.fma(b0, c2);
                FloatVector a3 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 3 * lda + p]));
                c3 = a3.fma(b0, c3);
                FloatVector a4 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 4 * lda + p]));
                c4 = a4.fma(b0, c4);
                FloatVector a5 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 5 * lda + p]));
                c5 = a5.fma(b0, c5);
                FloatVector a6 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 6 * lda + p]));
                c6 = a6.fma(b0, c6);
                FloatVector a7 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[at + 7 * lda + p]));
                c7 = a7.fma(b0, c7);
                row += ldb;
            }
            int own = cOffset + first * ldc;
            boolean inPlace = dense && own + 7 * ldc + LANES <= end;
            float[] target = inPlace ? c : edge;
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

    private static void copyRows(int n, float[] edge, float[] c, int cOffset, int ldc) {
        if (ldc == n) {
            System.arraycopy(edge, 0, c, cOffset, 8 * n);
            return;
        }
        for (int r = 0; r < 8; r++) {
            System.arraycopy(edge, r * n, c, cOffset + r * ldc, n);
        }
    }
}
