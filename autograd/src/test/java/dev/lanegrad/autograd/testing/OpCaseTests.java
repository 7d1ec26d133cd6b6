package dev.lanegrad.autograd.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.check.GradCheckResult;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.testing.OpCase.BadInput;
import dev.lanegrad.autograd.testing.OpCase.Input;
import dev.lanegrad.autograd.testing.OpCase.Recorder;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every differentiable operation must satisfy. A subclass names its cases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OpCaseTests {

    /** The profile of mutations takes fewer. */
    private static final int SAMPLES = Integer.getInteger("lanegrad.samples", 50);

    /** The cases under test. */
    protected abstract List<OpCase> cases();

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientsAgreeWithDifferences(OpCase op, TestReporter reporter) {
        double worst = 0;
        for (int seed = 0; seed < SAMPLES; seed++) {
            GradCheckResult result = check(small(op, seed), op.name() + ", seed " + seed);
            assertTrue(result.compared() > 0, op + ", seed " + seed + ": nothing to compare");
            worst = Math.max(worst, result.maxRelativeError());
        }
        reporter.publishEntry(op.name(), "worst relative error of a gradient " + worst);
    }

    private static GradCheckResult check(Sample sample, String what) {
        GradCheckResult result = Run.gradCheck(sample);
        assertTrue(result.passed() && result.maxRelativeError() < Run.GRADIENT_ERROR, () -> what + ": " + result);
        return result;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aGradientThatIsOneThousandthTooLargeIsFound(OpCase op) {
        int found = 0;
        for (int seed = 0; seed < SAMPLES; seed++) {
            Sample sample = small(op, seed);
            Recorder wrong = (tape, inputs) ->
                    tape.record(new WrongGradient<>(sample.recorder().record(tape, inputs))).result();
            found += Run.gradCheck(new Sample(wrong, sample.inputs())).passed() ? 0 : 1;
        }
        assertTrue(found >= SAMPLES / 2, op + ": found in " + found + " of " + SAMPLES + " samples");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientsOfTwoUsesAddUpToWhatIsThere(OpCase op) {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Sample sample = small(op, seed);
            Recorder twice = (tape, inputs) -> Ops.add(tape, Run.erased(sample.recorder().record(tape, inputs)),
                    Run.erased(sample.recorder().record(tape, inputs)));
            List<double[]> once = Run.of(Kernels.doubles(), sample).gradients();
            Run run = Run.of(Kernels.doubles(), new Sample(twice, sample.inputs()));
            assertClose(scaled(once, 2), run.gradients(), 1e-12, op + " used twice, seed " + seed);
            run.backward();
            assertClose(scaled(once, 4), run.currentGradients(), 1e-12, op + " differentiated twice, seed " + seed);
        }
    }

    /** An operation says what it reads, else the tape would not know that what lies before it has a gradient. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientsReachWhatComputedTheInputs(OpCase op) {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Sample sample = small(op, seed);
            Recorder behind = (tape, inputs) -> sample.recorder().record(tape,
                    inputs.stream().map(x -> x.requiresGrad() ? Ops.scale(tape, x, 1) : x).toList());
            assertClose(Run.of(Kernels.floats(), sample).gradients(),
                    Run.of(Kernels.floats(), new Sample(behind, sample.inputs())).gradients(), 0, op + ", seed " + seed);
        }
    }

    private static List<double[]> scaled(List<double[]> arrays, double factor) {
        return arrays.stream().map(x -> Arrays.stream(x).map(v -> factor * v).toArray()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aReplayEqualsAFreshRecording(OpCase op) {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Sample sample = small(op, seed);
            Sample other = new Sample(sample.recorder(), sample.inputs().stream().map(OpCaseTests::reversed).toList());
            Run fresh = Run.of(Kernels.floats(), other);
            Run replayed = Run.of(Kernels.floats(), sample);
            replayed.gradients();
            for (int k = 0; k < other.inputs().size(); k++) {
                Run.write(replayed.inputs().get(k), other.inputs().get(k).values());
            }
            replayed.tape().replay();
            assertSameRun(fresh, replayed, op + ", seed " + seed);
        }
    }

    /** Small gradients are cleared at once, large ones by whoever adds first; either way they are those of a tensor that nobody has used. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientsAfterZeroGradAreThoseOfNewTensors(OpCase op) {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Sample sample = large(op, seed);
            Run fresh = Run.of(Kernels.floats(), sample);
            fresh.backward();
            List<double[]> expected = fresh.currentGradients();
            List<double[]> actual = Run.of(Kernels.floats(), sample).gradients();
            for (int k = 0; k < expected.size(); k++) {
                assertSameBits(expected.get(k), actual.get(k), op + ", seed " + seed + ", gradient " + k);
            }
        }
    }

    private static Input reversed(Input input) {
        double[] values = input.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = input.values()[values.length - 1 - i];
        }
        return new Input(input.name(), input.shape(), values, input.differentiable());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void portableAndSimdGiveTheSameBits(OpCase op) {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Sample sample = large(op, seed);
            String what = op + ", seed " + seed;
            Run floats = Run.of(Kernels.floats(Backend.SIMD), sample);
            Run doubles = Run.of(Kernels.doubles(Backend.SIMD), sample);
            assertSameRun(Run.of(Kernels.floats(Backend.PORTABLE), sample), floats, what + " float");
            assertSameRun(Run.of(Kernels.doubles(Backend.PORTABLE), sample), doubles, what + " double");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void floatsAreCloseToDoubles(OpCase op) {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Sample sample = large(op, seed).rounded();
            Run floats = Run.of(Kernels.floats(), sample);
            Run doubles = Run.of(Kernels.doubles(), sample);
            String what = op + ", seed " + seed;
            assertClose(List.of(Run.values(doubles.output())), List.of(Run.values(floats.output())), 1e-4, what + " value");
            assertClose(doubles.gradients(), floats.gradients(), 1e-4, what + " gradient");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void errorsSayWhatIsWrong(OpCase op) {
        for (BadInput bad : op.badInputs()) {
            Tape tape = new Tape();
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> bad.call().accept(tape), bad.message());
            assertEquals(bad.message(), e.getMessage());
            assertEquals(0, tape.size(), op + " records nothing that it refuses");
        }
    }

    private static Sample small(OpCase op, long seed) {
        return op.sampler().draw(new Draw(seed, 4));
    }

    private static Sample large(OpCase op, long seed) {
        return op.sampler().draw(new Draw(seed, 40));
    }

    private static void assertSameRun(Run expected, Run actual, String what) {
        assertSameBits(Run.values(expected.output()), Run.values(actual.output()), what + ": value");
        List<double[]> gradients = expected.gradients();
        List<double[]> others = actual.gradients();
        for (int k = 0; k < gradients.size(); k++) {
            assertSameBits(gradients.get(k), others.get(k), what + ": gradient of parameter " + k);
        }
    }

    private static void assertSameBits(double[] expected, double[] actual, String what) {
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
                assertArrayEquals(expected, actual, what);
                assertEquals(Double.toHexString(expected[i]), Double.toHexString(actual[i]), what + " [" + i + "]");
            }
        }
    }

    /** Compares with a tolerance relative to the largest element of each array. */
    private static void assertClose(List<double[]> expected, List<double[]> actual, double relative, String what) {
        for (int k = 0; k < expected.size(); k++) {
            double largest = Arrays.stream(expected.get(k)).map(Math::abs).max().orElse(0);
            assertArrayEquals(expected.get(k), actual.get(k), relative * largest + Double.MIN_NORMAL, what + ", array " + k);
        }
    }
}
