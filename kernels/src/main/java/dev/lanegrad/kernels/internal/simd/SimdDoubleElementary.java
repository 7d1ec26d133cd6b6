// Derived from SimdFloatElementary.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import dev.lanegrad.kernels.internal.DoubleCoefficients;
import dev.lanegrad.kernels.internal.DoubleElementary;
import jdk.incubator.vector.DoubleVector;

/**
 * Elementary functions on vectors; the elements that do not fill a vector go to the portable kernels, which give the
 * same bits.
 */
final class SimdDoubleElementary extends DoubleElementary {

    @Override
    protected void expKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, xOffset + i);
            if (DoubleVectorMath.isExpOrdinary(v)) {
                DoubleVectorMath.ordinaryExp(v).intoArray(y, yOffset + i);
            } else {
                DoubleVectorMath.exp(x, xOffset + i, y, yOffset + i);
            }
        }
        super.expKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void expm1Kernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = DoubleVectorLoops.expm1(n, x, xOffset, y, yOffset);
        super.expm1Kernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void logKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = DoubleVectorLoops.log(n, x, xOffset, y, yOffset);
        super.logKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void log1pKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = DoubleVectorLoops.log1p(n, x, xOffset, y, yOffset);
        super.log1pKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void tanhKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = DoubleVectorLoops.tanh(n, x, xOffset, y, yOffset);
        super.tanhKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void sigmoidKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = DoubleVectorLoops.sigmoid(n, x, xOffset, y, yOffset);
        super.sigmoidKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void logSigmoidKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = DoubleVectorLoops.softplus(n, x, xOffset, y, yOffset, DoubleCoefficients.SIGN_BIT);
        super.logSigmoidKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void softplusKernel(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = DoubleVectorLoops.softplus(n, x, xOffset, y, yOffset, 0);
        super.softplusKernel(n - i, x, xOffset + i, y, yOffset + i);
    }

    @Override
    protected void addLogSigmoidGradientKernel(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        int i = DoubleVectorLoops.addSigmoidMultiple(n, dy, dyOffset, x, xOffset, dx, dxOffset, DoubleCoefficients.SIGN_BIT);
        super.addLogSigmoidGradientKernel(n - i, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i);
    }

    @Override
    protected void addSoftplusGradientKernel(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset) {
        int i = DoubleVectorLoops.addSigmoidMultiple(n, dy, dyOffset, x, xOffset, dx, dxOffset, 0);
        super.addSoftplusGradientKernel(n - i, dy, dyOffset + i, x, xOffset + i, dx, dxOffset + i);
    }
}
