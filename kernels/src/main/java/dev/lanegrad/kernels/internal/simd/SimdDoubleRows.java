// Derived from SimdFloatRows.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.load;
import static dev.lanegrad.kernels.internal.simd.DoubleVectorMath.expOfNonPositive;

import dev.lanegrad.kernels.internal.DoubleRows;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Loops over one row in registers. */
final class SimdDoubleRows extends DoubleRows {

    SimdDoubleRows() {
        super(new SimdDoubleReductions());
    }

    /**
     * A maximum is exact, so its order is free, and the last registers may overlap the ones before. Comparing and
     * blending passes over NaN and takes two instructions where the maximum of the language takes six.
     */
    @Override
    protected double max(int n, double[] x, int xOffset) {
        if (n < 4 * LANES) {
            return super.max(n, x, xOffset);
        }
        DoubleVector m0 = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        DoubleVector m1 = m0;
        DoubleVector m2 = m0;
        DoubleVector m3 = m0;
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

    private static DoubleVector larger(DoubleVector max, DoubleVector x) {
        return max.blend(x, x.compare(VectorOperators.GT, max));
    }

    @Override
    protected int firstEqual(int n, double value, double[] x, int xOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Double> equal = load(x, xOffset + i).compare(VectorOperators.EQ, value);
            if (equal.anyTrue()) {
                return i + equal.firstTrue();
            }
        }
        return i + super.firstEqual(n - i, value, x, xOffset + i);
    }

    @Override
    protected int firstNan(int n, double[] x, int xOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = load(x, xOffset + i);
            VectorMask<Double> nan = v.compare(VectorOperators.NE, v);
            if (nan.anyTrue()) {
                return i + nan.firstTrue();
            }
        }
        return i + super.firstNan(n - i, x, xOffset + i);
    }

    @Override
    protected void exp(int n, double max, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            expOfNonPositive(load(x, xOffset + i).sub(max)).intoArray(y, yOffset + i);
        }
        super.exp(n - i, max, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void addScaledExp(int n, double alpha, double max, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            expOfNonPositive(load(x, xOffset + i).sub(max)).fma(factor, load(y, yOffset + i)).intoArray(y, yOffset + i);
        }
        super.addScaledExp(n - i, alpha, max, x, xOffset + i, y, yOffset + i);
    }
}
