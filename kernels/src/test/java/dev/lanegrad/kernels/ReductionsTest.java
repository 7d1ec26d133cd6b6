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
    <A> void distancesToTransposedRowsAreThoseOfTheRows(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        A a = KernelCases.random(storage, 5 * 33, 3);
        A b = KernelCases.random(storage, 1 + 70 * 33, 4);
        A columns = storage.allocate(2 + 70 * 33);
        storage.transpose(70, 33, b, 1, columns, 2);
        A expected = storage.allocate(5 * 70);
        A actual = storage.allocate(5 * 70);
        pair.simd().reductions().pairwiseSquaredDistances(5, 70, 33, a, 0, b, 1, expected, 0);
        pair.simd().reductions().squaredDistancesToColumns(5, 70, 33, a, 0, columns, 2, 70, actual, 0);
        for (int k = 0; k < 5 * 70; k++) {
            assertEquals(storage.get(expected, k), storage.get(actual, k), 1e-6 * storage.get(expected, k));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void distancesToColumnsAddTheirTermsInOrder(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int ldb = 140;
        for (int cols : new int[] {0, 1, 2, 7}) {
            for (int n : new int[] {0, 1, 15, 16, 31, 32, 33, 63, 64, 65, 129, 137}) {
                A a = KernelCases.withSpecials(storage, 1 + 3 * cols, cols);
                A b = KernelCases.random(storage, 2 + ldb * cols, n);
                A expected = KernelCases.random(storage, 3 + 3 * n, 1);
                A actual = KernelCases.random(storage, 3 + 3 * n, 1);
                pair.portable().reductions().squaredDistancesToColumns(3, n, cols, a, 1, b, 2, ldb, expected, 3);
                pair.simd().reductions().squaredDistancesToColumns(3, n, cols, a, 1, b, 2, ldb, actual, 3);
                assertSameBits(storage, expected, actual, cols + " terms, " + n + " columns");
                for (int k = 0; k < 3 * n; k++) {
                    double sum = 0;
                    for (int l = 0; l < cols; l++) {
                        double d = storage.get(a, 1 + k / n * cols + l) - storage.get(b, 2 + l * ldb + k % n);
                        sum += d * d;
                    }
                    boolean huge = !(sum < 1e30);
                    double found = storage.get(actual, 3 + k);
                    assertTrue(huge ? !(found < 1e30) : Math.abs(found - sum) <= 1e-5 * (1 + sum), sum + " " + found);
                }
            }
        }
        assertEquals("squaredDistancesToColumns: ldb = 3 must be at least n = 4", assertThrows(IllegalArgumentException.class,
                () -> pair.simd().reductions().squaredDistancesToColumns(1, 4, 1, storage.allocate(1), 0,
                        storage.allocate(4), 0, 3, storage.allocate(4), 0)).getMessage());
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void pairwiseDistancesAreThoseOfTheRowsAndTheirGradientsWeightedDifferences(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int cols : new int[] {0, 1, 3, 33}) {
            A a = KernelCases.random(storage, 1 + 4 * cols, 3);
            A b = KernelCases.random(storage, 3 * cols, 4);
            A y = storage.allocate(2 + 12);
            A da = storage.allocate(4 * cols);
            pair.simd().reductions().pairwiseSquaredDistances(4, 3, cols, a, 1, b, 0, y, 2);
            pair.simd().reductions().addScaledDifferences(4, 3, cols, 2, y, 2, 3, 1, a, 1, b, 0, da, 0);
            A db = storage.allocate(3 * cols);
            pair.simd().reductions().addScaledDifferences(3, 4, cols, 2, y, 2, 1, 3, b, 0, a, 1, db, 0);
            double[] daExpected = new double[4 * cols];
            double[] dbExpected = new double[3 * cols];
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 3; j++) {
                    double distance = storage.get(y, 2 + 3 * i + j);
                    double row = pair.portable().reductions().squaredDistance(cols, a, 1 + i * cols, b, j * cols);
                    assertSameBits(row, distance, "distance");
                    for (int l = 0; l < cols; l++) {
                        double d = 2 * distance * (storage.get(a, 1 + i * cols + l) - storage.get(b, j * cols + l));
                        daExpected[i * cols + l] += d;
                        dbExpected[j * cols + l] -= d;
                    }
                }
            }
            for (int i = 0; i < daExpected.length; i++) {
                assertEquals(daExpected[i], storage.get(da, i), 1e-5 * (1 + Math.abs(daExpected[i])));
            }
            for (int i = 0; i < dbExpected.length; i++) {
                assertEquals(dbExpected[i], storage.get(db, i), 1e-5 * (1 + Math.abs(dbExpected[i])));
            }
        }
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
        e = assertThrows(IllegalArgumentException.class, () -> reductions.addScaledDifferences(
                2, 3, 1, 1, new float[6], 1, 3, 1, new float[2], 0, new float[3], 0, new float[2], 0));
        assertEquals("addScaledDifferences: s has 6 elements, but elements 1 to 6 are needed", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> reductions.sum(-3, new float[8], 0));
        assertEquals("sum: the size of x = -3 must not be negative", e.getMessage());
    }
}
