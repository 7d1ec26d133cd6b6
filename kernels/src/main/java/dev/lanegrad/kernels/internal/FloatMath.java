package dev.lanegrad.kernels.internal;

import static dev.lanegrad.kernels.internal.FloatCoefficients.*;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;

/**
 * Elementary functions of one float, from {@code + - * /}, fused multiply-add and operations on bits alone: the same
 * bits on every machine, interpreted or compiled. {@code FloatVectorMath} of the SIMD backend does the same operations
 * on vectors; a change here is a change there.
 *
 * <p>Maximal errors over all floats: 1 ULP for exp, expm1, log, log1p and tanh, 2 ULP for sigmoid, logSigmoid and
 * softplus (the measured ones are in {@code docs/accuracy.md}). A NaN gives {@link Float#NaN}.
 *
 * <p>Sources: reduction of exp in two steps (W. J. Cody and W. Waite, "Software Manual for the Elementary Functions",
 * 1980); whole numbers by a large addend and log1p without division as in NVIDIA's and N. Juffa's published float
 * functions; correction of a quotient by the rounding error of its divisor (T. J. Dekker, Numerische Mathematik 18,
 * 1971).
 */
public final class FloatMath {

    private FloatMath() {
    }

    /** e^x: 0 below about -103.97, infinite above about 88.72, subnormal results rounded correctly in between. */
    public static float exp(float x) {
        if (Math.abs(x) < EXP_ORDINARY) {
            float t = fma(x, LOG2_E, ROUND);
            return expOfReduced(reduced(x, t - ROUND)) * powerOfTwo(t);
        }
        if (x < EXP_UNDERFLOW) {
            return 0f;
        }
        if (x > EXP_OVERFLOW) {
            return Float.POSITIVE_INFINITY;
        }
        return Float.isNaN(x) ? Float.NaN : expNearTheEnds(x);
    }

    /** Scales in two steps, of which only the second rounds. */
    private static float expNearTheEnds(float x) {
        float t = fma(x, LOG2_E, ROUND_TWICE);
        int bits = floatToRawIntBits(t);
        int half = bits >>> 1;
        return expOfReduced(reduced(x, t - ROUND_TWICE))
                * intBitsToFloat(half << EXPONENT_SHIFT) * intBitsToFloat((bits - half) << EXPONENT_SHIFT);
    }

    /** e^x - 1: -1 at -infinity, infinite above about 88.72; keeps the sign of zero. */
    public static float expm1(float x) {
        if (!(Math.abs(x) < EXP_ORDINARY)) {
            return x < 0 ? -1f : exp(x);
        }
        float t = fma(x, LOG2_E, ROUND);
        float k = t - ROUND;
        float upper = fma(k, -LN2_HIGH, x);
        float r = fma(k, -LN2_LOW, upper);
        float rest = fma(k, -LN2_LOW, upper - r);
        // s - 1 + s r in two parts: what a sum loses returns with the small terms.
        float s = powerOfTwo(t);
        float base = s - 1f;
        float sr = s * r;
        float sum = base + sr;
        float lost = (sr - (sum - base)) + ((s - base) - 1f);
        return withSign(sum + fma(sr * r, expTail(r), fma(s, rest, fma(sr, rest, lost))), x);
    }

    /** The natural logarithm: -infinity at both zeros, NaN below, infinite at infinity. */
    public static float log(float x) {
        int bits = floatToRawIntBits(x);
        if (!(x >= Float.MIN_NORMAL && x < Float.POSITIVE_INFINITY)) {
            if (x == 0) {
                return Float.NEGATIVE_INFINITY;
            }
            if (!(x > 0 && x < Float.POSITIVE_INFINITY)) {
                return x > 0 ? x : Float.NaN;
            }
            bits = floatToRawIntBits(x * SUBNORMAL_LIFT) - (SUBNORMAL_LIFT_EXPONENT << EXPONENT_SHIFT);
        }
        int u = bits - (THREE_QUARTERS_BITS + SIGN_BIT);
        float f = intBitsToFloat((u & SIGNIFICAND_BITS) + THREE_QUARTERS_BITS) - 1f;
        return fma(whole(u), LN2, logOfReduced(f));
    }

    /** log(1 + x): -infinity at -1, NaN below, infinite at infinity; keeps the sign of zero. */
    public static float log1p(float x) {
        if (!(x > -1 && x < Float.POSITIVE_INFINITY)) {
            if (x == -1) {
                return Float.NEGATIVE_INFINITY;
            }
            return x > 0 ? x : Float.NaN;
        }
        // 1 + x = (1 + f) 2^k. Subtracting u from the bits of a float multiplies it by 2^-k, and by -1.
        // Where k is 0 by x itself, 1 + x might round up to the next k, for which f is not exact.
        float sum = x >= -0.25f && x <= 0.5f ? 1f : 1f + x;
        int u = (BELOW_THREE_HALVES_BITS + SIGN_BIT - floatToRawIntBits(sum)) & EXPONENT_BITS;
        float minusM = intBitsToFloat(floatToRawIntBits(x) + u);
        float f = fma(0.25f, intBitsToFloat(FOUR_BITS + SIGN_BIT + u), -1f) - minusM;
        return withSign(fma(whole(u), -LN2, logOfReduced(f)), x);
    }

    /** The hyperbolic tangent; keeps the sign of zero. */
    public static float tanh(float x) {
        if (Float.isNaN(x)) {
            return Float.NaN;
        }
        float a = Math.abs(x);
        if (a < TANH_SMALL) {
            float z = a * a;
            return withSign(fma(a * z, fma(fma(fma(fma(T11, z, T9), z, T7), z, T5), z, T3), a), x);
        }
        // 1 - 2 / (e^2a + 1), the quotient improved by its own residual and by what the sum e^2a + 1 lost.
        float b = 2f * Math.min(a, TANH_ONE);
        float t = fma(b, LOG2_E, ROUND);
        float r = reduced(b, t - ROUND);
        float s = powerOfTwo(t);
        float q = fma(r * r, expTail(r), r);
        float base = s + 1f;
        float d = fma(s, q, base);
        float gained = (d - base) - s * q;
        float y = 1f / d;
        return withSign(fma(-2f, fma(y, fma(y, gained, fma(-y, d, 1f)), y), 1f), x);
    }

    /**
     * 1 / (1 + e^-x). For x >= 0 it is rounded as this formula is, so that 1 - y, which gradients are made of, is what others
     * compute. For x < 0, with full relative accuracy down to the subnormal results near -103.
     */
    public static float sigmoid(float x) {
        if (Float.isNaN(x)) {
            return Float.NaN;
        }
        float e = exp(-Math.abs(x));
        float d = 1f + e;
        if (x >= 0) {
            return 1f / d;
        }
        float y = e / d;
        return fma(y, (d - 1f) - e, y);
    }

    /** log(sigmoid(x)) = -softplus(-x): -0 at infinity. */
    public static float logSigmoid(float x) {
        return Float.isNaN(x) ? Float.NaN : -softplus(-x);
    }

    /** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|). */
    public static float softplus(float x) {
        return Float.isNaN(x) ? Float.NaN : (x < 0 ? 0f : x) + log1pOfExp(-Math.abs(x));
    }

    /** log(1 + e^x) for x <= 0. */
    private static float log1pOfExp(float x) {
        float e = exp(x);
        return e < 0.5f ? logOfReduced(e) : logOfReduced(fma(0.5f, e, -0.5f)) + LN2;
    }

    /** x - k ln 2; the first product is exact, and so is its difference from x. */
    private static float reduced(float x, float k) {
        return fma(k, -LN2_LOW, fma(k, -LN2_HIGH, x));
    }

    private static float expOfReduced(float r) {
        return fma(fma(expTail(r), r, 1f), r, 1f);
    }

    /** (e^r - 1 - r) / r^2. */
    private static float expTail(float r) {
        return fma(fma(fma(fma(E6, r, E5), r, E4), r, E3), r, E2);
    }

    /** log(1 + f). */
    private static float logOfReduced(float f) {
        float tail = fma(fma(fma(fma(fma(fma(fma(L10, f, L9), f, L8), f, L7), f, L6), f, L5), f, L4), f, L3);
        return fma(f * f, fma(f, tail, -0.5f), f);
    }

    /** 2^k from the sum k + {@link FloatCoefficients#ROUND}. */
    private static float powerOfTwo(float t) {
        return intBitsToFloat(floatToRawIntBits(t) << EXPONENT_SHIFT);
    }

    /** The exponent field of u, whose sign bit is inverted, as a number. */
    private static float whole(int u) {
        return intBitsToFloat((u >>> EXPONENT_SHIFT) + WHOLE_BITS) - WHOLE_OFFSET;
    }

    /** The magnitude of y with the sign of x. */
    private static float withSign(float y, float x) {
        return intBitsToFloat(floatToRawIntBits(y) | floatToRawIntBits(x) & SIGN_BIT);
    }
}
