package dev.lanegrad.kernels.internal;

/**
 * The constants that {@link FloatMath} and its vector twin share.
 *
 * <p>The polynomials are minimax in the relative error of the whole function, with coefficients that are floats
 * (N. Brisebarre and S. Chevillard, "Efficient polynomial L-infinity approximations", ARITH 2007).
 */
public final class FloatCoefficients {

    /** The sign bit. */
    public static final int SIGN_BIT = 0x8000_0000;
    /** The stored bits of the significand. */
    public static final int SIGNIFICAND_BITS = 0x007f_ffff;
    /** The exponent field and the sign bit. */
    public static final int EXPONENT_BITS = ~SIGNIFICAND_BITS;
    /** Left shift that moves an integer into the exponent field. */
    public static final int EXPONENT_SHIFT = 23;

    /** log2(e). */
    public static final float LOG2_E = 0x1.715476p0f;
    /** ln 2. */
    public static final float LN2 = 0x1.62e43p-1f;
    /** The first 15 bits of ln 2: times a whole number below 2^9 it is exact. */
    public static final float LN2_HIGH = 0x1.62e4p-1f;
    /** ln 2 - {@link #LN2_HIGH}. */
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /**
     * 1.5 * 2^23 + 127. Adding it rounds to a whole number k, and the low bits of the sum are k + 127: shifted by
     * {@link #EXPONENT_SHIFT} they are 2^k.
     */
    public static final float ROUND = 0x1.8000fep23f;
    /** 1.5 * 2^23 + 127 + 64, for k that may lie below the exponents of normal numbers. */
    public static final float ROUND_LIFTED = 0x1.80017ep23f;
    /** Undoes the 2^64 of {@link #ROUND_LIFTED}. */
    public static final float LOWER = 0x1p-64f;
    /** 1.5 * 2^23 + 2 * 127, for k that is split in two halves. */
    public static final float ROUND_TWICE = 0x1.8001fcp23f;

    /** Where |x| is less, exp(x), exp(-x) and the powers of two nearest to them are normal numbers. */
    public static final float EXP_ORDINARY = 87f;
    /** From here on exp overflows. */
    public static final float EXP_OVERFLOW = 89f;
    /** Below this exp is 0. */
    public static final float EXP_UNDERFLOW = -104f;

    /** exp(r) = 1 + r + r^2 (E2 + E3 r + ... + E6 r^4) for |r| <= 0.3467 to a relative error of 2^-28.1. */
    public static final float E2 = 0x1.fffffap-2f;
    public static final float E3 = 0x1.555492p-3f;
    public static final float E4 = 0x1.555a28p-5f;
    public static final float E5 = 0x1.12398ep-7f;
    public static final float E6 = 0x1.694ac4p-10f;

    /** The bits of 3/4: log reduces its argument to [3/4, 3/2). */
    public static final int THREE_QUARTERS_BITS = 0x3f40_0000;
    /** The bits of the float below 3/2. */
    public static final int BELOW_THREE_HALVES_BITS = 0x3fbf_ffff;
    /** The bits of 4. */
    public static final int FOUR_BITS = 0x4080_0000;
    /** The bits of 2^23: plus a small n they are those of 2^23 + n. */
    public static final int WHOLE_BITS = 0x4b00_0000;
    /** 2^23 + 256: takes a 9-bit exponent without sign back to a signed one. */
    public static final float WHOLE_OFFSET = 0x1.0002p23f;
    /** The exponent of the factor that makes subnormal numbers normal. */
    public static final int SUBNORMAL_LIFT_EXPONENT = 23;
    /** The factor that makes subnormal numbers normal. */
    public static final float SUBNORMAL_LIFT = 0x1p23f;

    /** log(1 + f) = f - f^2/2 + f^3 (L3 + L4 f + ... + L10 f^7) for -1/4 <= f <= 1/2 to a relative error of 2^-27.5. */
    public static final float L3 = 0x1.5555a4p-2f;
    public static final float L4 = -0x1.000042p-2f;
    public static final float L5 = 0x1.996966p-3f;
    public static final float L6 = -0x1.54ef16p-3f;
    public static final float L7 = 0x1.2886b8p-3f;
    public static final float L8 = -0x1.0d93f4p-3f;
    public static final float L9 = 0x1.aca08ep-4f;
    public static final float L10 = -0x1.713e36p-5f;

    /** Below this magnitude tanh has a polynomial of its own. */
    public static final float TANH_SMALL = 0.625f;
    /** From here on tanh is 1. */
    public static final float TANH_ONE = 10f;
    /** tanh(x) = x + x^3 (T3 + T5 x^2 + ... + T11 x^8) for |x| <= 0.625 to a relative error of 2^-27.7. */
    public static final float T3 = -0x1.555532p-2f;
    public static final float T5 = 0x1.110704p-3f;
    public static final float T7 = -0x1.b838ap-5f;
    public static final float T9 = 0x1.5211c4p-6f;
    public static final float T11 = -0x1.758facp-8f;

    private FloatCoefficients() {
    }
}
