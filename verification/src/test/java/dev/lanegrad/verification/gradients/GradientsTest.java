package dev.lanegrad.verification.gradients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.testing.OpCase;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first shapes of the table in docs/gradients.md; the profile {@code gradients} makes all of it. */
@Execution(ExecutionMode.CONCURRENT)
class GradientsTest {

    private static final int SHAPES = 100;

    static List<OpCase> cases() {
        return GradientProgram.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientsAreRight(OpCase op, TestReporter reporter) {
        GradientRow row = GradientRow.of(op, SHAPES, 1);
        assertTrue(row.isRight(), row::toString);
        reporter.publishEntry(op.name(), row.line());
    }
}
