// Derived from SimdFloatTile.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.SimdDoubleGemm.MR;
import static dev.lanegrad.kernels.internal.simd.SimdDoubleGemm.NR;

/** A tile of C by the micro-kernel of its size; an incomplete one is computed into scratch memory, and what lies inside of C is copied. */
final class SimdDoubleTile {

    private SimdDoubleTile() {
    }

    static void multiply(int rows, int columns, int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride,
                         boolean add, double[] c, int cOffset, int ldc, double[] scratch) {
        if ((rows == MR || rows == 4) && (columns == NR || columns == LANES)) {
            whole(rows, columns, kc, a, aOffset, b, bOffset, bStride, add, c, cOffset, ldc);
        } else {
            whole(rows, columns, kc, a, aOffset, b, bOffset, bStride, false, scratch, 0, NR);
            SimdDoubleGemm.merge(rows, columns, scratch, add, c, cOffset, ldc);
        }
    }

    private static void whole(int rows, int columns, int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride,
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
}
