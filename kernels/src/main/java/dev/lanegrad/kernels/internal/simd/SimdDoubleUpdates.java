// Derived from SimdFloatUpdates.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.load;

import dev.lanegrad.kernels.internal.DoubleUpdates;
import jdk.incubator.vector.DoubleVector;

/**
 * Adam over whole registers. The compiler leaves the portable loop scalar: it cannot know that the four arrays, read and
 * written at four offsets, are not one.
 */
final class SimdDoubleUpdates extends DoubleUpdates {

    @Override
    protected void adamLoop(int n, double step, double keep1, double take1, double keep2, double take2, double root, double floor,
                            double[] g, int gi, double[] m, int mi, double[] v, int vi, double[] p, int pi) {
        DoubleVector k1 = DoubleVector.broadcast(SPECIES, keep1);
        DoubleVector k2 = DoubleVector.broadcast(SPECIES, keep2);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector d = load(g, gi + i);
            DoubleVector first = k1.fma(load(m, mi + i), d.mul(take1)).add(FADED).sub(FADED);
            DoubleVector second = k2.fma(load(v, vi + i), d.mul(take2).mul(d)).add(FADED).sub(FADED);
            first.intoArray(m, mi + i);
            second.intoArray(v, vi + i);
            DoubleVector move = first.mul(step).div(second.sqrt().mul(root).add(floor));
            load(p, pi + i).sub(move).intoArray(p, pi + i);
        }
        super.adamLoop(n - i, step, keep1, take1, keep2, take2, root, floor,
                g, gi + i, m, mi + i, v, vi + i, p, pi + i);
    }
}
