package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.DoubleCoefficients.*;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static dev.lanegrad.kernels.internal.simd.DoubleVectorMath.BITS;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import dev.lanegrad.kernels.internal.DoubleMath;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * The longer functions of {@link DoubleMath} on whole vectors of arrays, operation by operation, so with the same bits.
 * Each method does all whole vectors among n elements and returns how many elements those are.
 *
 * <p>The mathematics stands in the loops: in methods of this length the compiler runs out of nodes and stops to inline
 * ordinary helpers, so that their vectors would be boxed, while it always inlines the Vector API itself. Vectors with
 * arguments that need another way, where there is one, go element by element.
 */
final class DoubleVectorLoops {

    private DoubleVectorLoops() {
    }

    /** {@link DoubleMath#expm1}. */
    static int expm1(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i));
            if (!v.abs().compare(LT, EXP_ORDINARY).allTrue()) {
                for (int j = i; j < i + LANES; j++) {
                    y[yOffset + j] = DoubleMath.expm1(x[xOffset + j]);
                }
                continue;
            }
            DoubleVector t = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
            DoubleVector k = t.sub(ROUND);
            DoubleVector upper = k.fma(broadcast(SPECIES, -LN2_HIGH), v);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), upper);
            DoubleVector rest = k.fma(broadcast(SPECIES, -LN2_LOW), upper.sub(r));
            DoubleVector s = REGISTER.cast(BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes());
            DoubleVector base = s.sub(1d);
            DoubleVector sr = s.mul(r);
            DoubleVector sum = base.add(sr);
            DoubleVector lost = sr.sub(sum.sub(base)).add(s.sub(base).sub(1d));
            DoubleVector r2 = r.mul(r);
            DoubleVector even = r2.fma(broadcast(SPECIES, E12), broadcast(SPECIES, E10)).fma(r2, broadcast(SPECIES, E8))
                    .fma(r2, broadcast(SPECIES, E6)).fma(r2, broadcast(SPECIES, E4));
            DoubleVector odd = r2.fma(broadcast(SPECIES, E11), broadcast(SPECIES, E9)).fma(r2, broadcast(SPECIES, E7))
                    .fma(r2, broadcast(SPECIES, E5)).fma(r2, broadcast(SPECIES, E3));
            DoubleVector tail = even.fma(r, odd).fma(r, broadcast(SPECIES, E2));
            DoubleVector small = sr.mul(r).fma(tail, s.fma(rest, sr.fma(rest, lost)));
            LongVector sign = BITS.cast(v.viewAsIntegralLanes()).and(SIGN_BIT);
            REGISTER.cast(BITS.cast(sum.add(small).viewAsIntegralLanes()).or(sign).viewAsFloatingLanes()).intoArray(y, yOffset + i);
        }
        return i;
    }

    /** {@link DoubleMath#log}. */
    static int log(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i));
            if (!v.compare(GE, Double.MIN_NORMAL).and(v.compare(LT, Double.POSITIVE_INFINITY)).allTrue()) {
                for (int j = i; j < i + LANES; j++) {
                    y[yOffset + j] = DoubleMath.log(x[xOffset + j]);
                }
                continue;
            }
            LongVector u = BITS.cast(v.viewAsIntegralLanes()).sub(THREE_QUARTERS_BITS + SIGN_BIT);
            DoubleVector f = REGISTER.cast(u.and(SIGNIFICAND_BITS).add(THREE_QUARTERS_BITS).viewAsFloatingLanes()).sub(1d);
            DoubleVector k = REGISTER.cast(u.lanewise(LSHR, EXPONENT_SHIFT).add(WHOLE_BITS).viewAsFloatingLanes()).sub(WHOLE_OFFSET);
            DoubleVector z = f.mul(f);
            DoubleVector even = z.fma(broadcast(SPECIES, L22), broadcast(SPECIES, L20)).fma(z, broadcast(SPECIES, L18))
                    .fma(z, broadcast(SPECIES, L16)).fma(z, broadcast(SPECIES, L14)).fma(z, broadcast(SPECIES, L12))
                    .fma(z, broadcast(SPECIES, L10)).fma(z, broadcast(SPECIES, L8)).fma(z, broadcast(SPECIES, L6)).fma(z, broadcast(SPECIES, L4));
            DoubleVector odd = z.fma(broadcast(SPECIES, L21), broadcast(SPECIES, L19)).fma(z, broadcast(SPECIES, L17))
                    .fma(z, broadcast(SPECIES, L15)).fma(z, broadcast(SPECIES, L13)).fma(z, broadcast(SPECIES, L11))
                    .fma(z, broadcast(SPECIES, L9)).fma(z, broadcast(SPECIES, L7)).fma(z, broadcast(SPECIES, L5))
                    .fma(z, broadcast(SPECIES, L3));
            DoubleVector tail = z.mul(f.fma(even.fma(f, odd), broadcast(SPECIES, -0.5)));
            DoubleVector upper = k.mul(LN2_HIGH);
            DoubleVector sum = upper.add(f);
            DoubleVector rest = f.sub(sum.sub(upper)).add(k.fma(broadcast(SPECIES, LN2_LOW), tail));
            sum.add(rest).intoArray(y, yOffset + i);
        }
        return i;
    }

    /** {@link DoubleMath#log1p}. */
    static int log1p(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i));
            if (!v.compare(GT, -1d).and(v.compare(LT, Double.POSITIVE_INFINITY)).allTrue()) {
                for (int j = i; j < i + LANES; j++) {
                    y[yOffset + j] = DoubleMath.log1p(x[xOffset + j]);
                }
                continue;
            }
            VectorMask<Double> small = v.compare(GE, -0.25).and(v.compare(LE, 0.5));
            LongVector u = BITS.cast(v.add(1d).blend(1d, small).viewAsIntegralLanes()).neg()
                    .add(BELOW_THREE_HALVES_BITS + SIGN_BIT).and(EXPONENT_BITS);
            DoubleVector minusM = BITS.cast(v.viewAsIntegralLanes()).add(u).viewAsFloatingLanes();
            DoubleVector power = REGISTER.cast(u.add(FOUR_BITS + SIGN_BIT).viewAsFloatingLanes());
            DoubleVector f = power.fma(broadcast(SPECIES, 0.25), broadcast(SPECIES, -1d)).sub(minusM);
            DoubleVector minusK = REGISTER.cast(u.lanewise(LSHR, EXPONENT_SHIFT).add(WHOLE_BITS).viewAsFloatingLanes()).sub(WHOLE_OFFSET);
            DoubleVector z = f.mul(f);
            DoubleVector even = z.fma(broadcast(SPECIES, L22), broadcast(SPECIES, L20)).fma(z, broadcast(SPECIES, L18))
                    .fma(z, broadcast(SPECIES, L16)).fma(z, broadcast(SPECIES, L14)).fma(z, broadcast(SPECIES, L12))
                    .fma(z, broadcast(SPECIES, L10)).fma(z, broadcast(SPECIES, L8)).fma(z, broadcast(SPECIES, L6)).fma(z, broadcast(SPECIES, L4));
            DoubleVector odd = z.fma(broadcast(SPECIES, L21), broadcast(SPECIES, L19)).fma(z, broadcast(SPECIES, L17))
                    .fma(z, broadcast(SPECIES, L15)).fma(z, broadcast(SPECIES, L13)).fma(z, broadcast(SPECIES, L11))
                    .fma(z, broadcast(SPECIES, L9)).fma(z, broadcast(SPECIES, L7)).fma(z, broadcast(SPECIES, L5))
                    .fma(z, broadcast(SPECIES, L3));
            DoubleVector tail = z.mul(f.fma(even.fma(f, odd), broadcast(SPECIES, -0.5)));
            DoubleVector upper = minusK.mul(-LN2_HIGH);
            DoubleVector sum = upper.add(f);
            DoubleVector rest = f.sub(sum.sub(upper)).add(minusK.fma(broadcast(SPECIES, -LN2_LOW), tail));
            DoubleVector log = sum.add(rest);
            LongVector sign = BITS.cast(v.viewAsIntegralLanes()).and(SIGN_BIT);
            REGISTER.cast(BITS.cast(log.viewAsIntegralLanes()).or(sign).viewAsFloatingLanes()).intoArray(y, yOffset + i);
        }
        return i;
    }

    /** {@link DoubleMath#tanh}. */
    static int tanh(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i));
            DoubleVector a = v.abs();
            DoubleVector z = a.mul(a);
            DoubleVector w = z.mul(z);
            DoubleVector evenT = w.fma(broadcast(SPECIES, T23), broadcast(SPECIES, T19)).fma(w, broadcast(SPECIES, T15))
                    .fma(w, broadcast(SPECIES, T11)).fma(w, broadcast(SPECIES, T7)).fma(w, broadcast(SPECIES, T3));
            DoubleVector oddT = w.fma(broadcast(SPECIES, T21), broadcast(SPECIES, T17)).fma(w, broadcast(SPECIES, T13))
                    .fma(w, broadcast(SPECIES, T9)).fma(w, broadcast(SPECIES, T5));
            DoubleVector small = a.mul(z).fma(oddT.fma(z, evenT), a);
            DoubleVector b = a.blend(TANH_ONE, a.compare(GT, TANH_ONE)).mul(2d);
            DoubleVector t = b.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
            DoubleVector k = t.sub(ROUND);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), b));
            DoubleVector r2 = r.mul(r);
            DoubleVector even = r2.fma(broadcast(SPECIES, E12), broadcast(SPECIES, E10)).fma(r2, broadcast(SPECIES, E8))
                    .fma(r2, broadcast(SPECIES, E6)).fma(r2, broadcast(SPECIES, E4));
            DoubleVector odd = r2.fma(broadcast(SPECIES, E11), broadcast(SPECIES, E9)).fma(r2, broadcast(SPECIES, E7))
                    .fma(r2, broadcast(SPECIES, E5)).fma(r2, broadcast(SPECIES, E3));
            DoubleVector tail = even.fma(r, odd).fma(r, broadcast(SPECIES, E2));
            DoubleVector s = REGISTER.cast(BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes());
            DoubleVector q = r.mul(r).fma(tail, r);
            DoubleVector base = s.add(1d);
            DoubleVector d = s.fma(q, base);
            DoubleVector gained = d.sub(base).sub(s.mul(q));
            DoubleVector inverse = REGISTER.cast(broadcast(SPECIES, 1d)).div(d);
            DoubleVector improved = inverse.fma(inverse.fma(gained, d.neg().fma(inverse, broadcast(SPECIES, 1d))), inverse);
            DoubleVector large = improved.fma(broadcast(SPECIES, -2d), broadcast(SPECIES, 1d));
            DoubleVector magnitude = large.blend(small, a.compare(LT, TANH_SMALL));
            LongVector sign = BITS.cast(v.viewAsIntegralLanes()).and(SIGN_BIT);
            REGISTER.cast(BITS.cast(magnitude.viewAsIntegralLanes()).or(sign).viewAsFloatingLanes())
                    .blend(Double.NaN, v.compare(NE, v)).intoArray(y, yOffset + i);
        }
        return i;
    }

    /**
     * {@link DoubleMath#softplus} with the bits of {@code flip} inverted in arguments and results: the sign bit makes it
     * {@link DoubleMath#logSigmoid}.
     */
    static int softplus(int n, double[] x, int xOffset, double[] y, int yOffset, long flip) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            LongVector bits = BITS.cast(REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i)).viewAsIntegralLanes());
            DoubleVector v = REGISTER.cast(bits.lanewise(XOR, flip).viewAsFloatingLanes());
            DoubleVector c = REGISTER.cast(BITS.cast(v.viewAsIntegralLanes()).or(SIGN_BIT).viewAsFloatingLanes());
            VectorMask<Double> under = c.compare(LT, EXP_UNDERFLOW);
            c = c.blend(EXP_UNDERFLOW, under);
            DoubleVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_LIFTED));
            DoubleVector k = t.sub(ROUND_LIFTED);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
            DoubleVector r2 = r.mul(r);
            DoubleVector evenE = r2.fma(broadcast(SPECIES, E12), broadcast(SPECIES, E10)).fma(r2, broadcast(SPECIES, E8))
                    .fma(r2, broadcast(SPECIES, E6)).fma(r2, broadcast(SPECIES, E4));
            DoubleVector oddE = r2.fma(broadcast(SPECIES, E11), broadcast(SPECIES, E9)).fma(r2, broadcast(SPECIES, E7))
                    .fma(r2, broadcast(SPECIES, E5)).fma(r2, broadcast(SPECIES, E3));
            DoubleVector tailE = evenE.fma(r, oddE).fma(r, broadcast(SPECIES, E2));
            DoubleVector p = tailE.fma(r, broadcast(SPECIES, 1d)).fma(r, broadcast(SPECIES, 1d));
            DoubleVector s = BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
            DoubleVector e = p.blend(0d, under).mul(s).mul(LOWER);
            VectorMask<Double> half = e.compare(GE, 0.5);
            DoubleVector f = e.blend(e.fma(broadcast(SPECIES, 0.5), broadcast(SPECIES, -0.5)), half);
            DoubleVector z = f.mul(f);
            DoubleVector even = z.fma(broadcast(SPECIES, L22), broadcast(SPECIES, L20)).fma(z, broadcast(SPECIES, L18))
                    .fma(z, broadcast(SPECIES, L16)).fma(z, broadcast(SPECIES, L14)).fma(z, broadcast(SPECIES, L12))
                    .fma(z, broadcast(SPECIES, L10)).fma(z, broadcast(SPECIES, L8)).fma(z, broadcast(SPECIES, L6)).fma(z, broadcast(SPECIES, L4));
            DoubleVector odd = z.fma(broadcast(SPECIES, L21), broadcast(SPECIES, L19)).fma(z, broadcast(SPECIES, L17))
                    .fma(z, broadcast(SPECIES, L15)).fma(z, broadcast(SPECIES, L13)).fma(z, broadcast(SPECIES, L11))
                    .fma(z, broadcast(SPECIES, L9)).fma(z, broadcast(SPECIES, L7)).fma(z, broadcast(SPECIES, L5))
                    .fma(z, broadcast(SPECIES, L3));
            DoubleVector tail = z.mul(f.fma(even.fma(f, odd), broadcast(SPECIES, -0.5)));
            DoubleVector one = REGISTER.cast(broadcast(SPECIES, 0d)).blend(1d, half);
            DoubleVector upper = one.mul(LN2_HIGH);
            DoubleVector logSum = upper.add(f);
            DoubleVector rest = f.sub(logSum.sub(upper)).add(one.fma(broadcast(SPECIES, LN2_LOW), tail));
            DoubleVector log = logSum.add(rest);
            DoubleVector sum = v.blend(0d, v.compare(LT, 0d)).add(log);
            REGISTER.cast(BITS.cast(sum.viewAsIntegralLanes()).lanewise(XOR, flip).viewAsFloatingLanes())
                    .blend(Double.NaN, v.compare(NE, v)).intoArray(y, yOffset + i);
        }
        return i;
    }

    /** {@link DoubleMath#sigmoid}. */
    static int sigmoid(int n, double[] x, int xOffset, double[] y, int yOffset) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector v = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i));
            DoubleVector c = REGISTER.cast(BITS.cast(v.viewAsIntegralLanes()).or(SIGN_BIT).viewAsFloatingLanes());
            if (!c.compare(GT, -EXP_ORDINARY).allTrue()) {
                extremeSigmoid(x, xOffset + i, y, yOffset + i);
                continue;
            }
            DoubleVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
            DoubleVector k = t.sub(ROUND);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
            DoubleVector r2 = r.mul(r);
            DoubleVector even = r2.fma(broadcast(SPECIES, E12), broadcast(SPECIES, E10)).fma(r2, broadcast(SPECIES, E8))
                    .fma(r2, broadcast(SPECIES, E6)).fma(r2, broadcast(SPECIES, E4));
            DoubleVector odd = r2.fma(broadcast(SPECIES, E11), broadcast(SPECIES, E9)).fma(r2, broadcast(SPECIES, E7))
                    .fma(r2, broadcast(SPECIES, E5)).fma(r2, broadcast(SPECIES, E3));
            DoubleVector tail = even.fma(r, odd).fma(r, broadcast(SPECIES, E2));
            DoubleVector s = BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
            DoubleVector e = tail.fma(r, broadcast(SPECIES, 1d)).fma(r, broadcast(SPECIES, 1d)).mul(s);
            DoubleVector d = e.add(1d);
            VectorMask<Double> negative = v.compare(LT, 0d);
            DoubleVector quotient = REGISTER.cast(broadcast(SPECIES, 1d)).blend(e, negative).div(d);
            DoubleVector lost = REGISTER.cast(broadcast(SPECIES, 0d)).blend(d.sub(1d).sub(e), negative);
            DoubleVector sigmoid = quotient.fma(lost, quotient);
            sigmoid.intoArray(y, yOffset + i);
        }
        return i;
    }

    /** One vector. Passed on as a range of an array, not as a vector, which would be boxed. */
    private static void extremeSigmoid(double[] x, int xOffset, double[] y, int yOffset) {
        DoubleVector v = REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset));
        DoubleVector c = REGISTER.cast(BITS.cast(v.viewAsIntegralLanes()).or(SIGN_BIT).viewAsFloatingLanes());
        VectorMask<Double> under = c.compare(LT, EXP_UNDERFLOW);
        c = c.blend(EXP_UNDERFLOW, under);
        DoubleVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_LIFTED));
        DoubleVector k = t.sub(ROUND_LIFTED);
        DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
        DoubleVector r2 = r.mul(r);
        DoubleVector even = r2.fma(broadcast(SPECIES, E12), broadcast(SPECIES, E10)).fma(r2, broadcast(SPECIES, E8))
                .fma(r2, broadcast(SPECIES, E6)).fma(r2, broadcast(SPECIES, E4));
        DoubleVector odd = r2.fma(broadcast(SPECIES, E11), broadcast(SPECIES, E9)).fma(r2, broadcast(SPECIES, E7))
                .fma(r2, broadcast(SPECIES, E5)).fma(r2, broadcast(SPECIES, E3));
        DoubleVector tail = even.fma(r, odd).fma(r, broadcast(SPECIES, E2));
        DoubleVector s = BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
        DoubleVector p = tail.fma(r, broadcast(SPECIES, 1d)).fma(r, broadcast(SPECIES, 1d));
        DoubleVector e = p.blend(0d, under).mul(s).mul(LOWER);
        DoubleVector d = e.add(1d);
        VectorMask<Double> negative = v.compare(LT, 0d);
        DoubleVector quotient = REGISTER.cast(broadcast(SPECIES, 1d)).blend(e, negative).div(d);
        DoubleVector lost = REGISTER.cast(broadcast(SPECIES, 0d)).blend(d.sub(1d).sub(e), negative);
        DoubleVector sigmoid = quotient.fma(lost, quotient);
        sigmoid.blend(Double.NaN, v.compare(NE, v)).intoArray(y, yOffset);
    }

    /**
     * {@code dx[i] += dy[i] * sigmoid(x[i])} with the bits of {@code flip} inverted in {@code x}, for the gradients of
     * softplus and of logSigmoid.
     */
    static int addSigmoidMultiple(int n, double[] dy, int dyOffset, double[] x, int xOffset, double[] dx, int dxOffset,
                                  long flip) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector upstream = REGISTER.cast(DoubleVector.fromArray(SPECIES, dy, dyOffset + i));
            DoubleVector sum = REGISTER.cast(DoubleVector.fromArray(SPECIES, dx, dxOffset + i));
            LongVector bits = BITS.cast(REGISTER.cast(DoubleVector.fromArray(SPECIES, x, xOffset + i)).viewAsIntegralLanes());
            DoubleVector v = REGISTER.cast(bits.lanewise(XOR, flip).viewAsFloatingLanes());
            DoubleVector c = REGISTER.cast(BITS.cast(v.viewAsIntegralLanes()).or(SIGN_BIT).viewAsFloatingLanes());
            VectorMask<Double> under = c.compare(LT, EXP_UNDERFLOW);
            c = c.blend(EXP_UNDERFLOW, under);
            DoubleVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_LIFTED));
            DoubleVector k = t.sub(ROUND_LIFTED);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
            DoubleVector r2 = r.mul(r);
            DoubleVector even = r2.fma(broadcast(SPECIES, E12), broadcast(SPECIES, E10)).fma(r2, broadcast(SPECIES, E8))
                    .fma(r2, broadcast(SPECIES, E6)).fma(r2, broadcast(SPECIES, E4));
            DoubleVector odd = r2.fma(broadcast(SPECIES, E11), broadcast(SPECIES, E9)).fma(r2, broadcast(SPECIES, E7))
                    .fma(r2, broadcast(SPECIES, E5)).fma(r2, broadcast(SPECIES, E3));
            DoubleVector tail = even.fma(r, odd).fma(r, broadcast(SPECIES, E2));
            DoubleVector s = BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
            DoubleVector p = tail.fma(r, broadcast(SPECIES, 1d)).fma(r, broadcast(SPECIES, 1d));
            DoubleVector e = p.blend(0d, under).mul(s).mul(LOWER);
            DoubleVector d = e.add(1d);
            VectorMask<Double> negative = v.compare(LT, 0d);
            DoubleVector quotient = REGISTER.cast(broadcast(SPECIES, 1d)).blend(e, negative).div(d);
            DoubleVector lost = REGISTER.cast(broadcast(SPECIES, 0d)).blend(d.sub(1d).sub(e), negative);
            DoubleVector sigmoid = quotient.fma(lost, quotient);
            DoubleVector slope = sigmoid.blend(Double.NaN, v.compare(NE, v));
            sum.add(upstream.mul(slope)).intoArray(dx, dxOffset + i);
        }
        return i;
    }
}
