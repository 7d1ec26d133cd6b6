package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static dev.lanegrad.kernels.internal.simd.FloatVectorMath.expOfNonPositive;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.lanegrad.kernels.internal.FloatRows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Loops over one row in registers; what remains past the last whole one goes to the portable loops.
 *
 * <p>A loop that calls {@link FloatVectorMath} has a method of its own, entered only if there is a whole register: in a
 * method that saw many short rows the call would look rare, the compiler would leave it alone, and every register that
 * passes through it would become an object.
 */
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
        return wholeMax(n, x, xOffset);
    }

    private static float wholeMax(int n, float[] x, int xOffset) {
        FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int end = xOffset + n;
        for (int i = xOffset; i < end; i += 4 * LANES) {
            int from = Math.min(i, end - 4 * LANES);
            FloatVector x0 = REGISTER.cast(fromArray(SPECIES, x, from));
            FloatVector x1 = REGISTER.cast(fromArray(SPECIES, x, from + LANES));
            FloatVector x2 = REGISTER.cast(fromArray(SPECIES, x, from + 2 * LANES));
            FloatVector x3 = REGISTER.cast(fromArray(SPECIES, x, from + 3 * LANES));
            m0 = REGISTER.cast(m0).blend(x0, x0.compare(GT, m0));
            m1 = REGISTER.cast(m1).blend(x1, x1.compare(GT, m1));
            m2 = REGISTER.cast(m2).blend(x2, x2.compare(GT, m2));
            m3 = REGISTER.cast(m3).blend(x3, x3.compare(GT, m3));
        }
        return REGISTER.cast(m0).max(m1).max(REGISTER.cast(m2).max(m3)).reduceLanes(MAX);
    }

    @Override
    protected int firstEqual(int n, float value, float[] x, int xOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            long equal = REGISTER.cast(fromArray(SPECIES, x, xOffset + i)).compare(EQ, value).toLong();
            if (equal != 0) {
                return i + Long.numberOfTrailingZeros(equal);
            }
        }
        return i + super.firstEqual(n - i, value, x, xOffset + i);
    }

    @Override
    protected int firstNan(int n, float[] x, int xOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(fromArray(SPECIES, x, xOffset + i));
            long nan = v.compare(NE, v).toLong();
            if (nan != 0) {
                return i + Long.numberOfTrailingZeros(nan);
            }
        }
        return i + super.firstNan(n - i, x, xOffset + i);
    }

    @Override
    protected void exp(int n, float max, float[] x, int xOffset, float[] y, int yOffset) {
        int whole = n & -LANES;
        if (whole > 0) {
            wholeExp(whole, max, x, xOffset, y, yOffset);
        }
        super.exp(n - whole, max, x, xOffset + whole, y, yOffset + whole);
    }

    private static void wholeExp(int n, float max, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i += LANES) {
            expOfNonPositive(REGISTER.cast(fromArray(SPECIES, x, xOffset + i)).sub(max)).intoArray(y, yOffset + i);
        }
    }

    @Override
    protected void addScaledExp(int n, float alpha, float max, float[] x, int xOffset, float[] y, int yOffset, boolean fromZero) {
        int whole = n & -LANES;
        if (whole > 0) {
            addWholeScaledExp(whole, alpha, max, x, xOffset, y, yOffset, fromZero);
        }
        super.addScaledExp(n - whole, alpha, max, x, xOffset + whole, y, yOffset + whole, fromZero);
    }

    private static void addWholeScaledExp(int n, float alpha, float max, float[] x, int xOffset, float[] y, int yOffset,
                                          boolean fromZero) {
        VectorMask<Float> cleared = SPECIES.maskAll(fromZero);
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        for (int i = 0; i < n; i += LANES) {
            expOfNonPositive(REGISTER.cast(fromArray(SPECIES, x, xOffset + i)).sub(max))
                    .fma(factor, REGISTER.cast(fromArray(SPECIES, y, yOffset + i)).blend(0f, cleared)).intoArray(y, yOffset + i);
        }
    }

    @Override
    protected void scale(int n, float alpha, float[] y, int yOffset) {
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, y, yOffset + i)).fma(factor, zero).intoArray(y, yOffset + i);
        }
        super.scale(n - i, alpha, y, yOffset + i);
    }

    @Override
    protected float scaleAndMax(int n, float alpha, float[] y, int yOffset, int left, float[] x, int xOffset) {
        int whole = left - left % (2 * LANES);
        float max = wholeScaleAndMax(whole, alpha, y, yOffset, x, xOffset);
        scale(n - whole, alpha, y, yOffset + whole);
        return Math.max(max, max(left - whole, x, xOffset + whole));
    }

    private static float wholeScaleAndMax(int n, float alpha, float[] y, int yOffset, float[] x, int xOffset) {
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector m1 = m0;
        for (int i = 0; i < n; i += 2 * LANES) {
            FloatVector x0 = REGISTER.cast(fromArray(SPECIES, x, xOffset + i));
            FloatVector x1 = REGISTER.cast(fromArray(SPECIES, x, xOffset + i + LANES));
            m0 = REGISTER.cast(m0).blend(x0, x0.compare(GT, m0));
            m1 = REGISTER.cast(m1).blend(x1, x1.compare(GT, m1));
            REGISTER.cast(fromArray(SPECIES, y, yOffset + i)).fma(factor, zero).intoArray(y, yOffset + i);
            REGISTER.cast(fromArray(SPECIES, y, yOffset + i + LANES)).fma(factor, zero).intoArray(y, yOffset + i + LANES);
        }
        return REGISTER.cast(m0).max(m1).reduceLanes(MAX);
    }

    @Override
    protected void subtract(int n, float a, float b, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, xOffset + i)).sub(a).sub(b).intoArray(y, yOffset + i);
        }
        super.subtract(n - i, a, b, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void addCentered(int n, float mean, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector centered = REGISTER.cast(fromArray(SPECIES, dy, dyOffset + i)).sub(mean);
            centered.fma(fromArray(SPECIES, y, yOffset + i), fromArray(SPECIES, dx, dxOffset + i)).intoArray(dx, dxOffset + i);
        }
        super.addCentered(n - i, mean, y, yOffset + i, dy, dyOffset + i, dx, dxOffset + i);
    }

    @Override
    protected void addLessExp(int n, float sum, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        int whole = n & -LANES;
        if (whole > 0) {
            addWholeLessExp(whole, sum, y, yOffset, dy, dyOffset, dx, dxOffset);
        }
        super.addLessExp(n - whole, sum, y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole);
    }

    private static void addWholeLessExp(int n, float sum, float[] y, int yOffset, float[] dy, int dyOffset,
                                        float[] dx, int dxOffset) {
        FloatVector factor = FloatVector.broadcast(SPECIES, -sum);
        for (int i = 0; i < n; i += LANES) {
            expOfNonPositive(fromArray(SPECIES, y, yOffset + i))
                    .fma(factor, REGISTER.cast(fromArray(SPECIES, dx, dxOffset + i)).add(fromArray(SPECIES, dy, dyOffset + i)))
                    .intoArray(dx, dxOffset + i);
        }
    }
}
