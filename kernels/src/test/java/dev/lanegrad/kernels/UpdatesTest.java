package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.List;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step against its formula in double, element by element; arrays at different offsets. */
class UpdatesTest {

    private static final double RATE = 0.05;
    private static final double DECAY = 0.01;

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void adamFollowsItsFormula(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int n : KernelCases.LENGTHS) {
            A g = KernelCases.random(storage, n, 1);
            A m = KernelCases.random(storage, n + 1, 2);
            A v = squared(storage, KernelCases.random(storage, n + 2, 3));
            A p = KernelCases.random(storage, n + 3, 4);
            double[] expectedM = new double[n];
            double[] expectedV = new double[n];
            double[] expectedP = new double[n];
            for (int i = 0; i < n; i++) {
                double d = storage.get(g, i);
                expectedM[i] = 0.9 * storage.get(m, 1 + i) + 0.1 * d;
                expectedV[i] = 0.99 * storage.get(v, 2 + i) + 0.01 * d * d;
                expectedP[i] = storage.get(p, 3 + i) - RATE * expectedM[i] / (Math.sqrt(expectedV[i]) * 1.5 + 1e-3);
            }
            pair.simd().updates().adam(n, RATE, 0.9, 0.99, 1.5, 1e-3, g, 0, m, 1, v, 2, p, 3);
            assertNear(storage, expectedM, m, 1);
            assertNear(storage, expectedV, v, 2);
            assertNear(storage, expectedP, p, 3);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void adamDoesNotDependOnThePositionOfAnElement(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int n = 1021;
        A g = KernelCases.withSpecials(storage, n, 5);
        A m = KernelCases.random(storage, n, 6);
        A v = squared(storage, KernelCases.random(storage, n, 7));
        A p = KernelCases.random(storage, n, 8);
        A mean = storage.allocate(n);
        A square = storage.allocate(n);
        A alone = storage.allocate(n);
        storage.copy(n, m, 0, mean, 0);
        storage.copy(n, v, 0, square, 0);
        storage.copy(n, p, 0, alone, 0);
        pair.simd().updates().adam(n, RATE, 0.9, 0.99, 1.5, 1e-8, g, 0, m, 0, v, 0, p, 0);
        for (int i = 0; i < n; i++) {
            pair.simd().updates().adam(1, RATE, 0.9, 0.99, 1.5, 1e-8, g, i, mean, i, square, i, alone, i);
        }
        assertSameBits(storage, alone, p, "p");
        assertSameBits(storage, square, v, "v");
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void bothBackendsTakeTheSameStepOfAdam(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int n : KernelCases.LENGTHS) {
            A g = KernelCases.withSpecials(storage, n, 5);
            List<A> portable = stepOnSpecials(pair.portable(), g, n);
            List<A> simd = stepOnSpecials(pair.simd(), g, n);
            assertSameBits(storage, portable.get(0), simd.get(0), "m");
            assertSameBits(storage, portable.get(1), simd.get(1), "v");
            assertSameBits(storage, portable.get(2), simd.get(2), "p");
        }
    }

    private static <A> List<A> stepOnSpecials(Kernels<A> kernels, A g, int n) {
        Storage<A> storage = kernels.storage();
        A m = KernelCases.random(storage, n + 1, 6);
        A v = squared(storage, KernelCases.random(storage, n + 2, 7));
        A p = KernelCases.random(storage, n + 3, 8);
        kernels.updates().adam(n, RATE, 0.9, 0.99, 1.5, 1e-8, g, 0, m, 1, v, 2, p, 3);
        return List.of(m, v, p);
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void momentsWithoutGradientStayOutOfTheSubnormalNumbers(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int n = 37;
        A g = storage.allocate(n);
        A m = KernelCases.random(storage, n, 9);
        A v = squared(storage, KernelCases.random(storage, n, 10));
        A p = KernelCases.random(storage, n, 11);
        double least = storage.elementType() == ElementType.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        for (int step = 0; step < 8000; step++) {
            pair.simd().updates().adam(n, RATE, 0.9, 0.9, 1, 1e-8, g, 0, m, 0, v, 0, p, 0);
            for (int i = 0; i < n; i++) {
                double mean = Math.abs(storage.get(m, i));
                double square = storage.get(v, i);
                assertTrue(mean == 0 || mean > least, () -> "subnormal first moment " + mean);
                assertTrue(square == 0 || square > least, () -> "subnormal second moment " + square);
            }
        }
        for (int i = 0; i < n; i++) {
            assertEquals(0, storage.get(m, i), 1e-31);
            assertEquals(0, storage.get(v, i), 1e-31);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void descentFollowsItsFormulas(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        Updates<A> updates = pair.simd().updates();
        for (int n : KernelCases.LENGTHS) {
            A g = KernelCases.random(storage, n + 1, 1);
            A plain = KernelCases.random(storage, n + 3, 4);
            A classical = KernelCases.random(storage, n + 3, 4);
            A nesterov = KernelCases.random(storage, n + 3, 4);
            A u = KernelCases.random(storage, n + 2, 2);
            A w = KernelCases.random(storage, n + 2, 2);
            double[] velocity = new double[n];
            double[] expected = new double[n];
            double[] expectedClassical = new double[n];
            double[] expectedNesterov = new double[n];
            for (int i = 0; i < n; i++) {
                double p = storage.get(plain, 3 + i);
                double d = storage.get(g, 1 + i) + DECAY * p;
                velocity[i] = 0.9 * storage.get(u, 2 + i) + d;
                expected[i] = p - RATE * d;
                expectedClassical[i] = p - RATE * velocity[i];
                expectedNesterov[i] = p - RATE * (d + 0.9 * velocity[i]);
            }
            updates.descend(n, RATE, DECAY, g, 1, plain, 3);
            updates.descendWithMomentum(n, RATE, DECAY, 0.9, g, 1, u, 2, classical, 3);
            updates.descendWithNesterov(n, RATE, DECAY, 0.9, g, 1, w, 2, nesterov, 3);
            assertNear(storage, expected, plain, 3);
            assertNear(storage, velocity, u, 2);
            assertNear(storage, velocity, w, 2);
            assertNear(storage, expectedClassical, classical, 3);
            assertNear(storage, expectedNesterov, nesterov, 3);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int n : KernelCases.LENGTHS) {
            List<A> portable = afterAllSteps(pair.portable(), n);
            List<A> simd = afterAllSteps(pair.simd(), n);
            for (int i = 0; i < portable.size(); i++) {
                assertSameBits(storage, portable.get(i), simd.get(i), "array " + i + " of " + n);
            }
        }
    }

    /** State and parameter after one step of each kind, from numbers of all sorts. */
    private static <A> List<A> afterAllSteps(Kernels<A> kernels, int n) {
        Storage<A> storage = kernels.storage();
        Updates<A> updates = kernels.updates();
        A g = KernelCases.withSpecials(storage, n, 1);
        A m = KernelCases.random(storage, n + 1, 2);
        A v = squared(storage, KernelCases.random(storage, n + 2, 3));
        A p = KernelCases.withSpecials(storage, n + 3, 4);
        A u = KernelCases.random(storage, n, 5);
        A w = KernelCases.random(storage, n, 6);
        updates.adam(n, RATE, 0.9, 0.99, 1.5, 1e-3, g, 0, m, 1, v, 2, p, 3);
        updates.descend(n, RATE, DECAY, g, 0, p, 3);
        updates.descendWithMomentum(n, RATE, DECAY, 0.9, g, 0, u, 0, p, 3);
        updates.descendWithNesterov(n, RATE, DECAY, 0.9, g, 0, w, 0, p, 3);
        A centers = KernelCases.withSpecials(storage, 3 * n + 1, 7);
        updates.moveCenters(4, n, 3, 0.5, 1, KernelCases.random(storage, 4 * n, 8), 0, new int[] {2, 0, -1, 2}, 0,
                centers, 1, storage.allocate(n), new int[3], new int[4]);
        return List.of(m, v, p, u, w, centers);
    }

    private static <A> A squared(Storage<A> storage, A x) {
        for (int i = 0; i < storage.length(x); i++) {
            storage.set(x, i, storage.get(x, i) * storage.get(x, i));
        }
        return x;
    }

    private static <A> void assertNear(Storage<A> storage, double[] expected, A actual, int offset) {
        double tolerance = storage.elementType() == ElementType.FLOAT ? 1e-6 : 1e-15;
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], storage.get(actual, offset + i), tolerance * (1 + Math.abs(expected[i])));
        }
    }

    @Test
    void errorsNameKernelArgumentAndBound() {
        Updates<float[]> updates = Kernels.floats().updates();
        float[] four = new float[4];
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> updates.adam(4, 1, 0.9, 0.9, 1, 1, four, 0, four, 0, new float[3], 0, four, 0));
        assertEquals("adam: v has 3 elements, but elements 0 to 3 are needed", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> updates.descend(4, 1, 0, four, 1, four, 0));
        assertEquals("descend: g has 4 elements, but elements 1 to 4 are needed", e.getMessage());
    }
}
