package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.lanegrad.kernels.internal.FloatUpdates;
import jdk.incubator.vector.FloatVector;

/**
 * The loops over whole registers. The compiler leaves the portable ones scalar: it cannot know that the arrays, read and
 * written at offsets of their own, are not one.
 */
final class SimdFloatUpdates extends FloatUpdates {

    @Override
    protected void adamLoop(int n, float step, float keep1, float take1, float keep2, float take2, float root, float floor,
                            float[] g, int gi, float[] m, int mi, float[] v, int vi, float[] p, int pi) {
        FloatVector k1 = REGISTER.cast(FloatVector.broadcast(SPECIES, keep1));
        FloatVector k2 = REGISTER.cast(FloatVector.broadcast(SPECIES, keep2));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector d = REGISTER.cast(fromArray(SPECIES, g, gi + i));
            FloatVector first = k1.fma(fromArray(SPECIES, m, mi + i), d.mul(take1)).add(FADED).sub(FADED);
            FloatVector second = k2.fma(fromArray(SPECIES, v, vi + i), d.mul(take2).mul(d)).add(FADED).sub(FADED);
            first.intoArray(m, mi + i);
            second.intoArray(v, vi + i);
            FloatVector move = first.mul(step).div(second.sqrt().mul(root).add(floor));
            REGISTER.cast(fromArray(SPECIES, p, pi + i)).sub(move).intoArray(p, pi + i);
        }
        super.adamLoop(n - i, step, keep1, take1, keep2, take2, root, floor,
                g, gi + i, m, mi + i, v, vi + i, p, pi + i);
    }

    @Override
    protected void descendLoop(int n, float step, float pull, float[] g, int gi, float[] p, int pi) {
        FloatVector s = REGISTER.cast(FloatVector.broadcast(SPECIES, step));
        FloatVector w = REGISTER.cast(FloatVector.broadcast(SPECIES, pull));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector parameter = fromArray(SPECIES, p, pi + i);
            FloatVector d = w.fma(parameter, fromArray(SPECIES, g, gi + i));
            s.fma(d, parameter).intoArray(p, pi + i);
        }
        super.descendLoop(n - i, step, pull, g, gi + i, p, pi + i);
    }

    @Override
    protected void momentumLoop(int n, float step, float pull, float keep, float[] g, int gi, float[] u, int ui,
                                float[] p, int pi) {
        FloatVector s = REGISTER.cast(FloatVector.broadcast(SPECIES, step));
        FloatVector w = REGISTER.cast(FloatVector.broadcast(SPECIES, pull));
        FloatVector k = REGISTER.cast(FloatVector.broadcast(SPECIES, keep));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector parameter = fromArray(SPECIES, p, pi + i);
            FloatVector d = w.fma(parameter, fromArray(SPECIES, g, gi + i));
            FloatVector velocity = k.fma(fromArray(SPECIES, u, ui + i), d);
            velocity.intoArray(u, ui + i);
            s.fma(velocity, parameter).intoArray(p, pi + i);
        }
        super.momentumLoop(n - i, step, pull, keep, g, gi + i, u, ui + i, p, pi + i);
    }

    @Override
    protected void nesterovLoop(int n, float step, float pull, float keep, float[] g, int gi, float[] u, int ui,
                                float[] p, int pi) {
        FloatVector s = REGISTER.cast(FloatVector.broadcast(SPECIES, step));
        FloatVector w = REGISTER.cast(FloatVector.broadcast(SPECIES, pull));
        FloatVector k = REGISTER.cast(FloatVector.broadcast(SPECIES, keep));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector parameter = fromArray(SPECIES, p, pi + i);
            FloatVector d = w.fma(parameter, fromArray(SPECIES, g, gi + i));
            FloatVector velocity = k.fma(fromArray(SPECIES, u, ui + i), d);
            velocity.intoArray(u, ui + i);
            s.fma(k.fma(velocity, d), parameter).intoArray(p, pi + i);
        }
        super.nesterovLoop(n - i, step, pull, keep, g, gi + i, u, ui + i, p, pi + i);
    }

    @Override
    protected void addDifference(int n, float[] a, int ai, float[] b, int bi, float[] sum) {
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            FloatVector difference = REGISTER.cast(fromArray(SPECIES, a, ai + j)).sub(fromArray(SPECIES, b, bi + j));
            REGISTER.cast(fromArray(SPECIES, sum, j)).add(difference).intoArray(sum, j);
        }
        for (; j < n; j++) {
            sum[j] += a[ai + j] - b[bi + j];
        }
    }
}
