package dev.lanegrad.verification.hashes;

import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.Run;
import dev.lanegrad.kernels.Kernels;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every operation or loss of a registry, forward and backward, in both types: {@value #SHAPES} random shapes each, the first
 * {@value #FEW} of them small, some large, and the others in between.
 */
final class CaseItems {

    static final int SHAPES = 1000;
    private static final int FEW = 2;
    private static final int LARGE = 20;
    private static final int SMALL_AXIS = 5;
    private static final int AXIS = 12;
    private static final int LARGE_AXIS = 40;

    private CaseItems() {
    }

    static List<Item> of(String kind, List<OpCase> cases) {
        return cases.stream()
                .flatMap(op -> Stream.of(item(kind + " float ", Kernels.floats(), op), item(kind + " double ", Kernels.doubles(), op)))
                .toList();
    }

    private static <A> Item item(String prefix, Kernels<A> kernels, OpCase op) {
        return new Item(prefix + op.name(), FEW, SHAPES, () -> (step, digest) -> {
            Run run = Run.of(kernels, op.sampler().draw(new Draw(step, step < FEW ? SMALL_AXIS : step < LARGE ? LARGE_AXIS : AXIS)));
            digest.add(Run.values(run.output()));
            run.gradients().forEach(digest::add);
        });
    }
}
