// Derived from SimdFloatPanelKernel4.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import dev.lanegrad.kernels.internal.GemmPanels;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/**
 * Micro-kernels of four rows: a tile of C becomes A B, or C + A B, for a panel [kc][MR] of A and a panel [kc][NR] of B
 * outside of the heap.
 *
 * <p>Each accumulator is a local variable, so that it stays in a register, and one chain of fma in ascending k. A is indexed by a
 * constant times the loop variable, which lets the compiler move its four range checks out of the loop. Nothing is unrolled
 * along k and there is one way to store: larger methods spilled registers.
 */
final class SimdDoublePanelKernel4 {

    private static final int MR = SimdDoubleGemm.MR;
    private static final long ROW = SimdDoubleGemm.NR * (long) Double.BYTES;
    private static final long VECTOR = LANES * (long) Double.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private SimdDoublePanelKernel4() {
    }

    /** Four rows, two vectors of columns. */
    static void twoVectors(int kc, double[] a, int aOffset, MemorySegment panels, long bOffset, boolean add,
            double[] c, int cOffset, int ldc) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = DoubleVector.zero(SPECIES);
        DoubleVector c10 = DoubleVector.zero(SPECIES);
        DoubleVector c11 = DoubleVector.zero(SPECIES);
        DoubleVector c20 = DoubleVector.zero(SPECIES);
        DoubleVector c21 = DoubleVector.zero(SPECIES);
        DoubleVector c30 = DoubleVector.zero(SPECIES);
        DoubleVector c31 = DoubleVector.zero(SPECIES);
        MemorySegment b = GemmPanels.SEGMENT.cast(panels);
        for (int p = 0; p < kc; p++) {
            DoubleVector b0 = DoubleVector.fromMemorySegment(SPECIES, b, bOffset + p * ROW, ORDER);
            DoubleVector b1 = DoubleVector.fromMemorySegment(SPECIES, b, bOffset + p * ROW + VECTOR, ORDER);
            DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[aOffset + p * MR]));
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 1]));
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 2]));
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 3]));
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        if (add) {
            c00 = REGISTER.cast(c00).add(DoubleVector.fromArray(SPECIES, c, cOffset));
            c01 = REGISTER.cast(c01).add(DoubleVector.fromArray(SPECIES, c, cOffset + LANES));
            c10 = REGISTER.cast(c10).add(DoubleVector.fromArray(SPECIES, c, cOffset + ldc));
            c11 = REGISTER.cast(c11).add(DoubleVector.fromArray(SPECIES, c, cOffset + ldc + LANES));
            c20 = REGISTER.cast(c20).add(DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c21 = REGISTER.cast(c21).add(DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc + LANES));
            c30 = REGISTER.cast(c30).add(DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
            c31 = REGISTER.cast(c31).add(DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc + LANES));
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
    static void oneVector(int kc, double[] a, int aOffset, MemorySegment panels, long bOffset, boolean add,
            double[] c, int cOffset, int ldc) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = DoubleVector.zero(SPECIES);
        DoubleVector c2 = DoubleVector.zero(SPECIES);
        DoubleVector c3 = DoubleVector.zero(SPECIES);
        MemorySegment b = GemmPanels.SEGMENT.cast(panels);
        for (int p = 0; p < kc; p++) {
            DoubleVector b0 = DoubleVector.fromMemorySegment(SPECIES, b, bOffset + p * ROW, ORDER);
            DoubleVector a0 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[aOffset + p * MR]));
            c0 = a0.fma(b0, c0);
            DoubleVector a1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 1]));
            c1 = a1.fma(b0, c1);
            DoubleVector a2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 2]));
            c2 = a2.fma(b0, c2);
            DoubleVector a3 = REGISTER.cast(DoubleVector.broadcast(SPECIES, a[aOffset + p * MR + 3]));
            c3 = a3.fma(b0, c3);
        }
        if (add) {
            c0 = REGISTER.cast(c0).add(DoubleVector.fromArray(SPECIES, c, cOffset));
            c1 = REGISTER.cast(c1).add(DoubleVector.fromArray(SPECIES, c, cOffset + ldc));
            c2 = REGISTER.cast(c2).add(DoubleVector.fromArray(SPECIES, c, cOffset + 2 * ldc));
            c3 = REGISTER.cast(c3).add(DoubleVector.fromArray(SPECIES, c, cOffset + 3 * ldc));
        }
        REGISTER.cast(c0).intoArray(c, cOffset);
        REGISTER.cast(c1).intoArray(c, cOffset + ldc);
        REGISTER.cast(c2).intoArray(c, cOffset + 2 * ldc);
        REGISTER.cast(c3).intoArray(c, cOffset + 3 * ldc);
    }
}
