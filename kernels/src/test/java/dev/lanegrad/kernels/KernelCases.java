package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;

/** The lengths, offsets and data that kernel tests share, and the comparison of two arrays by their bits. */
public final class KernelCases {

    /** Around every width and unrolling that occurs: registers of 2 to 16 lanes, 32 partial sums, a block. */
    public static final List<Integer> LENGTHS =
            List.of(0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 96, 127, 129, 1021, 4095, 4096, 4097, 9001);

    public static final List<Integer> OFFSETS = List.of(0, 1, 3);

    private KernelCases() {
    }

    /** Both element types, as pairs of the portable and the SIMD kernels. */
    public static List<Pair<?>> pairs() {
        return List.of(
                new Pair<>(Kernels.floats(Backend.PORTABLE), Kernels.floats(Backend.SIMD)),
                new Pair<>(Kernels.doubles(Backend.PORTABLE), Kernels.doubles(Backend.SIMD)));
    }

    /** The same kernels of both backends. */
    public record Pair<A>(Kernels<A> portable, Kernels<A> simd) {

        public Storage<A> storage() {
            return portable.storage();
        }

        @Override
        public String toString() {
            return storage().elementType().toString();
        }
    }

    /** Normally distributed numbers. */
    public static <A> A random(Storage<A> storage, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        A x = storage.allocate(length);
        for (int i = 0; i < length; i++) {
            storage.set(x, i, random.nextGaussian());
        }
        return x;
    }

    /** Random numbers among which are NaN, infinities, signed zeros, subnormal and huge ones. */
    public static <A> A withSpecials(Storage<A> storage, int length, long seed) {
        double[] specials = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0,
            Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE};
        SplittableRandom random = new SplittableRandom(seed);
        A x = random(storage, length, seed + 1);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(8) == 0) {
                storage.set(x, i, specials[random.nextInt(specials.length)]);
            }
        }
        return x;
    }

    /** Requires equal bits; all NaN are one. */
    public static <A> void assertSameBits(Storage<A> storage, A expected, A actual, String what) {
        assertEquals(storage.length(expected), storage.length(actual), what);
        for (int i = 0; i < storage.length(expected); i++) {
            assertSameBits(storage.get(expected, i), storage.get(actual, i), what + " [" + i + "]");
        }
    }

    /** Requires equal bits; all NaN are one. */
    public static void assertSameBits(double expected, double actual, String what) {
        if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
            assertEquals(Double.toHexString(expected), Double.toHexString(actual), what);
        }
    }
}
