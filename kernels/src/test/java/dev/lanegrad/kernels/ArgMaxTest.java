package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.kernels.KernelCases.Pair;
import dev.lanegrad.kernels.Rowwise.NanPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgMaxTest {

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void findsTheFirstMaximumOfEveryLength(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int n : KernelCases.LENGTHS) {
            for (int offset : KernelCases.OFFSETS) {
                assertArgMax(pair, 1, n, 1, KernelCases.random(storage, n + offset, 3 * n + offset), offset);
                assertArgMax(pair, 1, n, 1, KernelCases.withSpecials(storage, n + offset, n + offset), offset);
                assertArgMax(pair, 1, n, 1, coarse(storage, n + offset, n), offset);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void findsThemAlongEveryAxis(Pair<A> pair) {
        for (int[] shape : new int[][] {{3, 70, 1}, {3, 70, 5}, {2, 5, 16}, {2, 5, 17}, {1, 4097, 33}, {4, 1, 3}, {2, 3, 0}}) {
            A x = KernelCases.withSpecials(pair.storage(), 2 + shape[0] * shape[1] * shape[2], 5);
            assertArgMax(pair, shape[0], shape[1], shape[2], x, 2);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void nanWinsOnlyIfAskedTo(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        double nan = Double.NaN;
        double infinity = Double.POSITIVE_INFINITY;
        assertRow(pair, 2, 1, 1, nan, 4, 4);
        assertRow(pair, 0, 1, infinity, nan, infinity);
        assertRow(pair, 0, 0, nan, nan);
        assertRow(pair, 1, 0, nan, -infinity, nan, -infinity);
        assertRow(pair, 0, 0, -infinity, -infinity);
        assertRow(pair, 0, 0, -0.0, 0.0);
        assertRow(pair, 0, 0, 0.0, -0.0);

        int n = 3 * 4096 + 5;
        A x = storage.allocate(n);
        storage.fill(n, nan, x, 0);
        storage.set(x, 9000, -infinity);
        assertArgMax(pair, 1, n, 1, x, 0);
    }

    private static <A> void assertRow(Pair<A> pair, int ignoring, int first, double... row) {
        A x = pair.storage().allocate(row.length);
        for (int i = 0; i < row.length; i++) {
            pair.storage().set(x, i, row[i]);
        }
        for (Kernels<A> kernels : java.util.List.of(pair.portable(), pair.simd())) {
            int[] y = new int[2];
            kernels.rowwise().argMax(1, row.length, 1, NanPolicy.IGNORE, x, 0, y, 0);
            kernels.rowwise().argMax(1, row.length, 1, NanPolicy.FIRST, x, 0, y, 1);
            assertArrayEquals(new int[] {ignoring, first}, y, java.util.Arrays.toString(row));
        }
    }

    private static <A> void assertArgMax(Pair<A> pair, int outer, int n, int inner, A x, int offset) {
        if (n == 0) {
            return;
        }
        for (NanPolicy policy : NanPolicy.values()) {
            int[] expected = new int[1 + outer * inner];
            for (int i = 0; i < outer * inner; i++) {
                int from = offset + i / inner * n * inner + i % inner;
                expected[1 + i] = obvious(pair.storage(), policy, n, inner, x, from);
            }
            for (Kernels<A> kernels : java.util.List.of(pair.portable(), pair.simd())) {
                int[] actual = new int[expected.length];
                kernels.rowwise().argMax(outer, n, inner, policy, x, offset, actual, 1);
                assertArrayEquals(expected, actual, () -> policy + " " + outer + " x " + n + " x " + inner);
            }
        }
    }

    private static <A> int obvious(Storage<A> storage, NanPolicy policy, int n, int stride, A x, int from) {
        int best = -1;
        for (int j = 0; j < n; j++) {
            double value = storage.get(x, from + j * stride);
            if (Double.isNaN(value)) {
                if (policy == NanPolicy.FIRST) {
                    return j;
                }
            } else if (best < 0 || value > storage.get(x, from + best * stride)) {
                best = j;
            }
        }
        return Math.max(best, 0);
    }

    /** Numbers with many ties. */
    private static <A> A coarse(Storage<A> storage, int length, long seed) {
        A x = KernelCases.random(storage, length, seed);
        for (int i = 0; i < length; i++) {
            storage.set(x, i, Math.round(storage.get(x, i)));
        }
        return x;
    }

    @Test
    void anEmptySliceHasNoMaximum() {
        Rowwise<float[]> rowwise = Kernels.floats().rowwise();
        rowwise.argMax(0, 0, 1, NanPolicy.IGNORE, new float[0], 0, new int[0], 0);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> rowwise.argMax(2, 0, 1, NanPolicy.IGNORE, new float[0], 0, new int[2], 0));
        assertEquals("argMax: n = 0 must be at least 1: nothing is the maximum of an empty slice", e.getMessage());
        e = assertThrows(IllegalArgumentException.class,
                () -> rowwise.argMax(2, 3, 1, NanPolicy.IGNORE, new float[6], 0, new int[1], 0));
        assertEquals("argMax: y has 1 elements, but elements 0 to 1 are needed", e.getMessage());
    }
}
