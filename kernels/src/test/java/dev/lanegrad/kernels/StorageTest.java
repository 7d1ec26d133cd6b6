package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorageTest {

    private static <A> void assertElements(Storage<A> storage, A x, double... expected) {
        assertEquals(expected.length, storage.length(x));
        for (int i = 0; i < expected.length; i++) {
            KernelCases.assertSameBits(expected[i], storage.get(x, i), "[" + i + "]");
        }
    }

    private static <A> A of(Storage<A> storage, double... values) {
        A x = storage.allocate(values.length);
        for (int i = 0; i < values.length; i++) {
            storage.set(x, i, values[i]);
        }
        return x;
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void fillsAndCopiesTheRangeAlone(Pair<A> pair) {
        for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
            Storage<A> storage = kernels.storage();
            A x = storage.allocate(5);
            storage.fill(3, -0.5, x, 1);
            assertElements(storage, x, 0, -0.5, -0.5, -0.5, 0);
            storage.fill(2, -0.0, x, 2);
            assertElements(storage, x, 0, -0.5, -0.0, -0.0, 0);
            storage.copy(3, of(storage, 1, 2, 3, 4), 1, x, 2);
            assertElements(storage, x, 0, -0.5, 2, 3, 4);
            storage.copy(4, x, 1, x, 0);
            assertElements(storage, x, -0.5, 2, 3, 4, 4);
        }
    }

    /** Ranges are filled in pieces, of which the last one is shorter. */
    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void fillsLargeRangesToo(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        int n = (1 << 22) + 3;
        for (double value : new double[] {0.0, -0.0, 7}) {
            A x = storage.allocate(n + 2);
            storage.fill(n + 2, 5, x, 0);
            storage.fill(n, value, x, 1);
            assertEquals(5, storage.get(x, 0));
            assertEquals(5, storage.get(x, n + 1));
            int wrong = 0;
            for (int i = 1; i <= n; i++) {
                wrong += Double.doubleToRawLongBits(storage.get(x, i)) == Double.doubleToRawLongBits(value) ? 0 : 1;
            }
            assertEquals(0, wrong, "elements that are not " + value);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void transposes(Pair<A> pair) {
        for (Kernels<A> kernels : List.of(pair.portable(), pair.simd())) {
            Storage<A> storage = kernels.storage();
            A y = storage.allocate(8);
            storage.transpose(2, 3, of(storage, 0, 1, 2, 3, 4, 5, 6), 1, y, 1);
            assertElements(storage, y, 0, 1, 4, 2, 5, 3, 6, 0);
            for (int rows : new int[] {1, 15, 16, 17, 33}) {
                for (int cols : new int[] {1, 7, 16, 40}) {
                    A x = KernelCases.random(storage, rows * cols, rows + cols);
                    A z = storage.allocate(rows * cols);
                    storage.transpose(rows, cols, x, 0, z, 0);
                    for (int i = 0; i < rows * cols; i++) {
                        assertEquals(storage.get(x, i), storage.get(z, i % cols * rows + i / cols), rows + " x " + cols);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void convertsBothTypes(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        double third = storage.elementType() == ElementType.FLOAT ? (float) (1 / 3.0) : 1 / 3.0;
        A y = of(storage, 9, 9, 9, 9);
        storage.convert(2, new double[] {5, 1 / 3.0, -0.0}, 1, y, 1);
        assertElements(storage, y, 9, third, -0.0, 9);
        storage.convert(2, new float[] {5, 0.5f, 0.25f}, 1, y, 2);
        assertElements(storage, y, 9, third, 0.5, 0.25);
        storage.addConverted(2, new float[] {5, 6, 7}, 1, y, 2);
        assertElements(storage, y, 9, third, 6.5, 7.25);
        storage.addConverted(2, new double[] {5, 1 / 3.0, 0.5}, 1, y, 1);
        assertElements(storage, y, 9, 2 * third, 7, 7.25);
        assertMessage("convert: x is a int[] and must be a float[] or a double[]", () -> storage.convert(1, new int[1], 0, y, 0));
        assertMessage("addConverted: x is a int[] and must be a float[] or a double[]",
                () -> storage.addConverted(1, new int[1], 0, y, 0));
        for (Object x : List.of(new float[1], new double[1])) {
            assertThrows(IllegalArgumentException.class, () -> storage.convert(2, x, 0, y, 0));
            assertThrows(IllegalArgumentException.class, () -> storage.addConverted(2, x, 0, y, 0));
        }
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
