package dev.lanegrad.verification.allocation;

import dev.lanegrad.autograd.ops.OpCases;
import dev.lanegrad.autograd.testing.Allocation;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.Run;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.losses.LossCases;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replays and differentiates one case of the registry, in both types, until a step allocates nothing. Exits with 1 if it never does. The process has used
 * registers of other widths before.
 */
final class AllocationProgram {

    private AllocationProgram() {
    }

    static List<OpCase> cases() {
        return Stream.concat(OpCases.all().stream(), LossCases.all().stream()).toList();
    }

    public static void main(String[] args) {
        OtherWidths.use();
        OpCase op = cases().stream().filter(one -> one.name().equals(args[0])).findFirst().orElseThrow();
        long bytes = Math.max(leastBytes(Kernels.floats(), op), leastBytes(Kernels.doubles(), op));
        System.out.println(op + ": " + bytes + " bytes");
        System.exit(bytes == 0 ? 0 : 1);
    }

    /** SIMD kernels allocate until they are compiled: the claim is that they stop. */
    private static <A> long leastBytes(Kernels<A> kernels, OpCase op) {
        Run run = Run.of(kernels, op.sampler().draw(new Draw(7, 40)));
        return Allocation.least(20, () -> {
            run.tape().replay();
            run.tape().backward(run.output());
        });
    }
}
