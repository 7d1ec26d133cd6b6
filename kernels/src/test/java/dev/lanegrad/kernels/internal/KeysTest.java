package dev.lanegrad.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KeysTest {

    private static final double[] ASCENDING = {Double.NEGATIVE_INFINITY, -3e38, -1, -Float.MIN_VALUE, 0, Float.MIN_VALUE, 0.5, 1, 3e38,
        Double.POSITIVE_INFINITY};

    @Test
    void keysHaveTheOrderOfTheNumbers() {
        for (int i = 1; i < ASCENDING.length; i++) {
            assertEquals(-1, Long.compareUnsigned(FloatKeys.key((float) ASCENDING[i - 1]), FloatKeys.key((float) ASCENDING[i])));
            assertEquals(-1, Long.compareUnsigned(DoubleKeys.key(ASCENDING[i - 1]), DoubleKeys.key(ASCENDING[i])));
        }
        assertEquals(FloatKeys.key(0f), FloatKeys.key(-0f));
        assertEquals(DoubleKeys.key(0.0), DoubleKeys.key(-0.0));
    }

    @Test
    void aKeyGivesItsNumber() {
        for (double x : ASCENDING) {
            assertEquals((float) x, FloatKeys.value(FloatKeys.key((float) x)));
            assertEquals(x, DoubleKeys.value(DoubleKeys.key(x)));
        }
    }

    @Test
    void notANumberIsZeroAndBelowAll() {
        assertEquals(0, FloatKeys.key(Float.NaN));
        assertEquals(0, FloatKeys.key(Float.intBitsToFloat(-1)));
        assertEquals(0, DoubleKeys.key(Double.NaN));
        assertEquals(Float.NaN, FloatKeys.value(0));
        assertEquals(Double.NaN, DoubleKeys.value(0));
    }
}
