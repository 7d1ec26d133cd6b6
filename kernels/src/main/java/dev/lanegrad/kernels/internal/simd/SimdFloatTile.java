package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.SimdFloatGemm.MR;
import static dev.lanegrad.kernels.internal.simd.SimdFloatGemm.NR;

/** A tile of C by the micro-kernel of its size; an incomplete one is computed into scratch memory, and what lies inside of C is copied. */
final class SimdFloatTile {

    private SimdFloatTile() {
    }

    static void multiply(int rows, int columns, int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride,
                         boolean add, float[] c, int cOffset, int ldc, float[] scratch) {
        if ((rows == MR || rows == 4) && (columns == NR || columns == LANES)) {
            whole(rows, columns, kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
        } else {
            whole(rows, columns, kc, a, aOffset, b, bOffset, bStride, false, scratch, 0, NR);
            SimdFloatGemm.merge(rows, columns, scratch, add, c, cOffset, ldc);
        }
    }

    private static void whole(int rows, int columns, int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride,
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
}
