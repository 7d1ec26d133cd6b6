// Derived from SimdFloatElementary.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DoubleSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.load;

import dev.lanegrad.kernels.internal.DoubleElementary;
import jdk.incubator.vector.DoubleVector;

/**
 * Elementary functions on vectors; the elements that do not fill a vector go to the portable kernels, which give the
 * same bits. Where extreme arguments need more operations, vectors without any take a shorter way; the others are
 * passed on as ranges of arrays, never as vectors, so that nothing is boxed wherever the compiler stops inlining.
 */
final class SimdDoubleElementary extends DoubleElementary {

    @Override
    protected void expKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = load(x, xOffset + i);
            if (DoubleVectorMath.isExpOrdinary(v)) {
                DoubleVectorMath.ordinaryExp(v).intoArray(y, yOffset + i);
            } else {
                expExtreme(x, xOffset + i, y, yOffset + i);
            }
        }
        super.expKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    private static void expExtreme(double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVectorMath.exp(load(x, xOffset)).intoArray(y, yOffset);
    }

    @Override
    protected void expm1Kernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = load(x, xOffset + i);
            if (DoubleVectorMath.isExpOrdinary(v)) {
                DoubleVectorMath.ordinaryExpm1(v).intoArray(y, yOffset + i);
            } else {
                super.expm1Kernel(LANES, x, xOffset + i, y, yOffset + i);
            }
        }
        super.expm1Kernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void logKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = load(x, xOffset + i);
            if (DoubleVectorMath.isLogOrdinary(v)) {
                DoubleVectorMath.ordinaryLog(v).intoArray(y, yOffset + i);
            } else {
                super.logKernel(LANES, x, xOffset + i, y, yOffset + i);
            }
        }
        super.logKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void log1pKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = load(x, xOffset + i);
            if (DoubleVectorMath.isLog1pOrdinary(v)) {
                DoubleVectorMath.ordinaryLog1p(v).intoArray(y, yOffset + i);
            } else {
                super.log1pKernel(LANES, x, xOffset + i, y, yOffset + i);
            }
        }
        super.log1pKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void tanhKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVectorMath.tanh(load(x, xOffset + i)).intoArray(y, yOffset + i);
        }
        super.tanhKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void sigmoidKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = load(x, xOffset + i);
            if (DoubleVectorMath.isExpOrdinary(v)) {
                DoubleVectorMath.ordinarySigmoid(v).intoArray(y, yOffset + i);
            } else {
                sigmoidExtreme(x, xOffset + i, y, yOffset + i);
            }
        }
        super.sigmoidKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    private static void sigmoidExtreme(double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVectorMath.sigmoid(load(x, xOffset)).intoArray(y, yOffset);
    }

    @Override
    protected void logSigmoidKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVectorMath.logSigmoid(load(x, xOffset + i)).intoArray(y, yOffset + i);
        }
        super.logSigmoidKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void softplusKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVectorMath.softplus(load(x, xOffset + i)).intoArray(y, yOffset + i);
        }
        super.softplusKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void addLogSigmoidGradientKernel(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector sigmoid = DoubleVectorMath.sigmoid(load(x, xOffset + i).neg());
            load(dx, dxOffset + i).add(load(dy, dyOffset + i).mul(sigmoid)).intoArray(dx, dxOffset + i);
        }
        super.addLogSigmoidGradientKernel(n - i, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i);
    }

    @Override
    protected void addSoftplusGradientKernel(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector sigmoid = DoubleVectorMath.sigmoid(load(x, xOffset + i));
            load(dx, dxOffset + i).add(load(dy, dyOffset + i).mul(sigmoid)).intoArray(dx, dxOffset + i);
        }
        super.addSoftplusGradientKernel(n - i, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i);
    }
}
