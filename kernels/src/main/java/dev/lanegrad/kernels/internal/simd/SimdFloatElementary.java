package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.load;

import dev.lanegrad.kernels.internal.FloatElementary;
import jdk.incubator.vector.FloatVector;

/**
 * Elementary functions on vectors; the elements that do not fill a vector go to the portable kernels, which give the
 * same bits. Where extreme arguments need more operations, vectors without any take a shorter way; the others are
 * passed on as ranges of arrays, never as vectors, so that nothing is boxed wherever the compiler stops inlining.
 */
final class SimdFloatElementary extends FloatElementary {

    @Override
    protected void expKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xOffset + i);
            if (FloatVectorMath.isExpOrdinary(v)) {
                FloatVectorMath.ordinaryExp(v).intoArray(y, yOffset + i);
            } else {
                expExtreme(x, xOffset + i, y, yOffset + i);
            }
        }
        super.expKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    private static void expExtreme(float[] x, int xOffset, float[] y, int yOffset) {
        FloatVectorMath.exp(load(x, xOffset)).intoArray(y, yOffset);
    }

    @Override
    protected void expm1Kernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xOffset + i);
            if (FloatVectorMath.isExpOrdinary(v)) {
                FloatVectorMath.ordinaryExpm1(v).intoArray(y, yOffset + i);
            } else {
                super.expm1Kernel(LANES, x, xOffset + i, y, yOffset + i);
            }
        }
        super.expm1Kernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void logKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xOffset + i);
            if (FloatVectorMath.isLogOrdinary(v)) {
                FloatVectorMath.ordinaryLog(v).intoArray(y, yOffset + i);
            } else {
                super.logKernel(LANES, x, xOffset + i, y, yOffset + i);
            }
        }
        super.logKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void log1pKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xOffset + i);
            if (FloatVectorMath.isLog1pOrdinary(v)) {
                FloatVectorMath.ordinaryLog1p(v).intoArray(y, yOffset + i);
            } else {
                super.log1pKernel(LANES, x, xOffset + i, y, yOffset + i);
            }
        }
        super.log1pKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void tanhKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVectorMath.tanh(load(x, xOffset + i)).intoArray(y, yOffset + i);
        }
        super.tanhKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void sigmoidKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = load(x, xOffset + i);
            if (FloatVectorMath.isExpOrdinary(v)) {
                FloatVectorMath.ordinarySigmoid(v).intoArray(y, yOffset + i);
            } else {
                sigmoidExtreme(x, xOffset + i, y, yOffset + i);
            }
        }
        super.sigmoidKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    private static void sigmoidExtreme(float[] x, int xOffset, float[] y, int yOffset) {
        FloatVectorMath.sigmoid(load(x, xOffset)).intoArray(y, yOffset);
    }

    @Override
    protected void logSigmoidKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVectorMath.logSigmoid(load(x, xOffset + i)).intoArray(y, yOffset + i);
        }
        super.logSigmoidKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void softplusKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVectorMath.softplus(load(x, xOffset + i)).intoArray(y, yOffset + i);
        }
        super.softplusKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void addLogSigmoidGradientKernel(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector sigmoid = FloatVectorMath.sigmoid(load(x, xOffset + i).neg());
            load(dx, dxOffset + i).add(load(dy, dyOffset + i).mul(sigmoid)).intoArray(dx, dxOffset + i);
        }
        super.addLogSigmoidGradientKernel(n - i, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i);
    }

    @Override
    protected void addSoftplusGradientKernel(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector sigmoid = FloatVectorMath.sigmoid(load(x, xOffset + i));
            load(dx, dxOffset + i).add(load(dy, dyOffset + i).mul(sigmoid)).intoArray(dx, dxOffset + i);
        }
        super.addSoftplusGradientKernel(n - i, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i);
    }
}
