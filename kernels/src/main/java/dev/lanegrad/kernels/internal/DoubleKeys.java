package dev.lanegrad.kernels.internal;

/** Numbers as unsigned integers of the same order: NaN is 0, negative infinity the lowest other key, and -0.0 is 0.0. */
public final class DoubleKeys {

    /** The number of bits of a key. */
    public static final int BITS = 64;

    private DoubleKeys() {
    }

    /** The key of a number. */
    public static long key(double x) {
        // The sum turns -0.0 into 0.0.
        long bits = Double.doubleToRawLongBits(x + 0d);
        return x == x ? bits ^ (bits >> 63 | Long.MIN_VALUE) : 0;
    }

    /** The number that has a key; NaN for keys that no number has. */
    public static double value(long key) {
        return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
    }
}
