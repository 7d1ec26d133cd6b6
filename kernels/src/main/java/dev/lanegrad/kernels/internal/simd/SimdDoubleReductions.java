// Derived from SimdFloatReductions.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTERS;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.fold;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.load;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.lanegrad.kernels.internal.DoubleReductions;
import dev.lanegrad.kernels.internal.DoubleSums;
import jdk.incubator.vector.DoubleVector;

/**
 * Reductions in registers. The partial sums fill {@link DoubleLanes#REGISTERS} registers, a constant for the compiler,
 * so the branches on it vanish. In the last, incomplete step the lanes past the end load zeros, which leave a partial
 * sum as it is.
 *
 * <p>The loops call the Vector API alone: a helper that a method has rarely reached, because its vectors were short so
 * far, is not inlined, and the registers that it returns would be objects.
 */
final class SimdDoubleReductions extends DoubleReductions {

    @Override
    protected double blockSum(int n, double[] x, int xOffset) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector a4 = a0;
        DoubleVector a5 = a0;
        DoubleVector a6 = a0;
        DoubleVector a7 = a0;
        int i = xOffset;
        int end = xOffset + n;
        for (; i <= end - DoubleSums.PARTIALS; i += DoubleSums.PARTIALS) {
            a0 = a0.add(fromArray(SPECIES, x, i));
            a1 = a1.add(fromArray(SPECIES, x, i + LANES));
            if (REGISTERS > 2) {
                a2 = a2.add(fromArray(SPECIES, x, i + 2 * LANES));
                a3 = a3.add(fromArray(SPECIES, x, i + 3 * LANES));
            }
            if (REGISTERS > 4) {
                a4 = a4.add(fromArray(SPECIES, x, i + 4 * LANES));
                a5 = a5.add(fromArray(SPECIES, x, i + 5 * LANES));
                a6 = a6.add(fromArray(SPECIES, x, i + 6 * LANES));
                a7 = a7.add(fromArray(SPECIES, x, i + 7 * LANES));
            }
        }
        if (i < end) {
            a0 = a0.add(load(x, i, end));
            a1 = a1.add(load(x, i + LANES, end));
            if (REGISTERS > 2) {
                a2 = a2.add(load(x, i + 2 * LANES, end));
                a3 = a3.add(load(x, i + 3 * LANES, end));
            }
            if (REGISTERS > 4) {
                a4 = a4.add(load(x, i + 4 * LANES, end));
                a5 = a5.add(load(x, i + 5 * LANES, end));
                a6 = a6.add(load(x, i + 6 * LANES, end));
                a7 = a7.add(load(x, i + 7 * LANES, end));
            }
        }
        return fold(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    protected double blockDot(int n, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector a4 = a0;
        DoubleVector a5 = a0;
        DoubleVector a6 = a0;
        DoubleVector a7 = a0;
        int i = 0;
        for (; i <= n - DoubleSums.PARTIALS; i += DoubleSums.PARTIALS) {
            int p = xOffset + i;
            int q = yOffset + i;
            a0 = fromArray(SPECIES, x, p).fma(fromArray(SPECIES, y, q), a0);
            a1 = fromArray(SPECIES, x, p + LANES).fma(fromArray(SPECIES, y, q + LANES), a1);
            if (REGISTERS > 2) {
                a2 = fromArray(SPECIES, x, p + 2 * LANES).fma(fromArray(SPECIES, y, q + 2 * LANES), a2);
                a3 = fromArray(SPECIES, x, p + 3 * LANES).fma(fromArray(SPECIES, y, q + 3 * LANES), a3);
            }
            if (REGISTERS > 4) {
                a4 = fromArray(SPECIES, x, p + 4 * LANES).fma(fromArray(SPECIES, y, q + 4 * LANES), a4);
                a5 = fromArray(SPECIES, x, p + 5 * LANES).fma(fromArray(SPECIES, y, q + 5 * LANES), a5);
                a6 = fromArray(SPECIES, x, p + 6 * LANES).fma(fromArray(SPECIES, y, q + 6 * LANES), a6);
                a7 = fromArray(SPECIES, x, p + 7 * LANES).fma(fromArray(SPECIES, y, q + 7 * LANES), a7);
            }
        }
        if (i < n) {
            int p = xOffset + i;
            int q = yOffset + i;
            int pEnd = xOffset + n;
            int qEnd = yOffset + n;
            a0 = load(x, p, pEnd).fma(load(y, q, qEnd), a0);
            a1 = load(x, p + LANES, pEnd).fma(load(y, q + LANES, qEnd), a1);
            if (REGISTERS > 2) {
                a2 = load(x, p + 2 * LANES, pEnd).fma(load(y, q + 2 * LANES, qEnd), a2);
                a3 = load(x, p + 3 * LANES, pEnd).fma(load(y, q + 3 * LANES, qEnd), a3);
            }
            if (REGISTERS > 4) {
                a4 = load(x, p + 4 * LANES, pEnd).fma(load(y, q + 4 * LANES, qEnd), a4);
                a5 = load(x, p + 5 * LANES, pEnd).fma(load(y, q + 5 * LANES, qEnd), a5);
                a6 = load(x, p + 6 * LANES, pEnd).fma(load(y, q + 6 * LANES, qEnd), a6);
                a7 = load(x, p + 7 * LANES, pEnd).fma(load(y, q + 7 * LANES, qEnd), a7);
            }
        }
        return fold(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    protected double blockSquaredDistance(int n, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector a4 = a0;
        DoubleVector a5 = a0;
        DoubleVector a6 = a0;
        DoubleVector a7 = a0;
        int i = 0;
        for (; i <= n - DoubleSums.PARTIALS; i += DoubleSums.PARTIALS) {
            int p = xOffset + i;
            int q = yOffset + i;
            DoubleVector d0 = fromArray(SPECIES, x, p).sub(fromArray(SPECIES, y, q));
            DoubleVector d1 = fromArray(SPECIES, x, p + LANES).sub(fromArray(SPECIES, y, q + LANES));
            a0 = d0.fma(d0, a0);
            a1 = d1.fma(d1, a1);
            if (REGISTERS > 2) {
                DoubleVector d2 = fromArray(SPECIES, x, p + 2 * LANES).sub(fromArray(SPECIES, y, q + 2 * LANES));
                DoubleVector d3 = fromArray(SPECIES, x, p + 3 * LANES).sub(fromArray(SPECIES, y, q + 3 * LANES));
                a2 = d2.fma(d2, a2);
                a3 = d3.fma(d3, a3);
            }
            if (REGISTERS > 4) {
                DoubleVector d4 = fromArray(SPECIES, x, p + 4 * LANES).sub(fromArray(SPECIES, y, q + 4 * LANES));
                DoubleVector d5 = fromArray(SPECIES, x, p + 5 * LANES).sub(fromArray(SPECIES, y, q + 5 * LANES));
                DoubleVector d6 = fromArray(SPECIES, x, p + 6 * LANES).sub(fromArray(SPECIES, y, q + 6 * LANES));
                DoubleVector d7 = fromArray(SPECIES, x, p + 7 * LANES).sub(fromArray(SPECIES, y, q + 7 * LANES));
                a4 = d4.fma(d4, a4);
                a5 = d5.fma(d5, a5);
                a6 = d6.fma(d6, a6);
                a7 = d7.fma(d7, a7);
            }
        }
        if (i < n) {
            int p = xOffset + i;
            int q = yOffset + i;
            int pEnd = xOffset + n;
            int qEnd = yOffset + n;
            DoubleVector d0 = load(x, p, pEnd).sub(load(y, q, qEnd));
            DoubleVector d1 = load(x, p + LANES, pEnd).sub(load(y, q + LANES, qEnd));
            a0 = d0.fma(d0, a0);
            a1 = d1.fma(d1, a1);
            if (REGISTERS > 2) {
                DoubleVector d2 = load(x, p + 2 * LANES, pEnd).sub(load(y, q + 2 * LANES, qEnd));
                DoubleVector d3 = load(x, p + 3 * LANES, pEnd).sub(load(y, q + 3 * LANES, qEnd));
                a2 = d2.fma(d2, a2);
                a3 = d3.fma(d3, a3);
            }
            if (REGISTERS > 4) {
                DoubleVector d4 = load(x, p + 4 * LANES, pEnd).sub(load(y, q + 4 * LANES, qEnd));
                DoubleVector d5 = load(x, p + 5 * LANES, pEnd).sub(load(y, q + 5 * LANES, qEnd));
                DoubleVector d6 = load(x, p + 6 * LANES, pEnd).sub(load(y, q + 6 * LANES, qEnd));
                DoubleVector d7 = load(x, p + 7 * LANES, pEnd).sub(load(y, q + 7 * LANES, qEnd));
                a4 = d4.fma(d4, a4);
                a5 = d5.fma(d5, a5);
                a6 = d6.fma(d6, a6);
                a7 = d7.fma(d7, a7);
            }
        }
        return fold(a0, a1, a2, a3, a4, a5, a6, a7);
    }

    @Override
    protected void addScaledDifference(int n, double weight, double[] a, int aOffset, double[] b, int bOffset,
                                       double[] da, int daOffset) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, weight);
        int l = 0;
        for (; l <= n - LANES; l += LANES) {
            DoubleVector difference = fromArray(SPECIES, a, aOffset + l).sub(fromArray(SPECIES, b, bOffset + l));
            difference.fma(factor, fromArray(SPECIES, da, daOffset + l)).intoArray(da, daOffset + l);
        }
        super.addScaledDifference(n - l, weight, a, aOffset + l, b, bOffset + l, da, daOffset + l);
    }
}
