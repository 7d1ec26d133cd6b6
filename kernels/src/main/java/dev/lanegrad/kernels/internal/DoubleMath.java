package dev.lanegrad.kernels.internal;

import static dev.lanegrad.kernels.internal.DoubleCoefficients.*;
import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Math.fma;

/**
 * Elementary functions of one double, from {@code + - * /}, fused multiply-add and operations on bits alone: the same
 * bits on every machine, interpreted or compiled. {@code DoubleVectorMath} of the SIMD backend does the same operations
 * on vectors; a change here is a change there.
 *
 * <p>Maximal errors on samples: 1 ULP for exp, expm1, log, log1p and tanh, 2 ULP for sigmoid, logSigmoid and
 * softplus (the measured ones are in {@code docs/accuracy.md}). A NaN gives {@link Double#NaN}.
 *
 * <p>Sources: reduction of exp in two steps (W. J. Cody and W. Waite, "Software Manual for the Elementary Functions",
 * 1980); whole numbers by a large addend and log1p without division as in NVIDIA's and N. Juffa's published float
 * functions; correction of a quotient by the rounding error of its divisor (T. J. Dekker, Numerische Mathematik 18,
 * 1971).
 */
public final class DoubleMath {

    private DoubleMath() {
    }

    /** e^x: 0 below about -745.13, infinite above about 709.78, subnormal results rounded correctly in between. */
    public static double exp(double x) {
        if (Math.abs(x) < EXP_ORDINARY) {
            double t = fma(x, LOG2_E, ROUND);
            return expOfReduced(reduced(x, t - ROUND)) * powerOfTwo(t);
        }
        if (x < EXP_UNDERFLOW) {
            return 0d;
        }
        if (x > EXP_OVERFLOW) {
            return Double.POSITIVE_INFINITY;
        }
        return Double.isNaN(x) ? Double.NaN : expNearTheEnds(x);
    }

    /** Scales in two steps, of which only the second rounds. */
    private static double expNearTheEnds(double x) {
        double t = fma(x, LOG2_E, ROUND_TWICE);
        long bits = doubleToRawLongBits(t);
        long half = bits >>> 1;
        return expOfReduced(reduced(x, t - ROUND_TWICE))
                * longBitsToDouble(half << EXPONENT_SHIFT) * longBitsToDouble((bits - half) << EXPONENT_SHIFT);
    }

    /** e^x - 1: -1 at -infinity, infinite above about 709.78; keeps the sign of zero. */
    public static double expm1(double x) {
        if (!(Math.abs(x) < EXP_ORDINARY)) {
            return x < 0 ? -1d : exp(x);
        }
        double t = fma(x, LOG2_E, ROUND);
        double k = t - ROUND;
        double upper = fma(k, -LN2_HIGH, x);
        double r = fma(k, -LN2_LOW, upper);
        double rest = fma(k, -LN2_LOW, upper - r);
        // s - 1 + s r in two parts: what a sum loses returns with the small terms.
        double s = powerOfTwo(t);
        double base = s - 1d;
        double sr = s * r;
        double sum = base + sr;
        double lost = (sr - (sum - base)) + ((s - base) - 1d);
        return withSign(sum + fma(sr * r, expTail(r), fma(s, rest, fma(sr, rest, lost))), x);
    }

    /** The natural logarithm: -infinity at both zeros, NaN below, infinite at infinity. */
    public static double log(double x) {
        long bits = doubleToRawLongBits(x);
        if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
            if (x == 0) {
                return Double.NEGATIVE_INFINITY;
            }
            if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
                return x > 0 ? x : Double.NaN;
            }
            bits = doubleToRawLongBits(x * SUBNORMAL_LIFT) - ((long) SUBNORMAL_LIFT_EXPONENT << EXPONENT_SHIFT);
        }
        long u = bits - (THREE_QUARTERS_BITS + SIGN_BIT);
        double f = longBitsToDouble((u & SIGNIFICAND_BITS) + THREE_QUARTERS_BITS) - 1d;
        return logOfReduced(f, whole(u));
    }

    /** log(1 + x): -infinity at -1, NaN below, infinite at infinity; keeps the sign of zero. */
    public static double log1p(double x) {
        if (!(x > -1 && x < Double.POSITIVE_INFINITY)) {
            if (x == -1) {
                return Double.NEGATIVE_INFINITY;
            }
            return x > 0 ? x : Double.NaN;
        }
        // 1 + x = (1 + f) 2^k. Subtracting u from the bits of a double multiplies it by 2^-k, and by -1.
        // Where k is 0 by x itself, 1 + x might round up to the next k, for which f is not exact.
        double sum = x >= -0.25 && x <= 0.5 ? 1d : 1d + x;
        long u = (BELOW_THREE_HALVES_BITS + SIGN_BIT - doubleToRawLongBits(sum)) & EXPONENT_BITS;
        double minusM = longBitsToDouble(doubleToRawLongBits(x) + u);
        double f = fma(0.25, longBitsToDouble(FOUR_BITS + SIGN_BIT + u), -1d) - minusM;
        return withSign(logOfReduced(f, -whole(u)), x);
    }

    /** The hyperbolic tangent; keeps the sign of zero. */
    public static double tanh(double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        double a = Math.abs(x);
        if (a < TANH_SMALL) {
            double z = a * a;
            return withSign(fma(a * z, tanhTail(z), a), x);
        }
        // 1 - 2 / (e^2a + 1), the quotient improved by its own residual and by what the sum e^2a + 1 lost.
        double b = 2d * Math.min(a, TANH_ONE);
        double t = fma(b, LOG2_E, ROUND);
        double r = reduced(b, t - ROUND);
        double s = powerOfTwo(t);
        double q = fma(r * r, expTail(r), r);
        double base = s + 1d;
        double d = fma(s, q, base);
        double gained = (d - base) - s * q;
        double y = 1d / d;
        return withSign(fma(-2d, fma(y, fma(y, gained, fma(-y, d, 1d)), y), 1d), x);
    }

    /**
     * 1 / (1 + e^-x). For x >= 0 it is rounded as this formula is, so that 1 - y, which gradients are made of, is what others
     * compute. For x < 0, with full relative accuracy down to the subnormal results near -745.
     */
    public static double sigmoid(double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        double e = exp(-Math.abs(x));
        double d = 1d + e;
        if (x >= 0) {
            return 1d / d;
        }
        double y = e / d;
        return fma(y, (d - 1d) - e, y);
    }

    /** log(sigmoid(x)) = -softplus(-x): -0 at infinity. */
    public static double logSigmoid(double x) {
        return Double.isNaN(x) ? Double.NaN : -softplus(-x);
    }

    /** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|). */
    public static double softplus(double x) {
        return Double.isNaN(x) ? Double.NaN : (x < 0 ? 0d : x) + log1pOfExp(-Math.abs(x));
    }

    /** log(1 + e^x) for x <= 0. */
    private static double log1pOfExp(double x) {
        double e = exp(x);
        return e < 0.5 ? logOfReduced(e, 0) : logOfReduced(fma(0.5, e, -0.5), 1);
    }

    /** x - k ln 2; the first product is exact, and so is its difference from x. */
    private static double reduced(double x, double k) {
        return fma(k, -LN2_LOW, fma(k, -LN2_HIGH, x));
    }

    private static double expOfReduced(double r) {
        return fma(fma(expTail(r), r, 1d), r, 1d);
    }

    /** (e^r - 1 - r) / r^2, even and odd powers apart: two chains of half the length. */
    private static double expTail(double r) {
        double z = r * r;
        double even = fma(fma(fma(fma(E12, z, E10), z, E8), z, E6), z, E4);
        double odd = fma(fma(fma(fma(E11, z, E9), z, E7), z, E5), z, E3);
        return fma(fma(even, r, odd), r, E2);
    }

    /** log(1 + f) + k ln 2. The first product is exact; what its sum with f loses returns with the small terms. */
    private static double logOfReduced(double f, double k) {
        double z = f * f;
        double even = fma(fma(fma(fma(fma(L22, z, L20), z, L18), z, L16), z, L14), z, L12);
        even = fma(fma(fma(fma(even, z, L10), z, L8), z, L6), z, L4);
        double odd = fma(fma(fma(fma(fma(L21, z, L19), z, L17), z, L15), z, L13), z, L11);
        odd = fma(fma(fma(fma(odd, z, L9), z, L7), z, L5), z, L3);
        double tail = z * fma(f, fma(even, f, odd), -0.5);
        double upper = k * LN2_HIGH;
        double sum = upper + f;
        return sum + ((f - (sum - upper)) + fma(k, LN2_LOW, tail));
    }

    /** (tanh(x) - x) / x^3 from z = x^2. */
    private static double tanhTail(double z) {
        double w = z * z;
        double even = fma(fma(fma(fma(fma(T23, w, T19), w, T15), w, T11), w, T7), w, T3);
        double odd = fma(fma(fma(fma(T21, w, T17), w, T13), w, T9), w, T5);
        return fma(odd, z, even);
    }

    /** 2^k from the sum k + {@link DoubleCoefficients#ROUND}. */
    private static double powerOfTwo(double t) {
        return longBitsToDouble(doubleToRawLongBits(t) << EXPONENT_SHIFT);
    }

    /** The exponent field of u, whose sign bit is inverted, as a number. */
    private static double whole(long u) {
        return longBitsToDouble((u >>> EXPONENT_SHIFT) + WHOLE_BITS) - WHOLE_OFFSET;
    }

    /** The magnitude of y with the sign of x. */
    private static double withSign(double y, double x) {
        return longBitsToDouble(doubleToRawLongBits(y) | doubleToRawLongBits(x) & SIGN_BIT);
    }
}
