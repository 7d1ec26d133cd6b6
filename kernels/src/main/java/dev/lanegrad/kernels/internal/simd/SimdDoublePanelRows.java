// Derived from SimdFloatPanelRows.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import dev.lanegrad.kernels.internal.GemmPanels;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/** Tiles of C = A B for rows of A as they lie and a panel [k][NR] of B that {@link GemmPanels} keeps. */
final class SimdDoublePanelRows {

    private static final long ROW = SimdDoubleGemm.NR * (long) Double.BYTES;
    private static final long VECTOR = LANES * (long) Double.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private SimdDoublePanelRows() {
    }

    /** Tiles of eight rows and two vectors, one below the other; the last may overlap the one before, as in {@link SimdDoubleDirectTiles}. */
    static void multiply(int m, int k, double[] a, int aOffset, int lda, MemorySegment panels, long bOffset,
            double[] c, int cOffset, int ldc) {
        MemorySegment b = GemmPanels.SEGMENT.cast(panels);
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
            for (int p = 0; p < k; p++) {
                DoubleVector b0 = DoubleVector.fromMemorySegment(SPECIES, b, bOffset + p * ROW, ORDER);
                DoubleVector b1 = DoubleVector.fromMemorySegment(SPECIES, b, bOffset + p * ROW + VECTOR, ORDER);
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
            }
            int to = cOffset + first * ldc;
            REGISTER.cast(c00).intoArray(c, to);
            REGISTER.cast(c01).intoArray(c, to + LANES);
            REGISTER.cast(c10).intoArray(c, to + ldc);
            REGISTER.cast(c11).intoArray(c, to + ldc + LANES);
            REGISTER.cast(c20).intoArray(c, to + 2 * ldc);
            REGISTER.cast(c21).intoArray(c, to + 2 * ldc + LANES);
            REGISTER.cast(c30).intoArray(c, to + 3 * ldc);
            REGISTER.cast(c31).intoArray(c, to + 3 * ldc + LANES);
            REGISTER.cast(c40).intoArray(c, to + 4 * ldc);
            REGISTER.cast(c41).intoArray(c, to + 4 * ldc + LANES);
            REGISTER.cast(c50).intoArray(c, to + 5 * ldc);
            REGISTER.cast(c51).intoArray(c, to + 5 * ldc + LANES);
            REGISTER.cast(c60).intoArray(c, to + 6 * ldc);
            REGISTER.cast(c61).intoArray(c, to + 6 * ldc + LANES);
            REGISTER.cast(c70).intoArray(c, to + 7 * ldc);
            REGISTER.cast(c71).intoArray(c, to + 7 * ldc + LANES);
        }
    }
}
