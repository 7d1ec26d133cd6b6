package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowwiseTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** All results of the softmax family for one array, gradients included. */
    private record Results<A>(A logSumExp, A softmax, A logSoftmax, A dLogSumExp, A dSoftmax, A dLogSoftmax) {

        static <A> Results<A> of(Kernels<A> kernels, int outer, int n, int inner, A x, int offset) {
            Storage<A> storage = kernels.storage();
            Rowwise<A> rowwise = kernels.rowwise();
            int size = outer * n * inner;
            int slices = outer * inner;
            A dy = KernelCases.random(storage, size + 1, 3);
            Results<A> r = new Results<>(storage.allocate(slices), storage.allocate(size), storage.allocate(size),
                    KernelCases.random(storage, size, 4), KernelCases.random(storage, size, 5),
                    KernelCases.random(storage, size, 6));
            rowwise.logSumExp(outer, n, inner, x, offset, r.logSumExp, 0);
            rowwise.softmax(outer, n, inner, x, offset, r.softmax, 0);
            rowwise.logSoftmax(outer, n, inner, x, offset, r.logSoftmax, 0);
            A dyOfSlices = KernelCases.random(storage, slices + 1, 7);
            rowwise.addLogSumExpGradient(outer, n, inner, x, offset, r.logSumExp, 0, dyOfSlices, 1, r.dLogSumExp, 0);
            rowwise.addSoftmaxGradient(outer, n, inner, r.softmax, 0, dy, 1, r.dSoftmax, 0);
            rowwise.addLogSoftmaxGradient(outer, n, inner, r.logSoftmax, 0, dy, 1, r.dLogSoftmax, 0);
            return r;
        }

        List<A> all() {
            return List.of(logSumExp, softmax, logSoftmax, dLogSumExp, dSoftmax, dLogSoftmax);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int n : KernelCases.LENGTHS) {
            for (int offset : KernelCases.OFFSETS) {
                A x = KernelCases.random(storage, n + offset, 7 * n + offset);
                assertSame(pair, 1, n, 1, x, offset);
                pair.portable().elementwise().scale(n + offset, 60, x, 0, x, 0);
                assertSame(pair, 1, n, 1, x, offset);
            }
            assertSame(pair, 1, n, 1, KernelCases.withSpecials(storage, n, n), 0);
        }
        assertSame(pair, 3, 70, 5, KernelCases.random(storage, 3 * 70 * 5, 1), 0);
        assertSame(pair, 1, 4097, 33, KernelCases.random(storage, 4097 * 33, 2), 0);
    }

    private static <A> void assertSame(Pair<A> pair, int outer, int n, int inner, A x, int offset) {
        List<A> expected = Results.of(pair.portable(), outer, n, inner, x, offset).all();
        List<A> actual = Results.of(pair.simd(), outer, n, inner, x, offset).all();
        for (int i = 0; i < expected.size(); i++) {
            assertSameBits(pair.storage(), expected.get(i), actual.get(i), "result " + i + " of " + n + " from " + offset);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void valuesAreThoseOfTheFormulas(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        double tolerance = storage.elementType() == ElementType.FLOAT ? 2e-6 : 1e-14;
        for (int n : new int[] {1, 2, 17, 100, 5000}) {
            A x = KernelCases.random(storage, n, n);
            storage.set(x, 0, -1000);
            Results<A> r = Results.of(pair.simd(), 1, n, 1, x, 0);
            double max = n == 1 ? -1000 : Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                max = Math.max(max, storage.get(x, i));
            }
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += Math.exp(storage.get(x, i) - max);
            }
            double logSumExp = max + Math.log(sum);
            assertEquals(logSumExp, storage.get(r.logSumExp, 0), tolerance * Math.abs(logSumExp));
            for (int i = 0; i < n; i++) {
                double y = Math.exp(storage.get(x, i) - logSumExp);
                assertEquals(y, storage.get(r.softmax, i), tolerance * y);
                assertEquals(Math.log(y), storage.get(r.logSoftmax, i), y == 0 ? INFINITY : 10 * tolerance);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void aSliceHasTheSameBitsAlongEveryAxis(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int n = 70;
        for (int inner : new int[] {2, 5, 16, 19}) {
            int size = 2 * n * inner;
            A x = KernelCases.withSpecials(storage, size, inner);
            Results<A> r = Results.of(pair.simd(), 2, n, inner, x, 0);
            A dy = KernelCases.random(storage, size + 1, 3);
            A dyOfSlices = KernelCases.random(storage, 2 * inner + 1, 7);
            Rowwise<A> rowwise = pair.simd().rowwise();
            for (int s = 0; s < 2 * inner; s++) {
                int from = s / inner * n * inner + s % inner;
                A slice = slice(storage, x, from, n, inner);
                A dySlice = slice(storage, dy, 1 + from, n, inner);
                A y = storage.allocate(n);
                rowwise.logSumExp(1, n, 1, slice, 0, y, 0);
                assertSameBits(storage.get(y, 0), storage.get(r.logSumExp, s), "logSumExp");
                A dx = slice(storage, KernelCases.random(storage, size, 4), from, n, inner);
                rowwise.addLogSumExpGradient(1, n, 1, slice, 0, r.logSumExp, s, dyOfSlices, 1 + s, dx, 0);
                assertSameBits(storage, dx, slice(storage, r.dLogSumExp, from, n, inner), "gradient of logSumExp");
                rowwise.softmax(1, n, 1, slice, 0, y, 0);
                assertSameBits(storage, y, slice(storage, r.softmax, from, n, inner), "softmax");
                dx = slice(storage, KernelCases.random(storage, size, 5), from, n, inner);
                rowwise.addSoftmaxGradient(1, n, 1, y, 0, dySlice, 0, dx, 0);
                assertSameBits(storage, dx, slice(storage, r.dSoftmax, from, n, inner), "gradient of softmax");
                rowwise.logSoftmax(1, n, 1, slice, 0, y, 0);
                assertSameBits(storage, y, slice(storage, r.logSoftmax, from, n, inner), "logSoftmax");
                dx = slice(storage, KernelCases.random(storage, size, 6), from, n, inner);
                rowwise.addLogSoftmaxGradient(1, n, 1, y, 0, dySlice, 0, dx, 0);
                assertSameBits(storage, dx, slice(storage, r.dLogSoftmax, from, n, inner), "gradient of logSoftmax");
            }
        }
    }

    private static <A> A slice(Storage<A> storage, A x, int from, int n, int step) {
        A slice = storage.allocate(n);
        for (int j = 0; j < n; j++) {
            storage.set(slice, j, storage.get(x, from + j * step));
        }
        return slice;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void specialValues(Pair<A> pair) {
        double nan = Double.NaN;
        assertRow(pair, Math.log(2), new double[] {0, 0.5, 0.5}, -INFINITY, 0, 0);
        assertRow(pair, INFINITY, new double[] {nan, nan, nan}, 1, INFINITY, 0);
        assertRow(pair, INFINITY, new double[] {nan, nan}, INFINITY, -INFINITY);
        assertRow(pair, -INFINITY, new double[] {nan, nan}, -INFINITY, -INFINITY);
        assertRow(pair, nan, new double[] {nan, nan}, nan, 1);
        assertRow(pair, nan, new double[] {nan, nan}, INFINITY, nan);
        assertRow(pair, nan, new double[] {nan, nan}, nan, -INFINITY);
        assertRow(pair, -INFINITY, new double[0]);
        assertRow(pair, 1e4, new double[] {1, 0}, 1e4, -1e4);

        A dx = pair.storage().allocate(2);
        A low = pair.storage().allocate(2);
        pair.storage().fill(2, -INFINITY, low, 0);
        A dy = pair.storage().allocate(1);
        pair.storage().set(dy, 0, 3);
        pair.simd().rowwise().addLogSumExpGradient(1, 2, 1, low, 0, low, 0, dy, 0, dx, 0);
        assertEquals(0, pair.storage().get(dx, 0), "nothing to pass on where every exponential is 0");
    }

    private static <A> void assertRow(Pair<A> pair, double logSumExp, double[] softmax, double... row) {
        Storage<A> storage = pair.storage();
        A x = storage.allocate(row.length);
        A y = storage.allocate(row.length);
        A z = storage.allocate(1);
        storage.convert(row.length, row, 0, x, 0);
        for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
            kernels.rowwise().logSumExp(1, row.length, 1, x, 0, z, 0);
            assertEquals(logSumExp, storage.get(z, 0), 1e-7);
            kernels.rowwise().softmax(1, row.length, 1, x, 0, y, 0);
            for (int i = 0; i < row.length; i++) {
                assertEquals(softmax[i], storage.get(y, i), 1e-7);
            }
            kernels.rowwise().logSoftmax(1, row.length, 1, x, 0, y, 0);
            for (int i = 0; i < row.length; i++) {
                double expected = row[i] - 1e4 == 0 ? 0 : row[i] + 1e4 == 0 ? -2e4 : Math.log(softmax[i]);
                assertEquals(expected, storage.get(y, i), 1e-6);
            }
        }
    }

    @Test
    void errorsNameKernelArgumentAndBound() {
        Rowwise<float[]> rowwise = Kernels.floats().rowwise();
        float[] six = new float[6];
        assertMessage("softmax: y has 5 elements, but elements 0 to 5 are needed",
                () -> rowwise.softmax(1, 3, 2, six, 0, new float[5], 0));
        assertMessage("logSumExp: n = -3 must not be negative", () -> rowwise.logSumExp(1, -3, 2, six, 0, six, 0));
        assertMessage("logSoftmax: x [65536, 65536, 2] has more than 2^31 - 1 elements",
                () -> rowwise.logSoftmax(65536, 65536, 2, six, 0, six, 0));
        assertMessage("addSoftmaxGradient: dx has 6 elements, but elements 1 to 6 are needed",
                () -> rowwise.addSoftmaxGradient(2, 3, 1, six, 0, six, 0, six, 1));
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
