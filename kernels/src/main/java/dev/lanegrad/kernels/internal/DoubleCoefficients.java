package dev.lanegrad.kernels.internal;

/**
 * The constants that {@link DoubleMath} and its vector twin share.
 *
 * <p>The polynomials are minimax in the relative error of the whole function, with coefficients that are doubles
 * (N. Brisebarre and S. Chevillard, "Efficient polynomial L-infinity approximations", ARITH 2007).
 */
public final class DoubleCoefficients {

    /** The sign bit. */
    public static final long SIGN_BIT = 0x8000_0000_0000_0000L;
    /** The stored bits of the significand. */
    public static final long SIGNIFICAND_BITS = 0x000f_ffff_ffff_ffffL;
    /** The exponent field and the sign bit. */
    public static final long EXPONENT_BITS = ~SIGNIFICAND_BITS;
    /** Left shift that moves an integer into the exponent field. */
    public static final int EXPONENT_SHIFT = 52;

    /** log2(e). */
    public static final double LOG2_E = 0x1.71547652b82fep0;
    /** The first 32 bits of ln 2: times a whole number below 2^21 it is exact. */
    public static final double LN2_HIGH = 0x1.62e42feep-1;
    /** ln 2 - {@link #LN2_HIGH}. */
    public static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    /**
     * 1.5 * 2^52 + 1023. Adding it rounds to a whole number k, and the low bits of the sum are k + 1023: shifted by
     * {@link #EXPONENT_SHIFT} they are 2^k.
     */
    public static final double ROUND = 0x1.80000000003ffp52;
    /** 1.5 * 2^52 + 1023 + 128, for k that may lie below the exponents of normal numbers. */
    public static final double ROUND_LIFTED = 0x1.800000000047fp52;
    /** Undoes the 2^128 of {@link #ROUND_LIFTED}. */
    public static final double LOWER = 0x1p-128;
    /** 1.5 * 2^52 + 2 * 1023, for k that is split in two halves. */
    public static final double ROUND_TWICE = 0x1.80000000007fep52;

    /** Where |x| is less, exp(x), exp(-x) and the powers of two nearest to them are normal numbers. */
    public static final double EXP_ORDINARY = 708;
    /** From here on exp overflows. */
    public static final double EXP_OVERFLOW = 710;
    /** Below this exp is 0. */
    public static final double EXP_UNDERFLOW = -746;

    /** exp(r) = 1 + r + r^2 (E2 + E3 r + ... + E12 r^10) for |r| <= 0.3467 to a relative error of 2^-63.5. */
    public static final double E2 = 0.5;
    public static final double E3 = 0x1.555555555555cp-3;
    public static final double E4 = 0x1.5555555555543p-5;
    public static final double E5 = 0x1.111111110eap-7;
    public static final double E6 = 0x1.6c16c16c1ec9p-10;
    public static final double E7 = 0x1.a01a01b44206dp-13;
    public static final double E8 = 0x1.a01a017b3ef6dp-16;
    public static final double E9 = 0x1.71ddee7979c3ap-19;
    public static final double E10 = 0x1.27e537b8e857dp-22;
    public static final double E11 = 0x1.af6e760e1fb16p-26;
    public static final double E12 = 0x1.1ee71e2e608fp-29;

    /** The bits of 3/4: log reduces its argument to [3/4, 3/2). */
    public static final long THREE_QUARTERS_BITS = 0x3fe8_0000_0000_0000L;
    /** The bits of the double below 3/2. */
    public static final long BELOW_THREE_HALVES_BITS = 0x3ff7_ffff_ffff_ffffL;
    /** The bits of 4. */
    public static final long FOUR_BITS = 0x4010_0000_0000_0000L;
    /** The bits of 2^52: plus a small n they are those of 2^52 + n. */
    public static final long WHOLE_BITS = 0x4330_0000_0000_0000L;
    /** 2^52 + 2048: takes a 12-bit exponent without sign back to a signed one. */
    public static final double WHOLE_OFFSET = 0x1.0000000000800p52;
    /** The exponent of the factor that makes subnormal numbers normal. */
    public static final int SUBNORMAL_LIFT_EXPONENT = 52;
    /** The factor that makes subnormal numbers normal. */
    public static final double SUBNORMAL_LIFT = 0x1p52;

    /** log(1 + f) = f - f^2/2 + f^3 (L3 + L4 f + ... + L22 f^19) for -1/4 <= f <= 1/2 to a relative error of 2^-59.1. */
    public static final double L3 = 0x1.555555555554ap-2;
    public static final double L4 = -0x1.0000000000157p-2;
    public static final double L5 = 0x1.999999999c724p-3;
    public static final double L6 = -0x1.555555552c08fp-3;
    public static final double L7 = 0x1.24924922a1946p-3;
    public static final double L8 = -0x1.0000000d28ddcp-3;
    public static final double L9 = 0x1.c71c730bc3d8ap-4;
    public static final double L10 = -0x1.9999967a6ed45p-4;
    public static final double L11 = 0x1.745cde6fde262p-4;
    public static final double L12 = -0x1.55554b05325acp-4;
    public static final double L13 = 0x1.3b19146844435p-4;
    public static final double L14 = -0x1.249d88f83ea67p-4;
    public static final double L15 = 0x1.10d29f11d4895p-4;
    public static final double L16 = -0x1.fded7d6980fe6p-5;
    public static final double L17 = 0x1.e2a85a437fb9dp-5;
    public static final double L18 = -0x1.d95a7ee7ad4c3p-5;
    public static final double L19 = 0x1.cfa50cc605e0ep-5;
    public static final double L20 = -0x1.82d8c03cda1e2p-5;
    public static final double L21 = 0x1.b3d9f32b07842p-6;
    public static final double L22 = -0x1.d0b9442b495b8p-8;

    /** Below this magnitude tanh has a polynomial of its own. */
    public static final double TANH_SMALL = 0.625;
    /** From here on tanh is 1. */
    public static final double TANH_ONE = 20;
    /** tanh(x) = x + x^3 (T3 + T5 x^2 + ... + T23 x^20) for |x| <= 0.625 to a relative error of 2^-56.4. */
    public static final double T3 = -0x1.55555555554ffp-2;
    public static final double T5 = 0x1.111111110aca6p-3;
    public static final double T7 = -0x1.ba1ba1b504efap-5;
    public static final double T9 = 0x1.664f477aa8e77p-6;
    public static final double T11 = -0x1.226e1627b6e15p-7;
    public static final double T13 = 0x1.d6cf279954ce4p-9;
    public static final double T15 = -0x1.7d689f11f3df3p-10;
    public static final double T17 = 0x1.3365faf254712p-11;
    public static final double T19 = -0x1.df54cb712c3bcp-13;
    public static final double T21 = 0x1.438fb8f54f75ep-14;
    public static final double T23 = -0x1.0da4a0f0b86p-16;

    private DoubleCoefficients() {
    }
}
