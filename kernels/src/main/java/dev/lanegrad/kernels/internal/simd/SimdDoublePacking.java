// Derived from SimdFloatPacking.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import dev.lanegrad.kernels.internal.GemmPanels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packing into panels: A in [kc][MR], B in [kc][NR]. Columns of a panel past the matrix hold arbitrary numbers; results from them
 * are never stored.
 */
final class SimdDoublePacking {

    private static final int MR = SimdDoubleGemm.MR;
    private static final int NR = SimdDoubleGemm.NR;
    private static final long ROW = NR * (long) Double.BYTES;
    private static final long VECTOR = LANES * (long) Double.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Elements of a line of the caches. */
    private static final int LINE = 64 / Double.BYTES;

    private static final boolean WIDE = SPECIES.vectorBitSize() == 512;

    /** As wide as a panel of A, if a register is not narrower. */
    private static final VectorSpecies<Double> PANEL =
            MR >= LANES ? SPECIES : VectorSpecies.of(double.class, VectorShape.forBitSize(MR * Double.SIZE));
    private static final Class<? extends DoubleVector> PANEL_REGISTER = PANEL.vectorType().asSubclass(DoubleVector.class);
    private static final int PANEL_LANES = PANEL.length();

    private SimdDoublePacking() {
    }

    /** Columns [first, end) of alpha op(A), {@code mc x kc}, where A holds its transpose: pieces of the rows of A go to the panels. */
    static void packTransposedA(int mc, int kc, int first, int end, double alpha, double[] a, int aOffset, int lda, double[] packed) {
        double seen = 0;
        for (int p = first; p < end; p++) {
            seen += fetch(mc, a, aOffset + p * lda);
        }
        // What was fetched has to be used; the next loop overwrites it.
        packed[first * MR] = seen;
        for (int i = 0; i < mc; i += MR) {
            if (aOffset + (end - 1) * lda + i + MR <= a.length) {
                copyPieces(first, end, alpha, a, aOffset + i, lda, packed, i * kc);
            } else {
                copyElements(Math.min(MR, mc - i), first, end, alpha, a, aOffset + i, lda, packed, i * kc);
            }
        }
    }

    /**
     * Brings a row into the caches, by an element of each line. Such loads wait for nothing, so that many more of them are under way at a time than of those that a
     * store follows, and pieces of rows are too short for the processor to see them coming.
     */
    private static double fetch(int n, double[] x, int offset) {
        double seen0 = 0;
        double seen1 = 0;
        double seen2 = 0;
        double seen3 = 0;
        for (int i = 0; i + 4 * LINE <= n; i += 4 * LINE) {
            seen0 += x[offset + i];
            seen1 += x[offset + i + LINE];
            seen2 += x[offset + i + 2 * LINE];
            seen3 += x[offset + i + 3 * LINE];
        }
        return seen0 + seen1 + seen2 + seen3;
    }

    private static void copyPieces(int first, int end, double alpha, double[] a, int aOffset, int lda, double[] packed, int packedOffset) {
        for (int p = first; p < end; p++) {
            for (int r = 0; r < MR; r += PANEL_LANES) {
                PANEL_REGISTER.cast(DoubleVector.fromArray(PANEL, a, aOffset + p * lda + r)).mul(alpha)
                        .intoArray(packed, packedOffset + p * MR + r);
            }
        }
    }

    private static void copyElements(int rows, int first, int end, double alpha, double[] a, int aOffset, int lda, double[] packed,
                                     int packedOffset) {
        for (int p = first; p < end; p++) {
            for (int r = 0; r < rows; r++) {
                packed[packedOffset + p * MR + r] = alpha * a[aOffset + p * lda + r];
            }
        }
    }

    /** One panel of alpha A, {@code rows x kc}: its rows become columns. */
    static void packA(int rows, int kc, double alpha, double[] a, int aOffset, int lda, double[] packed, int packedOffset) {
        if (kc < LANES || LANES < 4) {
            transposeFew(rows, kc, alpha, a, aOffset, lda, packed, packedOffset, MR);
        } else if (WIDE) {
            SimdDoubleTranspose512.rows8(rows, kc, alpha, a, aOffset, lda, packed, packedOffset, MR, LANES);
        } else if (MR == 8) {
            SimdDoubleTranspose.rows8(rows, kc, alpha, a, aOffset, lda, packed, packedOffset, MR, LANES);
        } else {
            SimdDoubleTranspose.rows4(rows, kc, alpha, a, aOffset, lda, packed, packedOffset, MR, LANES);
        }
    }

    /** One panel of B, {@code kc x columns}, or a part: pieces of its rows are copied, as whole vectors where the array goes on for so long. */
    static void packB(int columns, int kc, double[] b, int bOffset, int ldb, MemorySegment panels, long offset) {
        MemorySegment packed = GemmPanels.SEGMENT.cast(panels);
        int p = 0;
        for (; p < kc && bOffset + p * ldb <= b.length - NR; p++) {
            REGISTER.cast(DoubleVector.fromArray(SPECIES, b, bOffset + p * ldb)).intoMemorySegment(packed, offset + p * ROW, ORDER);
            REGISTER.cast(DoubleVector.fromArray(SPECIES, b, bOffset + p * ldb + LANES)).intoMemorySegment(packed, offset + p * ROW + VECTOR, ORDER);
        }
        for (; p < kc; p++) {
            MemorySegment.copy(b, bOffset + p * ldb, packed, ValueLayout.JAVA_DOUBLE, offset + p * ROW, columns);
        }
    }

    /** One panel of op(B), {@code kc x columns}, where B holds its transpose, by way of {@code scratch}, which holds a panel. */
    static void packTransposedB(int columns, int kc, double[] b, int bOffset, int ldb, MemorySegment panels, long offset, double[] scratch) {
        transpose(columns, kc, b, bOffset, ldb, scratch, 0, NR);
        MemorySegment.copy(scratch, 0, GemmPanels.SEGMENT.cast(panels), ValueLayout.JAVA_DOUBLE, offset, kc * NR);
    }

    /**
     * The transpose of x, {@code rows x columns}, in rows of {@code ldy} elements: a square of LANES rows and columns at a time. {@code ldy} is a multiple of
     * LANES; elements of y past the matrix become arbitrary.
     */
    static void transpose(int rows, int columns, double[] x, int offset, int ld, double[] y, int yOffset, int ldy) {
        if (columns < LANES || LANES < 4) {
            transposeFew(rows, columns, 1, x, offset, ld, y, yOffset, ldy);
            return;
        }
        for (int j = 0; j < rows; j += LANES) {
            int some = Math.min(LANES, rows - j);
            if (LANES == 16) {
                SimdDoubleTranspose512.rows16(some, columns, 1, x, offset + j * ld, ld, y, yOffset + j, ldy, ldy);
            } else if (WIDE) {
                SimdDoubleTranspose512.rows8(some, columns, 1, x, offset + j * ld, ld, y, yOffset + j, ldy, ldy);
            } else if (LANES == 8) {
                SimdDoubleTranspose.rows8(some, columns, 1, x, offset + j * ld, ld, y, yOffset + j, ldy, ldy);
            } else {
                SimdDoubleTranspose.rows4(some, columns, 1, x, offset + j * ld, ld, y, yOffset + j, ldy, ldy);
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
