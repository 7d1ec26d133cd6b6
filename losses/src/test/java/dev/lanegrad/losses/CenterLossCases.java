package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.testing.OpCase;
import java.util.List;

/** The centre loss on random features and labels. */
final class CenterLossCases {

    private CenterLossCases() {
    }

    static List<OpCase> all() {
        return List.of(OpCase.of("CenterLoss", d -> {
            int items = d.dim();
            int features = d.dim();
            int classes = d.dim();
            int[] labels = d.random().ints(items, 0, classes).toArray();
            return d.sample(
                    (tape, x) -> CenterLoss.record(tape, x.get(0), labels, x.get(1)),
                    d.normal("features", Shape.of(items, features)),
                    d.normal("centers", Shape.of(classes, features)));
        }));
    }
}
