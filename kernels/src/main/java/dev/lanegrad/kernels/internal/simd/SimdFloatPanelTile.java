// Derived from SimdFloatTile.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.SimdFloatGemm.MR;
import static dev.lanegrad.kernels.internal.simd.SimdFloatGemm.NR;

import java.lang.foreign.MemorySegment;

/** A tile of C by the micro-kernel of its size; an incomplete one is computed into scratch memory, and what lies inside of C is copied. */
final class SimdFloatPanelTile {

    private SimdFloatPanelTile() {
    }

    static void multiply(int rows, int columns, int kc, float[] a, int aOffset, MemorySegment b, long bOffset,
                         boolean add, float[] c, int cOffset, int ldc, float[] scratch) {
        if ((rows == MR || rows == 4) && (columns == NR || columns == LANES)) {
            whole(rows, columns, kc, a, aOffset, b, bOffset, add, c, cOffset, ldc);
        } else {
            whole(rows, columns, kc, a, aOffset, b, bOffset, false, scratch, 0, NR);
            SimdFloatGemm.merge(rows, columns, scratch, add, c, cOffset, ldc);
        }
    }

    private static void whole(int rows, int columns, int kc, float[] a, int aOffset, MemorySegment b, long bOffset,
                              boolean add, float[] c, int cOffset, int ldc) {
        if (rows > 4) {
            if (columns > LANES) {
                SimdFloatPanelKernel8.twoVectors(kc, a, aOffset, b, bOffset, add, c, cOffset, ldc);
            } else {
                SimdFloatPanelKernel8.oneVector(kc, a, aOffset, b, bOffset, add, c, cOffset, ldc);
            }
        } else if (columns > LANES) {
            SimdFloatPanelKernel4.twoVectors(kc, a, aOffset, b, bOffset, add, c, cOffset, ldc);
        } else {
            SimdFloatPanelKernel4.oneVector(kc, a, aOffset, b, bOffset, add, c, cOffset, ldc);
        }
    }
}
