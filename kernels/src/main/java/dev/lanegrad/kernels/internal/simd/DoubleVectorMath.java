package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.DoubleCoefficients.*;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;

import dev.lanegrad.kernels.internal.DoubleMath;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@link DoubleMath} on vectors of the preferred species, operation by operation, so with the same bits.
 *
 * <p>For loops of other kernels: {@link #exp}, {@link #expOfNonPositive}, {@link #sigmoid}, {@link #tanh},
 * {@link #logSigmoid} and {@link #softplus} take every argument, have no branch and less bytecode than the compiler
 * inlines at a hot call site (325), so that nothing is allocated. The methods named {@code ordinary…} save the handling
 * of extreme arguments: they may be called only where the predicate named with them holds.
 */
final class DoubleVectorMath {

    private DoubleVectorMath() {
    }

    /** {@link DoubleMath#exp}. */
    static DoubleVector exp(DoubleVector x) {
        VectorMask<Double> under = x.compare(VectorOperators.LT, EXP_UNDERFLOW);
        DoubleVector c = x.blend(EXP_UNDERFLOW, under)
                .blend(EXP_OVERFLOW, x.compare(VectorOperators.GT, EXP_OVERFLOW));
        DoubleVector t = c.fma(all(LOG2_E), all(ROUND_TWICE));
        LongVector bits = t.viewAsIntegralLanes();
        LongVector half = bits.lanewise(VectorOperators.LSHR, 1);
        // Zero before the scaling: a product that underflows costs 100 cycles.
        return expOfReduced(reduced(c, t.sub(ROUND_TWICE))).blend(0d, under)
                .mul(powerOfTwo(half)).mul(powerOfTwo(bits.sub(half)))
                .blend(Double.NaN, x.compare(VectorOperators.NE, x));
    }

    /** {@link DoubleMath#exp} of lanes that are at most 0 or NaN; NaN lanes stay the NaN that they are. */
    static DoubleVector expOfNonPositive(DoubleVector x) {
        VectorMask<Double> under = x.compare(VectorOperators.LT, EXP_UNDERFLOW);
        DoubleVector c = x.blend(EXP_UNDERFLOW, under);
        DoubleVector t = c.fma(all(LOG2_E), all(ROUND_LIFTED));
        return expOfReduced(reduced(c, t.sub(ROUND_LIFTED))).blend(0d, under).mul(powerOfTwo(t)).mul(LOWER);
    }

    /** Whether all lanes allow {@link #ordinaryExp}, {@link #ordinaryExpm1} and {@link #ordinarySigmoid}. */
    static boolean isExpOrdinary(DoubleVector x) {
        return x.abs().compare(VectorOperators.LT, EXP_ORDINARY).allTrue();
    }

    static DoubleVector ordinaryExp(DoubleVector x) {
        DoubleVector t = x.fma(all(LOG2_E), all(ROUND));
        return expOfReduced(reduced(x, t.sub(ROUND))).mul(powerOfTwo(t));
    }

    /** {@link DoubleMath#expm1}. */
    static DoubleVector ordinaryExpm1(DoubleVector x) {
        DoubleVector t = x.fma(all(LOG2_E), all(ROUND));
        DoubleVector k = t.sub(ROUND);
        DoubleVector upper = k.fma(all(-LN2_HIGH), x);
        DoubleVector r = k.fma(all(-LN2_LOW), upper);
        DoubleVector rest = k.fma(all(-LN2_LOW), upper.sub(r));
        DoubleVector s = powerOfTwo(t);
        DoubleVector base = s.sub(1d);
        DoubleVector sr = s.mul(r);
        DoubleVector sum = base.add(sr);
        DoubleVector lost = sr.sub(sum.sub(base)).add(s.sub(base).sub(1d));
        return withSign(sum.add(sr.mul(r).fma(expTail(r), s.fma(rest, sr.fma(rest, lost)))), x);
    }

    /** {@link DoubleMath#sigmoid}. */
    static DoubleVector sigmoid(DoubleVector x) {
        return sigmoid(x, expOfNonPositive(minusAbs(x))).blend(Double.NaN, x.compare(VectorOperators.NE, x));
    }

    static DoubleVector ordinarySigmoid(DoubleVector x) {
        return sigmoid(x, ordinaryExp(minusAbs(x)));
    }

    /** The sigmoid from e = exp(-|x|). */
    private static DoubleVector sigmoid(DoubleVector x, DoubleVector e) {
        DoubleVector d = e.add(1d);
        DoubleVector y = all(1d).blend(e, x.compare(VectorOperators.LT, 0d)).div(d);
        return y.fma(d.sub(1d).sub(e), y);
    }

    /** Whether all lanes allow {@link #ordinaryLog}: positive, normal and finite. */
    static boolean isLogOrdinary(DoubleVector x) {
        return x.compare(VectorOperators.GE, Double.MIN_NORMAL)
                .and(x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY)).allTrue();
    }

    /** {@link DoubleMath#log}. */
    static DoubleVector ordinaryLog(DoubleVector x) {
        LongVector u = x.viewAsIntegralLanes().sub(THREE_QUARTERS_BITS + SIGN_BIT);
        DoubleVector f = u.and(SIGNIFICAND_BITS).add(THREE_QUARTERS_BITS).viewAsFloatingLanes().sub(1d);
        return logOfReduced(f, whole(u), LN2, LN2_REST);
    }

    /** Whether all lanes allow {@link #ordinaryLog1p}: above -1 and finite. */
    static boolean isLog1pOrdinary(DoubleVector x) {
        return x.compare(VectorOperators.GT, -1d).and(x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY)).allTrue();
    }

    /** {@link DoubleMath#log1p}. */
    static DoubleVector ordinaryLog1p(DoubleVector x) {
        LongVector u = x.add(1d).viewAsIntegralLanes().neg()
                .add(BELOW_THREE_HALVES_BITS + SIGN_BIT).and(EXPONENT_BITS);
        DoubleVector minusM = x.viewAsIntegralLanes().add(u).viewAsFloatingLanes();
        DoubleVector power = u.add(FOUR_BITS + SIGN_BIT).viewAsFloatingLanes();
        DoubleVector f = power.fma(all(0.25), all(-1d)).sub(minusM);
        return logOfReduced(f, whole(u), -LN2, -LN2_REST);
    }

    /** {@link DoubleMath#tanh}. */
    static DoubleVector tanh(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector z = a.mul(a);
        DoubleVector small = a.mul(z)
                .fma(tanhTail(z), a);
        DoubleVector b = a.blend(TANH_ONE, a.compare(VectorOperators.GT, TANH_ONE)).mul(2d);
        DoubleVector t = b.fma(all(LOG2_E), all(ROUND));
        DoubleVector r = reduced(b, t.sub(ROUND));
        DoubleVector s = powerOfTwo(t);
        DoubleVector q = r.mul(r).fma(expTail(r), r);
        DoubleVector base = s.add(1d);
        DoubleVector d = s.fma(q, base);
        DoubleVector gained = d.sub(base).sub(s.mul(q));
        DoubleVector y = all(1d).div(d);
        y = y.fma(y.fma(gained, d.neg().fma(y, all(1d))), y).fma(all(-2d), all(1d));
        return withSign(y.blend(small, a.compare(VectorOperators.LT, TANH_SMALL)), x)
                .blend(Double.NaN, x.compare(VectorOperators.NE, x));
    }

    /** {@link DoubleMath#logSigmoid}. */
    static DoubleVector logSigmoid(DoubleVector x) {
        return all(0d).blend(x, x.compare(VectorOperators.LT, 0d))
                .sub(log1pOfExp(minusAbs(x))).blend(Double.NaN, x.compare(VectorOperators.NE, x));
    }

    /** {@link DoubleMath#softplus}. */
    static DoubleVector softplus(DoubleVector x) {
        return x.blend(0d, x.compare(VectorOperators.LT, 0d))
                .add(log1pOfExp(minusAbs(x))).blend(Double.NaN, x.compare(VectorOperators.NE, x));
    }

    /** log(1 + e^x) for x <= 0. */
    private static DoubleVector log1pOfExp(DoubleVector x) {
        DoubleVector e = expOfNonPositive(x);
        VectorMask<Double> large = e.compare(VectorOperators.GE, 0.5);
        DoubleVector f = e.blend(e.fma(all(0.5), all(-0.5)), large);
        return logOfReduced(f, all(0d).blend(1d, large), LN2, LN2_REST);
    }

    private static DoubleVector reduced(DoubleVector x, DoubleVector k) {
        return k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), x));
    }

    private static DoubleVector expOfReduced(DoubleVector r) {
        return expTail(r).fma(r, all(1d)).fma(r, all(1d));
    }

    private static DoubleVector expTail(DoubleVector r) {
        DoubleVector z = r.mul(r);
        DoubleVector even = z.fma(all(E12), all(E10)).fma(z, all(E8)).fma(z, all(E6)).fma(z, all(E4));
        DoubleVector odd = z.fma(all(E11), all(E9)).fma(z, all(E7)).fma(z, all(E5)).fma(z, all(E3));
        return even.fma(r, odd).fma(r, all(E2));
    }

    private static DoubleVector logOfReduced(DoubleVector f, DoubleVector k, double high, double rest) {
        DoubleVector z = f.mul(f);
        DoubleVector even = z.fma(all(L20), all(L18)).fma(z, all(L16)).fma(z, all(L14)).fma(z, all(L12))
                .fma(z, all(L10)).fma(z, all(L8)).fma(z, all(L6)).fma(z, all(L4));
        DoubleVector odd = z.fma(all(L21), all(L19)).fma(z, all(L17)).fma(z, all(L15)).fma(z, all(L13))
                .fma(z, all(L11)).fma(z, all(L9)).fma(z, all(L7)).fma(z, all(L5)).fma(z, all(L3));
        DoubleVector tail = z.mul(f.fma(even.fma(f, odd), all(-0.5)));
        return k.fma(all(high), f.add(k.fma(all(rest), tail)));
    }

    private static DoubleVector tanhTail(DoubleVector z) {
        DoubleVector w = z.mul(z);
        DoubleVector even = w.fma(all(T23), all(T19)).fma(w, all(T15)).fma(w, all(T11)).fma(w, all(T7)).fma(w, all(T3));
        DoubleVector odd = w.fma(all(T21), all(T17)).fma(w, all(T13)).fma(w, all(T9)).fma(w, all(T5));
        return odd.fma(z, even);
    }

    private static DoubleVector powerOfTwo(DoubleVector t) {
        return powerOfTwo(t.viewAsIntegralLanes());
    }

    private static DoubleVector powerOfTwo(LongVector bits) {
        return bits.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
    }

    private static DoubleVector whole(LongVector u) {
        return u.lanewise(VectorOperators.LSHR, EXPONENT_SHIFT).add(WHOLE_BITS).viewAsFloatingLanes().sub(WHOLE_OFFSET);
    }

    private static DoubleVector minusAbs(DoubleVector x) {
        return x.viewAsIntegralLanes().or(SIGN_BIT).viewAsFloatingLanes();
    }

    private static DoubleVector withSign(DoubleVector y, DoubleVector x) {
        return y.viewAsIntegralLanes().or(x.viewAsIntegralLanes().and(SIGN_BIT)).viewAsFloatingLanes();
    }

    private static DoubleVector all(double c) {
        return DoubleVector.broadcast(SPECIES, c);
    }
}
