package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.FloatCoefficients.*;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static dev.lanegrad.kernels.internal.simd.FloatVectorMath.BITS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import dev.lanegrad.kernels.internal.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * The longer functions of {@link FloatMath} on whole vectors of arrays, operation by operation, so with the same bits.
 * Each method does all whole vectors among n elements and returns how many elements those are.
 *
 * <p>The mathematics stands in the loops: in methods of this length the compiler runs out of nodes and stops to inline
 * ordinary helpers, so that their vectors would be boxed, while it always inlines the Vector API itself. Vectors with
 * arguments that need another way, where there is one, go element by element.
 */
final class FloatVectorLoops {

    private FloatVectorLoops() {
    }

    /** {@link FloatMath#expm1}. */
    static int expm1(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(FloatVector.fromArray(SPECIES, x, xOffset + i));
            if (!v.abs().compare(LT, EXP_ORDINARY).allTrue()) {
                for (int j = i; j < i + LANES; j++) {
                    y[yOffset + j] = FloatMath.expm1(x[xOffset + j]);
                }
                continue;
            }
            FloatVector t = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
            FloatVector k = t.sub(ROUND);
            FloatVector upper = k.fma(broadcast(SPECIES, -LN2_HIGH), v);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), upper);
            FloatVector rest = k.fma(broadcast(SPECIES, -LN2_LOW), upper.sub(r));
            FloatVector s = REGISTER.cast(BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes());
            FloatVector base = s.sub(1f);
            FloatVector sr = s.mul(r);
            FloatVector sum = base.add(sr);
            FloatVector lost = sr.sub(sum.sub(base)).add(s.sub(base).sub(1f));
            FloatVector tail = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5)).fma(r, broadcast(SPECIES, E4))
                    .fma(r, broadcast(SPECIES, E3)).fma(r, broadcast(SPECIES, E2));
            FloatVector small = sr.mul(r).fma(tail, s.fma(rest, sr.fma(rest, lost)));
            IntVector sign = BITS.cast(v.viewAsIntegralLanes()).and(SIGN_BIT);
            REGISTER.cast(BITS.cast(sum.add(small).viewAsIntegralLanes()).or(sign).viewAsFloatingLanes()).intoArray(y, yOffset + i);
        }
        return i;
    }

    /** {@link FloatMath#log}. */
    static int log(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(FloatVector.fromArray(SPECIES, x, xOffset + i));
            if (!v.compare(GE, Float.MIN_NORMAL).and(v.compare(LT, Float.POSITIVE_INFINITY)).allTrue()) {
                for (int j = i; j < i + LANES; j++) {
                    y[yOffset + j] = FloatMath.log(x[xOffset + j]);
                }
                continue;
            }
            IntVector u = BITS.cast(v.viewAsIntegralLanes()).sub(THREE_QUARTERS_BITS + SIGN_BIT);
            FloatVector f = REGISTER.cast(u.and(SIGNIFICAND_BITS).add(THREE_QUARTERS_BITS).viewAsFloatingLanes()).sub(1f);
            FloatVector k = REGISTER.cast(u.lanewise(LSHR, EXPONENT_SHIFT).add(WHOLE_BITS).viewAsFloatingLanes()).sub(WHOLE_OFFSET);
            FloatVector tail = f.fma(broadcast(SPECIES, L10), broadcast(SPECIES, L9)).fma(f, broadcast(SPECIES, L8))
                    .fma(f, broadcast(SPECIES, L7)).fma(f, broadcast(SPECIES, L6)).fma(f, broadcast(SPECIES, L5))
                    .fma(f, broadcast(SPECIES, L4)).fma(f, broadcast(SPECIES, L3));
            FloatVector logOfReduced = f.mul(f).fma(f.fma(tail, broadcast(SPECIES, -0.5f)), f);
            k.fma(broadcast(SPECIES, LN2), logOfReduced).intoArray(y, yOffset + i);
        }
        return i;
    }

    /** {@link FloatMath#log1p}. */
    static int log1p(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(FloatVector.fromArray(SPECIES, x, xOffset + i));
            if (!v.compare(GT, -1f).and(v.compare(LT, Float.POSITIVE_INFINITY)).allTrue()) {
                for (int j = i; j < i + LANES; j++) {
                    y[yOffset + j] = FloatMath.log1p(x[xOffset + j]);
                }
                continue;
            }
            VectorMask<Float> small = v.compare(GE, -0.25f).and(v.compare(LE, 0.5f));
            IntVector u = BITS.cast(v.add(1f).blend(1f, small).viewAsIntegralLanes()).neg()
                    .add(BELOW_THREE_HALVES_BITS + SIGN_BIT).and(EXPONENT_BITS);
            FloatVector minusM = BITS.cast(v.viewAsIntegralLanes()).add(u).viewAsFloatingLanes();
            FloatVector power = REGISTER.cast(u.add(FOUR_BITS + SIGN_BIT).viewAsFloatingLanes());
            FloatVector f = power.fma(broadcast(SPECIES, 0.25f), broadcast(SPECIES, -1f)).sub(minusM);
            FloatVector minusK = REGISTER.cast(u.lanewise(LSHR, EXPONENT_SHIFT).add(WHOLE_BITS).viewAsFloatingLanes()).sub(WHOLE_OFFSET);
            FloatVector tail = f.fma(broadcast(SPECIES, L10), broadcast(SPECIES, L9)).fma(f, broadcast(SPECIES, L8))
                    .fma(f, broadcast(SPECIES, L7)).fma(f, broadcast(SPECIES, L6)).fma(f, broadcast(SPECIES, L5))
                    .fma(f, broadcast(SPECIES, L4)).fma(f, broadcast(SPECIES, L3));
            FloatVector logOfReduced = f.mul(f).fma(f.fma(tail, broadcast(SPECIES, -0.5f)), f);
            FloatVector log = minusK.fma(broadcast(SPECIES, -LN2), logOfReduced);
            IntVector sign = BITS.cast(v.viewAsIntegralLanes()).and(SIGN_BIT);
            REGISTER.cast(BITS.cast(log.viewAsIntegralLanes()).or(sign).viewAsFloatingLanes()).intoArray(y, yOffset + i);
        }
        return i;
    }

    /** {@link FloatMath#tanh}. */
    static int tanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(FloatVector.fromArray(SPECIES, x, xOffset + i));
            FloatVector a = v.abs();
            FloatVector z = a.mul(a);
            FloatVector small = a.mul(z)
                    .fma(z.fma(broadcast(SPECIES, T11), broadcast(SPECIES, T9)).fma(z, broadcast(SPECIES, T7))
                            .fma(z, broadcast(SPECIES, T5)).fma(z, broadcast(SPECIES, T3)), a);
            FloatVector b = a.blend(TANH_ONE, a.compare(GT, TANH_ONE)).mul(2f);
            FloatVector t = b.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
            FloatVector k = t.sub(ROUND);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), b));
            FloatVector tail = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5)).fma(r, broadcast(SPECIES, E4))
                    .fma(r, broadcast(SPECIES, E3)).fma(r, broadcast(SPECIES, E2));
            FloatVector s = REGISTER.cast(BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes());
            FloatVector q = r.mul(r).fma(tail, r);
            FloatVector base = s.add(1f);
            FloatVector d = s.fma(q, base);
            FloatVector gained = d.sub(base).sub(s.mul(q));
            FloatVector inverse = REGISTER.cast(broadcast(SPECIES, 1f)).div(d);
            FloatVector improved = inverse.fma(inverse.fma(gained, d.neg().fma(inverse, broadcast(SPECIES, 1f))), inverse);
            FloatVector large = improved.fma(broadcast(SPECIES, -2f), broadcast(SPECIES, 1f));
            FloatVector magnitude = large.blend(small, a.compare(LT, TANH_SMALL));
            IntVector sign = BITS.cast(v.viewAsIntegralLanes()).and(SIGN_BIT);
            REGISTER.cast(BITS.cast(magnitude.viewAsIntegralLanes()).or(sign).viewAsFloatingLanes())
                    .blend(Float.NaN, v.compare(NE, v)).intoArray(y, yOffset + i);
        }
        return i;
    }

    /**
     * {@link FloatMath#softplus} with the bits of {@code flip} inverted in arguments and results: the sign bit makes it
     * {@link FloatMath#logSigmoid}.
     */
    static int softplus(int n, float[] x, int xOffset, float[] y, int yOffset, int flip) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            IntVector bits = BITS.cast(REGISTER.cast(FloatVector.fromArray(SPECIES, x, xOffset + i)).viewAsIntegralLanes());
            FloatVector v = REGISTER.cast(bits.lanewise(XOR, flip).viewAsFloatingLanes());
            FloatVector c = REGISTER.cast(BITS.cast(v.viewAsIntegralLanes()).or(SIGN_BIT).viewAsFloatingLanes());
            VectorMask<Float> under = c.compare(LT, EXP_UNDERFLOW);
            c = c.blend(EXP_UNDERFLOW, under);
            FloatVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_LIFTED));
            FloatVector k = t.sub(ROUND_LIFTED);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
            FloatVector tailE = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5)).fma(r, broadcast(SPECIES, E4))
                    .fma(r, broadcast(SPECIES, E3)).fma(r, broadcast(SPECIES, E2));
            FloatVector p = tailE.fma(r, broadcast(SPECIES, 1f)).fma(r, broadcast(SPECIES, 1f));
            FloatVector s = BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
            FloatVector e = p.blend(0f, under).mul(s).mul(LOWER);
            VectorMask<Float> half = e.compare(GE, 0.5f);
            FloatVector f = e.blend(e.fma(broadcast(SPECIES, 0.5f), broadcast(SPECIES, -0.5f)), half);
            FloatVector tail = f.fma(broadcast(SPECIES, L10), broadcast(SPECIES, L9)).fma(f, broadcast(SPECIES, L8))
                    .fma(f, broadcast(SPECIES, L7)).fma(f, broadcast(SPECIES, L6)).fma(f, broadcast(SPECIES, L5))
                    .fma(f, broadcast(SPECIES, L4)).fma(f, broadcast(SPECIES, L3));
            FloatVector logOfReduced = f.mul(f).fma(f.fma(tail, broadcast(SPECIES, -0.5f)), f);
            FloatVector log = logOfReduced.add(REGISTER.cast(broadcast(SPECIES, 0f)).blend(LN2, half));
            FloatVector sum = v.blend(0f, v.compare(LT, 0f)).add(log);
            REGISTER.cast(BITS.cast(sum.viewAsIntegralLanes()).lanewise(XOR, flip).viewAsFloatingLanes())
                    .blend(Float.NaN, v.compare(NE, v)).intoArray(y, yOffset + i);
        }
        return i;
    }

    /** {@link FloatMath#sigmoid}. */
    static int sigmoid(int n, float[] x, int xOffset, float[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector v = REGISTER.cast(FloatVector.fromArray(SPECIES, x, xOffset + i));
            FloatVector c = REGISTER.cast(BITS.cast(v.viewAsIntegralLanes()).or(SIGN_BIT).viewAsFloatingLanes());
            if (!c.compare(GT, -EXP_ORDINARY).allTrue()) {
                extremeSigmoid(x, xOffset + i, y, yOffset + i);
                continue;
            }
            FloatVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
            FloatVector k = t.sub(ROUND);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
            FloatVector tail = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5)).fma(r, broadcast(SPECIES, E4))
                    .fma(r, broadcast(SPECIES, E3)).fma(r, broadcast(SPECIES, E2));
            FloatVector s = BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
            FloatVector e = tail.fma(r, broadcast(SPECIES, 1f)).fma(r, broadcast(SPECIES, 1f)).mul(s);
            FloatVector d = e.add(1f);
            VectorMask<Float> negative = v.compare(LT, 0f);
            FloatVector quotient = REGISTER.cast(broadcast(SPECIES, 1f)).blend(e, negative).div(d);
            FloatVector lost = REGISTER.cast(broadcast(SPECIES, 0f)).blend(d.sub(1f).sub(e), negative);
            FloatVector sigmoid = quotient.fma(lost, quotient);
            sigmoid.intoArray(y, yOffset + i);
        }
        return i;
    }

    /** One vector. Passed on as a range of an array, not as a vector, which would be boxed. */
    private static void extremeSigmoid(float[] x, int xOffset, float[] y, int yOffset) {
        FloatVector v = REGISTER.cast(FloatVector.fromArray(SPECIES, x, xOffset));
        FloatVector c = REGISTER.cast(BITS.cast(v.viewAsIntegralLanes()).or(SIGN_BIT).viewAsFloatingLanes());
        VectorMask<Float> under = c.compare(LT, EXP_UNDERFLOW);
        c = c.blend(EXP_UNDERFLOW, under);
        FloatVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_LIFTED));
        FloatVector k = t.sub(ROUND_LIFTED);
        FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
        FloatVector tail = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5)).fma(r, broadcast(SPECIES, E4))
                .fma(r, broadcast(SPECIES, E3)).fma(r, broadcast(SPECIES, E2));
        FloatVector s = BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
        FloatVector p = tail.fma(r, broadcast(SPECIES, 1f)).fma(r, broadcast(SPECIES, 1f));
        FloatVector e = p.blend(0f, under).mul(s).mul(LOWER);
        FloatVector d = e.add(1f);
        VectorMask<Float> negative = v.compare(LT, 0f);
        FloatVector quotient = REGISTER.cast(broadcast(SPECIES, 1f)).blend(e, negative).div(d);
        FloatVector lost = REGISTER.cast(broadcast(SPECIES, 0f)).blend(d.sub(1f).sub(e), negative);
        FloatVector sigmoid = quotient.fma(lost, quotient);
        sigmoid.blend(Float.NaN, v.compare(NE, v)).intoArray(y, yOffset);
    }

    /**
     * {@code dx[i] += dy[i] * sigmoid(x[i])} with the bits of {@code flip} inverted in {@code x}, for the gradients of
     * softplus and of logSigmoid.
     */
    static int addSigmoidMultiple(int n, float[] dy, int dyOffset, float[] x, int xOffset, float[] dx, int dxOffset,
                                  int flip) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            FloatVector upstream = REGISTER.cast(FloatVector.fromArray(SPECIES, dy, dyOffset + i));
            FloatVector sum = REGISTER.cast(FloatVector.fromArray(SPECIES, dx, dxOffset + i));
            IntVector bits = BITS.cast(REGISTER.cast(FloatVector.fromArray(SPECIES, x, xOffset + i)).viewAsIntegralLanes());
            FloatVector v = REGISTER.cast(bits.lanewise(XOR, flip).viewAsFloatingLanes());
            FloatVector c = REGISTER.cast(BITS.cast(v.viewAsIntegralLanes()).or(SIGN_BIT).viewAsFloatingLanes());
            VectorMask<Float> under = c.compare(LT, EXP_UNDERFLOW);
            c = c.blend(EXP_UNDERFLOW, under);
            FloatVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_LIFTED));
            FloatVector k = t.sub(ROUND_LIFTED);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
            FloatVector tail = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5)).fma(r, broadcast(SPECIES, E4))
                    .fma(r, broadcast(SPECIES, E3)).fma(r, broadcast(SPECIES, E2));
            FloatVector s = BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
            FloatVector p = tail.fma(r, broadcast(SPECIES, 1f)).fma(r, broadcast(SPECIES, 1f));
            FloatVector e = p.blend(0f, under).mul(s).mul(LOWER);
            FloatVector d = e.add(1f);
            VectorMask<Float> negative = v.compare(LT, 0f);
            FloatVector quotient = REGISTER.cast(broadcast(SPECIES, 1f)).blend(e, negative).div(d);
            FloatVector lost = REGISTER.cast(broadcast(SPECIES, 0f)).blend(d.sub(1f).sub(e), negative);
            FloatVector sigmoid = quotient.fma(lost, quotient);
            FloatVector slope = sigmoid.blend(Float.NaN, v.compare(NE, v));
            sum.add(upstream.mul(slope)).intoArray(dx, dxOffset + i);
        }
        return i;
    }
}
