// Derived from SimdFloatKernel4.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;

import dev.lanegrad.kernels.internal.GemmPanels;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * Micro-kernels of four rows: a tile of C becomes A B, or C + A B, for a panel [kc][MR] of A and a panel [kc][NR] of B
 * outside of the heap.
 *
 * <p>Each accumulator is a local variable, so that it stays in a register, and one chain of fma in ascending k. A is indexed by a
 * constant times the loop variable, which lets the compiler move its four range checks out of the loop. Nothing is unrolled
 * along k and there is one way to store: larger methods spilled registers.
 */
final class SimdFloatPanelKernel4 {

    private static final int MR = SimdFloatGemm.MR;
    private static final long ROW = SimdFloatGemm.NR * (long) Float.BYTES;
    private static final long VECTOR = LANES * (long) Float.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private SimdFloatPanelKernel4() {
    }

    /** Four rows, two vectors of columns. */
    static void twoVectors(int kc, float[] a, int aOffset, MemorySegment panels, long bOffset, boolean add,
            float[] c, int cOffset, int ldc) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        MemorySegment b = GemmPanels.SEGMENT.cast(panels);
        for (int p = 0; p < kc; p++) {
            FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, b, bOffset + p * ROW, ORDER);
            FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, b, bOffset + p * ROW + VECTOR, ORDER);
            FloatVector a0 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR]));
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 1]));
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 2]));
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 3]));
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        if (add) {
            c00 = REGISTER.cast(c00).add(FloatVector.fromArray(SPECIES, c, cOffset));
            c01 = REGISTER.cast(c01).add(FloatVector.fromArray(SPECIES, c, cOffset + LANES));
            c10 = REGISTER.cast(c10).add(FloatVector.fromArray(SPECIES, c, cOffset + ldc));
            c11 = REGISTER.cast(c11).add(FloatVector.fromArray(SPECIES, c, cOffset + ldc + LANES));
            c20 = REGISTER.cast(c20).add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c21 = REGISTER.cast(c21).add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES));
            c30 = REGISTER.cast(c30).add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
            c31 = REGISTER.cast(c31).add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES));
        }
        REGISTER.cast(c00).intoArray(c, cOffset);
        REGISTER.cast(c01).intoArray(c, cOffset + LANES);
        REGISTER.cast(c10).intoArray(c, cOffset + ldc);
        REGISTER.cast(c11).intoArray(c, cOffset + ldc + LANES);
        REGISTER.cast(c20).intoArray(c, cOffset + 2 * ldc);
        REGISTER.cast(c21).intoArray(c, cOffset + 2 * ldc + LANES);
        REGISTER.cast(c30).intoArray(c, cOffset + 3 * ldc);
        REGISTER.cast(c31).intoArray(c, cOffset + 3 * ldc + LANES);
    }

    /** Four rows, one vector of columns. */
    static void oneVector(int kc, float[] a, int aOffset, MemorySegment panels, long bOffset, boolean add,
            float[] c, int cOffset, int ldc) {
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        MemorySegment b = GemmPanels.SEGMENT.cast(panels);
        for (int p = 0; p < kc; p++) {
            FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, b, bOffset + p * ROW, ORDER);
            FloatVector a0 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR]));
            c0 = a0.fma(b0, c0);
            FloatVector a1 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 1]));
            c1 = a1.fma(b0, c1);
            FloatVector a2 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 2]));
            c2 = a2.fma(b0, c2);
            FloatVector a3 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 3]));
            c3 = a3.fma(b0, c3);
        }
        if (add) {
            c0 = REGISTER.cast(c0).add(FloatVector.fromArray(SPECIES, c, cOffset));
            c1 = REGISTER.cast(c1).add(FloatVector.fromArray(SPECIES, c, cOffset + ldc));
            c2 = REGISTER.cast(c2).add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c3 = REGISTER.cast(c3).add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
        }
        REGISTER.cast(c0).intoArray(c, cOffset);
        REGISTER.cast(c1).intoArray(c, cOffset + ldc);
        REGISTER.cast(c2).intoArray(c, cOffset + 2 * ldc);
        REGISTER.cast(c3).intoArray(c, cOffset + 3 * ldc);
    }
}
