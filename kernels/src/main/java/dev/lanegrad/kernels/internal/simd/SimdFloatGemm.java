package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;

import dev.lanegrad.kernels.internal.FloatGemm;
import dev.lanegrad.kernels.internal.GemmBlocking;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Matrix multiplication with explicit SIMD: the loops around the micro-kernel. */
final class SimdFloatGemm extends FloatGemm {

    /** Columns of a tile, and of a panel of B. */
    static final int NR = 2 * LANES;

    /**
     * Rows of a tile, and columns of a panel of A. Eight rows of two vectors need 19 registers: AVX-512 and Arm have 32; of the 16 of
     * AVX2 some would live in memory.
     */
    static final int MR = SPECIES.vectorBitSize() == 512 || "aarch64".equals(System.getProperty("os.arch")) ? 8 : 4;

    private static final long BYTES = Float.BYTES;

    /** Up to this length of k, C is written along its rows where B is not packed. */
    private static final int ALONG_ROWS = 128;

    /** Packing A takes about a third of a cycle for an element, as much as a tenth of what three registers of columns have to compute. */
    private static final int FEW_COLUMNS = 96;

    SimdFloatGemm(SimdFloatReductions reductions) {
        super(reductions);
    }

    @Override
    protected int panelColumns() {
        return NR;
    }

    @Override
    protected int packedColumns(int kc) {
        return Math.max(NR, GemmBlocking.PACKED_B / (kc * Float.BYTES));
    }

    @Override
    protected int directColumns(int nc) {
        return MR == 8 ? nc / NR * NR : 0;
    }

    @Override
    protected void packA(int mc, int kc, float alpha, float[] a, int aOffset, int lda, float[] packed, int packedOffset) {
        for (int i = 0; i < mc; i += MR) {
            SimdFloatPacking.packA(Math.min(MR, mc - i), kc, alpha, a, aOffset + i * lda, lda, packed, packedOffset + i * kc);
        }
    }

    @Override
    protected void packTransposedA(int mc, int kc, int first, int end, float alpha, float[] a, int aOffset, int lda, float[] packed) {
        SimdFloatPacking.packTransposedA(mc, kc, first, end, alpha, a, aOffset, lda, packed);
    }

    @Override
    protected boolean usesPanels() {
        return true;
    }

    @Override
    protected void packPanel(boolean transpose, int kc, int nr, float[] b, int bOffset, int ldb, MemorySegment panels, int offset, float[] scratch) {
        if (transpose) {
            SimdFloatPacking.packTransposedB(nr, kc, b, bOffset, ldb, panels, offset * BYTES, scratch);
        } else {
            SimdFloatPacking.packB(nr, kc, b, bOffset, ldb, panels, offset * BYTES);
        }
    }

    @Override
    protected boolean fitsDirectly(boolean transposeA, boolean transposeB, int m, int n, int k, boolean add) {
        return SimdFloatDirect.fits(transposeA, transposeB, m, n, k, add);
    }

    @Override
    protected void multiplyDirectly(boolean transposeA, boolean transposeB, int m, int n, int k, float[] a, int aOffset, int lda,
                                    float[] b, int bOffset, int ldb, boolean add, float[] c, int cOffset, int ldc) {
        SimdFloatDirect.multiply(transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, add, c, cOffset, ldc);
    }

    /**
     * The macro-kernel for packed operands: a panel of A stays in the first cache while the panels of B pass by, and C is written along its rows, as the
     * prefetchers of the processor like it.
     */
    @Override
    protected void multiplyPanels(int mc, int nc, int kc, float[] a, int aOffset, MemorySegment panels, int bOffset,
                                  boolean add, float[] c, int cOffset, int ldc, float[][] scratch) {
        for (int i = 0; i < mc; i += MR) {
            for (int j = 0; j < nc; j += NR) {
                SimdFloatPanelTile.multiply(Math.min(MR, mc - i), Math.min(NR, nc - j), kc, a, aOffset + i * kc, panels, (bOffset + j * kc) * BYTES,
                        add, c, cOffset + i * ldc + j, ldc, scratch[0]);
            }
        }
    }

    /** The macro-kernel for rows of B as they lie: a few columns of them stay in the first cache, or a panel of A if k is short. */
    @Override
    protected void multiply(int mc, int nc, int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride, int panelStride,
                            boolean add, float[] c, int cOffset, int ldc, float[][] scratch) {
        if (kc > ALONG_ROWS) {
            for (int j = 0; j < nc; j += NR) {
                for (int i = 0; i < mc; i += MR) {
                    SimdFloatTile.multiply(Math.min(MR, mc - i), Math.min(NR, nc - j), kc, a, aOffset + i * kc, b,
                            bOffset + j / NR * panelStride, bStride, add, c, cOffset + i * ldc + j, ldc, scratch[0]);
                }
            }
        } else {
            for (int i = 0; i < mc; i += MR) {
                for (int j = 0; j < nc; j += NR) {
                    SimdFloatTile.multiply(Math.min(MR, mc - i), Math.min(NR, nc - j), kc, a, aOffset + i * kc, b,
                            bOffset + j / NR * panelStride, bStride, add, c, cOffset + i * ldc + j, ldc, scratch[0]);
                }
            }
        }
    }

    /** A block of C has 8 rows at least, or none is left over. */
    @Override
    protected boolean readsRows(int m, int n) {
        return MR == 8 && n <= FEW_COLUMNS && (m % GemmBlocking.MC == 0 || m % GemmBlocking.MC >= MR);
    }

    @Override
    protected void multiplyRows(int mc, int nc, int kc, float[] a, int aOffset, int lda, float[] b, int bOffset, int bStride, int panelStride,
                                boolean add, float[] c, int cOffset, int ldc, float[][] scratch) {
        for (int j = 0; j < nc; j += NR) {
            int columns = Math.min(NR, nc - j);
            int panel = bOffset + j / NR * panelStride;
            if (!add && columns == NR) {
                SimdFloatDirectTiles.eightByTwo(mc, kc, a, aOffset, lda, b, panel, bStride, LANES, c, cOffset + j, ldc);
            } else {
                SimdFloatDirectTiles.eightByTwo(mc, kc, a, aOffset, lda, b, panel, bStride, LANES, scratch[0], 0, NR);
                merge(mc, columns, scratch[0], add, c, cOffset + j, ldc);
            }
        }
    }

    @Override
    protected void multiplyRowsByPanels(int mc, int nc, int kc, float[] a, int aOffset, int lda, MemorySegment panels, int bOffset,
                                        boolean add, float[] c, int cOffset, int ldc, float[][] scratch) {
        for (int j = 0; j < nc; j += NR) {
            int columns = Math.min(NR, nc - j);
            long panel = (bOffset + j * kc) * BYTES;
            if (!add && columns == NR) {
                SimdFloatPanelRows.multiply(mc, kc, a, aOffset, lda, panels, panel, c, cOffset + j, ldc);
            } else {
                SimdFloatPanelRows.multiply(mc, kc, a, aOffset, lda, panels, panel, scratch[0], 0, NR);
                merge(mc, columns, scratch[0], add, c, cOffset + j, ldc);
            }
        }
    }

    /** What of a tile lies inside of C. */
    static void merge(int rows, int columns, float[] tile, boolean add, float[] c, int cOffset, int ldc) {
        for (int i = 0; i < rows; i++) {
            int from = i * NR;
            int to = cOffset + i * ldc;
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector sum = REGISTER.cast(FloatVector.fromArray(SPECIES, tile, from + j));
                REGISTER.cast(add ? sum.add(FloatVector.fromArray(SPECIES, c, to + j)) : sum).intoArray(c, to + j);
            }
            for (; j < columns; j++) {
                c[to + j] = add ? c[to + j] + tile[from + j] : tile[from + j];
            }
        }
    }

    @Override
    protected void addRows(int n, int k, float[] matrix, int offset, int ld, float[] x, float[] y, int yOffset) {
        int j = 0;
        for (; j + 4 * LANES <= n; j += 4 * LANES) {
            addFourColumns(k, matrix, offset + j, ld, x, y, yOffset + j);
        }
        super.addRows(n - j, k, matrix, offset + j, ld, x, y, yOffset + j);
    }

    /** Four vectors of columns: the sums stay in registers. */
    private static void addFourColumns(int k, float[] matrix, int offset, int ld, float[] x, float[] y, int yOffset) {
        FloatVector y0 = FloatVector.zero(SPECIES);
        FloatVector y1 = FloatVector.zero(SPECIES);
        FloatVector y2 = FloatVector.zero(SPECIES);
        FloatVector y3 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            int row = offset + p * ld;
            FloatVector xp = REGISTER.cast(FloatVector.broadcast(SPECIES, x[p]));
            y0 = xp.fma(FloatVector.fromArray(SPECIES, matrix, row), y0);
            y1 = xp.fma(FloatVector.fromArray(SPECIES, matrix, row + LANES), y1);
            y2 = xp.fma(FloatVector.fromArray(SPECIES, matrix, row + 2 * LANES), y2);
            y3 = xp.fma(FloatVector.fromArray(SPECIES, matrix, row + 3 * LANES), y3);
        }
        REGISTER.cast(y0).intoArray(y, yOffset);
        REGISTER.cast(y1).intoArray(y, yOffset + LANES);
        REGISTER.cast(y2).intoArray(y, yOffset + 2 * LANES);
        REGISTER.cast(y3).intoArray(y, yOffset + 3 * LANES);
    }

    @Override
    protected void addBias(int n, float[] bias, int biasOffset, boolean relu, float[] c, int cOffset) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatVector sum = REGISTER.cast(FloatVector.fromArray(SPECIES, c, cOffset + j)).add(FloatVector.fromArray(SPECIES, bias, biasOffset + j));
            if (relu) {
                sum = sum.max(0);
            }
            REGISTER.cast(sum).intoArray(c, cOffset + j);
        }
        super.addBias(n - j, bias, biasOffset + j, relu, c, cOffset + j);
    }
}
