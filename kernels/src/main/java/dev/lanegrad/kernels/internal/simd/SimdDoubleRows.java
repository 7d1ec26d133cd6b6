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

/**
 * Loops over one row in registers; what remains past the last whole one goes to the portable loops.
 *
 * <p>A loop that calls {@link DoubleVectorMath} has a method of its own, entered only if there is a whole register: in a
 * method that saw many short rows the call would look rare, the compiler would leave it alone, and every register that
 * passes through it would become an object.
 */
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
        int whole = n & -LANES;
        if (whole > 0) {
            wholeExp(whole, max, x, xOffset, y, yOffset);
        }
        super.exp(n - whole, max, x, xOffset + whole, y, yOffset + whole);
    }

    private static void wholeExp(int n, double max, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i += LANES) {
            expOfNonPositive(load(x, xOffset + i).sub(max)).intoArray(y, yOffset + i);
        }
    }

    @Override
    protected double expAndMax(int n, double max, double[] x, int xOffset, double[] y, int nextOffset) {
        int whole = n & -LANES;
        double next = whole > 0 ? wholeExpAndMax(whole, max, x, xOffset, y, nextOffset) : Double.NEGATIVE_INFINITY;
        super.exp(n - whole, max, x, xOffset + whole, y, whole);
        return Math.max(next, super.max(n - whole, x, nextOffset + whole));
    }

    private static double wholeExpAndMax(int n, double max, double[] x, int xOffset, double[] y, int nextOffset) {
        DoubleVector next = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i += LANES) {
            expOfNonPositive(load(x, xOffset + i).sub(max)).intoArray(y, i);
            next = larger(next, load(x, nextOffset + i));
        }
        return next.reduceLanes(VectorOperators.MAX);
    }

    @Override
    protected void addScaledExp(int n, double alpha, double max, double[] x, int xOffset, double[] y, int yOffset) {
        int whole = n & -LANES;
        if (whole > 0) {
            addWholeScaledExp(whole, alpha, max, x, xOffset, y, yOffset);
        }
        super.addScaledExp(n - whole, alpha, max, x, xOffset + whole, y, yOffset + whole);
    }

    private static void addWholeScaledExp(int n, double alpha, double max, double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha);
        for (int i = 0; i < n; i += LANES) {
            expOfNonPositive(load(x, xOffset + i).sub(max)).fma(factor, load(y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    @Override
    protected void subtract(int n, double a, double b, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(x, xOffset + i).sub(a).sub(b).intoArray(y, yOffset + i);
        }
        super.subtract(n - i, a, b, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void addCentered(int n, double mean, double[] y, int yOffset, double[] dy, int dyOffset, double[] dx, int dxOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            load(y, yOffset + i).fma(load(dy, dyOffset + i).sub(mean), load(dx, dxOffset + i)).intoArray(dx, dxOffset + i);
        }
        super.addCentered(n - i, mean, y, yOffset + i, dy, dyOffset + i, dx, dxOffset + i);
    }

    @Override
    protected void addLessExp(int n, double sum, double[] y, int yOffset, double[] dy, int dyOffset, double[] dx, int dxOffset) {
        int whole = n & -LANES;
        if (whole > 0) {
            addWholeLessExp(whole, sum, y, yOffset, dy, dyOffset, dx, dxOffset);
        }
        super.addLessExp(n - whole, sum, y, yOffset + whole, dy, dyOffset + whole, dx, dxOffset + whole);
    }

    private static void addWholeLessExp(int n, double sum, double[] y, int yOffset, double[] dy, int dyOffset,
                                        double[] dx, int dxOffset) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, -sum);
        for (int i = 0; i < n; i += LANES) {
            expOfNonPositive(load(y, yOffset + i))
                    .fma(factor, load(dx, dxOffset + i).add(load(dy, dyOffset + i))).intoArray(dx, dxOffset + i);
        }
    }
}
