package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.FloatCoefficients.*;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;

import dev.lanegrad.kernels.internal.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The functions of {@link FloatMath} on vectors of the preferred species, operation by operation, so with the same bits.
 *
 * <p>For loops of other kernels: {@link #exp}, {@link #expOfNonPositive}, {@link #sigmoid}, {@link #tanh},
 * {@link #logSigmoid} and {@link #softplus} take every argument, have no branch and less bytecode than the compiler
 * inlines at a hot call site (325), so that nothing is allocated. The methods named {@code ordinary…} save the handling
 * of extreme arguments: they may be called only where the predicate named with them holds.
 */
final class FloatVectorMath {

    private FloatVectorMath() {
    }

    /** {@link FloatMath#exp}. */
    static FloatVector exp(FloatVector x) {
        VectorMask<Float> under = x.compare(VectorOperators.LT, EXP_UNDERFLOW);
        FloatVector c = x.blend(EXP_UNDERFLOW, under)
                .blend(EXP_OVERFLOW, x.compare(VectorOperators.GT, EXP_OVERFLOW));
        FloatVector t = c.fma(all(LOG2_E), all(ROUND_TWICE));
        IntVector bits = t.viewAsIntegralLanes();
        IntVector half = bits.lanewise(VectorOperators.LSHR, 1);
        // Zero before the scaling: a product that underflows costs 100 cycles.
        return expOfReduced(reduced(c, t.sub(ROUND_TWICE))).blend(0f, under)
                .mul(powerOfTwo(half)).mul(powerOfTwo(bits.sub(half)))
                .blend(Float.NaN, x.compare(VectorOperators.NE, x));
    }

    /** {@link FloatMath#exp} of lanes that are at most 0 or NaN; NaN lanes stay the NaN that they are. */
    static FloatVector expOfNonPositive(FloatVector x) {
        VectorMask<Float> under = x.compare(VectorOperators.LT, EXP_UNDERFLOW);
        FloatVector c = x.blend(EXP_UNDERFLOW, under);
        FloatVector t = c.fma(all(LOG2_E), all(ROUND_LIFTED));
        return expOfReduced(reduced(c, t.sub(ROUND_LIFTED))).blend(0f, under).mul(powerOfTwo(t)).mul(LOWER);
    }

    /** Whether all lanes allow {@link #ordinaryExp}, {@link #ordinaryExpm1} and {@link #ordinarySigmoid}. */
    static boolean isExpOrdinary(FloatVector x) {
        return x.abs().compare(VectorOperators.LT, EXP_ORDINARY).allTrue();
    }

    static FloatVector ordinaryExp(FloatVector x) {
        FloatVector t = x.fma(all(LOG2_E), all(ROUND));
        return expOfReduced(reduced(x, t.sub(ROUND))).mul(powerOfTwo(t));
    }

    /** {@link FloatMath#expm1}. */
    static FloatVector ordinaryExpm1(FloatVector x) {
        FloatVector t = x.fma(all(LOG2_E), all(ROUND));
        FloatVector k = t.sub(ROUND);
        FloatVector upper = k.fma(all(-LN2_HIGH), x);
        FloatVector r = k.fma(all(-LN2_LOW), upper);
        FloatVector rest = k.fma(all(-LN2_LOW), upper.sub(r));
        FloatVector s = powerOfTwo(t);
        FloatVector base = s.sub(1f);
        FloatVector sr = s.mul(r);
        FloatVector sum = base.add(sr);
        FloatVector lost = sr.sub(sum.sub(base)).add(s.sub(base).sub(1f));
        return withSign(sum.add(sr.mul(r).fma(expTail(r), s.fma(rest, sr.fma(rest, lost)))), x);
    }

    /** {@link FloatMath#sigmoid}. */
    static FloatVector sigmoid(FloatVector x) {
        return sigmoid(x, expOfNonPositive(minusAbs(x))).blend(Float.NaN, x.compare(VectorOperators.NE, x));
    }

    static FloatVector ordinarySigmoid(FloatVector x) {
        return sigmoid(x, ordinaryExp(minusAbs(x)));
    }

    /** The sigmoid from e = exp(-|x|). */
    private static FloatVector sigmoid(FloatVector x, FloatVector e) {
        FloatVector d = e.add(1f);
        FloatVector y = all(1f).blend(e, x.compare(VectorOperators.LT, 0f)).div(d);
        return y.fma(d.sub(1f).sub(e), y);
    }

    /** Whether all lanes allow {@link #ordinaryLog}: positive, normal and finite. */
    static boolean isLogOrdinary(FloatVector x) {
        return x.compare(VectorOperators.GE, Float.MIN_NORMAL)
                .and(x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY)).allTrue();
    }

    /** {@link FloatMath#log}. */
    static FloatVector ordinaryLog(FloatVector x) {
        IntVector u = x.viewAsIntegralLanes().sub(THREE_QUARTERS_BITS + SIGN_BIT);
        FloatVector f = u.and(SIGNIFICAND_BITS).add(THREE_QUARTERS_BITS).viewAsFloatingLanes().sub(1f);
        return whole(u).fma(all(LN2), logOfReduced(f));
    }

    /** Whether all lanes allow {@link #ordinaryLog1p}: above -1 and finite. */
    static boolean isLog1pOrdinary(FloatVector x) {
        return x.compare(VectorOperators.GT, -1f).and(x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY)).allTrue();
    }

    /** {@link FloatMath#log1p}. */
    static FloatVector ordinaryLog1p(FloatVector x) {
        IntVector u = x.add(1f).viewAsIntegralLanes().neg()
                .add(BELOW_THREE_HALVES_BITS + SIGN_BIT).and(EXPONENT_BITS);
        FloatVector minusM = x.viewAsIntegralLanes().add(u).viewAsFloatingLanes();
        FloatVector power = u.add(FOUR_BITS + SIGN_BIT).viewAsFloatingLanes();
        FloatVector f = power.fma(all(0.25f), all(-1f)).sub(minusM);
        return whole(u).fma(all(-LN2), logOfReduced(f));
    }

    /** {@link FloatMath#tanh}. */
    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector z = a.mul(a);
        FloatVector small = a.mul(z)
                .fma(z.fma(all(T11), all(T9)).fma(z, all(T7)).fma(z, all(T5)).fma(z, all(T3)), a);
        FloatVector b = a.blend(TANH_ONE, a.compare(VectorOperators.GT, TANH_ONE)).mul(2f);
        FloatVector t = b.fma(all(LOG2_E), all(ROUND));
        FloatVector r = reduced(b, t.sub(ROUND));
        FloatVector s = powerOfTwo(t);
        FloatVector q = r.mul(r).fma(expTail(r), r);
        FloatVector base = s.add(1f);
        FloatVector d = s.fma(q, base);
        FloatVector gained = d.sub(base).sub(s.mul(q));
        FloatVector y = all(1f).div(d);
        y = y.fma(y.fma(gained, d.neg().fma(y, all(1f))), y).fma(all(-2f), all(1f));
        return withSign(y.blend(small, a.compare(VectorOperators.LT, TANH_SMALL)), x)
                .blend(Float.NaN, x.compare(VectorOperators.NE, x));
    }

    /** {@link FloatMath#logSigmoid}. */
    static FloatVector logSigmoid(FloatVector x) {
        return all(0f).blend(x, x.compare(VectorOperators.LT, 0f))
                .sub(log1pOfExp(minusAbs(x))).blend(Float.NaN, x.compare(VectorOperators.NE, x));
    }

    /** {@link FloatMath#softplus}. */
    static FloatVector softplus(FloatVector x) {
        return x.blend(0f, x.compare(VectorOperators.LT, 0f))
                .add(log1pOfExp(minusAbs(x))).blend(Float.NaN, x.compare(VectorOperators.NE, x));
    }

    /** log(1 + e^x) for x <= 0. */
    private static FloatVector log1pOfExp(FloatVector x) {
        FloatVector e = expOfNonPositive(x);
        VectorMask<Float> large = e.compare(VectorOperators.GE, 0.5f);
        FloatVector f = e.blend(e.fma(all(0.5f), all(-0.5f)), large);
        return logOfReduced(f).add(all(0f).blend(LN2, large));
    }

    private static FloatVector reduced(FloatVector x, FloatVector k) {
        return k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), x));
    }

    private static FloatVector expOfReduced(FloatVector r) {
        return expTail(r).fma(r, all(1f)).fma(r, all(1f));
    }

    private static FloatVector expTail(FloatVector r) {
        return r.fma(all(E6), all(E5)).fma(r, all(E4)).fma(r, all(E3)).fma(r, all(E2));
    }

    private static FloatVector logOfReduced(FloatVector f) {
        FloatVector tail = f.fma(all(L10), all(L9)).fma(f, all(L8)).fma(f, all(L7)).fma(f, all(L6))
                .fma(f, all(L5)).fma(f, all(L4)).fma(f, all(L3));
        return f.mul(f).fma(f.fma(tail, all(-0.5f)), f);
    }

    private static FloatVector powerOfTwo(FloatVector t) {
        return powerOfTwo(t.viewAsIntegralLanes());
    }

    private static FloatVector powerOfTwo(IntVector bits) {
        return bits.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT).viewAsFloatingLanes();
    }

    private static FloatVector whole(IntVector u) {
        return u.lanewise(VectorOperators.LSHR, EXPONENT_SHIFT).add(WHOLE_BITS).viewAsFloatingLanes().sub(WHOLE_OFFSET);
    }

    private static FloatVector minusAbs(FloatVector x) {
        return x.viewAsIntegralLanes().or(SIGN_BIT).viewAsFloatingLanes();
    }

    private static FloatVector withSign(FloatVector y, FloatVector x) {
        return y.viewAsIntegralLanes().or(x.viewAsIntegralLanes().and(SIGN_BIT)).viewAsFloatingLanes();
    }

    private static FloatVector all(float c) {
        return FloatVector.broadcast(SPECIES, c);
    }
}
