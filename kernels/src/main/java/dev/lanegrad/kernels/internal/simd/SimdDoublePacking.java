// Derived from SimdFloatPacking.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packing into panels: A in [kc][MR], B in [kc][NR]. Columns of a panel past the matrix hold arbitrary numbers; results from them
 * are never stored.
 */
final class SimdDoublePacking {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int MR = SimdDoubleGemm.MR;
    private static final int NR = SimdDoubleGemm.NR;

    /** As wide as a panel of A, if a register is not narrower. */
    private static final VectorSpecies<Double> PANEL =
            MR >= LANES ? SPECIES : VectorSpecies.of(double.class, VectorShape.forBitSize(MR * Double.SIZE));
    private static final int PANEL_LANES = PANEL.length();

    private SimdDoublePacking() {
    }

    /** The rows of alpha op(A), {@code mc x kc}, where A holds its transpose: rows of A are copied piece by piece to the panels. */
    static void packTransposedA(int mc, int kc, double alpha, double[] a, int aOffset, int lda, double[] packed, int packedOffset) {
        int padded = (mc + MR - 1) / MR * MR;
        for (int p = 0; p < kc; p++) {
            int from = aOffset + p * lda;
            if (from + padded <= a.length) {
                for (int i = 0; i < padded; i += PANEL_LANES) {
                    DoubleVector.fromArray(PANEL, a, from + i).mul(alpha).intoArray(packed, packedOffset + i / MR * MR * kc + p * MR + i % MR);
                }
            } else {
                for (int i = 0; i < mc; i++) {
                    packed[packedOffset + i / MR * MR * kc + p * MR + i % MR] = alpha * a[from + i];
                }
            }
        }
    }

    /** One panel of alpha A, {@code rows x kc}: its rows become columns. */
    static void packA(int rows, int kc, double alpha, double[] a, int aOffset, int lda, double[] packed, int packedOffset) {
        if (kc < LANES) {
            transposeFew(rows, kc, alpha, a, aOffset, lda, packed, packedOffset, MR);
        } else if (MR == 8) {
            SimdDoubleTranspose.rows8(rows, kc, alpha, a, aOffset, lda, packed, packedOffset, MR, LANES);
        } else {
            SimdDoubleTranspose.rows4(rows, kc, alpha, a, aOffset, lda, packed, packedOffset, MR, LANES);
        }
    }

    /** One panel of B, {@code kc x columns}: pieces of its rows are copied. */
    static void packB(int columns, int kc, double[] b, int bOffset, int ldb, double[] packed, int packedOffset) {
        for (int p = 0; p < kc; p++) {
            int from = bOffset + p * ldb;
            int to = packedOffset + p * NR;
            if (from + NR <= b.length) {
                DoubleVector.fromArray(SPECIES, b, from).intoArray(packed, to);
                DoubleVector.fromArray(SPECIES, b, from + LANES).intoArray(packed, to + LANES);
            } else {
                System.arraycopy(b, from, packed, to, columns);
            }
        }
    }

    /** One panel of op(B), {@code kc x columns}, where B holds its transpose: a square of LANES rows and columns at a time. */
    static void packTransposedB(int columns, int kc, double[] b, int bOffset, int ldb, double[] packed, int packedOffset) {
        if (kc < LANES || LANES < 4) {
            transposeFew(columns, kc, 1, b, bOffset, ldb, packed, packedOffset, NR);
            return;
        }
        for (int j = 0; j < columns; j += LANES) {
            int rows = Math.min(LANES, columns - j);
            if (LANES == 16) {
                SimdDoubleTranspose.rows16(rows, kc, 1, b, bOffset + j * ldb, ldb, packed, packedOffset + j, NR, NR);
            } else if (LANES == 8) {
                SimdDoubleTranspose.rows8(rows, kc, 1, b, bOffset + j * ldb, ldb, packed, packedOffset + j, NR, NR);
            } else {
                SimdDoubleTranspose.rows4(rows, kc, 1, b, bOffset + j * ldb, ldb, packed, packedOffset + j, NR, NR);
            }
        }
    }

    private static void transposeFew(int rows, int kc, double alpha, double[] x, int offset, int ld, double[] packed, int packedOffset,
                                     int width) {
        for (int j = 0; j < rows; j++) {
            for (int p = 0; p < kc; p++) {
                packed[packedOffset + p * width + j] = alpha * x[offset + j * ld + p];
            }
        }
    }
}
