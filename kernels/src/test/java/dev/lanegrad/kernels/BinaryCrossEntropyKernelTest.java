package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinaryCrossEntropyKernelTest {

    private static <A> A probabilities(Storage<A> storage, int n, long seed) {
        double[] ends = {0, 1, 1e-30, 0.5, Double.NaN};
        SplittableRandom random = new SplittableRandom(seed);
        A p = storage.allocate(n);
        for (int i = 0; i < n; i++) {
            storage.set(p, i, random.nextInt(9) == 0 ? ends[random.nextInt(ends.length)] : random.nextDouble());
        }
        return p;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void bothBackendsGiveTheValuesOfTheFormula(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        double tolerance = storage.elementType() == ElementType.FLOAT ? 1e-6 : 1e-14;
        for (int n : KernelCases.LENGTHS) {
            A p = probabilities(storage, n + 1, n);
            A t = probabilities(storage, n + 2, n + 1);
            A dy = KernelCases.random(storage, n, n);
            A y = storage.allocate(n + 3);
            A dp = KernelCases.random(storage, n, 1);
            pair.simd().elementary().binaryCrossEntropy(n, p, 1, t, 2, y, 3);
            pair.simd().elementary().addBinaryCrossEntropyGradient(n, dy, 0, p, 1, t, 2, dp, 0);
            A other = storage.allocate(n + 3);
            pair.portable().elementary().binaryCrossEntropy(n, p, 1, t, 2, other, 3);
            assertSameBits(storage, other, y, "binaryCrossEntropy of " + n);
            A before = KernelCases.random(storage, n, 1);
            for (int i = 0; i < n; i++) {
                double x = storage.get(p, 1 + i);
                double target = storage.get(t, 2 + i);
                double loss = (target - 1) * Math.max(Math.log1p(-x), -100) - target * Math.max(Math.log(x), -100);
                assertClose(loss, storage.get(y, 3 + i), tolerance * (1 + loss));
                double slope = storage.get(dy, i) * (x - target) / Math.max((1 - x) * x, 1e-12);
                double sum = storage.get(before, i) + slope;
                assertClose(sum, storage.get(dp, i), 10 * tolerance * (1 + Math.abs(slope)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void certaintiesAreFinite(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (double[] row : List.of(new double[] {0, 0, 0}, new double[] {0, 1, 100}, new double[] {1, 0, 100},
                new double[] {1, 1, 0}, new double[] {2, 1, Double.NaN}, new double[] {-1, 0, Double.NaN})) {
            A x = storage.allocate(3);
            storage.convert(3, row, 0, x, 0);
            pair.simd().elementary().binaryCrossEntropy(1, x, 0, x, 1, x, 2);
            assertClose(row[2], storage.get(x, 2), 1e-30);
        }
    }

    private static void assertClose(double expected, double actual, double tolerance) {
        assertEquals(expected, actual, Double.isNaN(expected) ? 1 : tolerance);
    }
}
