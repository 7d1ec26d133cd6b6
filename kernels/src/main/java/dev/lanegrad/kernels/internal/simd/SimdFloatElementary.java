package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;

import dev.lanegrad.kernels.internal.FloatCoefficients;
import dev.lanegrad.kernels.internal.FloatElementary;
import jdk.incubator.vector.FloatVector;

/**
 * Elementary functions on vectors; the elements that do not fill a vector go to the portable kernels, which give the
 * same bits.
 */
final class SimdFloatElementary extends FloatElementary {

    @Override
    protected void expKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            if (FloatVectorMath.isExpOrdinary(v)) {
                FloatVectorMath.ordinaryExp(v).intoArray(y, yOffset + i);
            } else {
                FloatVectorMath.exp(x, xOffset + i, y, yOffset + i);
            }
        }
        super.expKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void expm1Kernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = FloatVectorLoops.expm1(n, x, xOffset, y, yOffset);
        super.expm1Kernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void logKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = FloatVectorLoops.log(n, x, xOffset, y, yOffset);
        super.logKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void log1pKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = FloatVectorLoops.log1p(n, x, xOffset, y, yOffset);
        super.log1pKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void tanhKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = FloatVectorLoops.tanh(n, x, xOffset, y, yOffset);
        super.tanhKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void sigmoidKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = FloatVectorLoops.sigmoid(n, x, xOffset, y, yOffset);
        super.sigmoidKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void logSigmoidKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = FloatVectorLoops.softplus(n, x, xOffset, y, yOffset, FloatCoefficients.SIGN_BIT);
        super.logSigmoidKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void softplusKernel(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = FloatVectorLoops.softplus(n, x, xOffset, y, yOffset, 0);
        super.softplusKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void addLogSigmoidGradientKernel(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        int i = FloatVectorLoops.addSigmoidMultiple(n, dy, dyOffset, x, xOffset, dx, dxOffset, FloatCoefficients.SIGN_BIT);
        super.addLogSigmoidGradientKernel(n - i, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i);
    }

    @Override
    protected void addSoftplusGradientKernel(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset) {
        int i = FloatVectorLoops.addSigmoidMultiple(n, dy, dyOffset, x, xOffset, dx, dxOffset, 0);
        super.addSoftplusGradientKernel(n - i, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i);
    }
}
