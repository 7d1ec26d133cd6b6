// Derived from SimdFloatKernel8.java. Do not edit: change that file, then run
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
 * Micro-kernels of eight rows: a tile of C becomes A B, or C + A B, for a panel [kc][MR] of A and a panel [kc][NR] of B
 * outside of the heap.
 *
 * <p>Each accumulator is a local variable, so that it stays in a register, and one chain of fma in ascending k. A is indexed by a
 * constant times the loop variable, which lets the compiler move its eight range checks out of the loop. Nothing is unrolled
 * along k and there is one way to store: larger methods spilled registers.
 */
final class SimdFloatPanelKernel8 {

    private static final int MR = SimdFloatGemm.MR;
    private static final long ROW = SimdFloatGemm.NR * (long) Float.BYTES;
    private static final long VECTOR = LANES * (long) Float.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private SimdFloatPanelKernel8() {
    }

    /** Eight rows, two vectors of columns. */
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
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c51 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c61 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        FloatVector c71 = FloatVector.zero(SPECIES);
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
            FloatVector a4 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 4]));
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 5]));
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 6]));
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 7]));
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
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
            c40 = REGISTER.cast(c40).add(FloatVector.fromArray(SPECIES, c, cOffset + 4 * ldc));
            c41 = REGISTER.cast(c41).add(FloatVector.fromArray(SPECIES, c, cOffset + 4 * ldc + LANES));
            c50 = REGISTER.cast(c50).add(FloatVector.fromArray(SPECIES, c, cOffset + 5 * ldc));
            c51 = REGISTER.cast(c51).add(FloatVector.fromArray(SPECIES, c, cOffset + 5 * ldc + LANES));
            c60 = REGISTER.cast(c60).add(FloatVector.fromArray(SPECIES, c, cOffset + 6 * ldc));
            c61 = REGISTER.cast(c61).add(FloatVector.fromArray(SPECIES, c, cOffset + 6 * ldc + LANES));
            c70 = REGISTER.cast(c70).add(FloatVector.fromArray(SPECIES, c, cOffset + 7 * ldc));
            c71 = REGISTER.cast(c71).add(FloatVector.fromArray(SPECIES, c, cOffset + 7 * ldc + LANES));
        }
        REGISTER.cast(c00).intoArray(c, cOffset);
        REGISTER.cast(c01).intoArray(c, cOffset + LANES);
        REGISTER.cast(c10).intoArray(c, cOffset + ldc);
        REGISTER.cast(c11).intoArray(c, cOffset + ldc + LANES);
        REGISTER.cast(c20).intoArray(c, cOffset + 2 * ldc);
        REGISTER.cast(c21).intoArray(c, cOffset + 2 * ldc + LANES);
        REGISTER.cast(c30).intoArray(c, cOffset + 3 * ldc);
        REGISTER.cast(c31).intoArray(c, cOffset + 3 * ldc + LANES);
        REGISTER.cast(c40).intoArray(c, cOffset + 4 * ldc);
        REGISTER.cast(c41).intoArray(c, cOffset + 4 * ldc + LANES);
        REGISTER.cast(c50).intoArray(c, cOffset + 5 * ldc);
        REGISTER.cast(c51).intoArray(c, cOffset + 5 * ldc + LANES);
        REGISTER.cast(c60).intoArray(c, cOffset + 6 * ldc);
        REGISTER.cast(c61).intoArray(c, cOffset + 6 * ldc + LANES);
        REGISTER.cast(c70).intoArray(c, cOffset + 7 * ldc);
        REGISTER.cast(c71).intoArray(c, cOffset + 7 * ldc + LANES);
    }

    /** Eight rows, one vector of columns. */
    static void oneVector(int kc, float[] a, int aOffset, MemorySegment panels, long bOffset, boolean add,
            float[] c, int cOffset, int ldc) {
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        FloatVector c4 = FloatVector.zero(SPECIES);
        FloatVector c5 = FloatVector.zero(SPECIES);
        FloatVector c6 = FloatVector.zero(SPECIES);
        FloatVector c7 = FloatVector.zero(SPECIES);
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
            FloatVector a4 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 4]));
            c4 = a4.fma(b0, c4);
            FloatVector a5 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 5]));
            c5 = a5.fma(b0, c5);
            FloatVector a6 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 6]));
            c6 = a6.fma(b0, c6);
            FloatVector a7 = REGISTER.cast(FloatVector.broadcast(SPECIES, a[aOffset + p * MR + 7]));
            c7 = a7.fma(b0, c7);
        }
        if (add) {
            c0 = REGISTER.cast(c0).add(FloatVector.fromArray(SPECIES, c, cOffset));
            c1 = REGISTER.cast(c1).add(FloatVector.fromArray(SPECIES, c, cOffset + ldc));
            c2 = REGISTER.cast(c2).add(FloatVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c3 = REGISTER.cast(c3).add(FloatVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
            c4 = REGISTER.cast(c4).add(FloatVector.fromArray(SPECIES, c, cOffset + 4 * ldc));
            c5 = REGISTER.cast(c5).add(FloatVector.fromArray(SPECIES, c, cOffset + 5 * ldc));
            c6 = REGISTER.cast(c6).add(FloatVector.fromArray(SPECIES, c, cOffset + 6 * ldc));
            c7 = REGISTER.cast(c7).add(FloatVector.fromArray(SPECIES, c, cOffset + 7 * ldc));
        }
        REGISTER.cast(c0).intoArray(c, cOffset);
        REGISTER.cast(c1).intoArray(c, cOffset + ldc);
        REGISTER.cast(c2).intoArray(c, cOffset + 2 * ldc);
        REGISTER.cast(c3).intoArray(c, cOffset + 3 * ldc);
        REGISTER.cast(c4).intoArray(c, cOffset + 4 * ldc);
        REGISTER.cast(c5).intoArray(c, cOffset + 5 * ldc);
        REGISTER.cast(c6).intoArray(c, cOffset + 6 * ldc);
        REGISTER.cast(c7).intoArray(c, cOffset + 7 * ldc);
    }
}
