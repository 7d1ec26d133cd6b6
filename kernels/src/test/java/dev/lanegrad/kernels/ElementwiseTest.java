package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseTest {

    /** A kernel on {@code n} elements of x and y that overwrites or adds to z. */
    private interface Call<A> {
        void run(Elementwise<A> kernels, int n, A x, int xOffset, A y, int yOffset, A z, int zOffset);
    }

    private static <A> Map<String, Call<A>> calls() {
        Map<String, Call<A>> calls = new LinkedHashMap<>();
        calls.put("axpy", (k, n, x, p, y, q, z, r) -> k.axpy(n, 0.3, x, p, z, r));
        calls.put("scale", (k, n, x, p, y, q, z, r) -> k.scale(n, 0.3, x, p, z, r));
        calls.put("add", Elementwise::add);
        calls.put("sub", Elementwise::sub);
        calls.put("mul", Elementwise::mul);
        calls.put("div", Elementwise::div);
        calls.put("addProduct", Elementwise::addProduct);
        calls.put("addQuotient", (k, n, x, p, y, q, z, r) -> k.addQuotient(n, 0.3, x, p, y, q, z, r));
        calls.put("scaleAndShift", (k, n, x, p, y, q, z, r) -> k.scaleAndShift(n, 0.3, -1.7, x, p, z, r));
        calls.put("divideBy", (k, n, x, p, y, q, z, r) -> k.divideBy(n, 0.3, x, p, z, r));
        calls.put("divideInto", (k, n, x, p, y, q, z, r) -> k.divideInto(n, 0.3, x, p, z, r));
        calls.put("sqrt", (k, n, x, p, y, q, z, r) -> k.sqrt(n, x, p, z, r));
        calls.put("abs", (k, n, x, p, y, q, z, r) -> k.abs(n, x, p, z, r));
        calls.put("addAbsGradient", Elementwise::addAbsGradient);
        calls.put("relu", (k, n, x, p, y, q, z, r) -> k.relu(n, x, p, z, r));
        calls.put("addReluGradient", Elementwise::addReluGradient);
        calls.put("clamp", (k, n, x, p, y, q, z, r) -> k.clamp(n, -0.3, 0.5, x, p, z, r));
        calls.put("addClampGradient", (k, n, x, p, y, q, z, r) ->
                k.addClampGradient(n, -0.3, 0.5, Bounds.INCLUSIVE, x, p, y, q, z, r));
        return calls;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBitsAndTouchNothingElse(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (Map.Entry<String, Call<A>> call : ElementwiseTest.<A>calls().entrySet()) {
            for (int n : KernelCases.LENGTHS) {
                for (int offset : KernelCases.OFFSETS) {
                    A x = KernelCases.withSpecials(storage, n + offset, 7 * n + offset);
                    A y = KernelCases.withSpecials(storage, n + 2, 11 * n + offset);
                    A a = KernelCases.random(storage, n + 4, 13 * n);
                    A b = KernelCases.random(storage, n + 4, 13 * n);
                    call.getValue().run(pair.portable().elementwise(), n, x, offset, y, 2, a, 1);
                    call.getValue().run(pair.simd().elementwise(), n, x, offset, y, 2, b, 1);
                    assertSameBits(storage, a, b, call.getKey() + " of " + n + " from " + offset);
                    assertSurroundingsUntouched(storage, n, b, 13 * n);
                }
            }
        }
    }

    private static <A> void assertSurroundingsUntouched(Storage<A> storage, int n, A z, long seed) {
        A before = KernelCases.random(storage, n + 4, seed);
        for (int i : new int[] {0, n + 1, n + 2, n + 3}) {
            assertSameBits(storage.get(before, i), storage.get(z, i), "outside the range, at " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void resultsAreTheRoundedExactOnes(Pair<A> pair) {
        assertRounded(pair, Elementwise::add, (x, y) -> x + y);
        assertRounded(pair, Elementwise::sub, (x, y) -> x - y);
        assertRounded(pair, Elementwise::mul, (x, y) -> x * y);
        assertRounded(pair, Elementwise::div, (x, y) -> x / y);
        assertRounded(pair, (k, n, x, p, y, q, z, r) -> k.abs(n, x, p, z, r), (x, y) -> Math.abs(x));
        assertRounded(pair, (k, n, x, p, y, q, z, r) -> k.sqrt(n, x, p, z, r), (x, y) -> Math.sqrt(x));
        assertRounded(pair, (k, n, x, p, y, q, z, r) -> k.divideBy(n, 3, x, p, z, r), (x, y) -> x / 3);
        assertRounded(pair, (k, n, x, p, y, q, z, r) -> k.divideInto(n, 3, x, p, z, r), (x, y) -> 3 / x);
        assertRounded(pair, (k, n, x, p, y, q, z, r) -> k.scale(n, 3, x, p, z, r), (x, y) -> 3 * x);
        assertRounded(pair, (k, n, x, p, y, q, z, r) -> k.scaleAndShift(n, -1, 3, x, p, z, r), (x, y) -> 3 - x);
    }

    /** In double, the operations above on floats are exact enough to round once more without a difference. */
    private static <A> void assertRounded(Pair<A> pair, Call<A> call, DoubleBinaryOperator exact) {
        Storage<A> storage = pair.storage();
        A x = KernelCases.random(storage, 100, 1);
        A y = KernelCases.random(storage, 100, 2);
        A z = storage.allocate(100);
        A rounded = storage.allocate(1);
        call.run(pair.simd().elementwise(), 100, x, 0, y, 0, z, 0);
        for (int i = 0; i < 100; i++) {
            storage.set(rounded, 0, exact.applyAsDouble(storage.get(x, i), storage.get(y, i)));
            assertSameBits(storage.get(rounded, 0), storage.get(z, i), "element " + i);
        }
    }

    @Test
    void accumulatorsAddToWhatIsThere() {
        Elementwise<double[]> kernels = Kernels.doubles().elementwise();
        double[] z = {1, 2};
        kernels.addProduct(2, new double[] {3, 4}, 0, new double[] {5, 6}, 0, z, 0);
        assertArrayEquals(new double[] {16, 26}, z);
        kernels.addQuotient(2, 2, new double[] {3, 4}, 0, new double[] {1, 2}, 0, z, 0);
        assertArrayEquals(new double[] {22, 30}, z);
    }

    @Test
    void reluAndItsGradientAtZeroAndNan() {
        Elementwise<double[]> kernels = Kernels.doubles().elementwise();
        double[] x = {-1, -0.0, 0, 2, Double.NaN};
        double[] y = new double[5];
        kernels.relu(5, x, 0, y, 0);
        assertArrayEquals(new double[] {0, 0, 0, 2, Double.NaN}, y);
        double[] dx = {1, 1, 1, 1, 1};
        kernels.addReluGradient(5, x, 0, new double[] {Double.NaN, 5, 5, 5, 5}, 0, dx, 0);
        assertArrayEquals(new double[] {1, 1, 1, 6, 6}, dx);
    }

    @Test
    void clampAndItsGradientOnTheBounds() {
        Elementwise<float[]> kernels = Kernels.floats().elementwise();
        float[] x = {-2, -1, 0, 1.5f, 2, Float.NaN};
        float[] y = new float[6];
        kernels.clamp(6, -1, 1.5, x, 0, y, 0);
        assertArrayEquals(new float[] {-1, -1, 0, 1.5f, 1.5f, Float.NaN}, y);
        float[] dy = {3, 3, 3, 3, 3, 3};
        float[] inclusive = new float[6];
        kernels.addClampGradient(6, -1, 1.5, Bounds.INCLUSIVE, x, 0, dy, 0, inclusive, 0);
        assertArrayEquals(new float[] {0, 3, 3, 3, 0, 0}, inclusive);
        float[] exclusive = new float[6];
        kernels.addClampGradient(6, -1, 1.5, Bounds.EXCLUSIVE, x, 0, dy, 0, exclusive, 0);
        assertArrayEquals(new float[] {0, 0, 3, 0, 0, 0}, exclusive);
    }

    @Test
    void errorsNameKernelArgumentAndBound() {
        Elementwise<float[]> kernels = Kernels.floats().elementwise();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> kernels.add(4, new float[4], 0, new float[4], 0, new float[4], 1));
        assertEquals("add: z has 4 elements, but elements 1 to 4 are needed", e.getMessage());
        e = assertThrows(IllegalArgumentException.class,
                () -> kernels.clamp(1, 2, 1, new float[1], 0, new float[1], 0));
        assertEquals("clamp: min = 2.0 must not exceed max = 1.0", e.getMessage());
        e = assertThrows(IllegalArgumentException.class,
                () -> kernels.clamp(1, Double.NaN, 1, new float[1], 0, new float[1], 0));
        assertEquals("clamp: min = NaN must not exceed max = 1.0", e.getMessage());
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void addWhereLooksAtTheMask(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        A x = KernelCases.random(storage, 5, 1);
        A y = storage.allocate(5);
        pair.simd().elementwise().addWhere(3, new int[] {9, -1, 0, 1}, 1, x, 2, y, 1);
        assertEquals(storage.get(x, 2), storage.get(y, 1));
        assertEquals(0, storage.get(y, 2));
        assertEquals(storage.get(x, 4), storage.get(y, 3));
        assertEquals(0, storage.get(y, 4));
    }
}
