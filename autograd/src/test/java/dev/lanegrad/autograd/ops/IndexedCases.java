package dev.lanegrad.autograd.ops;

import static dev.lanegrad.autograd.ops.LinearAlgebraCases.floats;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import java.util.List;

/** Rows and pixels by index. */
final class IndexedCases {

    private IndexedCases() {
    }

    static List<OpCase> all() {
        return List.of(
                OpCase.of("gatherRows", IndexedCases::gatherRows)
                        .refusing("gatherRows: table [] must have at least one axis",
                                t -> Indexed.gatherRows(t, floats(), new int[1]))
                        .refusing("gatherRows: index[1] = 3 must lie in [0, 3)",
                                t -> Indexed.gatherRows(t, floats(3, 2), new int[] {2, 3})),
                OpCase.of("scatterAddRows", IndexedCases::scatterAddRows)
                        .refusing("scatterAddRows: index has 2 elements and must have one for each row of x [3, 2]",
                                t -> Indexed.scatterAddRows(t, floats(3, 2), new int[2], 4))
                        .refusing("scatterAddRows: index[0] = -1 must lie in [0, 4)",
                                t -> Indexed.scatterAddRows(t, floats(1, 2), new int[] {-1}, 4))
                        .refusing("scatterAddRows: rows = -1 must not be negative",
                                t -> Indexed.scatterAddRows(t, floats(3, 2), new int[3], -1)),
                OpCase.of("upsampleNearest", IndexedCases::upsample)
                        .refusing("upsampleNearest: x [2] must have at least 2 axes",
                                t -> Indexed.upsampleNearest(t, floats(2), 2, 2))
                        .refusing("upsampleNearest: the factors 0 and 2 must be at least 1",
                                t -> Indexed.upsampleNearest(t, floats(3, 2), 0, 2))
                        .refusing("upsampleNearest: x [3, 2] times 1 and 2147483647 has more than 2^31 - 1 elements",
                                t -> Indexed.upsampleNearest(t, floats(3, 2), 1, Integer.MAX_VALUE)),
                OpCase.of("resizeNearest", IndexedCases::resize)
                        .refusing("resizeNearest: the new size [3, 0] must be at least 1 in height and width",
                                t -> Indexed.resizeNearest(t, floats(3, 2), 3, 0))
                        .refusing("resizeNearest: the images of x [0, 2] must have pixels",
                                t -> Indexed.resizeNearest(t, floats(0, 2), 3, 3)));
    }

    private static Sample gatherRows(Draw d) {
        Shape table = d.shape(1, 3);
        int[] index = d.random().ints(d.dim(), 0, table.dim(0)).toArray();
        return d.sample((t, x) -> Indexed.gatherRows(t, x.get(0), index), d.normal("table", table));
    }

    private static Sample scatterAddRows(Draw d) {
        Shape shape = d.shape(1, 3);
        int rows = d.dim();
        int[] index = d.random().ints(shape.dim(0), 0, rows).toArray();
        return d.sample((t, x) -> Indexed.scatterAddRows(t, x.get(0), index, rows), d.normal("x", shape));
    }

    private static Sample upsample(Draw d) {
        int scaleH = 1 + d.random().nextInt(4);
        int scaleW = 1 + d.random().nextInt(4);
        return d.sample((t, x) -> Indexed.upsampleNearest(t, x.get(0), scaleH, scaleW), d.normal("x", d.shape(2, 4)));
    }

    private static Sample resize(Draw d) {
        int outH = d.dim();
        int outW = d.dim();
        return d.sample((t, x) -> Indexed.resizeNearest(t, x.get(0), outH, outW), d.normal("x", d.shape(2, 3)));
    }
}
