package dev.lanegrad.verification.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.autograd.testing.OpCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That a warm step of every operation and loss allocates nothing. Each runs in a process of its own, which has used registers of other widths before. What
 * C2 compiles depends a little on timing, so the second of two processes may decide.
 */
@Execution(ExecutionMode.CONCURRENT)
class AllocationTest {

    static List<OpCase> cases() {
        return AllocationProgram.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aWarmStepAllocatesNothing(OpCase op) throws IOException, InterruptedException {
        assertEquals(0, run(op) == 0 ? 0 : run(op), () -> op + ": a warm step allocates");
    }

    private static int run(OpCase op) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                AllocationProgram.class.getName(), op.name()).inheritIO().redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }
}
