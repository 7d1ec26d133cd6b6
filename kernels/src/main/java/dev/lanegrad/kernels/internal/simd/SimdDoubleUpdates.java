// Derived from SimdFloatUpdates.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.lanegrad.kernels.internal.DoubleUpdates;
import jdk.incubator.vector.DoubleVector;

/**
 * The loops over whole registers. The compiler leaves the portable ones scalar: it cannot know that the arrays, read and
 * written at offsets of their own, are not one.
 */
final class SimdDoubleUpdates extends DoubleUpdates {

    @Override
    protected void adamLoop(int n, double step, double keep1, double take1, double keep2, double take2, double root, double floor,
                            double[] g, int gi, double[] m, int mi, double[] v, int vi, double[] p, int pi) {
        DoubleVector k1 = REGISTER.cast(DoubleVector.broadcast(SPECIES, keep1));
        DoubleVector k2 = REGISTER.cast(DoubleVector.broadcast(SPECIES, keep2));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector d = REGISTER.cast(fromArray(SPECIES, g, gi + i));
            DoubleVector first = k1.fma(fromArray(SPECIES, m, mi + i), d.mul(take1)).add(FADED).sub(FADED);
            DoubleVector second = k2.fma(fromArray(SPECIES, v, vi + i), d.mul(take2).mul(d)).add(FADED).sub(FADED);
            first.intoArray(m, mi + i);
            second.intoArray(v, vi + i);
            DoubleVector move = first.mul(step).div(second.sqrt().mul(root).add(floor));
            REGISTER.cast(fromArray(SPECIES, p, pi + i)).sub(move).intoArray(p, pi + i);
        }
        super.adamLoop(n - i, step, keep1, take1, keep2, take2, root, floor,
                g, gi + i, m, mi + i, v, vi + i, p, pi + i);
    }

    @Override
    protected void descendLoop(int n, double step, double pull, double[] g, int gi, double[] p, int pi) {
        DoubleVector s = REGISTER.cast(DoubleVector.broadcast(SPECIES, step));
        DoubleVector w = REGISTER.cast(DoubleVector.broadcast(SPECIES, pull));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector parameter = fromArray(SPECIES, p, pi + i);
            DoubleVector d = w.fma(parameter, fromArray(SPECIES, g, gi + i));
            s.fma(d, parameter).intoArray(p, pi + i);
        }
        super.descendLoop(n - i, step, pull, g, gi + i, p, pi + i);
    }

    @Override
    protected void momentumLoop(int n, double step, double pull, double keep, double[] g, int gi, double[] u, int ui,
                                double[] p, int pi) {
        DoubleVector s = REGISTER.cast(DoubleVector.broadcast(SPECIES, step));
        DoubleVector w = REGISTER.cast(DoubleVector.broadcast(SPECIES, pull));
        DoubleVector k = REGISTER.cast(DoubleVector.broadcast(SPECIES, keep));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector parameter = fromArray(SPECIES, p, pi + i);
            DoubleVector d = w.fma(parameter, fromArray(SPECIES, g, gi + i));
            DoubleVector velocity = k.fma(fromArray(SPECIES, u, ui + i), d);
            velocity.intoArray(u, ui + i);
            s.fma(velocity, parameter).intoArray(p, pi + i);
        }
        super.momentumLoop(n - i, step, pull, keep, g, gi + i, u, ui + i, p, pi + i);
    }

    @Override
    protected void nesterovLoop(int n, double step, double pull, double keep, double[] g, int gi, double[] u, int ui,
                                double[] p, int pi) {
        DoubleVector s = REGISTER.cast(DoubleVector.broadcast(SPECIES, step));
        DoubleVector w = REGISTER.cast(DoubleVector.broadcast(SPECIES, pull));
        DoubleVector k = REGISTER.cast(DoubleVector.broadcast(SPECIES, keep));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector parameter = fromArray(SPECIES, p, pi + i);
            DoubleVector d = w.fma(parameter, fromArray(SPECIES, g, gi + i));
            DoubleVector velocity = k.fma(fromArray(SPECIES, u, ui + i), d);
            velocity.intoArray(u, ui + i);
            s.fma(k.fma(velocity, d), parameter).intoArray(p, pi + i);
        }
        super.nesterovLoop(n - i, step, pull, keep, g, gi + i, u, ui + i, p, pi + i);
    }

    @Override
    protected void addDifference(int n, double[] a, int ai, double[] b, int bi, double[] sum) {
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            DoubleVector difference = REGISTER.cast(fromArray(SPECIES, a, ai + j)).sub(fromArray(SPECIES, b, bi + j));
            REGISTER.cast(fromArray(SPECIES, sum, j)).add(difference).intoArray(sum, j);
        }
        for (; j < n; j++) {
            sum[j] += a[ai + j] - b[bi + j];
        }
    }
}
