package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The tile of {@link SimdFloatDirect} for C of one vector of columns or fewer. */
final class SimdFloatNarrowTile {

    private SimdFloatNarrowTile() {
    }

    /**
     * Tiles of eight rows and one vector, the last of which ends with C and may overlap the one before. Rows of B are read and those of C written in
     * whole vectors, in the order of the rows: what is too much of one, the next may overwrite.
     */
    static void eightByOne(int m, int k, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
            float[] c, int cOffset, int ldc) {
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
            for (int p = 0; p < k; p++) {
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
            int to = cOffset + first * ldc;
            REGISTER.cast(c0).intoArray(c, to);
            REGISTER.cast(c1).intoArray(c, to + ldc);
            REGISTER.cast(c2).intoArray(c, to + 2 * ldc);
            REGISTER.cast(c3).intoArray(c, to + 3 * ldc);
            REGISTER.cast(c4).intoArray(c, to + 4 * ldc);
            REGISTER.cast(c5).intoArray(c, to + 5 * ldc);
            REGISTER.cast(c6).intoArray(c, to + 6 * ldc);
            REGISTER.cast(c7).intoArray(c, to + 7 * ldc);
        }
    }
}
