package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CentersTest {

    /** Twice as many as the widest register has lanes, and a rest. */
    private static final int ROWS = 37;
    private static final int CLASSES = 4;

    /** Labels with repetitions and rows without class; offset 1. */
    private static final int[] LABELS = IntStream.rangeClosed(0, ROWS).map(i -> (3 * i + i / 5) % 5 - 1).toArray();

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int cols : KernelCases.LENGTHS) {
            A x = KernelCases.random(storage, 1 + ROWS * cols, cols);
            A centers = KernelCases.withSpecials(storage, 2 + CLASSES * cols, cols + 1);
            assertSameBits(storage, distances(pair.portable(), cols, x, centers),
                    distances(pair.simd(), cols, x, centers), "distances " + cols);
            assertSameBits(storage, gradients(pair.portable(), cols, x, centers),
                    gradients(pair.simd(), cols, x, centers), "gradients " + cols);
        }
    }

    private static <A> A distances(Kernels<A> kernels, int cols, A x, A centers) {
        A y = kernels.storage().allocate(ROWS + 1);
        kernels.centers().squaredDistances(ROWS, cols, CLASSES, x, 1, LABELS, 1, centers, 2, y, 1);
        return y;
    }

    /** The gradients of rows and centres behind each other, added to numbers that are not zero. */
    private static <A> A gradients(Kernels<A> kernels, int cols, A x, A centers) {
        A dy = KernelCases.random(kernels.storage(), ROWS + 1, 17);
        A sums = KernelCases.random(kernels.storage(), (ROWS + CLASSES) * cols + 1, 19);
        kernels.centers().addRowGradients(ROWS, cols, CLASSES, dy, 1, x, 1, LABELS, 1, centers, 2, sums, 1, false);
        kernels.centers().addCenterGradients(
                ROWS, cols, CLASSES, dy, 1, x, 1, LABELS, 1, centers, 2, sums, 1 + ROWS * cols);
        return sums;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void fromZeroIsAddingToZerosWhateverIsThere(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        for (int cols : KernelCases.LENGTHS) {
            A x = KernelCases.random(storage, 1 + ROWS * cols, cols);
            A centers = KernelCases.withSpecials(storage, 2 + CLASSES * cols, cols + 1);
            A dy = KernelCases.random(storage, ROWS + 1, 17);
            for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
                A zeros = storage.allocate(ROWS * cols + 1);
                A stale = storage.allocate(ROWS * cols + 1);
                storage.fill(ROWS * cols, Double.NaN, stale, 1);
                kernels.centers().addRowGradients(ROWS, cols, CLASSES, dy, 1, x, 1, LABELS, 1, centers, 2, zeros, 1, false);
                kernels.centers().addRowGradients(ROWS, cols, CLASSES, dy, 1, x, 1, LABELS, 1, centers, 2, stale, 1, true);
                assertSameBits(storage, zeros, stale, "gradients " + cols);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void distancesAreThoseOfTheReductions(Pair<A> pair) {
        for (int cols : List.of(96, 160, 256, 288, 5000)) {
            requireDistancesOfReductions(pair, cols);
        }
    }

    private static <A> void requireDistancesOfReductions(Pair<A> pair, int cols) {
        A x = KernelCases.random(pair.storage(), 1 + ROWS * cols, 1);
        A centers = KernelCases.random(pair.storage(), 2 + CLASSES * cols, 2);
        A y = distances(pair.simd(), cols, x, centers);
        for (int i = 0; i < ROWS; i++) {
            int k = LABELS[1 + i];
            double expected = k < 0 ? 0
                    : pair.simd().reductions().squaredDistance(cols, x, 1 + i * cols, centers, 2 + k * cols);
            assertSameBits(expected, pair.storage().get(y, 1 + i), cols + " columns, row " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void gradientsAreThoseOfTheFormula(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int cols = 21;
        A x = KernelCases.random(storage, 1 + ROWS * cols, 1);
        A centers = KernelCases.random(storage, 2 + CLASSES * cols, 2);
        A dy = KernelCases.random(storage, ROWS + 1, 17);
        A before = KernelCases.random(storage, (ROWS + CLASSES) * cols + 1, 19);
        A sums = gradients(pair.simd(), cols, x, centers);
        double[] expected = new double[(ROWS + CLASSES) * cols];
        for (int i = 0; i < ROWS; i++) {
            int k = LABELS[1 + i];
            for (int j = 0; j < cols && k >= 0; j++) {
                double pull = 2 * storage.get(dy, 1 + i)
                        * (storage.get(x, 1 + i * cols + j) - storage.get(centers, 2 + k * cols + j));
                expected[i * cols + j] += pull;
                expected[(ROWS + k) * cols + j] -= pull;
            }
        }
        double tolerance = storage.elementType() == ElementType.FLOAT ? 1e-5 : 1e-13;
        for (int i = 0; i < expected.length; i++) {
            assertEquals(storage.get(before, 1 + i) + expected[i], storage.get(sums, 1 + i), tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void aMovedCentreIsItsOldPlusTheMeanDifference(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        SplittableRandom random = new SplittableRandom(3);
        int rows = 50;
        int cols = 33;
        int classes = 40;
        int[] labels = random.ints(rows, -1, classes).toArray();
        A x = KernelCases.random(storage, rows * cols, 5);
        A old = KernelCases.random(storage, classes * cols, 6);
        A moved = storage.allocate(classes * cols);
        storage.copy(classes * cols, old, 0, moved, 0);
        int[] first = new int[classes];
        pair.simd().updates().moveCenters(rows, cols, classes, 0.25, 1, x, 0, labels, 0, moved, 0,
                storage.allocate(cols), first, new int[rows]);
        double tolerance = storage.elementType() == ElementType.FLOAT ? 1e-6 : 1e-15;
        for (int k = 0; k < classes; k++) {
            assertEquals(0, first[k]);
            for (int j = 0; j < cols; j++) {
                double c = storage.get(old, k * cols + j);
                double gap = 0;
                int count = 0;
                for (int i = 0; i < rows; i++) {
                    if (labels[i] == k) {
                        gap += c - storage.get(x, i * cols + j);
                        count++;
                    }
                }
                assertEquals(c - 0.25 * gap / (count + 1), storage.get(moved, k * cols + j), count == 0 ? 0 : tolerance);
            }
        }
    }

    @Test
    void aWrongLabelIsNamedBeforeAnythingIsWritten() {
        float[] centers = {1, 2, 3, 4};
        Centers<float[]> kernel = Kernels.floats().centers();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> kernel.squaredDistances(
                2, 2, 2, new float[4], 0, new int[] {0, 2}, 0, centers, 0, new float[2], 0));
        assertEquals("squaredDistances: labels[1] = 2 must lie in [0, 2), or be -1 for a row without class",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Kernels.floats().updates().moveCenters(
                2, 2, 2, 1, 0, new float[4], 0, new int[] {0, -2}, 0, centers, 0, new float[2], new int[2], new int[2]));
        assertEquals(1, centers[0]);
    }
}
