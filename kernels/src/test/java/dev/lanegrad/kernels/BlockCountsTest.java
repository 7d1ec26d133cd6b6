package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockCountsTest {

    private static final int[][] SIZES = {
        {1, 1, 1}, {1, 1, 0}, {2, 3, 2}, {3, 15, 3}, {2, 16, 6}, {3, 17, 5}, {2, 40, 1}, {5, 33, 7}, {1, 64, 2},
        // Several strips of rows, whole ones and a rest, and rows longer than a strip.
        {35, 64, 2}, {7, 401, 3}, {2, 1040, 1}};

    @ParameterizedTest
    @EnumSource(Backend.class)
    void allFormsOfLabelsGiveTheCountsOfThePixels(Backend backend) {
        BlockCounts counts = Kernels.floats(backend).blockCounts();
        for (int[] size : SIZES) {
            int h = size[0];
            int w = size[1];
            int kernels = size[2];
            assertCounts(counts, h, w, kernels, 4);
            assertCounts(counts, h, w, kernels, 64);
        }
    }

    /** All labels in one array, from an offset on. */
    private static void assertCounts(BlockCounts counts, int h, int w, int kernels, int mask) {
        byte[] labels = labels(h * w * 16 * (2 + kernels) + mask + 4, w);
        int[] expected = naive(h, w, kernels, labels, mask);
        int text = mask + 16 * h * w;
        int kernel = mask + 32 * h * w;
        int[] words = new int[3 + BlockCounts.words(h, w, kernels)];
        assertTrue(counts.ofBytes(h, w, kernels, labels, mask, labels, text, labels, kernel, words, 3));
        assertWords(expected, words);
        float[] floats = new float[labels.length];
        BitSet bits = new BitSet();
        for (int i = 0; i < labels.length; i++) {
            floats[i] = labels[i] == 0 && i % 3 == 0 ? -0f : labels[i];
            bits.set(i, labels[i] == 1);
        }
        bits.set(labels.length + 100);
        assertTrue(counts.ofFloats(h, w, kernels, floats, mask, floats, text, floats, kernel, words, 3));
        assertWords(expected, words);
        long[] packed = bits.toLongArray();
        counts.ofBits(h, w, kernels, packed, mask, packed, text, packed, kernel, words, 3);
        assertWords(expected, words);
    }

    private static void assertWords(int[] expected, int[] words) {
        assertArrayEquals(expected, java.util.Arrays.copyOfRange(words, 3, words.length));
        java.util.Arrays.fill(words, -1);
    }

    private static byte[] labels(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (random.nextInt(5) < 3 ? 1 : 0);
        }
        return labels;
    }

    /** Pixel by pixel, after the definition of the words. */
    private static int[] naive(int h, int w, int kernels, byte[] labels, int offset) {
        int cells = h * w;
        int[] words = new int[BlockCounts.words(h, w, kernels)];
        for (int y = 0; y < 4 * h; y++) {
            for (int x = 0; x < 4 * w; x++) {
                int cell = y / 4 * w + x / 4;
                int pixel = offset + y * 4 * w + x;
                int mask = labels[pixel];
                int text = labels[pixel + 16 * cells];
                words[cell] += mask | (mask & text) << 8 | 1 - text << 16;
                for (int j = 0; j < kernels; j++) {
                    int kernel = labels[pixel + 16 * cells * (2 + j)];
                    words[(1 + j / 2) * cells + cell] += (mask & kernel | (mask & text & kernel) << 8) << 16 * (j % 2);
                }
            }
        }
        return words;
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void labelsThatAreNotZeroOrOneAreFound(Backend backend) {
        assertOthersAreFound(backend, 19);
        assertOthersAreFound(backend, 32);
    }

    private static void assertOthersAreFound(Backend backend, int w) {
        BlockCounts counts = Kernels.floats(backend).blockCounts();
        int pixels = 16 * 2 * w;
        int[] words = new int[BlockCounts.words(2, w, 1)];
        float[] clean = new float[pixels];
        for (float other : new float[] {0.5f, 1e-45f, 2, -1e-45f, Math.nextDown(1f), Float.MAX_VALUE, 1e-40f, Float.NaN, Float.POSITIVE_INFINITY, -1, Math.nextUp(1f)}) {
            for (int position : new int[] {0, 17, pixels / 2, pixels - 1}) {
                float[] labels = new float[pixels];
                labels[position] = other;
                assertFalse(counts.ofFloats(2, w, 1, labels, 0, clean, 0, clean, 0, words, 0), other + " in the mask");
                assertFalse(counts.ofFloats(2, w, 1, clean, 0, labels, 0, clean, 0, words, 0), other + " in the text");
                assertFalse(counts.ofFloats(2, w, 1, clean, 0, clean, 0, labels, 0, words, 0), other + " in the kernel");
            }
        }
        byte[] zeros = new byte[pixels];
        for (int other : new int[] {2, 3, -1, 128, 255}) {
            byte[] labels = new byte[pixels];
            labels[pixels - 5] = (byte) other;
            assertFalse(counts.ofBytes(2, w, 1, labels, 0, zeros, 0, zeros, 0, words, 0));
            assertFalse(counts.ofBytes(2, w, 1, zeros, 0, labels, 0, zeros, 0, words, 0));
            assertFalse(counts.ofBytes(2, w, 1, zeros, 0, zeros, 0, labels, 0, words, 0));
        }
    }

    @Test
    void countsAreAddedUpAndExtracted() {
        BlockCounts counts = Kernels.floats().blockCounts();
        int[] words = {-1, 0x1001_0203, 0x0F02_0406, 0x0103_0810};
        assertEquals(2 + 4 + 8, counts.sum(3, words, 1, 8));
        int[] extracted = new int[4];
        counts.extract(3, words, 1, 24, extracted, 1);
        assertArrayEquals(new int[] {0, 16, 15, 1}, extracted);
    }

    @Test
    void missingPixelsAreNamed() {
        BlockCounts counts = Kernels.floats().blockCounts();
        assertEquals("blockCounts: text has 15 elements, but elements 0 to 15 are needed",
                assertThrows(IllegalArgumentException.class, () -> counts.ofFloats(1, 1, 1, new float[16], 0, new float[15], 0,
                        new float[16], 0, new int[2], 0)).getMessage());
        assertEquals("blockCounts: kernel has 64 bits, but bits 52 to 67 are needed",
                assertThrows(IllegalArgumentException.class, () -> counts.ofBits(1, 1, 1, new long[1], 0, new long[1], 0,
                        new long[1], 52, new int[2], 0)).getMessage());
        assertEquals("blockCounts: maskOffset = 2 must be a multiple of 4 and not negative",
                assertThrows(IllegalArgumentException.class, () -> counts.ofBits(1, 1, 1, new long[1], 2, new long[1], 0,
                        new long[1], 0, new int[2], 0)).getMessage());
    }
}
