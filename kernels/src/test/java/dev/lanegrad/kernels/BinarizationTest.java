package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinarizationTest {

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        for (int n : KernelCases.LENGTHS) {
            for (int offset : KernelCases.OFFSETS) {
                A p = KernelCases.random(pair.storage(), n + offset, n + 1L);
                A g = KernelCases.random(pair.storage(), n + 1, n + 2L);
                String what = n + " from " + offset;
                assertSame(pair, n, p, offset, g, KernelCases.random(pair.storage(), n + 2, n + 3L), what);
                assertSame(pair, n, p, offset, g, KernelCases.withSpecials(pair.storage(), n + 2, n + 3L), what + ", specials");
                assertSame(pair, n, p, offset, binary(pair.storage(), n + 1, n), binary(pair.storage(), n + 2, 2 * n),
                        what + ", binary");
            }
        }
    }

    private static <A> A binary(Storage<A> storage, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        A x = storage.allocate(length);
        for (int i = 0; i < length; i++) {
            storage.set(x, i, random.nextInt(2));
        }
        return x;
    }

    private static <A> void assertSame(Pair<A> pair, int n, A p, int offset, A g, A m, String what) {
        Binarization<A> a = pair.portable().binarization();
        Binarization<A> b = pair.simd().binarization();
        double[] expected = {0, 0, 0, 0, Double.NEGATIVE_INFINITY, 0, 0, 0};
        double[] actual = expected.clone();
        byte[] kinds = kinds(a, n, g, m);
        assertArrayEquals(kinds, kinds(b, n, g, m), what);
        addAllSums(a, n, kinds, p, offset, g, m, expected);
        addAllSums(b, n, kinds, p, offset, g, m, actual);
        for (int i = 0; i < expected.length; i++) {
            KernelCases.assertSameBits(expected[i], actual[i], what + ": sum " + i);
        }
        A dp = KernelCases.random(pair.storage(), n + 1, 9);
        A other = KernelCases.random(pair.storage(), n + 1, 9);
        a.addRegionGradient(n, 0.3, -1.7, kinds, 1, g, 1, m, 2, dp, 1, false);
        b.addRegionGradient(n, 0.3, -1.7, kinds, 1, g, 1, m, 2, other, 1, false);
        KernelCases.assertSameBits(pair.storage(), dp, other, what + ": gradient of the region");
        a.addDistanceGradient(n, 0.3, kinds, 1, p, offset, g, 1, m, 2, dp, 1, false);
        b.addDistanceGradient(n, 0.3, kinds, 1, p, offset, g, 1, m, 2, other, 1, false);
        KernelCases.assertSameBits(pair.storage(), dp, other, what + ": gradient of the distance");
    }

    /** Two sums of the region, four of the labels, two of the distance. */
    private static <A> void addAllSums(Binarization<A> binarization, int n, byte[] kinds, A p, int pOffset, A g, A m, double[] sums) {
        binarization.addRegionSums(n, kinds, 1, p, pOffset, g, 1, m, 2, sums, 0);
        binarization.addLabelSums(n, kinds, 1, g, 1, m, 2, sums, 2);
        binarization.addDistanceSums(n, kinds, 1, p, pOffset, g, 1, m, 2, sums, 6);
    }

    /** Stretches of 0, of 1 and of any numbers, of lengths around that of a strip. */
    private static <A> A stretches(Storage<A> storage, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        A x = KernelCases.withSpecials(storage, length, seed);
        for (int i = 0; i < length; ) {
            int part = Math.min(length - i, 1 + random.nextInt(4 * Binarization.STRIP));
            int value = random.nextInt(4);
            if (value < 3) {
                storage.fill(part, value % 2, x, i);
            }
            i += part;
        }
        return x;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void kindsChangeNoSum(Pair<A> pair) {
        for (int trial = 0; trial < 40; trial++) {
            int n = new int[] {0, 1, 31, 33, 500, 4095, 9001, 2000}[trial % 8] + trial / 8;
            A p = trial % 3 == 0 ? KernelCases.withSpecials(pair.storage(), n + 1, n + 1L)
                    : KernelCases.random(pair.storage(), n + 1, n + 1L);
            A g = stretches(pair.storage(), n + 1, n + 2L);
            A m = stretches(pair.storage(), n + 2, n + 3L);
            double[] expected = {1, 2, 3, 4, Double.NEGATIVE_INFINITY, 0, 5, 6};
            double[] portable = expected.clone();
            double[] simd = expected.clone();
            Binarization<A> alone = pair.portable().binarization();
            addAllSums(alone, n, mixed(n), p, 1, g, m, expected);
            byte[] kinds = kinds(alone, n, g, m);
            addAllSums(alone, n, kinds, p, 1, g, m, portable);
            addAllSums(pair.simd().binarization(), n, kinds, p, 1, g, m, simd);
            for (int i = 0; i < expected.length; i++) {
                KernelCases.assertSameBits(expected[i], portable[i], n + " portable, sum " + i);
                KernelCases.assertSameBits(expected[i], simd[i], n + " SIMD, sum " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void sumsOfThreeMapsAreThoseOfEachAlone(Pair<A> pair) {
        for (int n : new int[] {0, 31, 128, 500, 4095, 4096, 9001, 12_288}) {
            for (A p : List.of(KernelCases.random(pair.storage(), 3 * n + 5, n + 1L), KernelCases.withSpecials(pair.storage(), 3 * n + 5, n))) {
                A g = stretches(pair.storage(), n + 1, n + 2L);
                A m = stretches(pair.storage(), n + 2, n + 3L);
                A t = stretches(pair.storage(), n + 1, n + 4L);
                A w = stretches(pair.storage(), n + 2, n + 5L);
                double[] expected = {1, 2, Double.NEGATIVE_INFINITY, 0, 3, 4, 5, 6, 7, 8};
                Binarization<A> alone = pair.portable().binarization();
                byte[] kinds = kinds(alone, n, g, m);
                byte[] bands = kinds(alone, n, t, w);
                alone.addLabelSums(n, kinds, 1, g, 1, m, 2, expected, 0);
                alone.addRegionSums(n, kinds, 1, p, 1, g, 1, m, 2, expected, 4);
                alone.addRegionSums(n, kinds, 1, p, n + 3, g, 1, m, 2, expected, 6);
                alone.addDistanceSums(n, bands, 1, p, 2 * n + 4, t, 1, w, 2, expected, 8);
                for (Binarization<A> each : List.of(alone, pair.simd().binarization())) {
                    double[] sums = {1, 2, Double.NEGATIVE_INFINITY, 0, 3, 4, 5, 6, 7, 8};
                    byte[] foundKinds = unknown(n, kinds);
                    byte[] foundBands = unknown(n, bands);
                    each.addMapSums(n, foundKinds, 1, p, 1, n + 3, g, 1, m, 2, foundBands, 1, 2 * n + 4, t, 1, w, 2, sums, 0);
                    assertArrayEquals(kinds, foundKinds, "kinds of " + n);
                    assertArrayEquals(bands, foundBands, "bands of " + n);
                    for (int i = 0; i < expected.length; i++) {
                        KernelCases.assertSameBits(expected[i], sums[i], n + ", sum " + i);
                    }
                }
            }
        }
    }

    private static byte[] unknown(int n, byte[] kinds) {
        byte[] unknown = kinds.clone();
        Arrays.fill(unknown, 1, 1 + (n + Binarization.STRIP - 1) / Binarization.STRIP, (byte) 7);
        return unknown;
    }

    /** Kinds that say nothing, so that all labels and weights are read. */
    private static byte[] mixed(int n) {
        return new byte[n / Binarization.STRIP + 2];
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void aKindTellsWhatAStripHasInCommonAndChangesNoGradient(Pair<A> pair) {
        int[] seen = new int[5];
        for (int seed = 0; seed < 60; seed++) {
            int n = 23 * seed * seed / 4;
            A g = stretches(pair.storage(), n + 1, seed);
            A m = stretches(pair.storage(), n + 2, seed + 100L);
            byte[] kinds = kinds(pair.simd().binarization(), n, g, m);
            assertArrayEquals(kinds(pair.portable().binarization(), n, g, m), kinds, "kinds of " + n);
            for (int i = 0; i < n; i += Binarization.STRIP) {
                byte kind = kinds[1 + i / Binarization.STRIP];
                assertEquals(kind(pair.storage(), g, m, i, Math.min(n, i + Binarization.STRIP)), kind, "strip from " + i);
                seen[1 + kind]++;
            }
            A expected = KernelCases.random(pair.storage(), n + 1, 9);
            pair.portable().binarization().addRegionGradient(n, 0.3, -1.7, mixed(n), 1, g, 1, m, 2, expected, 1, false);
            for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
                A dp = KernelCases.random(pair.storage(), n + 1, 9);
                kernels.binarization().addRegionGradient(n, 0.3, -1.7, kinds, 1, g, 1, m, 2, dp, 1, false);
                KernelCases.assertSameBits(pair.storage(), expected, dp, "gradient of " + n);
            }
        }
        for (int kind = 0; kind < seen.length; kind++) {
            assertTrue(seen[kind] > 10, "kind " + (kind - 1) + " was seen " + seen[kind] + " times");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void fromZeroIsAddingToZerosWhateverIsThere(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int seed = 0; seed < 60; seed++) {
            int n = 23 * seed * seed / 4;
            A p = KernelCases.withSpecials(storage, n, seed);
            A g = stretches(storage, n + 1, seed);
            A m = stretches(storage, n + 2, seed + 100L);
            byte[] kinds = kinds(pair.simd().binarization(), n, g, m);
            for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
                A expected = storage.allocate(2 * n);
                A actual = storage.allocate(2 * n);
                storage.fill(2 * n, Double.NaN, actual, 0);
                addBoth(kernels.binarization(), n, p, g, m, kinds, expected, false);
                addBoth(kernels.binarization(), n, p, g, m, kinds, actual, true);
                KernelCases.assertSameBits(storage, expected, actual, "gradients of " + n);
            }
        }
    }

    private static <A> void addBoth(Binarization<A> binarization, int n, A p, A g, A m, byte[] kinds, A dp, boolean fromZero) {
        binarization.addRegionGradient(n, 0.3, -1.7, kinds, 1, g, 1, m, 2, dp, 0, fromZero);
        binarization.addDistanceGradient(n, 0.6, kinds, 1, p, 0, g, 1, m, 2, dp, n, fromZero);
    }

    private static <A> byte[] kinds(Binarization<A> binarization, int n, A g, A m) {
        byte[] kinds = new byte[n / Binarization.STRIP + 3];
        Arrays.fill(kinds, (byte) 9);
        binarization.labelKinds(n, g, 1, m, 2, kinds, 1);
        return kinds;
    }

    private static <A> int kind(Storage<A> storage, A g, A m, int from, int to) {
        boolean ignored = true;
        boolean negative = true;
        boolean positive = true;
        boolean invalid = false;
        for (int i = from; i < to; i++) {
            double label = storage.get(g, 1 + i);
            double weight = storage.get(m, 2 + i);
            ignored &= weight == 0;
            negative &= weight == 1 && label == 0;
            positive &= weight == 1 && label == 1;
            invalid |= weight < 0;
        }
        return ignored ? Binarization.IGNORED : negative ? Binarization.NEGATIVE : positive ? Binarization.POSITIVE
                : invalid ? Binarization.INVALID : Binarization.MIXED;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void sumsAndGradientsFollowTheirFormulas(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int n = 2500;
        A p = KernelCases.random(storage, n, 1);
        A g = KernelCases.random(storage, n, 2);
        A m = KernelCases.random(storage, n, 3);
        double[] expected = {0, 0, 0, 0, 0, 0};
        A dp = storage.allocate(n);
        for (int i = 0; i < n; i++) {
            double x = storage.get(p, i);
            double label = storage.get(g, i);
            double weight = storage.get(m, i);
            expected[0] += x * weight * label;
            expected[1] += x * weight;
            expected[2] += label * weight;
            expected[3] += (1 - label) * weight;
            expected[4] += Math.abs(x - label) * weight;
            expected[5] += weight;
            storage.set(dp, i, weight * (0.3 * label - 1.7) + 0.6 * weight * Math.signum(x - label));
        }
        double[] actual = new double[6];
        Binarization<A> binarization = pair.simd().binarization();
        binarization.addRegionSums(n, mixed(n), 0, p, 0, g, 0, m, 0, actual, 0);
        double[] labels = {0, 0, Double.NEGATIVE_INFINITY, 0};
        binarization.addLabelSums(n, mixed(n), 0, g, 0, m, 0, labels, 0);
        System.arraycopy(labels, 0, actual, 2, 2);
        binarization.addDistanceSums(n, mixed(n), 0, p, 0, g, 0, m, 0, actual, 4);
        boolean floats = storage.elementType() == ElementType.FLOAT;
        assertArrayEquals(expected, actual, floats ? 2e-3 : 1e-10);
        A gradient = storage.allocate(n);
        binarization.addRegionGradient(n, 0.3, -1.7, mixed(n), 0, g, 0, m, 0, gradient, 0, false);
        binarization.addDistanceGradient(n, 0.6, mixed(n), 0, p, 0, g, 0, m, 0, gradient, 0, false);
        for (int i = 0; i < n; i++) {
            assertEquals(storage.get(dp, i), storage.get(gradient, i), floats ? 1e-5 : 1e-13, "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void theLargestNegativesAreCountedOverSeveralCalls(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        A g = storage.allocate(3000);
        A m = storage.allocate(3000);
        for (int i = 0; i < 3000; i++) {
            storage.set(g, i, i % 3 == 0 ? 1 : 0);
            storage.set(m, i, i % 7 == 0 ? Double.NaN : i % 2 == 0 ? 0.5 : 2);
        }
        double[] sums = {0, 0, Double.NEGATIVE_INFINITY, 0};
        pair.simd().binarization().addLabelSums(1500, mixed(1500), 0, g, 0, m, 0, sums, 0);
        pair.simd().binarization().addLabelSums(1500, mixed(1500), 0, g, 1500, m, 1500, sums, 0);
        int count = 0;
        for (int i = 0; i < 3000; i++) {
            count += i % 3 != 0 && i % 7 != 0 && i % 2 == 1 ? 1 : 0;
        }
        assertEquals(2, sums[2]);
        assertEquals(count, sums[3]);
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void pixelsOfWeightZeroTakeNoPart(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        Binarization<A> binarization = pair.simd().binarization();
        A nan = storage.allocate(100);
        storage.fill(100, Double.NaN, nan, 0);
        A m = storage.allocate(100);
        A dp = storage.allocate(100);
        double[] sums = {0, 0, 0, 0, Double.NEGATIVE_INFINITY, 0, 0, 0};
        byte[] found = new byte[1];
        binarization.labelKinds(100, nan, 0, m, 0, found, 0);
        for (byte[] kinds : List.of(found, new byte[1])) {
            binarization.addRegionSums(100, kinds, 0, nan, 0, nan, 0, m, 0, sums, 0);
            binarization.addLabelSums(100, kinds, 0, nan, 0, m, 0, sums, 2);
            binarization.addDistanceSums(100, kinds, 0, nan, 0, nan, 0, m, 0, sums, 6);
            binarization.addRegionGradient(100, 1, 1, kinds, 0, nan, 0, m, 0, dp, 0, false);
            binarization.addDistanceGradient(100, 1, kinds, 0, nan, 0, nan, 0, m, 0, dp, 0, false);
        }
        assertArrayEquals(new double[] {0, 0, 0, 0, Double.NEGATIVE_INFINITY, 0, 0, 0}, sums);
        KernelCases.assertSameBits(storage, storage.allocate(100), dp, "gradient");
    }

    @Test
    void rangesMustLieInTheirArrays() {
        Binarization<float[]> binarization = Kernels.floats().binarization();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> binarization.addRegionSums(4, new byte[1], 0, new float[4], 0, new float[4], 0, new float[4], 1, new double[2], 0));
        assertEquals(true, e.getMessage().startsWith("addRegionSums: m "), e.getMessage());
        e = assertThrows(IllegalArgumentException.class,
                () -> binarization.addLabelSums(129, new byte[1], 0, new float[129], 0, new float[129], 0, new double[4], 0));
        assertEquals(true, e.getMessage().startsWith("addLabelSums: kinds "), e.getMessage());
    }
}
