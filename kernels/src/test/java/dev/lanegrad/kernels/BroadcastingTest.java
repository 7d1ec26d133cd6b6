package dev.lanegrad.kernels;

import static dev.lanegrad.kernels.KernelCases.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.KernelCases.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BroadcastingTest {

    /** Two shapes that broadcast. */
    private record Shapes(int[] a, int[] b) {

        @Override
        public String toString() {
            return Arrays.toString(a) + " and " + Arrays.toString(b);
        }
    }

    /** Hand-picked shapes, then random ones of up to five axes, some of size 0 or 1. */
    private static List<Shapes> shapes() {
        List<Shapes> shapes = new ArrayList<>(List.of(
                new Shapes(new int[] {}, new int[] {}),
                new Shapes(new int[] {}, new int[] {2, 3}),
                new Shapes(new int[] {3, 1}, new int[] {1, 4}),
                new Shapes(new int[] {3, 1, 5}, new int[] {4, 1}),
                new Shapes(new int[] {2, 3, 4}, new int[] {4}),
                new Shapes(new int[] {2, 1, 70}, new int[] {3, 1}),
                new Shapes(new int[] {0, 3}, new int[] {3}),
                new Shapes(new int[] {3, 0}, new int[] {3, 1}),
                new Shapes(new int[] {0}, new int[] {1})));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            int[] common = random.ints(random.nextInt(6), 0, 6).map(n -> n == 0 && random.nextInt(4) > 0 ? 2 : n).toArray();
            shapes.add(new Shapes(operand(common, random), operand(common, random)));
        }
        return shapes;
    }

    private static int[] operand(int[] common, SplittableRandom random) {
        int dropped = random.nextInt(common.length + 1);
        return Arrays.stream(common, dropped, common.length).map(n -> random.nextInt(3) == 0 ? 1 : n).toArray();
    }

    /** The index in an operand of the element that meets element {@code i} of the common shape. */
    private static int index(int i, int[] common, int[] operand) {
        int index = 0;
        int stride = 1;
        int rest = i;
        for (int k = 1; k <= operand.length; k++) {
            int size = common[common.length - k];
            int own = operand[operand.length - k];
            index += own == 1 ? 0 : rest % size * stride;
            stride *= own;
            rest /= size;
        }
        return index;
    }

    @Test
    void everyElementMeetsItsPartner() {
        Broadcasting<double[]> kernels = Kernels.doubles().broadcasting();
        Storage<double[]> storage = Kernels.doubles().storage();
        for (Shapes shapes : shapes()) {
            Broadcast plan = Broadcast.of("test", shapes.a(), shapes.b());
            double[] a = KernelCases.random(storage, plan.aSize() + 1, 1);
            double[] b = KernelCases.random(storage, plan.bSize() + 2, 2);
            double[][] y = new double[4][plan.size() + 3];
            kernels.add(plan, a, 1, b, 2, y[0], 3);
            kernels.sub(plan, a, 1, b, 2, y[1], 3);
            kernels.mul(plan, a, 1, b, 2, y[2], 3);
            kernels.div(plan, a, 1, b, 2, y[3], 3);
            for (int i = 0; i < plan.size(); i++) {
                double p = a[1 + index(i, plan.dims(), shapes.a())];
                double q = b[2 + index(i, plan.dims(), shapes.b())];
                assertSameBits(p + q, y[0][3 + i], "add " + shapes);
                assertSameBits(p - q, y[1][3 + i], "sub " + shapes);
                assertSameBits(p * q, y[2][3 + i], "mul " + shapes);
                assertSameBits(p / q, y[3][3 + i], "div " + shapes);
            }
        }
    }

    @Test
    void sumsAndTheirAdjointMeetTheSameElements() {
        Broadcasting<double[]> kernels = Kernels.doubles().broadcasting();
        Storage<double[]> storage = Kernels.doubles().storage();
        int reduced = 0;
        for (Shapes shapes : shapes()) {
            Broadcast both = Broadcast.of("test", shapes.a(), shapes.b());
            Broadcast plan = Broadcast.of("test", both.dims(), shapes.b());
            double[] a = KernelCases.random(storage, plan.aSize() + 1, 1);
            double[] b = KernelCases.random(storage, plan.bSize() + 2, 2);
            double[] sums = b.clone();
            double[] repeated = a.clone();
            kernels.addSum(plan, 0.5, a, 1, sums, 2);
            kernels.addRepeated(plan, 0.5, repeated, 1, b, 2);
            double[] expectedSums = b.clone();
            for (int i = 0; i < plan.size(); i++) {
                int j = index(i, plan.dims(), shapes.b());
                expectedSums[2 + j] += 0.5 * a[1 + i];
                assertEquals(a[1 + i] + 0.5 * b[2 + j], repeated[1 + i], 1e-15, "addRepeated " + shapes);
            }
            assertArrayEquals(expectedSums, sums, 1e-12, "addSum " + shapes);
            reduced += plan.bSize() < plan.size() ? 1 : 0;
        }
        assertTrue(reduced > 50, reduced + " sums had something to sum");
    }

    @ParameterizedTest
    @MethodSource("dev.lanegrad.kernels.KernelCases#pairs")
    <A> void portableAndSimdGiveTheSameBits(Pair<A> pair) {
        Storage<A> storage = pair.storage();
        List<Shapes> large = List.of(
                new Shapes(new int[] {7, 130}, new int[] {130}),
                new Shapes(new int[] {7, 130}, new int[] {7, 1}),
                new Shapes(new int[] {3, 5, 67}, new int[] {5, 1}),
                new Shapes(new int[] {9001}, new int[] {}));
        for (Shapes shapes : large) {
            Broadcast plan = Broadcast.of("test", shapes.a(), shapes.b());
            A a = KernelCases.withSpecials(storage, plan.aSize(), 1);
            A b = KernelCases.withSpecials(storage, plan.bSize(), 2);
            assertSameBits(storage, results(pair.portable(), plan, a, b), results(pair.simd(), plan, a, b), "" + shapes);
        }
    }

    /** The results of all kernels, one after the other. */
    private static <A> A results(Kernels<A> kernels, Broadcast plan, A a, A b) {
        Storage<A> storage = kernels.storage();
        int n = plan.size();
        A y = storage.allocate(5 * n + plan.bSize());
        Broadcasting<A> broadcasting = kernels.broadcasting();
        broadcasting.add(plan, a, 0, b, 0, y, 0);
        broadcasting.sub(plan, a, 0, b, 0, y, n);
        broadcasting.mul(plan, a, 0, b, 0, y, 2 * n);
        broadcasting.div(plan, a, 0, b, 0, y, 3 * n);
        broadcasting.addRepeated(plan, 0.3, y, 4 * n, b, 0);
        broadcasting.addSum(plan, 0.3, a, 0, y, 5 * n);
        return y;
    }

    @Test
    void neighbouringAxesBecomeOne() {
        assertPlan(Broadcast.of("test", new int[] {2, 3, 4}, new int[] {2, 3, 4}), 1, 1, 24);
        assertPlan(Broadcast.of("test", new int[] {2, 3, 4, 5}, new int[] {4, 5}), 1, 6, 20);
        assertPlan(Broadcast.of("test", new int[] {2, 3, 4, 5}, new int[] {2, 3, 1, 1}), 1, 6, 20);
        assertPlan(Broadcast.of("test", new int[] {2, 1, 4, 5}, new int[] {1, 3, 1, 5}), 6, 4, 5);
        assertPlan(Broadcast.of("test", new int[] {1, 1}, new int[] {}), 1, 1, 1);
    }

    private static void assertPlan(Broadcast plan, int blocks, int rows, int cols) {
        assertEquals(List.of(blocks, rows, cols), List.of(plan.blocks(), plan.rows(), plan.cols()));
    }

    @Test
    void errorsNameOperationShapesAndRule() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> Broadcast.of("mul", new int[] {2, 3}, new int[] {4, 1, 5}));
        assertEquals("mul: a [2, 3] and b [4, 1, 5] do not broadcast: on axis -1 the sizes 3 and 5 differ and neither is 1",
                e.getMessage());
        e = assertThrows(IllegalArgumentException.class,
                () -> Broadcast.of("add", new int[] {1 << 16, 1}, new int[] {1 << 16}));
        assertEquals("add: a [65536, 1] and b [65536] broadcast to more than 2^31 - 1 elements", e.getMessage());
        Broadcast plan = Broadcast.of("sum", new int[] {1, 3}, new int[] {2, 1});
        e = assertThrows(IllegalArgumentException.class,
                () -> Kernels.floats().broadcasting().addSum(plan, 1, new float[3], 0, new float[2], 0));
        assertEquals("addSum: a has 3 elements and must have the common shape [2, 3]", e.getMessage());
    }
}
