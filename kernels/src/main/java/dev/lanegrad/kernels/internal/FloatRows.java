package dev.lanegrad.kernels.internal;

/** Loops over one row. Arguments are not checked. */
public class FloatRows {

    private static final ThreadLocal<float[]> BLOCK = ThreadLocal.withInitial(() -> new float[FloatSums.BLOCK]);

    private final FloatReductions reductions;

    public FloatRows(FloatReductions reductions) {
        this.reductions = reductions;
    }

    /** The maximum, to which NaN does not count; negative infinity if there is none. The sign of a zero is unspecified. */
    protected float max(int n, float[] x, int xOffset) {
        float best = Float.NEGATIVE_INFINITY;
        for (int i = xOffset; i < xOffset + n; i++) {
            if (x[i] > best) {
                best = x[i];
            }
        }
        return best;
    }

    /** The index of the first element equal to a value; {@code n} if there is none. */
    protected int firstEqual(int n, float value, float[] x, int xOffset) {
        int i = 0;
        while (i < n && x[xOffset + i] != value) {
            i++;
        }
        return i;
    }

    /** The index of the first NaN; {@code n} if there is none. */
    protected int firstNan(int n, float[] x, int xOffset) {
        int i = 0;
        while (i < n && !Float.isNaN(x[xOffset + i])) {
            i++;
        }
        return i;
    }

    /** {@code sum_i exp(x[i] - max)}, where no {@code x[i]} is above {@code max}; block by block, as all sums are. */
    final float sumOfExp(int n, float max, float[] x, int xOffset) {
        float[] block = BLOCK.get();
        double sum = 0;
        for (int i = 0; i < n; i += FloatSums.BLOCK) {
            int size = Math.min(FloatSums.BLOCK, n - i);
            exp(size, max, x, xOffset + i, block, 0);
            sum += reductions.blockSum(size, block, 0);
        }
        return (float) sum;
    }

    /** The same, and leaves the exponentials in {@code y}. */
    final float sumOfExp(int n, float max, float[] x, int xOffset, float[] y, int yOffset) {
        double sum = 0;
        for (int i = 0; i < n; i += FloatSums.BLOCK) {
            int size = Math.min(FloatSums.BLOCK, n - i);
            exp(size, max, x, xOffset + i, y, yOffset + i);
            sum += reductions.blockSum(size, y, yOffset + i);
        }
        return (float) sum;
    }

    /** {@code y[i] = exp(x[i] - max)}, where no {@code x[i]} is above {@code max}. */
    protected void exp(int n, float max, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = FloatMath.exp(x[xOffset + i] - max);
        }
    }

    /** {@code y[i] = fma(alpha, exp(x[i] - max), fromZero ? 0 : y[i])}, where no {@code x[i]} is above {@code max}. */
    protected void addScaledExp(int n, float alpha, float max, float[] x, int xOffset, float[] y, int yOffset, boolean fromZero) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, FloatMath.exp(x[xOffset + i] - max), fromZero ? 0f : y[yOffset + i]);
        }
    }

    /** {@code y[i] = fma(alpha, y[i], 0)}. */
    protected void scale(int n, float alpha, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, y[yOffset + i], 0f);
        }
    }

    /** {@link #scale} of a row, and the {@link #max} of another one with as many elements or none, which memory delivers meanwhile. */
    protected float scaleAndMax(int n, float alpha, float[] y, int yOffset, int left, float[] x, int xOffset) {
        scale(n, alpha, y, yOffset);
        return max(left, x, xOffset);
    }

    /** {@code y[i] = x[i] - a - b}. */
    protected void subtract(int n, float a, float b, float[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] - a - b;
        }
    }

    /** {@code dx[i] = fma(y[i], dy[i] - mean, dx[i])}. */
    protected void addCentered(int n, float mean, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = Math.fma(y[yOffset + i], dy[dyOffset + i] - mean, dx[dxOffset + i]);
        }
    }

    /** {@code dx[i] = fma(-sum, exp(y[i]), dx[i] + dy[i])}, where no {@code y[i]} is above 0. */
    protected void addLessExp(int n, float sum, float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset) {
        for (int i = 0; i < n; i++) {
            dx[dxOffset + i] = Math.fma(-sum, FloatMath.exp(y[yOffset + i]), dx[dxOffset + i] + dy[dyOffset + i]);
        }
    }
}
