// Derived from SimdFloatHalfElementwise.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.HALF_REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.HALF_LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.HALF_SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.lanegrad.kernels.internal.DoubleElementwise;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Loops over registers of one width; what remains past the last whole one goes to the loop of the class above: half registers, then scalars. */
class SimdDoubleHalfElementwise extends DoubleElementwise {

    @Override
    protected void axpyLoop(int n, double alpha, double[] x, int p, double[] y, int q) {
        DoubleVector a = DoubleVector.broadcast(HALF_SPECIES, alpha);
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).fma(a, fromArray(HALF_SPECIES, y, q + i)).intoArray(y, q + i);
        }
        super.axpyLoop(n - i, alpha, x, p + i, y, q + i);
    }

    @Override
    protected void scaleLoop(int n, double alpha, double[] x, int p, double[] y, int q) {
        DoubleVector a = DoubleVector.broadcast(HALF_SPECIES, alpha);
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).mul(a).intoArray(y, q + i);
        }
        super.scaleLoop(n - i, alpha, x, p + i, y, q + i);
    }

    @Override
    protected void addLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).add(fromArray(HALF_SPECIES, y, q + i)).intoArray(z, r + i);
        }
        super.addLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void subLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).sub(fromArray(HALF_SPECIES, y, q + i)).intoArray(z, r + i);
        }
        super.subLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void mulLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).mul(fromArray(HALF_SPECIES, y, q + i)).intoArray(z, r + i);
        }
        super.mulLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void divLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).div(fromArray(HALF_SPECIES, y, q + i)).intoArray(z, r + i);
        }
        super.divLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void addProductLoop(int n, double[] x, int p, double[] y, int q, double[] z, int r) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).fma(fromArray(HALF_SPECIES, y, q + i), fromArray(HALF_SPECIES, z, r + i)).intoArray(z, r + i);
        }
        super.addProductLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void addQuotientLoop(int n, double alpha, double[] x, int p, double[] y, int q, double[] z, int r) {
        DoubleVector a = DoubleVector.broadcast(HALF_SPECIES, alpha);
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).div(fromArray(HALF_SPECIES, y, q + i)).fma(a, fromArray(HALF_SPECIES, z, r + i)).intoArray(z, r + i);
        }
        super.addQuotientLoop(n - i, alpha, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void scaleAndShiftLoop(int n, double alpha, double beta, double[] x, int p, double[] y, int q) {
        DoubleVector a = DoubleVector.broadcast(HALF_SPECIES, alpha);
        DoubleVector b = DoubleVector.broadcast(HALF_SPECIES, beta);
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).fma(a, b).intoArray(y, q + i);
        }
        super.scaleAndShiftLoop(n - i, alpha, beta, x, p + i, y, q + i);
    }

    @Override
    protected void divideByLoop(int n, double divisor, double[] x, int p, double[] y, int q) {
        DoubleVector d = DoubleVector.broadcast(HALF_SPECIES, divisor);
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).div(d).intoArray(y, q + i);
        }
        super.divideByLoop(n - i, divisor, x, p + i, y, q + i);
    }

    @Override
    protected void divideIntoLoop(int n, double dividend, double[] x, int p, double[] y, int q) {
        DoubleVector d = HALF_REGISTER.cast(DoubleVector.broadcast(HALF_SPECIES, dividend));
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            d.div(fromArray(HALF_SPECIES, x, p + i)).intoArray(y, q + i);
        }
        super.divideIntoLoop(n - i, dividend, x, p + i, y, q + i);
    }

    @Override
    protected void sqrtLoop(int n, double[] x, int p, double[] y, int q) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).sqrt().intoArray(y, q + i);
        }
        super.sqrtLoop(n - i, x, p + i, y, q + i);
    }

    @Override
    protected void absLoop(int n, double[] x, int p, double[] y, int q) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).abs().intoArray(y, q + i);
        }
        super.absLoop(n - i, x, p + i, y, q + i);
    }

    @Override
    protected void addAbsGradientLoop(int n, double[] x, int p, double[] dy, int q, double[] dx, int r) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            DoubleVector v = HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i));
            DoubleVector sign = v.blend(1, v.compare(VectorOperators.GT, 0)).blend(-1, v.compare(VectorOperators.LT, 0));
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, dy, q + i)).fma(sign, fromArray(HALF_SPECIES, dx, r + i)).intoArray(dx, r + i);
        }
        super.addAbsGradientLoop(n - i, x, p + i, dy, q + i, dx, r + i);
    }

    @Override
    protected void reluLoop(int n, double[] x, int p, double[] y, int q) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            DoubleVector v = HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i));
            v.blend(0d, v.compare(VectorOperators.LE, 0d)).intoArray(y, q + i);
        }
        super.reluLoop(n - i, x, p + i, y, q + i);
    }

    @Override
    protected void addReluGradientLoop(int n, double[] x, int p, double[] dy, int q, double[] dx, int r) {
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            VectorMask<Double> off = HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i)).compare(VectorOperators.LE, 0d);
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, dx, r + i)).add(HALF_REGISTER.cast(fromArray(HALF_SPECIES, dy, q + i)).blend(0d, off)).intoArray(dx, r + i);
        }
        super.addReluGradientLoop(n - i, x, p + i, dy, q + i, dx, r + i);
    }

    @Override
    protected void clampLoop(int n, double min, double max, double[] x, int p, double[] y, int q) {
        DoubleVector lower = DoubleVector.broadcast(HALF_SPECIES, min);
        DoubleVector upper = DoubleVector.broadcast(HALF_SPECIES, max);
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            DoubleVector v = HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i));
            v = v.blend(lower, v.compare(VectorOperators.LT, lower));
            v.blend(upper, v.compare(VectorOperators.GT, upper)).intoArray(y, q + i);
        }
        super.clampLoop(n - i, min, max, x, p + i, y, q + i);
    }

    @Override
    protected void addWithinLoop(int n, double first, double last, double[] x, int p, double[] dy, int q, double[] dx, int r) {
        DoubleVector lower = DoubleVector.broadcast(HALF_SPECIES, first);
        DoubleVector upper = DoubleVector.broadcast(HALF_SPECIES, last);
        DoubleVector zero = HALF_REGISTER.cast(DoubleVector.zero(HALF_SPECIES));
        int i = 0;
        for (; i <= n - HALF_LANES; i += HALF_LANES) {
            DoubleVector v = HALF_REGISTER.cast(fromArray(HALF_SPECIES, x, p + i));
            VectorMask<Double> within = v.compare(VectorOperators.GE, lower).and(v.compare(VectorOperators.LE, upper));
            HALF_REGISTER.cast(fromArray(HALF_SPECIES, dx, r + i)).add(zero.blend(fromArray(HALF_SPECIES, dy, q + i), within)).intoArray(dx, r + i);
        }
        super.addWithinLoop(n - i, first, last, x, p + i, dy, q + i, dx, r + i);
    }
}
