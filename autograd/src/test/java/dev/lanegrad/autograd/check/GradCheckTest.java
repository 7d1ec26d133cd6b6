package dev.lanegrad.autograd.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.check.GradCheck.Mode;
import dev.lanegrad.autograd.check.GradCheckResult.Difference;
import dev.lanegrad.autograd.ops.Ops;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GradCheckTest {

    private final Tensor<double[]> a = Tensor.parameter(Shape.of(2, 2), 1.0, 2.0, 3.0, 4.0);
    private final Tensor<double[]> b = Tensor.parameter(Shape.of(2), 5.0, 6.0);

    /** The identity, but for the gradient of one element. */
    private record Faulty(Tensor<double[]> x, Tensor<double[]> y, int element, double factor) implements Node {

        static Tensor<double[]> of(Tape tape, Tensor<double[]> x, int element, double factor) {
            return tape.record(new Faulty(x, Tensor.result(x.kernels(), x.shape(), x), element, factor)).y();
        }

        @Override
        public void forward() {
            System.arraycopy(x.data(), 0, y.data(), 0, x.data().length);
        }

        @Override
        public void backward() {
            for (int i = 0; i < x.data().length; i++) {
                x.grad()[i] += (i == element ? factor : 1) * y.grad()[i];
            }
        }

        @Override
        public List<Tensor<?>> inputs() {
            return List.of(x);
        }

        @Override
        public List<Tensor<?>> outputs() {
            return List.of(y);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCorrectGradientPasses(Mode mode) {
        GradCheckResult result = GradCheck.defaults().withMode(mode).check(tape -> Ops.mul(tape, a, b), a, b).assertPassed();
        assertEquals(mode == Mode.JACOBIAN ? 4 * 4 + 2 * 4 : 2, result.compared());
        assertEquals(0, result.excluded());
        assertTrue(result.maxRelativeError() < 1e-8, () -> "" + result);
        assertArrayEquals(new double[] {1, 2, 3, 4}, a.data());
        assertArrayEquals(new double[4], a.grad());
    }

    @ParameterizedTest
    @EnumSource
    void aWrongElementIsNamed(Mode mode) {
        GradCheckResult result = GradCheck.defaults().withMode(mode)
                .check(tape -> Ops.mul(tape, Faulty.of(tape, a, 2, 1.01), b), a, b);
        assertFalse(result.passed());
        assertEquals(1, result.failed());
        Difference worst = result.worst().orElseThrow();
        assertEquals(List.of(0, 2), List.of(worst.argument(), worst.element()));
        assertEquals(0.01, Math.abs(worst.analytic() / worst.numeric() - 1), 1e-6);
        String message = assertThrows(AssertionError.class, result::assertPassed).getMessage();
        assertTrue(message.contains("argument 0 (double[2, 2]), element 2, "
                + (mode == Mode.JACOBIAN ? "output element 2" : "random projection of the output")), message);
    }

    @ParameterizedTest
    @EnumSource
    void aGradientThatIsNotANumberFails(Mode mode) {
        GradCheckResult result = GradCheck.defaults().withMode(mode)
                .check(tape -> Faulty.of(tape, a, 1, Double.NaN), a);
        assertFalse(result.passed());
        assertEquals(1, result.worst().orElseThrow().element());
    }

    @ParameterizedTest
    @EnumSource
    void kinksAreExcludedAndCounted(Mode mode) {
        Tensor<double[]> x = Tensor.parameter(Shape.of(4), -1.0, 1e-9, 2.0, -1e-8);
        GradCheck check = GradCheck.defaults().withMode(mode);
        assertFalse(check.check(tape -> Ops.relu(tape, x), x).passed());
        GradCheckResult result = check.withKinks((argument, element, value) -> Math.abs(value) < 1e-5)
                .check(tape -> Ops.relu(tape, x), x)
                .assertPassed();
        assertEquals(2, result.excluded());
        assertEquals(mode == Mode.JACOBIAN ? 2 * 4 : 1, result.compared());
    }

    @Test
    void whatCannotBeCheckedIsRefused() {
        Tensor<float[]> x = Tensor.parameter(Shape.of(2), 1f, 2f);
        assertMessage("GradCheck: argument 1 (float[2]) must be a double parameter, made by Tensor.parameter",
                () -> GradCheck.defaults().check(tape -> a, a, x));
        assertMessage("GradCheck: at least one parameter is needed", () -> GradCheck.defaults().check(tape -> a));
        assertMessage("GradCheck: eps = 0.0 must be positive, and atol = 1.0E-5 and rtol = 0.001 must not be negative",
                () -> GradCheck.defaults().withEps(0));
    }

    /** A step of 1/2 and products of small whole numbers are exact, so there is no difference, which no tolerance is enough for. */
    @Test
    void noToleranceIsEnoughForNoDifference() {
        Tensor<double[]> whole = Tensor.parameter(Shape.of(2), 3.0, -2.0);
        GradCheck exact = GradCheck.defaults().withEps(0.5).withTolerances(0, 0);
        assertEquals(4, exact.check(tape -> Ops.scale(tape, whole, 2), whole).assertPassed().compared());
        assertThrows(IllegalArgumentException.class, () -> exact.withTolerances(-1e-300, 0));
        assertThrows(IllegalArgumentException.class, () -> exact.withTolerances(0, Double.NaN));
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
