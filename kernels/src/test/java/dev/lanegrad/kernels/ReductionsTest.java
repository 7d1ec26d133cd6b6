package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReductionsTest {

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int n : KernelCases.LENGTHS) {
            for (int offset : KernelCases.OFFSETS) {
                A x = KernelCases.random(storage, n + offset, 7 * n + offset);
                A y = KernelCases.random(storage, n + 2, 11 * n + offset);
                assertSame(pair, n, x, offset, y);
            }
            A x = KernelCases.withSpecials(storage, n, n);
            A y = KernelCases.withSpecials(storage, n + 2, n + 1);
            assertSame(pair, n, x, 0, y);
        }
    }

    private static <A> void assertSame(Pair<A> pair, int n, A x, int offset, A y) {
        Reductions<A> a = pair.portable().reductions();
        Reductions<A> b = pair.simd().reductions();
        String at = " of " + n + " from " + offset;
        assertSameBits(a.sum(n, x, offset), b.sum(n, x, offset), "sum" + at);
        assertSameBits(a.dot(n, x, offset, y, 2), b.dot(n, x, offset, y, 2), "dot" + at);
        assertSameBits(a.squaredNorm(n, x, offset), b.squaredNorm(n, x, offset), "squaredNorm" + at);
        assertSameBits(a.squaredDistance(n, x, offset, y, 2), b.squaredDistance(n, x, offset, y, 2), "distance" + at);
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void sumsOfSquaresLieWithinFourUlpOfTheExactOnes(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int n : new int[] {10, 1000, 4096, 100_000}) {
            A x = KernelCases.random(storage, n, n);
            BigDecimal exact = BigDecimal.ZERO;
            for (int i = 0; i < n; i++) {
                exact = exact.add(new BigDecimal(storage.get(x, i)).pow(2));
            }
            double norm = pair.simd().reductions().squaredNorm(n, x, 0);
            double ulp = storage.elementType() == ElementType.FLOAT ? Math.ulp((float) norm) : Math.ulp(norm);
            BigDecimal error = exact.subtract(new BigDecimal(norm)).abs().divide(new BigDecimal(ulp), MathContext.DECIMAL64);
            assertTrue(error.doubleValue() <= 4, () -> n + " elements: " + error + " ULP");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void rowNormsAreTheNormsOfTheRows(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        A x = KernelCases.random(storage, 2 + 5 * 33, 3);
        A y = storage.allocate(6);
        pair.simd().reductions().rowSquaredNorms(5, 33, x, 2, y, 1);
        for (int i = 0; i < 5; i++) {
            assertSameBits(pair.simd().reductions().squaredNorm(33, x, 2 + 33 * i), storage.get(y, 1 + i), "row " + i);
        }
        assertEquals(0, storage.get(y, 0));
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void anInfinitySurvivesTheCompensation(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        A x = KernelCases.random(storage, 10_000, 5);
        storage.set(x, 17, Double.POSITIVE_INFINITY);
        assertEquals(Double.POSITIVE_INFINITY, pair.simd().reductions().sum(10_000, x, 0));
        assertEquals(Double.POSITIVE_INFINITY, pair.simd().reductions().squaredNorm(10_000, x, 0));
    }

    @Test
    void errorsNameKernelArgumentAndBound() {
        Reductions<float[]> reductions = Kernels.floats().reductions();
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> reductions.dot(4, new float[8], 0, new float[5], 2));
        assertEquals("dot: y has 5 elements, but elements 2 to 5 are needed", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> reductions.sum(1, new float[8], -1));
        assertEquals("sum: xOffset = -1 must not be negative", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> reductions.sum(-3, new float[8], 0));
        assertEquals("sum: the size of x = -3 must not be negative", e.getMessage());
    }
}
