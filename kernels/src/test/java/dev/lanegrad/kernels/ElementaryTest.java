package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementaryTest {

    /** Around every change of method: ends of the ranges in both types, and where exp, log and tanh switch. */
    private static final double[] EXTREMES = {0.0, -0.0, 1, -1, 88.73, 88.72, 87, -87, -87.5, -103.9, -104, 709.7, 709.9, -708, -745,
        -746, 1e30, -1e30, 0.625, -0.625, 0.6249, 10, 20, -20, 0.75, 1.5, 0.34657359, -0.34657359, 16.9, 37.1,
        Float.MIN_VALUE, -Float.MIN_VALUE, 1e-39, Double.MIN_VALUE, 1e-310, Float.MAX_VALUE, Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};

    private record Function<A>(String name, Forward<A> forward, Gradient<A> gradient, boolean readsResults,
                               DoubleUnaryOperator exact) {
    }

    private interface Forward<A> {
        void apply(Elementary<A> kernels, int n, A x, int xOffset, A y, int yOffset);
    }

    private interface Gradient<A> {
        void add(Elementary<A> kernels, int n, A dy, int dyOffset, A v, int vOffset, A dx, int dxOffset);
    }

    private static <A> List<Function<A>> functions() {
        return List.of(
                new Function<A>("exp", Elementary::exp, Elementary::addExpGradient, true, Math::exp),
                new Function<A>("expm1", Elementary::expm1, Elementary::addExpm1Gradient, true, Math::expm1),
                new Function<A>("log", Elementary::log, Elementary::addLogGradient, false, Math::log),
                new Function<A>("log1p", Elementary::log1p, Elementary::addLog1pGradient, false, Math::log1p),
                new Function<A>("tanh", Elementary::tanh, Elementary::addTanhGradient, true, Math::tanh),
                new Function<A>("sigmoid", Elementary::sigmoid, Elementary::addSigmoidGradient, true,
                        x -> 1 / (1 + Math.exp(-x))),
                new Function<A>("logSigmoid", Elementary::logSigmoid, Elementary::addLogSigmoidGradient, false,
                        x -> -softplus(-x)),
                new Function<A>("softplus", Elementary::softplus, Elementary::addSoftplusGradient, false,
                        ElementaryTest::softplus));
    }

    private static double softplus(double x) {
        return (x > 0 || Double.isNaN(x) ? x : 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** Its distance from 1, and with it the gradient y (1 - y), depends on the rounding of the divisor. */
    @Test
    void sigmoidOfLargeArgumentsIsTheRoundedQuotient() {
        double[] x = {5, 12, 17, 20, 25, 30, 36.5, 37, 38, 40};
        double[] y = new double[x.length];
        for (Backend backend : Backend.values()) {
            Kernels.doubles(backend).elementary().sigmoid(x.length, x, 0, y, 0);
            for (int i = 0; i < x.length; i++) {
                assertEquals(1 / (1 + Math.exp(-x[i])), y[i], backend + " " + x[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        for (Function<A> function : ElementaryTest.<A>functions()) {
            for (int n : KernelCases.LENGTHS) {
                for (int offset : KernelCases.OFFSETS) {
                    assertSame(pair, function, n, KernelCases.random(pair.storage(), n + offset, 5L * n + offset), offset);
                }
                assertSame(pair, function, n, withExtremes(pair.storage(), n + 1, n), 1);
            }
        }
    }

    private static <A> void assertSame(Pair<A> pair, Function<A> function, int n, A x, int offset) {
        Storage<A> storage = pair.storage();
        String what = function.name + " of " + n + " from " + offset;
        A y = storage.allocate(n + 2);
        A z = storage.allocate(n + 2);
        function.forward.apply(pair.portable().elementary(), n, x, offset, y, 2);
        function.forward.apply(pair.simd().elementary(), n, x, offset, z, 2);
        assertSameBits(storage, y, z, what);
        A dy = KernelCases.random(storage, n, 3);
        A a = KernelCases.random(storage, n + 1, 4);
        A b = KernelCases.random(storage, n + 1, 4);
        function.gradient.add(pair.portable().elementary(), n, dy, 0, x, offset, a, 1);
        function.gradient.add(pair.simd().elementary(), n, dy, 0, x, offset, b, 1);
        assertSameBits(storage, a, b, "gradient of " + what);
        A inPlace = KernelCases.random(storage, n + offset, 0);
        for (int i = 0; i < n + offset; i++) {
            storage.set(inPlace, i, storage.get(x, i));
        }
        function.forward.apply(pair.simd().elementary(), n, inPlace, offset, inPlace, offset);
        for (int i = 0; i < n; i++) {
            assertSameBits(storage.get(z, 2 + i), storage.get(inPlace, offset + i), what + " in place");
        }
    }

    private static <A> A withExtremes(Storage<A> storage, int n, int seed) {
        A x = KernelCases.random(storage, n, seed);
        for (int i = seed % 3; i < n; i += 1 + i % 4) {
            storage.set(x, i, EXTREMES[(seed + i) % EXTREMES.length]);
        }
        return x;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void zerosInfinitiesAndNanGiveTheirLimits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        double[] arguments = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        for (Function<A> function : ElementaryTest.<A>functions()) {
            for (double argument : arguments) {
                A x = storage.allocate(40);
                A y = storage.allocate(40);
                for (int i = 0; i < 40; i++) {
                    storage.set(x, i, argument);
                }
                function.forward.apply(pair.simd().elementary(), 40, x, 0, y, 0);
                A exact = storage.allocate(1);
                storage.set(exact, 0, function.exact.applyAsDouble(argument));
                for (int i = 0; i < 40; i++) {
                    double limit = storage.get(exact, 0);
                    double actual = storage.get(y, i);
                    if (limit == 0 || Double.isInfinite(limit) || Double.isNaN(limit) || Math.abs(limit) == 1) {
                        assertSameBits(limit, actual, function.name + "(" + argument + ")");
                    } else {
                        assertEquals(limit, actual, 1e-7, function.name + "(" + argument + ")");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void gradientsAreThoseOfTheFunctions(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int n = 53;
        for (Function<A> function : ElementaryTest.<A>functions()) {
            A x = storage.allocate(n);
            A y = storage.allocate(n);
            A dy = KernelCases.random(storage, n, 1);
            A dx = KernelCases.random(storage, n, 2);
            A before = KernelCases.random(storage, n, 2);
            for (int i = 0; i < n; i++) {
                storage.set(x, i, function.name.startsWith("log") ? 0.1 + i * 0.1 : (i - 25) * 0.2);
            }
            function.forward.apply(pair.simd().elementary(), n, x, 0, y, 0);
            function.gradient.add(pair.simd().elementary(), n, dy, 0, function.readsResults ? y : x, 0, dx, 0);
            for (int i = 0; i < n; i++) {
                double at = storage.get(x, i);
                double h = 1e-5;
                double slope = (function.exact.applyAsDouble(at + h) - function.exact.applyAsDouble(at - h)) / (2 * h);
                double expected = storage.get(before, i) + storage.get(dy, i) * slope;
                assertEquals(expected, storage.get(dx, i), 1e-5 * (1 + Math.abs(expected)), function.name + " at " + at);
            }
        }
    }

    @Tag("allocation")
    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void aWarmCallAllocatesNothing(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int n = 1021;
        A ordinary = KernelCases.random(storage, n, 1);
        A extreme = withExtremes(storage, n, 1);
        A y = storage.allocate(n);
        for (Function<A> function : ElementaryTest.<A>functions()) {
            long least = Allocation.least(200, () -> {
                function.forward.apply(pair.simd().elementary(), n, ordinary, 0, y, 0);
                function.forward.apply(pair.simd().elementary(), n, extreme, 0, y, 0);
                function.gradient.add(pair.simd().elementary(), n, ordinary, 0, extreme, 0, y, 0);
            });
            assertEquals(0, least, function.name);
        }
    }

    @Test
    void errorsNameKernelArgumentAndBound() {
        for (Backend backend : Backend.values()) {
            Elementary<float[]> kernels = Kernels.floats(backend).elementary();
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                    () -> kernels.exp(4, new float[8], 0, new float[5], 2));
            assertEquals("exp: y has 5 elements, but elements 2 to 5 are needed", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> kernels.tanh(1, new float[8], -1, new float[8], 0));
            assertEquals("tanh: xOffset = -1 must not be negative", e.getMessage());
            e = assertThrows(IllegalArgumentException.class, () -> kernels.addSoftplusGradient(
                    3, new float[3], 0, new float[2], 0, new float[3], 0));
            assertEquals("addSoftplusGradient: x has 2 elements, but elements 0 to 2 are needed", e.getMessage());
        }
    }
}
