package dev.lanegrad.kernels.internal;

/** Numbers as unsigned integers of the same order: NaN is 0, negative infinity the lowest other key, and -0.0 is 0.0. */
public final class FloatKeys {

    /** The number of bits of a key. */
    public static final int BITS = 32;

    private FloatKeys() {
    }

    /** The key of a number. */
    public static long key(float x) {
        // The sum turns -0.0 into 0.0.
        int bits = Float.floatToRawIntBits(x + 0f);
        int key = bits ^ (bits >> 31 | Integer.MIN_VALUE);
        return x == x ? Integer.toUnsignedLong(key) : 0;
    }

    /** The number that has a key; NaN for keys that no number has. */
    public static float value(long key) {
        int bits = (int) key;
        return Float.intBitsToFloat(bits < 0 ? bits ^ Integer.MIN_VALUE : ~bits);
    }
}
