package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Loops over registers of one width; what remains past the last whole one goes to the loop of the class above: half registers, then scalars. */
final class SimdFloatElementwise extends SimdFloatHalfElementwise {

    @Override
    protected void axpyLoop(int n, float alpha, float[] x, int p, float[] y, int q) {
        FloatVector a = FloatVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).fma(a, fromArray(SPECIES, y, q + i)).intoArray(y, q + i);
        }
        super.axpyLoop(n - i, alpha, x, p + i, y, q + i);
    }

    @Override
    protected void scaleLoop(int n, float alpha, float[] x, int p, float[] y, int q) {
        FloatVector a = FloatVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).mul(a).intoArray(y, q + i);
        }
        super.scaleLoop(n - i, alpha, x, p + i, y, q + i);
    }

    @Override
    protected void addLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).add(fromArray(SPECIES, y, q + i)).intoArray(z, r + i);
        }
        super.addLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void subLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).sub(fromArray(SPECIES, y, q + i)).intoArray(z, r + i);
        }
        super.subLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void mulLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).mul(fromArray(SPECIES, y, q + i)).intoArray(z, r + i);
        }
        super.mulLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void divLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).div(fromArray(SPECIES, y, q + i)).intoArray(z, r + i);
        }
        super.divLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void addProductLoop(int n, float[] x, int p, float[] y, int q, float[] z, int r) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).fma(fromArray(SPECIES, y, q + i), fromArray(SPECIES, z, r + i)).intoArray(z, r + i);
        }
        super.addProductLoop(n - i, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void addQuotientLoop(int n, float alpha, float[] x, int p, float[] y, int q, float[] z, int r) {
        FloatVector a = FloatVector.broadcast(SPECIES, alpha);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).div(fromArray(SPECIES, y, q + i)).fma(a, fromArray(SPECIES, z, r + i)).intoArray(z, r + i);
        }
        super.addQuotientLoop(n - i, alpha, x, p + i, y, q + i, z, r + i);
    }

    @Override
    protected void scaleAndShiftLoop(int n, float alpha, float beta, float[] x, int p, float[] y, int q) {
        FloatVector a = FloatVector.broadcast(SPECIES, alpha);
        FloatVector b = FloatVector.broadcast(SPECIES, beta);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).fma(a, b).intoArray(y, q + i);
        }
        super.scaleAndShiftLoop(n - i, alpha, beta, x, p + i, y, q + i);
    }

    @Override
    protected void divideByLoop(int n, float divisor, float[] x, int p, float[] y, int q) {
        FloatVector d = FloatVector.broadcast(SPECIES, divisor);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).div(d).intoArray(y, q + i);
        }
        super.divideByLoop(n - i, divisor, x, p + i, y, q + i);
    }

    @Override
    protected void divideIntoLoop(int n, float dividend, float[] x, int p, float[] y, int q) {
        FloatVector d = REGISTER.cast(FloatVector.broadcast(SPECIES, dividend));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            d.div(fromArray(SPECIES, x, p + i)).intoArray(y, q + i);
        }
        super.divideIntoLoop(n - i, dividend, x, p + i, y, q + i);
    }

    @Override
    protected void sqrtLoop(int n, float[] x, int p, float[] y, int q) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).sqrt().intoArray(y, q + i);
        }
        super.sqrtLoop(n - i, x, p + i, y, q + i);
    }

    @Override
    protected void absLoop(int n, float[] x, int p, float[] y, int q) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            REGISTER.cast(fromArray(SPECIES, x, p + i)).abs().intoArray(y, q + i);
        }
        super.absLoop(n - i, x, p + i, y, q + i);
    }

    @Override
    protected void addAbsGradientLoop(int n, float[] x, int p, float[] dy, int q, float[] dx, int r) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(fromArray(SPECIES, x, p + i));
            FloatVector sign = v.blend(1, v.compare(VectorOperators.GT, 0)).blend(-1, v.compare(VectorOperators.LT, 0));
            REGISTER.cast(fromArray(SPECIES, dy, q + i)).fma(sign, fromArray(SPECIES, dx, r + i)).intoArray(dx, r + i);
        }
        super.addAbsGradientLoop(n - i, x, p + i, dy, q + i, dx, r + i);
    }

    @Override
    protected void reluLoop(int n, float[] x, int p, float[] y, int q) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(fromArray(SPECIES, x, p + i));
            v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, q + i);
        }
        super.reluLoop(n - i, x, p + i, y, q + i);
    }

    @Override
    protected void addReluGradientLoop(int n, float[] x, int p, float[] dy, int q, float[] dx, int r) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            VectorMask<Float> off = REGISTER.cast(fromArray(SPECIES, x, p + i)).compare(VectorOperators.LE, 0f);
            REGISTER.cast(fromArray(SPECIES, dx, r + i)).add(REGISTER.cast(fromArray(SPECIES, dy, q + i)).blend(0f, off)).intoArray(dx, r + i);
        }
        super.addReluGradientLoop(n - i, x, p + i, dy, q + i, dx, r + i);
    }

    @Override
    protected void clampLoop(int n, float min, float max, float[] x, int p, float[] y, int q) {
        FloatVector lower = FloatVector.broadcast(SPECIES, min);
        FloatVector upper = FloatVector.broadcast(SPECIES, max);
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(fromArray(SPECIES, x, p + i));
            v = v.blend(lower, v.compare(VectorOperators.LT, lower));
            v.blend(upper, v.compare(VectorOperators.GT, upper)).intoArray(y, q + i);
        }
        super.clampLoop(n - i, min, max, x, p + i, y, q + i);
    }

    @Override
    protected void addWithinLoop(int n, float first, float last, float[] x, int p, float[] dy, int q, float[] dx, int r) {
        FloatVector lower = FloatVector.broadcast(SPECIES, first);
        FloatVector upper = FloatVector.broadcast(SPECIES, last);
        FloatVector zero = REGISTER.cast(FloatVector.zero(SPECIES));
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(fromArray(SPECIES, x, p + i));
            VectorMask<Float> within = v.compare(VectorOperators.GE, lower).and(v.compare(VectorOperators.LE, upper));
            REGISTER.cast(fromArray(SPECIES, dx, r + i)).add(zero.blend(fromArray(SPECIES, dy, q + i), within)).intoArray(dx, r + i);
        }
        super.addWithinLoop(n - i, first, last, x, p + i, dy, q + i, dx, r + i);
    }
}
