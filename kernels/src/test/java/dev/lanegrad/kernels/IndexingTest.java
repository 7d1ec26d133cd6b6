package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexingTest {

    /** Heights and widths: whole and broken factors up and down, one pixel, and coprime sizes beyond a register. */
    private static final int[][] SIZES = {
        {3, 5, 3, 5}, {3, 5, 12, 20}, {3, 5, 6, 25}, {3, 5, 7, 9}, {3, 5, 2, 3}, {1, 1, 4, 4}, {6, 4, 1, 1},
        {8, 64, 8, 640}, {5, 67, 9, 131}, {9, 131, 5, 67}};

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void gatherCopiesAndAddsRows(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int cols : new int[] {0, 1, 3, 33}) {
            A table = KernelCases.random(storage, 1 + 7 * cols, cols);
            int[] index = indices(12, 7);
            A y = KernelCases.random(storage, 2 + 11 * cols, 1);
            A before = KernelCases.random(storage, 2 + 11 * cols, 1);
            A sum = KernelCases.random(storage, 2 + 11 * cols, 1);
            pair.simd().indexing().gatherRows(11, 7, cols, table, 1, index, 1, y, 2);
            pair.simd().indexing().addGatheredRows(11, 7, cols, table, 1, index, 1, sum, 2);
            for (int i = 0; i < 11; i++) {
                for (int j = 0; j < cols; j++) {
                    double picked = storage.get(table, 1 + index[1 + i] * cols + j);
                    assertEquals(picked, storage.get(y, 2 + i * cols + j));
                    double old = storage.get(before, 2 + i * cols + j);
                    assertSameBits(rounded(storage, old + picked), storage.get(sum, 2 + i * cols + j), "sum");
                }
            }
            assertEquals(storage.get(before, 1), storage.get(y, 1));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void scatterAddsInTheOrderOfTheIndex(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        A x = KernelCases.random(storage, 40 * 3, 5);
        int[] index = indices(40, 4);
        A y = KernelCases.random(storage, 4 * 3, 6);
        A expected = KernelCases.random(storage, 4 * 3, 6);
        pair.simd().indexing().scatterAddRows(40, 4, 3, x, 0, index, 0, y, 0);
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 3; j++) {
                int at = index[i] * 3 + j;
                storage.set(expected, at, storage.get(expected, at) + storage.get(x, i * 3 + j));
            }
        }
        assertSameBits(storage, expected, y, "scatterAddRows");
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void resizingPicksTheNearestPixelAndItsAdjointAddsToIt(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int[] size : SIZES) {
            int h = size[0];
            int w = size[1];
            int outH = size[2];
            int outW = size[3];
            A x = KernelCases.random(storage, 1 + 2 * h * w, 7);
            A y = storage.allocate(2 + 2 * outH * outW);
            A dy = KernelCases.random(storage, 3 + 2 * outH * outW, 8);
            A dx = KernelCases.random(storage, 2 * h * w, 9);
            A expected = KernelCases.random(storage, 2 * h * w, 9);
            pair.simd().indexing().resizeNearest(2, h, w, outH, outW, x, 1, y, 2);
            pair.simd().indexing().addResizeNearestAdjoint(2, h, w, outH, outW, dy, 3, dx, 0);
            for (int p = 0; p < 2 * outH * outW; p++) {
                int row = p / outW % outH * h / outH;
                int from = (p / (outH * outW) * h + row) * w + p % outW * w / outW;
                assertEquals(storage.get(x, 1 + from), storage.get(y, 2 + p));
                storage.set(expected, from, storage.get(expected, from) + storage.get(dy, 3 + p));
            }
            assertSameBits(storage, expected, dx, "adjoint " + java.util.Arrays.toString(size));
        }
    }

    @Test
    void errorsNameKernelArgumentAndRule() {
        Indexing<float[]> indexing = Kernels.floats().indexing();
        float[] x = new float[12];
        assertMessage("gatherRows: index[2] = 4 must lie in [0, 4)",
                () -> indexing.gatherRows(3, 4, 3, x, 0, new int[] {0, 3, 4}, 0, new float[9], 0));
        assertMessage("scatterAddRows: index[0] = -1 must lie in [0, 4)",
                () -> indexing.scatterAddRows(1, 4, 3, x, 0, new int[] {-1}, 0, new float[12], 0));
        assertMessage("addGatheredRows: y has 8 elements, but elements 0 to 8 are needed",
                () -> indexing.addGatheredRows(3, 4, 3, x, 0, new int[3], 0, new float[8], 0));
        assertMessage("resizeNearest: outW = 0 must be at least 1",
                () -> indexing.resizeNearest(1, 3, 4, 3, 0, x, 0, x, 0));
        assertMessage("resizeNearest: y [3, 65536, 65536] has more than 2^31 - 1 elements",
                () -> indexing.resizeNearest(3, 2, 2, 65536, 65536, x, 0, x, 0));
        assertMessage("addResizeNearestAdjoint: dx has 12 elements, but elements 1 to 12 are needed",
                () -> indexing.addResizeNearestAdjoint(1, 3, 4, 3, 4, x, 0, x, 1));
    }

    @Test
    void nothingIsWrittenBeforeAllIndicesAreChecked() {
        float[] y = new float[4];
        assertThrows(IllegalArgumentException.class, () -> Kernels.floats().indexing()
                .scatterAddRows(2, 2, 2, new float[] {1, 1, 1, 1}, 0, new int[] {0, 2}, 0, y, 0));
        assertEquals(0, y[0]);
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    private static int[] indices(int n, int bound) {
        return new SplittableRandom(n).ints(n, 0, bound).toArray();
    }

    private static <A> double rounded(Storage<A> storage, double value) {
        A one = storage.allocate(1);
        storage.set(one, 0, value);
        return storage.get(one, 0);
    }
}
