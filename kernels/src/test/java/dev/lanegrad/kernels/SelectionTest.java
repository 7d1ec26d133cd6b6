package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer is compared with a sort of all elements. */
class SelectionTest {

    private static final int CASES = Integer.getInteger("lanegrad.selection.cases", 50_000);

    private static final int MISLEADING = CASES / 50;

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void smallVectorsAsBySorting(Pair<A> pair) {
        SplittableRandom random = new SplittableRandom(1);
        for (int c = 0; c < CASES; c++) {
            A x = vector(pair.storage(), random, 1 + random.nextInt(c % 100 == 0 ? 600 : 40));
            assertAsSorted(pair, x, random, "case " + c);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void longVectorsAsBySorting(Pair<A> pair) {
        SplittableRandom random = new SplittableRandom(2);
        for (int c = 0; c < 120; c++) {
            A x = vector(pair.storage(), random, 4000 + random.nextInt(c % 10 == 0 ? 150_000 : 20_000));
            assertAsSorted(pair, x, random, "case " + c);
        }
    }

    /** Long enough for samples, and so many that some of their bounds miss, in the first round and in later ones. */
    @Test
    void samplesThatMisleadChangeNothing() {
        SplittableRandom random = new SplittableRandom(3);
        for (int c = 0; c < MISLEADING; c++) {
            int n = 5000 + random.nextInt(c % 8 == 0 ? 200_000 : 60_000);
            float[] x = KernelCases.random(Kernels.floats().storage(), n, random.nextLong());
            for (int rounds = random.nextInt(4); rounds > 0; rounds--) {
                poison(x, n - 512 * random.nextInt(3), random.nextBoolean() ? 100 * rounds : -100 * rounds);
            }
            float[] sorted = x.clone();
            Arrays.sort(sorted);
            int[] ones = new int[n];
            Arrays.fill(ones, 1);
            for (Backend backend : Backend.values()) {
                Selection<float[]> selection = Kernels.floats(backend).selection();
                int k = 1 + random.nextInt(n);
                float expected = sorted[n - k] + 0f;
                String at = "case " + c + " " + backend + ", " + k + " of " + n;
                assertEquals(expected, selection.kthLargest(n, x, 0, k, NanRank.LOWEST), at);
                assertEquals(expected, selection.weightedKthLargest(n, x, 0, ones, 0, k, NanRank.LOWEST), at);
            }
        }
    }

    /** Puts extreme numbers where the sample of a vector of n elements is taken. */
    private static void poison(float[] x, int n, float value) {
        long state = n;
        for (int i = 0; i < 2048; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            x[(int) ((state >>> 33) * n >>> 31)] = value + i % 64;
        }
    }

    /** What a thread keeps grows with what it selects from; of numbers that are nearly equal, all are gathered. */
    @Test
    void vectorsThatGrowInANewThread() throws Exception {
        for (Backend backend : Backend.values()) {
            Selection<float[]> selection = Kernels.floats(backend).selection();
            try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
                thread.submit(() -> {
                    for (int n = 1; n < 150; n++) {
                        float[] x = new float[n];
                        int[] twos = new int[n];
                        for (int i = 0; i < n; i++) {
                            x[i] = 1 + i * 0x1p-23f;
                            twos[i] = 2;
                        }
                        int k = n / 3 + 1;
                        assertEquals(x[n - k], selection.kthLargest(n, x, 0, k, NanRank.LOWEST), backend + " " + n);
                        assertEquals(x[n - k], selection.weightedKthLargest(n, x, 0, twos, 0, 2 * k, NanRank.LOWEST), backend + " " + n);
                    }
                }).get();
            }
        }
    }

    /** Numbers of several kinds: all different, few values, special values, sorted, constant, ends that no sample sees. */
    private static <A> A vector(Storage<A> storage, SplittableRandom random, int n) {
        A x = KernelCases.withSpecials(storage, n, random.nextLong());
        switch (random.nextInt(7)) {
            case 0 -> x = KernelCases.random(storage, n, random.nextLong());
            case 1 -> fill(storage, x, n, i -> random.nextInt(3) - 1);
            case 2 -> fill(storage, x, n, i -> random.nextBoolean() ? 0.0 : -0.0);
            case 3 -> fill(storage, x, n, i -> 0.25 * i);
            case 4 -> fill(storage, x, n, i -> i % 50 == 0 ? Double.NaN : Math.min(i, n - i));
            case 5 -> fill(storage, x, n, i -> i == n / 2 ? 7 : 3);
            default -> { }
        }
        return x;
    }

    private static <A> void fill(Storage<A> storage, A x, int n, java.util.function.IntToDoubleFunction value) {
        for (int i = 0; i < n; i++) {
            storage.set(x, i, value.applyAsDouble(i));
        }
    }

    private static <A> void assertAsSorted(Pair<A> pair, A x, SplittableRandom random, String what) {
        Storage<A> storage = pair.storage();
        int n = storage.length(x);
        int offset = random.nextInt(Math.min(n, 4));
        int length = n - offset;
        NanRank nans = random.nextBoolean() ? NanRank.LOWEST : NanRank.HIGHEST;
        int[] order = sorted(storage, x, offset, length, nans);
        for (Kernels<A> kernels : java.util.List.of(pair.portable(), pair.simd())) {
            Selection<A> selection = kernels.selection();
            String at = what + " " + kernels.backend();
            int k = 1 + random.nextInt(length);
            double expected = storage.get(x, offset + order[k - 1]) + 0.0;
            KernelCases.assertSameBits(expected, selection.kthLargest(length, x, offset, k, nans), at + " kthLargest " + k);

            int[] indices = new int[k + 1];
            selection.topK(length, x, offset, k, nans, indices, 1);
            for (int i = 0; i < k; i++) {
                assertEquals(order[i], indices[i + 1], at + " topK");
            }
            assertWeighted(selection, storage, x, offset, order, random, nans, at);
            assertMasks(selection, storage, x, offset, length, expected, at);
        }
    }

    private static <A> void assertWeighted(Selection<A> selection, Storage<A> storage, A x, int offset, int[] order,
                                           SplittableRandom random, NanRank nans, String at) {
        int[] weights = IntStream.range(0, order.length + 1).map(i -> random.nextInt(3) * random.nextInt(9)).toArray();
        int total = IntStream.range(1, weights.length).map(i -> weights[i]).sum();
        if (total == 0) {
            return;
        }
        int k = 1 + random.nextInt(total);
        int rest = k;
        int position = -1;
        while (rest > 0) {
            rest -= weights[1 + order[++position]];
        }
        KernelCases.assertSameBits(storage.get(x, offset + order[position]) + 0.0,
                selection.weightedKthLargest(order.length, x, offset, weights, 1, k, nans), at + " weighted " + k);
    }

    private static <A> void assertMasks(Selection<A> selection, Storage<A> storage, A x, int offset, int n, double threshold, String at) {
        int[] mask = new int[n + 2];
        selection.atLeast(n, x, offset, threshold, mask, 1);
        for (int i = 0; i < n; i++) {
            assertEquals(storage.get(x, offset + i) >= threshold ? -1 : 0, mask[i + 1], at + " atLeast");
        }
        selection.above(n, x, offset, threshold, mask, 1);
        for (int i = 0; i < n; i++) {
            assertEquals(storage.get(x, offset + i) > threshold ? -1 : 0, mask[i + 1], at + " above");
        }
        assertEquals(0, mask[0] | mask[n + 1], at);
    }

    private static <A> int[] sorted(Storage<A> storage, A x, int offset, int n, NanRank nans) {
        Comparator<Integer> byValue = (i, j) -> {
            double a = storage.get(x, offset + i) + 0.0;
            double b = storage.get(x, offset + j) + 0.0;
            if (Double.isNaN(a) || Double.isNaN(b)) {
                int order = Boolean.compare(Double.isNaN(b), Double.isNaN(a));
                return nans == NanRank.HIGHEST ? order : -order;
            }
            return Double.compare(b, a);
        };
        return IntStream.range(0, n).boxed().sorted(byValue).mapToInt(i -> i).toArray();
    }

    @Test
    void ranksOutsideTheVectorAreRefused() {
        Selection<float[]> selection = Kernels.floats().selection();
        float[] x = new float[5];
        assertEquals("kthLargest: k = 6 must lie in [1, 5], the number of elements being 5",
                assertThrows(IllegalArgumentException.class, () -> selection.kthLargest(5, x, 0, 6, NanRank.LOWEST)).getMessage());
        assertEquals("weightedKthLargest: k = 4 must lie in [1, 3], the sum of weights being 3",
                assertThrows(IllegalArgumentException.class,
                        () -> selection.weightedKthLargest(2, x, 0, new int[] {1, 2}, 0, 4, NanRank.LOWEST)).getMessage());
        assertEquals("weightedKthLargest: weights must not be negative and their sum at most 2147483647",
                assertThrows(IllegalArgumentException.class,
                        () -> selection.weightedKthLargest(2, x, 0, new int[] {3, -1}, 0, 1, NanRank.LOWEST)).getMessage());
    }

    @Test
    void choosingNothingWritesNothing() {
        int[] indices = {5};
        Kernels.floats().selection().topK(3, new float[3], 0, 0, NanRank.LOWEST, indices, 0);
        assertArrayEquals(new int[] {5}, indices);
    }
}
