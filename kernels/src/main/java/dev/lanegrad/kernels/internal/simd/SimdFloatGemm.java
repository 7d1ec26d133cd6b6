package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.internal.FloatGemm;
import dev.lanegrad.kernels.internal.GemmBlocking;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Matrix multiplication with explicit SIMD: the loops around the micro-kernel. */
final class SimdFloatGemm extends FloatGemm {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Columns of a tile, and of a panel of B. */
    static final int NR = 2 * LANES;

    /**
     * Rows of a tile, and columns of a panel of A. Eight rows of two vectors need 19 registers: AVX-512 and Arm have 32; of the 16 of
     * AVX2 some would live in memory.
     */
    static final int MR = SPECIES.vectorBitSize() == 512 || "aarch64".equals(System.getProperty("os.arch")) ? 8 : 4;

    SimdFloatGemm(SimdFloatReductions reductions) {
        super(reductions);
    }

    @Override
    protected int panelColumns() {
        return NR;
    }

    @Override
    protected int directColumns(int nc) {
        return nc / NR * NR;
    }

    @Override
    protected void packA(boolean transpose, int mc, int kc, float alpha, float[] a, int aOffset, int lda, float[] packed,
                         int packedOffset) {
        if (transpose) {
            SimdFloatPacking.packTransposedA(mc, kc, alpha, a, aOffset, lda, packed, packedOffset);
            return;
        }
        for (int i = 0; i < mc; i += MR) {
            SimdFloatPacking.packA(Math.min(MR, mc - i), kc, alpha, a, aOffset + i * lda, lda, packed, packedOffset + i * kc);
        }
    }

    @Override
    protected void packB(boolean transpose, int kc, int nr, float[] b, int bOffset, int ldb, float[] packed, int packedOffset) {
        if (transpose) {
            SimdFloatPacking.packTransposedB(nr, kc, b, bOffset, ldb, packed, packedOffset);
        } else {
            SimdFloatPacking.packB(nr, kc, b, bOffset, ldb, packed, packedOffset);
        }
    }

    /** The macro-kernel: each panel of B stays in the first cache while the tiles of the block of A pass by. */
    @Override
    protected void multiply(int mc, int nc, int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride, int panelStride,
                            boolean add, float[] c, int cOffset, int ldc, float[] scratch) {
        for (int j = 0; j < nc; j += NR) {
            int columns = Math.min(NR, nc - j);
            int panel = bOffset + j / NR * panelStride;
            for (int i = 0; i < mc; i += MR) {
                int rows = Math.min(MR, mc - i);
                int tile = cOffset + i * ldc + j;
                if ((rows == MR || rows == 4) && (columns == NR || columns == LANES)) {
                    multiplyTile(rows, columns, kc, a, aOffset + i * kc, b, panel, bStride, add, c, tile, ldc);
                } else {
                    multiplyTile(rows, columns, kc, a, aOffset + i * kc, b, panel, bStride, false, scratch, 0, NR);
                    merge(rows, columns, scratch, add, c, tile, ldc);
                }
            }
        }
    }

    private static void multiplyTile(int rows, int columns, int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride,
                                     boolean add, float[] c, int cOffset, int ldc) {
        if (rows > 4) {
            if (columns > LANES) {
                SimdFloatKernel8.twoVectors(kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
            } else {
                SimdFloatKernel8.oneVector(kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
            }
        } else if (columns > LANES) {
            SimdFloatKernel4.twoVectors(kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
        } else {
            SimdFloatKernel4.oneVector(kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
        }
    }

    /** What of a tile lies inside of C. */
    private static void merge(int rows, int columns, float[] tile, boolean add, float[] c, int cOffset, int ldc) {
        for (int i = 0; i < rows; i++) {
            int from = i * NR;
            int to = cOffset + i * ldc;
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector sum = FloatVector.fromArray(SPECIES, tile, from + j);
                (add ? sum.add(FloatVector.fromArray(SPECIES, c, to + j)) : sum).intoArray(c, to + j);
            }
            for (; j < columns; j++) {
                c[to + j] = add ? c[to + j] + tile[from + j] : tile[from + j];
            }
        }
    }
}
