package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.GemmCases.Product;
import dev.lanegrad.kernels.GemmCases.Shape;
import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GemmTest {

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void everyElementLiesWithinKRoundingsOfTheExactOne(Pair<A> pair) {
        for (Product<A> product : GemmCases.products(pair.portable())) {
            A result = product.gemm(pair.simd().gemm(), Workers.single());
            assertClose(product, result);
            assertSurroundingsUntouched(product, result);
        }
    }

    private static <A> void assertClose(Product<A> product, A result) {
        Storage<A> storage = product.kernels().storage();
        double unit = storage.elementType() == ElementType.FLOAT ? 0x1p-24 : 0x1p-53;
        // One rounding per step along k, one for alpha and one for beta.
        int k = product.shape().k();
        int roundings = k + (product.alpha() == 1 && product.beta() == 0 ? 0 : 2);
        for (int i = 0; i < product.shape().m(); i++) {
            for (int j = 0; j < product.shape().n(); j++) {
                double old = product.beta() == 0 ? 0 : product.beta() * storage.get(product.c(), product.at(i, j));
                double expected = product.alpha() * product.dot(i, j) + old;
                double bound = roundings * unit * (Math.abs(product.alpha()) * product.absoluteDot(i, j) + Math.abs(old));
                double actual = storage.get(result, product.at(i, j));
                if (!(Math.abs(actual - expected) <= bound)) {
                    assertEquals(expected, actual, bound, product + " at " + i + ", " + j);
                }
            }
        }
    }

    private static <A> void assertSurroundingsUntouched(Product<A> product, A result) {
        boolean[] inside = product.inside();
        for (int i = 0; i < inside.length; i++) {
            if (!inside[i]) {
                assertSameBits(product.kernels().storage().get(product.c(), i), product.kernels().storage().get(result, i),
                        product + " outside of C at " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (Product<A> product : GemmCases.products(pair.portable())) {
            assertSameBits(storage, product.gemm(pair.portable().gemm(), Workers.single()),
                    product.gemm(pair.simd().gemm(), Workers.single()), product.toString());
        }
    }

    /** Narrow rows of C that follow each other may be overwritten by the vectors of those before them, but nothing behind the last one. */
    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void rowsWithoutSpaceBetweenThemKeepTheirSurroundings(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        try (Workers two = Workers.of(2)) {
            for (int n = 2; n <= 17; n++) {
                for (int m : new int[] {8, 9, 15, 16, 23, 64, 1024}) {
                    int k = m == 1024 ? 128 : 5 + n;
                    A a = KernelCases.random(storage, m * k, n);
                    A b = KernelCases.random(storage, k * n, m);
                    for (int behind : new int[] {0, 1, 40}) {
                        A c = KernelCases.random(storage, 5 + m * n + behind, n + m);
                        for (int beta = 0; beta <= 1; beta++) {
                            assertSameBits(storage, dense(pair.portable(), two, m, n, k, a, b, beta, c),
                                    dense(pair.simd(), two, m, n, k, a, b, beta, c), m + " x " + n + ", beta " + beta + ", behind C " + behind);
                        }
                    }
                }
            }
        }
    }

    /** Rows of A that lie far apart are packed in some tasks and read in place in others, whichever was faster before. */
    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void rowsOfAThatLieFarApartGiveTheSameBitsBothWays(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int k = 1100;
        try (Workers two = Workers.of(2)) {
            for (int m : new int[] {640, 655}) {
                A a = KernelCases.random(storage, m * k, m);
                for (int n : new int[] {5, 33, 96}) {
                    A b = KernelCases.random(storage, k * n, n);
                    A c = KernelCases.random(storage, 5 + m * n, n);
                    A expected = dense(pair.portable(), two, m, n, k, a, b, 1, c);
                    for (int round = 0; round < 4; round++) {
                        for (Workers workers : List.of(Workers.single(), two)) {
                            assertSameBits(storage, expected, dense(pair.simd(), workers, m, n, k, a, b, 1, c), m + " x " + n + ", round " + round);
                        }
                    }
                }
            }
        }
    }

    private static <A> A dense(Kernels<A> kernels, Workers workers, int m, int n, int k, A a, A b, int beta, A c) {
        A result = kernels.storage().allocate(kernels.storage().length(c));
        kernels.storage().copy(kernels.storage().length(c), c, 0, result, 0);
        kernels.gemm().gemm(workers, false, false, m, n, k, 1, a, 0, k, b, 0, n, beta, result, 5, n);
        return result;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void biasAndReluFollowTheProduct(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (Product<A> random : GemmCases.products(pair.portable())) {
            Product<A> product = new Product<>(random.kernels(), random.shape(), random.transposeA(), random.transposeB(), 1, 0,
                    random.pad(), random.a(), random.b(), random.bias(), random.c());
            A expected = product.gemm(pair.portable().gemm(), Workers.single());
            for (boolean relu : new boolean[] {false, true}) {
                A sum = withBias(product, expected, relu);
                for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
                    assertSameBits(storage, sum, product.gemmBias(kernels.gemm(), Workers.single(), relu),
                            kernels.backend() + " " + product + " relu " + relu);
                }
            }
        }
    }

    private static <A> A withBias(Product<A> product, A matrix, boolean relu) {
        Storage<A> storage = product.kernels().storage();
        A sum = storage.allocate(storage.length(matrix));
        storage.copy(storage.length(matrix), matrix, 0, sum, 0);
        for (int i = 0; i < product.shape().m(); i++) {
            for (int j = 0; j < product.shape().n(); j++) {
                int at = product.at(i, j);
                double value = storage.get(matrix, at) + storage.get(product.bias(), 1 + j);
                storage.set(sum, at, value);
                storage.set(sum, at, relu ? Math.max(storage.get(sum, at), 0) : storage.get(sum, at));
            }
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void theNumberOfWorkersDoesNotChangeBits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (Workers two = Workers.of(2); Workers nine = Workers.of(9); Workers borrowed = Workers.of(3, executor)) {
            int variant = 0;
            for (Shape shape : List.of(new Shape(130, 140, 300), new Shape(70, 1100, 64), new Shape(600, 33, 270), new Shape(65, 65, 65),
                    new Shape(128, 128, 128), new Shape(449, 61, 90),
                    // One row, or column, for the last of nine workers.
                    new Shape(1153, 17, 270), new Shape(20, 1153, 270), new Shape(385, 70, 300),
                    new Shape(3, 700, 310), new Shape(1, 3000, 300), new Shape(3000, 1, 300))) {
                for (int t = 0; t < 4; t++) {
                    Product<A> product = Product.random(pair.portable(), shape, variant++);
                    A expected = product.gemm(pair.portable().gemm(), Workers.single());
                    A withBias = product.gemmBias(pair.portable().gemm(), Workers.single(), true);
                    for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
                        for (Workers workers : List.of(two, nine, borrowed, Workers.common())) {
                            String which = kernels.backend() + " " + product + " on " + workers.parallelism();
                            assertSameBits(storage, expected, product.gemm(kernels.gemm(), workers), which);
                            assertSameBits(storage, withBias, product.gemmBias(kernels.gemm(), workers, true), "bias " + which);
                        }
                    }
                }
            }
        } finally {
            executor.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void betaZeroOverwritesAndAlphaZeroDoesNotHideNaN(Pair<A> pair) {
        for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
            for (int n : new int[] {1, 5, 40}) {
                Storage<A> storage = kernels.storage();
                A x = storage.allocate(n * n);
                storage.fill(n * n, 1, x, 0);
                A c = storage.allocate(n * n);
                storage.fill(n * n, Double.NaN, c, 0);
                kernels.gemm().gemm(Workers.single(), false, false, n, n, n, 1, x, 0, n, x, 0, n, 0, c, 0, n);
                assertEquals(n, storage.get(c, n * n - 1));
                kernels.gemm().gemm(Workers.single(), false, false, n, n, 0, 1, x, 0, 1, x, 0, n, -0.5, c, 0, n);
                assertEquals(-0.5 * n, storage.get(c, 0));
                kernels.gemm().gemmBias(Workers.single(), false, false, n, n, 0, x, 0, 1, x, 0, n, x, 0, true, c, 0, n);
                assertEquals(1, storage.get(c, n - 1));
                storage.fill(n * n, Double.NaN, c, 0);
                kernels.gemm().gemm(Workers.single(), false, false, n, n, 0, 1, x, 0, 1, x, 0, n, 0, c, 0, n);
                assertEquals(0, storage.get(c, n - 1));
                storage.set(x, 0, Double.NaN);
                kernels.gemm().gemm(Workers.single(), false, false, n, n, n, 0, x, 0, n, x, 0, n, 1, c, 0, n);
                assertEquals(Double.NaN, storage.get(c, 0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void infinitiesAndNaNGiveTheSameBits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int n : new int[] {1, 7, 33, 70}) {
            A a = KernelCases.withSpecials(storage, n * 70, n);
            A b = KernelCases.random(storage, n * 70, n + 1);
            A bias = KernelCases.withSpecials(storage, n, n + 2);
            A expected = storage.allocate(n * n);
            A actual = storage.allocate(n * n);
            pair.portable().gemm().gemmBias(Workers.single(), false, false, n, n, 70, a, 0, 70, b, 0, n, bias, 0, true, expected, 0, n);
            pair.simd().gemm().gemmBias(Workers.single(), false, false, n, n, 70, a, 0, 70, b, 0, n, bias, 0, true, actual, 0, n);
            assertSameBits(storage, expected, actual, "n = " + n);
        }
    }

    @Test
    void emptyProductsTouchNothing() {
        float[] c = {1, 2};
        Gemm<float[]> gemm = Kernels.floats().gemm();
        gemm.gemm(Workers.single(), false, false, 0, 2, 3, 1, new float[0], 0, 3, new float[6], 0, 2, 0, c, 0, 2);
        gemm.gemm(Workers.single(), false, false, 2, 0, 3, 1, new float[6], 0, 3, new float[0], 0, 1, 0, c, 0, 1);
        assertEquals(1, c[0]);
        assertEquals(2, c[1]);
    }

    @Tag("allocation")
    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void aWarmCallAllocatesNothing(Pair<A> pair) {
        try (Workers two = Workers.of(2)) {
            for (Shape shape : List.of(new Shape(9, 11, 13), new Shape(20, 5, 30), new Shape(48, 48, 48), new Shape(100, 90, 80),
                    new Shape(130, 140, 120), new Shape(1, 400, 300))) {
                assertEquals(0, leastAllocation(pair.simd(), shape, two, false), shape + " NN");
                assertEquals(0, leastAllocation(pair.simd(), shape, two, true), shape + " NT");
            }
        }
    }

    private static <A> long leastAllocation(Kernels<A> kernels, Shape shape, Workers workers, boolean transposeB) {
        Product<A> product = Product.random(kernels, shape, 4);
        A c = product.copyOfC();
        return Allocation.least(200, () -> kernels.gemm().gemm(workers, false, transposeB, shape.m(), shape.n(), shape.k(), 1,
                product.a(), 0, shape.k(), product.b(), 0, transposeB ? shape.k() : shape.n(), 0, c, 0, shape.n()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 | 2 | 2 | 0 | 2 | 2 | 2 | gemm: m = -1 must not be negative
            2 | -1 | 2 | 0 | 2 | 2 | 2 | gemm: n = -1 must not be negative
            2 | 2 | -1 | 0 | 2 | 2 | 2 | gemm: k = -1 must not be negative
            2 | 2 | 2 | -1 | 2 | 2 | 2 | gemm: aOffset = -1 must not be negative
            2 | 2 | 4 | 0 | 3 | 2 | 2 | gemm: lda = 3 must be at least 4 for the rows of A [2, 4]
            2 | 3 | 2 | 0 | 2 | 2 | 3 | gemm: ldb = 2 must be at least 3 for the rows of B [2, 3]
            2 | 3 | 2 | 0 | 2 | 3 | 2 | gemm: ldc = 2 must be at least 3 for the rows of C [2, 3]
            2 | 2 | 0 | 0 | 0 | 2 | 2 | gemm: lda = 0 must be at least 1 for the rows of A [2, 0]
            3 | 2 | 4 | 3 | 4 | 2 | 2 | gemm: a has 12 elements, but A [3, 4] with aOffset = 3 and lda = 4 ends at 15
            2 | 2 | 4 | 0 | 4 | 7 | 2 | gemm: b has 20 elements, but B [4, 2] with bOffset = 0 and ldb = 7 ends at 23
            2 | 9 | 2 | 0 | 2 | 9 | 30 | gemm: c has 30 elements, but C [2, 9] with cOffset = 0 and ldc = 30 ends at 39
            """)
    void badArgumentsAreNamed(int m, int n, int k, int aOffset, int lda, int ldb, int ldc, String message) {
        for (Backend backend : Backend.values()) {
            Gemm<float[]> gemm = Kernels.floats(backend).gemm();
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> gemm.gemm(Workers.single(), false, false,
                    m, n, k, 1, new float[12], aOffset, lda, new float[20], 0, ldb, 0, new float[30], 0, ldc));
            assertEquals(message, e.getMessage());
        }
    }

    @Test
    void theResultMustNotShareElementsWithAnOperand() {
        Gemm<double[]> gemm = Kernels.doubles().gemm();
        double[] x = new double[64];
        double[] y = new double[64];
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> gemm.gemm(Workers.single(), false, false, 2, 2, 3, 1, x, 0, 3, y, 0, 2, 0, x, 5, 2));
        assertEquals("gemm: C [2, 2] with cOffset = 5 must not share elements with A [2, 3], which begins at 0 of the same array",
                e.getMessage());
        e = assertThrows(IllegalArgumentException.class,
                () -> gemm.gemm(Workers.single(), false, true, 2, 2, 3, 1, x, 0, 3, y, 0, 3, 0, y, 1, 3));
        assertTrue(e.getMessage().contains("with B [2, 3]"), e.getMessage());
        e = assertThrows(IllegalArgumentException.class,
                () -> gemm.gemmBias(Workers.single(), false, true, 2, 2, 3, x, 0, 3, x, 0, 3, y, 3, false, y, 0, 2));
        assertTrue(e.getMessage().startsWith("gemmBias: C [2, 2]") && e.getMessage().contains("bias [1, 2]"), e.getMessage());
    }

    /** Blocks of one matrix that lie side by side or one below the other are separate, though their ranges interleave. */
    @Test
    void blocksOfOneMatrixMayBeOperandAndResult() {
        double[] x = new double[8 * 10];
        for (int i = 0; i < 8; i++) {
            x[i * 10 + i % 3] = 1;
        }
        Gemm<double[]> gemm = Kernels.doubles().gemm();
        gemm.gemm(Workers.single(), false, false, 4, 3, 3, 2, x, 0, 10, x, 40, 10, 0, x, 7, 10);
        assertEquals(0, x[7]);
        assertEquals(2, x[8]);
        assertThrows(IllegalArgumentException.class,
                () -> gemm.gemm(Workers.single(), false, false, 4, 3, 3, 1, x, 0, 10, x, 40, 10, 0, x, 2, 10));
        assertThrows(IllegalArgumentException.class,
                () -> gemm.gemm(Workers.single(), false, false, 4, 3, 3, 1, x, 7, 10, x, 40, 10, 0, x, 28, 10));
    }
}
