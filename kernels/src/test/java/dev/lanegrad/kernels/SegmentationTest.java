package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentationTest {

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        Segmentation<A> a = pair.portable().segmentation();
        Segmentation<A> b = pair.simd().segmentation();
        for (int n : KernelCases.LENGTHS) {
            for (int offset : KernelCases.OFFSETS) {
                A p = KernelCases.random(pair.storage(), n + offset, n + 1L);
                A t = KernelCases.random(pair.storage(), n + 1, n + 2L);
                A m = KernelCases.withSpecials(pair.storage(), n + 2, n + 3L);
                double[] expected = new double[5];
                double[] actual = new double[5];
                a.addDiceSums(n, p, offset, t, 1, m, 2, expected, 0);
                b.addDiceSums(n, p, offset, t, 1, m, 2, actual, 0);
                a.addCellDiceSums(n, p, offset, t, 1, m, 2, expected, 3);
                b.addCellDiceSums(n, p, offset, t, 1, m, 2, actual, 3);
                assertSameLoops(pair, n, p, offset, t, m);
                for (int i = 0; i < 5; i++) {
                    assertSameBits(expected[i], actual[i], "sum " + i + " of " + n + " from " + offset);
                }
            }
        }
    }

    private static <A> void assertSameLoops(Pair<A> pair, int n, A p, int offset, A t, A m) {
        Storage<A> storage = pair.storage();
        Segmentation<A> a = pair.portable().segmentation();
        Segmentation<A> b = pair.simd().segmentation();
        A expected = KernelCases.random(storage, 6 * n + 3, n);
        A actual = KernelCases.random(storage, 6 * n + 3, n);
        int[] words = new SplittableRandom(n).ints(n + 2).toArray();
        int[] gate = new SplittableRandom(n + 1).ints(n + 2, 0, 2).map(i -> 31 * i).toArray();
        a.addDiceGradient(n, 0.3, -1.7, p, offset, t, 1, m, 2, expected, 0, false);
        b.addDiceGradient(n, 0.3, -1.7, p, offset, t, 1, m, 2, actual, 0, false);
        a.addCellDiceGradient(n, 0.3, -1.7, p, offset, t, 1, m, 2, expected, n, false);
        b.addCellDiceGradient(n, 0.3, -1.7, p, offset, t, 1, m, 2, actual, n, false);
        a.gatedWeights(n, words, 2, 16, gate, 1, expected, 2 * n);
        b.gatedWeights(n, words, 2, 16, gate, 1, actual, 2 * n);
        a.addCountedDiceGradient(n, 0.3, -1.7, p, offset, false, words, 2, 0, gate, 1, m, 2, expected, 3 * n, false);
        b.addCountedDiceGradient(n, 0.3, -1.7, p, offset, false, words, 2, 0, gate, 1, m, 2, actual, 3 * n, false);
        a.chosenWeights(n, words, 2, 16, gate, 1, expected, 4 * n);
        b.chosenWeights(n, words, 2, 16, gate, 1, actual, 4 * n);
        assertEquals(a.gatherWeighed(n, p, offset, expected, 2 * n, expected, 5 * n), b.gatherWeighed(n, p, offset, actual, 2 * n, actual, 5 * n));
        a.scatterWeighed(n, p, offset, expected, 2 * n, expected, 5 * n);
        b.scatterWeighed(n, p, offset, actual, 2 * n, actual, 5 * n);
        double[] sums = new double[9];
        a.addCountedDiceSums(n, p, offset, false, words, 2, 16, gate, 1, m, 2, sums, 0);
        b.addCountedDiceSums(n, p, offset, false, words, 2, 16, gate, 1, m, 2, sums, 3);
        b.addCellDiceSums(n, p, offset, actual, 2 * n, m, 2, sums, 6);
        for (int i = 0; i < 3; i++) {
            assertSameBits(sums[i], sums[3 + i], "counted sum " + i + " of " + n);
        }
        assertSameBits(sums[0], sums[6], "counted sum and sum of weights of " + n);
        assertSameBits(sums[1], sums[7], "counted sum and sum of weights of " + n);
        KernelCases.assertSameBits(storage, expected, actual, "loops over " + n + " from " + offset);
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void sumsAndGradientsFollowTheirFormulas(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int n = 2500;
        A p = KernelCases.random(storage, n, 1);
        A t = KernelCases.random(storage, n, 2);
        A m = KernelCases.random(storage, n, 3);
        double[] expected = new double[5];
        for (int i = 0; i < n; i++) {
            double q = storage.get(p, i) * storage.get(m, i);
            double s = storage.get(t, i) * storage.get(m, i);
            expected[0] += q * s;
            expected[1] += q * q;
            expected[2] += s * s;
            expected[3] += storage.get(p, i) * storage.get(t, i);
            expected[4] += storage.get(p, i) * storage.get(p, i) * storage.get(m, i);
        }
        double[] actual = new double[5];
        Segmentation<A> segmentation = pair.simd().segmentation();
        segmentation.addDiceSums(n, p, 0, t, 0, m, 0, actual, 0);
        segmentation.addCellDiceSums(n, p, 0, t, 0, m, 0, actual, 3);
        assertArrayEquals(expected, actual, storage.elementType() == ElementType.FLOAT ? 1e-4 : 1e-10);
        assertGradients(storage, segmentation, n, p, t, m);
    }

    private static <A> void assertGradients(Storage<A> storage, Segmentation<A> segmentation, int n, A p, A t, A m) {
        A dx = KernelCases.random(storage, n, 4);
        A dt = KernelCases.random(storage, n, 4);
        A dm = KernelCases.random(storage, n, 4);
        A dc = KernelCases.random(storage, n, 4);
        A before = KernelCases.random(storage, n, 4);
        segmentation.addDiceGradient(n, 2, 3, p, 0, t, 0, m, 0, dx, 0, false);
        segmentation.addDiceTargetGradient(n, 2, 3, p, 0, t, 0, m, 0, dt, 0);
        segmentation.addDiceMaskGradient(n, 2, 3, p, 0, t, 0, m, 0, dm, 0);
        segmentation.addCellDiceGradient(n, 2, 3, p, 0, t, 0, m, 0, dc, 0, false);
        double near = storage.elementType() == ElementType.FLOAT ? 1e-3 : 1e-11;
        for (int i = 0; i < n; i++) {
            double y = storage.get(p, i);
            double target = storage.get(t, i);
            double mask = storage.get(m, i);
            double dq = 2 * target * mask + 3 * y * mask;
            double ds = 2 * y * mask + 3 * target * mask;
            double was = storage.get(before, i);
            assertEquals(was + dq * mask * y * (1 - y), storage.get(dx, i), near);
            assertEquals(was + ds * mask, storage.get(dt, i), near);
            assertEquals(was + dq * y + ds * target, storage.get(dm, i), near);
            assertEquals(was + (2 * target + 3 * y * mask) * y * (1 - y), storage.get(dc, i), near);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void gatheredProbabilitiesGiveWhatScatteredOnesDo(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (Segmentation<A> segmentation : List.of(pair.portable().segmentation(), pair.simd().segmentation())) {
            for (int n : KernelCases.LENGTHS) {
                int[] words = new SplittableRandom(n).ints(n).toArray();
                int[] gate = new SplittableRandom(n).ints(n, 0, 2).map(i -> 31 * i).toArray();
                A b = storage.allocate(n + 1);
                for (int i = 0; i < n; i++) {
                    storage.set(b, 1 + i, i % 3 == 0 || i / 64 % 3 == 1 ? i % 5 : -0.0);
                }
                A gathered = KernelCases.random(storage, n + 2, n);
                A scattered = storage.allocate(n);
                segmentation.scatterWeighed(n, gathered, 2, b, 1, scattered, 0);
                A expected = KernelCases.random(storage, n, 8);
                A actual = KernelCases.random(storage, n, 8);
                segmentation.addCountedDiceGradient(n, 0.3, -1.7, scattered, 0, false, words, 0, 8, gate, 0, b, 1, expected, 0, false);
                segmentation.addCountedDiceGradient(n, 0.3, -1.7, gathered, 2, true, words, 0, 8, gate, 0, b, 1, actual, 0, false);
                assertSameBits(storage, expected, actual, "gradient of " + n);
                double[] sums = new double[6];
                segmentation.addCountedDiceSums(n, scattered, 0, false, words, 0, 8, gate, 0, b, 1, sums, 0);
                segmentation.addCountedDiceSums(n, gathered, 2, true, words, 0, 8, gate, 0, b, 1, sums, 3);
                for (int i = 0; i < 3; i++) {
                    assertSameBits(sums[i], sums[3 + i], "sum " + i + " of " + n);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void countsAreAddedWhereAValueIsAboveTheThreshold(Pair<A> pair) {
        for (int n : KernelCases.LENGTHS) {
            A x = KernelCases.withSpecials(pair.storage(), n + 1, n);
            int[] words = new SplittableRandom(n).ints(2L * n + 3).toArray();
            long[] expected = {5, 7};
            for (int i = 0; i < n; i++) {
                boolean above = pair.storage().get(x, 1 + i) > 0.25;
                expected[0] += above ? words[2 + i] >>> 8 & 31 : 0;
                expected[1] += above ? words[n + 3 + i] >>> 24 & 31 : 0;
            }
            for (Segmentation<A> segmentation : List.of(pair.portable().segmentation(), pair.simd().segmentation())) {
                long[] actual = {5, 7};
                segmentation.addCountsAbove(n, x, 1, 0.25, words, 2, 8, words, n + 3, 24, actual);
                assertArrayEquals(expected, actual, "counts of " + n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void fromZeroIsAddingToZerosWhateverIsThere(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (Segmentation<A> segmentation : List.of(pair.portable().segmentation(), pair.simd().segmentation())) {
            for (int n : KernelCases.LENGTHS) {
                A p = KernelCases.random(storage, n, n + 1L);
                A t = KernelCases.withSpecials(storage, n, n + 2L);
                A m = KernelCases.random(storage, n, n + 3L);
                int[] words = new SplittableRandom(n).ints(n).toArray();
                A expected = storage.allocate(3 * n);
                A actual = storage.allocate(3 * n);
                storage.fill(3 * n, Double.NaN, actual, 0);
                addAll(segmentation, n, p, t, m, words, expected, false);
                addAll(segmentation, n, p, t, m, words, actual, true);
                assertSameBits(storage, expected, actual, "gradients of " + n);
            }
        }
    }

    private static <A> void addAll(Segmentation<A> segmentation, int n, A p, A t, A m, int[] words, A dx, boolean fromZero) {
        int[] gate = new int[n];
        Arrays.fill(gate, 31);
        segmentation.addDiceGradient(n, 0.3, -1.7, p, 0, t, 0, m, 0, dx, 0, fromZero);
        segmentation.addCellDiceGradient(n, 0.3, -1.7, p, 0, t, 0, m, 0, dx, n, fromZero);
        segmentation.addCountedDiceGradient(n, 0.3, -1.7, p, 0, false, words, 0, 8, gate, 0, t, 0, dx, 2 * n, fromZero);
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void weighedElementsAreGatheredAndScattered(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (Segmentation<A> segmentation : List.of(pair.portable().segmentation(), pair.simd().segmentation())) {
            for (int n : KernelCases.LENGTHS) {
                A x = KernelCases.random(storage, n + 1, n);
                A b = storage.allocate(n + 2);
                A y = storage.allocate(n + 3);
                int count = 0;
                for (int i = 0; i < n; i++) {
                    storage.set(b, 2 + i, i % 3 == 0 ? 0.25 * i + 1 : i % 5 == 0 ? -0.0 : 0);
                    count += i % 3 == 0 ? 1 : 0;
                }
                assertEquals(count, segmentation.gatherWeighed(n, x, 1, b, 2, y, 3));
                A z = KernelCases.random(storage, n + 1, n + 1);
                double before = storage.get(z, 0);
                segmentation.scatterWeighed(n, y, 3, b, 2, z, 1);
                assertEquals(before, storage.get(z, 0));
                for (int i = 0; i < n; i++) {
                    assertEquals(i % 3 == 0 ? storage.get(x, 1 + i) : 0, storage.get(z, 1 + i), "element " + i + " of " + n);
                    if (i % 3 == 0) {
                        assertEquals(storage.get(x, 1 + i), storage.get(y, 3 + i / 3));
                    }
                }
                for (int i = 0; i < n; i += 1 + n / 10) {
                    double value = storage.get(x, 1 + i);
                    storage.set(x, 1 + i, Double.NaN);
                    assertEquals(-1, segmentation.gatherWeighed(n, x, 1, b, 2, y, 3), "NaN at " + i + " of " + n);
                    storage.set(x, 1 + i, value);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void weightsAreTheChosenCounts(Pair<A> pair) {
        int[] words = {0x10_0F_03_02, 0x01_02_10_10};
        int[] second = {0, 31};
        for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
            A a = kernels.storage().allocate(3);
            Segmentation<A> segmentation = kernels.segmentation();
            segmentation.gatedWeights(2, words, 0, 8, second, 0, a, 1);
            assertElements(kernels.storage(), a, 0, 0, 16);
            segmentation.chosenWeights(2, words, 0, 0, second, 0, a, 0);
            assertElements(kernels.storage(), a, 3, 16, 16);
            segmentation.chosenWeights(2, words, 0, 16, second, 0, a, 0);
            assertElements(kernels.storage(), a, 16, 2, 16);
        }
    }

    private static <A> void assertElements(Storage<A> storage, A a, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], storage.get(a, i), "[" + i + "]");
        }
    }

    @Test
    void classesAreCountedWhereTheMaskIsOne() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 500;
        int[] prediction = new int[n];
        double[] target = new double[n];
        double[] mask = new double[n];
        int[] expected = new int[9];
        for (int i = 0; i < n; i++) {
            prediction[i] = random.nextInt(5) - 1;
            target[i] = new double[] {0, 1, 2, 0.5, Double.NaN, -1, 3}[random.nextInt(7)];
            mask[i] = new double[] {0, 1, 0.7}[random.nextInt(3)];
            for (int c = 0; c < 3 && mask[i] == 1; c++) {
                expected[3 * c] += prediction[i] == c ? 1 : 0;
                expected[3 * c + 1] += target[i] == c ? 1 : 0;
                expected[3 * c + 2] += prediction[i] == c && target[i] == c ? 1 : 0;
            }
        }
        int[] counts = new int[9];
        Kernels.doubles().segmentation().classCounts(n, prediction, 0, target, 0, mask, 0, 3, counts);
        assertArrayEquals(expected, counts);
    }
}
