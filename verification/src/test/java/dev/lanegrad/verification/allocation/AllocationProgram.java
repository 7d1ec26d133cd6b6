package dev.lanegrad.verification.allocation;

import com.sun.management.ThreadMXBean;
import dev.lanegrad.autograd.ops.OpCases;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.Run;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.losses.LossCases;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/** Replays and differentiates one case of the registry, in both types, until a step allocates nothing. Exits with 1 if it never does. */
final class AllocationProgram {

    private static final long NANOS = 20_000_000_000L;

    private AllocationProgram() {
    }

    static List<OpCase> cases() {
        return Stream.concat(OpCases.all().stream(), LossCases.all().stream()).toList();
    }

    public static void main(String[] args) {
        OpCase op = cases().stream().filter(one -> one.name().equals(args[0])).findFirst().orElseThrow();
        long bytes = Math.max(leastBytes(Kernels.floats(), op), leastBytes(Kernels.doubles(), op));
        System.out.println(op + ": " + bytes + " bytes");
        System.exit(bytes == 0 ? 0 : 1);
    }

    /** SIMD kernels allocate until they are compiled: the claim is that they stop. */
    private static <A> long leastBytes(Kernels<A> kernels, OpCase op) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Run run = Run.of(kernels, op.sampler().draw(new Draw(7, 40)));
        long deadline = System.nanoTime() + NANOS;
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < deadline) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                run.tape().replay();
                run.tape().backward(run.output());
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
