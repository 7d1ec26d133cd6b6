package dev.lanegrad.autograd.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.lanegrad.kernels.Kernels;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That a warm step of every differentiable operation allocates nothing, all of them in one process, with the kernels that a
 * program has: SIMD where there is any. A subclass names the cases and runs in a process of its own, because a method that
 * was compiled for other callers before may keep objects that its own caller would not need.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AllocationTests {

    /** The cases under test. */
    protected abstract List<OpCase> cases();

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aWarmStepAllocatesNothing(OpCase op) {
        assertWarmStepAllocatesNothing(Kernels.floats(), op);
        assertWarmStepAllocatesNothing(Kernels.doubles(), op);
    }

    /** SIMD kernels allocate until they are compiled, which takes long on a busy machine: the claim is that they stop. */
    private static <A> void assertWarmStepAllocatesNothing(Kernels<A> kernels, OpCase op) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Run run = Run.of(kernels, OpCaseTests.large(op, 7));
        long deadline = System.nanoTime() + 60_000_000_000L;
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < deadline) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                run.tape().replay();
                run.tape().backward(run.output());
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, op + " of " + kernels.storage().elementType() + ": bytes allocated by 20 steps");
    }
}
