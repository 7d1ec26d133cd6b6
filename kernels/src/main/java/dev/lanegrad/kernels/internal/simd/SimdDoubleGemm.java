// Derived from SimdFloatGemm.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.internal.DoubleGemm;
import dev.lanegrad.kernels.internal.GemmBlocking;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Matrix multiplication with explicit SIMD: the loops around the micro-kernel. */
final class SimdDoubleGemm extends DoubleGemm {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Columns of a tile, and of a panel of B. */
    static final int NR = 2 * LANES;

    /**
     * Rows of a tile, and columns of a panel of A. Eight rows of two vectors need 19 registers: AVX-512 and Arm have 32; of the 16 of
     * AVX2 some would live in memory.
     */
    static final int MR = SPECIES.vectorBitSize() == 512 || "aarch64".equals(System.getProperty("os.arch")) ? 8 : 4;

    SimdDoubleGemm(SimdDoubleReductions reductions) {
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
    protected void packA(boolean transpose, int mc, int kc, double alpha, double[] a, int aOffset, int lda, double[] packed,
                         int packedOffset) {
        if (transpose) {
            SimdDoublePacking.packTransposedA(mc, kc, alpha, a, aOffset, lda, packed, packedOffset);
            return;
        }
        for (int i = 0; i < mc; i += MR) {
            SimdDoublePacking.packA(Math.min(MR, mc - i), kc, alpha, a, aOffset + i * lda, lda, packed, packedOffset + i * kc);
        }
    }

    @Override
    protected void packB(boolean transpose, int kc, int nr, double[] b, int bOffset, int ldb, double[] packed, int packedOffset) {
        if (transpose) {
            SimdDoublePacking.packTransposedB(nr, kc, b, bOffset, ldb, packed, packedOffset);
        } else {
            SimdDoublePacking.packB(nr, kc, b, bOffset, ldb, packed, packedOffset);
        }
    }

    /** The macro-kernel: each panel of B stays in the first cache while the tiles of the block of A pass by. */
    @Override
    protected void multiply(int mc, int nc, int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride, int panelStride,
                            boolean add, double[] c, int cOffset, int ldc, double[] scratch) {
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

    private static void multiplyTile(int rows, int columns, int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride,
                                     boolean add, double[] c, int cOffset, int ldc) {
        if (rows > 4) {
            if (columns > LANES) {
                SimdDoubleKernel8.twoVectors(kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
            } else {
                SimdDoubleKernel8.oneVector(kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
            }
        } else if (columns > LANES) {
            SimdDoubleKernel4.twoVectors(kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
        } else {
            SimdDoubleKernel4.oneVector(kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
        }
    }

    /** What of a tile lies inside of C. */
    private static void merge(int rows, int columns, double[] tile, boolean add, double[] c, int cOffset, int ldc) {
        for (int i = 0; i < rows; i++) {
            int from = i * NR;
            int to = cOffset + i * ldc;
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                DoubleVector sum = DoubleVector.fromArray(SPECIES, tile, from + j);
                (add ? sum.add(DoubleVector.fromArray(SPECIES, c, to + j)) : sum).intoArray(c, to + j);
            }
            for (; j < columns; j++) {
                c[to + j] = add ? c[to + j] + tile[from + j] : tile[from + j];
            }
        }
    }
}
