// Derived from FloatRows.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

/** Loops over one row. Arguments are not checked. */
@SuppressWarnings("cast")
public class DoubleRows {

    private static final ThreadLocal<double[]> BLOCK = ThreadLocal.withInitial(() -> new double[DoubleSums.BLOCK]);

    private final DoubleReductions reductions;

    public DoubleRows(DoubleReductions reductions) {
        this.reductions = reductions;
    }

    /** The maximum, to which NaN does not count; negative infinity if there is none. The sign of a zero is unspecified. */
    protected double max(int n, double[] x, int xOffset) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = xOffset; i < xOffset + n; i++) {
            if (x[i] > best) {
                best = x[i];
            }
        }
        return best;
    }

    /** The index of the first element equal to a value; {@code n} if there is none. */
    protected int firstEqual(int n, double value, double[] x, int xOffset) {
        int i = 0;
        while (i < n && x[xOffset + i] != value) {
            i++;
        }
        return i;
    }

    /** The index of the first NaN; {@code n} if there is none. */
    protected int firstNan(int n, double[] x, int xOffset) {
        int i = 0;
        while (i < n && !Double.isNaN(x[xOffset + i])) {
            i++;
        }
        return i;
    }

    /** {@code sum_i exp(x[i] - max)}, where no {@code x[i]} is above {@code max}; block by block, as all sums are. */
    final double sumOfExp(int n, double max, double[] x, int xOffset) {
        double[] block = BLOCK.get();
        double sum = 0;
        for (int i = 0; i < n; i += DoubleSums.BLOCK) {
            int size = Math.min(DoubleSums.BLOCK, n - i);
            exp(size, max, x, xOffset + i, block, 0);
            sum += reductions.blockSum(size, block, 0);
        }
        return (double) sum;
    }

    /** The same, and leaves the exponentials in {@code y}. */
    final double sumOfExp(int n, double max, double[] x, int xOffset, double[] y, int yOffset) {
        double sum = 0;
        for (int i = 0; i < n; i += DoubleSums.BLOCK) {
            int size = Math.min(DoubleSums.BLOCK, n - i);
            exp(size, max, x, xOffset + i, y, yOffset + i);
            sum += reductions.blockSum(size, y, yOffset + i);
        }
        return (double) sum;
    }

    /** {@code y[i] = exp(x[i] - max)}, where no {@code x[i]} is above {@code max}. */
    protected void exp(int n, double max, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = DoubleMath.exp(x[xOffset + i] - max);
        }
    }

    /** {@code y[i] = fma(alpha, exp(x[i] - max), fromZero ? 0 : y[i])}, where no {@code x[i]} is above {@code max}. */
    protected void addScaledExp(int n, double alpha, double max, double[] x, int xOffset, double[] y, int yOffset, boolean fromZero) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, DoubleMath.exp(x[xOffset + i] - max), fromZero ? 0d : y[yOffset + i]);
        }
    }

    /** {@code y[i] = fma(alpha, y[i], 0)}. */
    protected void scale(int n, double alpha, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, y[yOffset + i], 0d);
        }
    }

    /** {@link #scale} of a row, and the {@link #max} of another one with as many elements or none, which memory delivers meanwhile. */
    protected double scaleAndMax(int n, double alpha, double[] y, int yOffset, int left, double[] x, int xOffset) {
        scale(n, alpha, y, yOffset);
        return max(left, x, xOffset);
    }

    /** {@code y[i] = x[i] - a - b}. */
    protected void subtract(int n, double a, double b, double[] x, int xOffset, double[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] - a - b;
        }
    }

    /** {@code dx[i] = fma(y[i], dy[i] - mean, dx[i])}. */
    protected void addCentered(int n, double mean, double[] y, int yOffset, double[] dy, int dyOffset, double[] dx, int dxOffset) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = Math.fma(y[yOffset + i], dy[dyOffset + i] - mean, dx[dxOffset + i]);
        }
    }

    /** {@code dx[i] = fma(-sum, exp(y[i]), dx[i] + dy[i])}, where no {@code y[i]} is above 0. */
    protected void addLessExp(int n, double sum, double[] y, int yOffset, double[] dy, int dyOffset, double[] dx, int dxOffset) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = Math.fma(-sum, DoubleMath.exp(y[yOffset + i]), dx[dxOffset + i] + dy[dyOffset + i]);
        }
    }
}
