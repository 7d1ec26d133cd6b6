package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.load;
import static dev.lanegrad.kernels.internal.simd.FloatVectorMath.expOfNonPositive;

import dev.lanegrad.kernels.internal.FloatRows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Loops over one row in registers. */
final class SimdFloatRows extends FloatRows {

    SimdFloatRows() {
        super(new SimdFloatReductions());
    }

    /**
     * A maximum is exact, so its order is free, and the last registers may overlap the ones before. Comparing and
     * blending passes over NaN and takes two instructions where the maximum of the language takes six.
     */
    @Override
    protected float max(int n, float[] x, int xOffset) {
        if (n < 4 * LANES) {
            return super.max(n, x, xOffset);
        }
        FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int last = xOffset + n - 4 * LANES;
        for (int i = xOffset; i < last; i += 4 * LANES) {
            m0 = larger(m0, load(x, i));
            m1 = larger(m1, load(x, i + LANES));
            m2 = larger(m2, load(x, i + 2 * LANES));
            m3 = larger(m3, load(x, i + 3 * LANES));
        }
        m0 = larger(m0, load(x, last));
        m1 = larger(m1, load(x, last + LANES));
        m2 = larger(m2, load(x, last + 2 * LANES));
        m3 = larger(m3, load(x, last + 3 * LANES));
        return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
    }

    private static FloatVector larger(FloatVector max, FloatVector x) {
        return max.blend(x, x.compare(VectorOperators.GT, max));
    }

    @Override
    protected int firstEqual(int n, float value, float[] x, int xOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> equal = load(x, xOffset + i).compare(VectorOperators.EQ, value);
            if (equal.anyTrue()) {
                return i + equal.firstTrue();
            }
        }
        return i + super.firstEqual(n - i, value, x, xOffset + i);
    }

    @Override
    protected int firstNan(int n, float[] x, int xOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xOffset + i);
            VectorMask<Float> nan = v.compare(VectorOperators.NE, v);
            if (nan.anyTrue()) {
                return i + nan.firstTrue();
            }
        }
        return i + super.firstNan(n - i, x, xOffset + i);
    }

    @Override
    protected void exp(int n, float max, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            expOfNonPositive(load(x, xOffset + i).sub(max)).intoArray(y, yOffset + i);
        }
        super.exp(n - i, max, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void addScaledExp(int n, float alpha, float max, float[] x, int xOffset, float[] y, int yOffset) {
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            expOfNonPositive(load(x, xOffset + i).sub(max)).fma(factor, load(y, yOffset + i)).intoArray(y, yOffset + i);
        }
        super.addScaledExp(n - i, alpha, max, x, xOffset + i, y, yOffset + i);
    }
}
