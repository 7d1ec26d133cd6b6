package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.load;

import dev.lanegrad.kernels.internal.FloatUpdates;
import jdk.incubator.vector.FloatVector;

/**
 * Adam over whole registers. The compiler leaves the portable loop scalar: it cannot know that the four arrays, read and
 * written at four offsets, are not one.
 */
final class SimdFloatUpdates extends FloatUpdates {

    @Override
    protected void adamLoop(int n, float step, float keep1, float take1, float keep2, float take2, float root, float floor,
                            float[] g, int gi, float[] m, int mi, float[] v, int vi, float[] p, int pi) {
        FloatVector k1 = FloatVector.broadcast(SPECIES, keep1);
        FloatVector k2 = FloatVector.broadcast(SPECIES, keep2);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector d = load(g, gi + i);
            FloatVector first = k1.fma(load(m, mi + i), d.mul(take1)).add(FADED).sub(FADED);
            FloatVector second = k2.fma(load(v, vi + i), d.mul(take2).mul(d)).add(FADED).sub(FADED);
            first.intoArray(m, mi + i);
            second.intoArray(v, vi + i);
            FloatVector move = first.mul(step).div(second.sqrt().mul(root).add(floor));
            load(p, pi + i).sub(move).intoArray(p, pi + i);
        }
        super.adamLoop(n - i, step, keep1, take1, keep2, take2, root, floor,
                g, gi + i, m, mi + i, v, vi + i, p, pi + i);
    }
}
