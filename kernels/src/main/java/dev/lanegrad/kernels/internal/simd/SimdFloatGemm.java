package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.internal.FloatGemm;
import dev.lanegrad.kernels.internal.GemmBlocking;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Matrix multiplication with explicit SIMD: packing, and the loops around the micro-kernel. */
final class SimdFloatGemm extends FloatGemm {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Columns of a tile. */
    static final int NR = 2 * LANES;

    /**
     * Rows of a tile. Eight rows of two vectors need 19 registers: AVX-512 and 128-bit Arm have 32; with the 16 of AVX2 they would
     * live in memory.
     */
    static final int MR = SPECIES.vectorBitSize() == 512 || "aarch64".equals(System.getProperty("os.arch")) ? 8 : 4;

    /** Distance between packed rows of A: no power of two, so that the rows of a tile fall into different cache sets. */
    static final int ROW = GemmBlocking.KC + 16;

    SimdFloatGemm(SimdFloatReductions reductions) {
        super(reductions);
    }

    @Override
    protected int panelColumns() {
        return NR;
    }

    @Override
    protected int packedASize() {
        return (GemmBlocking.MC + 1) * ROW;
    }

    /** Not transposed: rows of ROW. Transposed: panels of MR rows, [k][MR] each. */
    @Override
    protected void packA(boolean transpose, int mc, int kc, float[] a, int aOffset, int lda, float[] packed) {
        if (!transpose) {
            for (int i = 0; i < mc; i++) {
                System.arraycopy(a, aOffset + i * lda, packed, i * ROW, kc);
            }
            return;
        }
        for (int i = 0; i < mc; i += MR) {
            int rows = Math.min(MR, mc - i);
            for (int p = 0; p < kc; p++) {
                for (int r = 0; r < rows; r++) {
                    packed[i * kc + p * MR + r] = a[aOffset + p * lda + i + r];
                }
            }
        }
    }

    @Override
    protected void packB(boolean transpose, int kc, int nr, float[] b, int bOffset, int ldb, float[] packed, int packedOffset) {
        if (nr < NR) {
            Arrays.fill(packed, packedOffset, packedOffset + kc * NR, 0);
        }
        if (transpose) {
            for (int j = 0; j < nr; j++) {
                for (int p = 0; p < kc; p++) {
                    packed[packedOffset + p * NR + j] = b[bOffset + j * ldb + p];
                }
            }
        } else if (nr == NR) {
            for (int p = 0; p < kc; p++) {
                FloatVector.fromArray(SPECIES, b, bOffset + p * ldb).intoArray(packed, packedOffset + p * NR);
                FloatVector.fromArray(SPECIES, b, bOffset + p * ldb + LANES).intoArray(packed, packedOffset + p * NR + LANES);
            }
        } else {
            for (int p = 0; p < kc; p++) {
                System.arraycopy(b, bOffset + p * ldb, packed, packedOffset + p * NR, nr);
            }
        }
    }

    /** The macro-kernel: each panel of B stays in the first cache while the tiles of the block of A pass by. */
    @Override
    protected void multiply(boolean transposedA, int mc, int nc, int kc, float[] a, float[] b, int bOffset,
                            float alpha, float beta, float[] c, int cOffset, int ldc, float[][] tile) {
        for (int j = 0; j < nc; j += NR) {
            int columns = Math.min(NR, nc - j);
            for (int i = 0; i < mc; i += MR) {
                int rows = Math.min(MR, mc - i);
                int aTile = transposedA ? i * kc : i * ROW;
                int cTile = cOffset + i * ldc + j;
                if (rows == MR && columns == NR) {
                    tile(transposedA, columns, kc, a, aTile, b, bOffset + j * kc, alpha, beta, c, cTile, ldc);
                } else {
                    tile(transposedA, columns, kc, a, aTile, b, bOffset + j * kc, 1, 0, tile[0], 0, NR);
                    merge(rows, columns, alpha, tile[0], beta, c, cTile, ldc);
                }
            }
        }
    }

    private static void tile(boolean transposedA, int columns, int kc, float[] a, int aOffset, float[] b, int bOffset,
                             float alpha, float beta, float[] c, int cOffset, int ldc) {
        if (MR == 8) {
            if (transposedA) {
                SimdFloatKernel8.panel2(kc, a, aOffset, b, bOffset, NR, alpha, beta, c, cOffset, ldc);
            } else {
                SimdFloatKernel8.rows2(kc, a, aOffset, b, bOffset, NR, alpha, beta, c, cOffset, ldc);
            }
        } else if (transposedA) {
            SimdFloatKernel4.panel2(kc, a, aOffset, b, bOffset, NR, alpha, beta, c, cOffset, ldc);
        } else {
            SimdFloatKernel4.rows2(kc, a, aOffset, b, bOffset, NR, alpha, beta, c, cOffset, ldc);
        }
    }

    private static void merge(int rows, int columns, float alpha, float[] tile, float beta, float[] c, int cOffset, int ldc) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                float sum = tile[r * NR + j];
                int at = cOffset + r * ldc + j;
                c[at] = beta == 0 ? alpha * sum : Math.fma(alpha, sum, beta * c[at]);
            }
        }
    }
}
