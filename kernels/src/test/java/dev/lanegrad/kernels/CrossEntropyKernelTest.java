package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrossEntropyKernelTest {

    private static final int ROWS = 5;

    private record Results<A>(A losses, A dx) {

        static <A> Results<A> of(Kernels<A> kernels, int classes, A x, int[] labels, LabelTargets<A> targets) {
            return of(kernels, classes, x, labels, targets, KernelCases.random(kernels.storage(), 2 + ROWS * classes, 8), false);
        }

        static <A> Results<A> of(Kernels<A> kernels, int classes, A x, int[] labels, LabelTargets<A> targets, A dx, boolean fromZero) {
            Storage<A> storage = kernels.storage();
            Results<A> r = new Results<>(storage.allocate(ROWS + 1), dx);
            A rowSums = storage.allocate(2 * ROWS + 1);
            A dlosses = KernelCases.random(storage, ROWS, 9);
            kernels.rowwise().crossEntropy(ROWS, classes, x, 1, labels, 1, targets, r.losses, 1, rowSums, 1);
            kernels.rowwise().addCrossEntropyGradient(
                    ROWS, classes, x, 1, labels, 1, targets, rowSums, 1, dlosses, 0, r.dx, 2, fromZero);
            return r;
        }
    }

    private static <A> List<LabelTargets<A>> targets(Storage<A> storage, int classes) {
        A weights = KernelCases.random(storage, classes, 10);
        for (int c = 0; c < classes; c++) {
            storage.set(weights, c, Math.abs(storage.get(weights, c)));
        }
        return List.of(LabelTargets.oneHot(),
                new LabelTargets<>(0.1, OptionalInt.empty(), null),
                new LabelTargets<>(0, OptionalInt.of(-100), weights),
                new LabelTargets<>(0.25, OptionalInt.of(0), weights),
                new LabelTargets<>(1, OptionalInt.of(0), null));
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int classes : KernelCases.LENGTHS.subList(1, KernelCases.LENGTHS.size())) {
            int[] labels = new SplittableRandom(classes).ints(ROWS + 1, 0, classes).toArray();
            for (LabelTargets<A> targets : targets(storage, classes)) {
                assertSame(pair, classes, KernelCases.random(storage, 1 + ROWS * classes, classes), labels, targets);
                assertSame(pair, classes, KernelCases.withSpecials(storage, 1 + ROWS * classes, 1), labels, targets);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void fromZeroIsAddingToZerosWhateverIsThere(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int classes : KernelCases.LENGTHS.subList(1, KernelCases.LENGTHS.size())) {
            int[] labels = new SplittableRandom(classes).ints(ROWS + 1, 0, classes).toArray();
            A x = KernelCases.withSpecials(storage, 1 + ROWS * classes, 1);
            for (LabelTargets<A> targets : targets(storage, classes)) {
                for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
                    A stale = storage.allocate(2 + ROWS * classes);
                    storage.fill(ROWS * classes, Double.NaN, stale, 2);
                    A zeros = storage.allocate(2 + ROWS * classes);
                    assertSameBits(storage, Results.of(kernels, classes, x, labels, targets, zeros, false).dx,
                            Results.of(kernels, classes, x, labels, targets, stale, true).dx, "dx");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void withGradientIsBothWhateverIsThere(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int classes : KernelCases.LENGTHS.subList(1, KernelCases.LENGTHS.size())) {
            int[] labels = new SplittableRandom(classes).ints(ROWS + 1, 0, classes).toArray();
            A x = KernelCases.withSpecials(storage, 1 + ROWS * classes, 1);
            for (LabelTargets<A> targets : targets(storage, classes)) {
                for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
                    Results<A> expected = Results.of(kernels, classes, x, labels, targets, storage.allocate(2 + ROWS * classes), true);
                    A losses = storage.allocate(ROWS + 1);
                    A stale = storage.allocate(2 + ROWS * classes);
                    storage.fill(ROWS * classes, Double.NaN, stale, 2);
                    kernels.rowwise().crossEntropyWithGradient(ROWS, classes, x, 1, labels, 1, targets, KernelCases.random(storage, ROWS, 9), 0,
                            losses, 1, storage.allocate(2 * ROWS + 1), 1, stale, 2);
                    assertSameBits(storage, expected.losses, losses, "losses");
                    assertSameBits(storage, expected.dx, stale, "dx");
                }
            }
        }
    }

    private static <A> void assertSame(Pair<A> pair, int classes, A x, int[] labels, LabelTargets<A> targets) {
        Results<A> expected = Results.of(pair.portable(), classes, x, labels, targets);
        Results<A> actual = Results.of(pair.simd(), classes, x, labels, targets);
        assertSameBits(pair.storage(), expected.losses, actual.losses, "losses");
        assertSameBits(pair.storage(), expected.dx, actual.dx, "dx");
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void valuesAndGradientsAreThoseOfTheFormulas(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        double tolerance = storage.elementType() == ElementType.FLOAT ? 2e-5 : 1e-13;
        for (int classes : new int[] {1, 2, 7, 70}) {
            A x = KernelCases.random(storage, 1 + ROWS * classes, classes);
            int[] labels = new SplittableRandom(classes).ints(ROWS + 1, 0, classes).toArray();
            for (LabelTargets<A> targets : targets(storage, classes)) {
                Results<A> r = Results.of(pair.simd(), classes, x, labels, targets);
                for (int i = 0; i < ROWS; i++) {
                    assertRow(storage, classes, x, i, labels[1 + i], targets, r, tolerance);
                }
            }
        }
    }

    private static <A> void assertRow(Storage<A> storage, int classes, A x, int i, int label, LabelTargets<A> targets,
                                      Results<A> r, double tolerance) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp(storage.get(x, 1 + i * classes + c));
        }
        double loss = 0;
        double total = 0;
        double[] t = new double[classes];
        for (int c = 0; c < classes; c++) {
            A weights = targets.classWeights();
            double weight = weights == null ? 1 : storage.get(weights, c);
            double s = targets.labelSmoothing();
            t[c] = targets.ignores(label) ? 0 : ((c == label ? 1 - s : 0) + s / classes) * weight;
            loss += t[c] * (Math.log(sum) - storage.get(x, 1 + i * classes + c));
            total += t[c];
        }
        assertEquals(loss, storage.get(r.losses, 1 + i), tolerance * (1 + loss));
        A before = KernelCases.random(storage, 2 + ROWS * classes, 8);
        double dloss = storage.get(KernelCases.random(storage, ROWS, 9), i);
        for (int c = 0; c < classes; c++) {
            double p = Math.exp(storage.get(x, 1 + i * classes + c)) / sum;
            double expected = storage.get(before, 2 + i * classes + c) + dloss * (p * total - t[c]);
            assertEquals(expected, storage.get(r.dx, 2 + i * classes + c), tolerance * (1 + Math.abs(expected)));
        }
    }

    @Test
    void errorsNameLabelValueAndClasses() {
        Rowwise<float[]> rowwise = Kernels.floats().rowwise();
        float[] x = new float[8];
        LabelTargets<float[]> plain = LabelTargets.oneHot();
        LabelTargets<float[]> ignoring = new LabelTargets<>(0, OptionalInt.of(-100), null);
        assertMessage("crossEntropy: labels[1] = 4 must lie in [0, 4)",
                () -> rowwise.crossEntropy(2, 4, x, 0, new int[] {3, 4}, 0, plain, x, 0, x, 0));
        assertMessage("crossEntropy: labels[0] = -100 must lie in [0, 4)",
                () -> rowwise.crossEntropy(2, 4, x, 0, new int[] {-100, 4}, 0, plain, x, 0, x, 0));
        assertMessage("addCrossEntropyGradient: labels[1] = -1 must lie in [0, 4)",
                () -> rowwise.addCrossEntropyGradient(2, 4, x, 0, new int[] {-100, -1}, 0, ignoring, x, 0, x, 0, x, 0, false));
        assertMessage("crossEntropy: classWeights has 3 elements and must have one for each of the 4 classes",
                () -> rowwise.crossEntropy(2, 4, x, 0, new int[2], 0,
                        new LabelTargets<>(0, OptionalInt.empty(), new float[3]), x, 0, x, 0));
        assertMessage("LabelTargets: labelSmoothing = NaN must lie in [0, 1]",
                () -> new LabelTargets<float[]>(Double.NaN, OptionalInt.empty(), null));
        assertMessage("LabelTargets: labelSmoothing = 1.5 must lie in [0, 1]",
                () -> new LabelTargets<float[]>(1.5, OptionalInt.empty(), null));
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    @Test
    void theIgnoredLabelIsOne() {
        LabelTargets<float[]> targets = new LabelTargets<>(0, OptionalInt.of(3), null);
        assertTrue(targets.ignores(3));
        assertFalse(targets.ignores(2));
        assertFalse(LabelTargets.<float[]>oneHot().ignores(0));
    }
}
