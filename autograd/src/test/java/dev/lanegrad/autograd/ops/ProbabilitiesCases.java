package dev.lanegrad.autograd.ops;

import static dev.lanegrad.autograd.ops.LinearAlgebraCases.floats;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import java.util.List;

/** Softmax in its forms, and the cross-entropy of probabilities. */
final class ProbabilitiesCases {

    private ProbabilitiesCases() {
    }

    static List<OpCase> all() {
        return List.of(
                OpCase.of("logSumExp", d -> {
                    Shape shape = d.shape(1, 4);
                    int axis = axis(d, shape);
                    boolean keepDims = d.random().nextBoolean();
                    return d.sample((t, x) -> Probabilities.logSumExp(t, x.get(0), axis, keepDims), d.normal("x", shape));
                })
                        .refusing("logSumExp: axis = 2 must lie in [-2, 2) for the shape [2, 3]",
                                t -> Probabilities.logSumExp(t, floats(2, 3), 2, false)),
                OpCase.of("softmax", d -> {
                    Shape shape = d.shape(1, 4);
                    int axis = axis(d, shape);
                    return d.sample((t, x) -> Probabilities.softmax(t, x.get(0), axis), d.normal("x", shape));
                })
                        .refusing("softmax: axis = -3 must lie in [-2, 2) for the shape [2, 3]",
                                t -> Probabilities.softmax(t, floats(2, 3), -3)),
                OpCase.of("logSoftmax", d -> {
                    Shape shape = d.shape(1, 4);
                    int axis = axis(d, shape);
                    return d.sample((t, x) -> Probabilities.logSoftmax(t, x.get(0), axis), d.normal("x", shape));
                })
                        .refusing("logSoftmax: axis = 0 must lie in [0, 0) for the shape []",
                                t -> Probabilities.logSoftmax(t, floats(), 0)),
                OpCase.of("binaryCrossEntropy", ProbabilitiesCases::binaryCrossEntropy)
                        .refusing("binaryCrossEntropy: target [3] must have the shape of p [2, 3]",
                                t -> Probabilities.binaryCrossEntropy(t, floats(2, 3), floats(3))));
    }

    private static int axis(Draw d, Shape shape) {
        return d.random().nextInt(-shape.rank(), shape.rank());
    }

    private static Sample binaryCrossEntropy(Draw d) {
        Shape shape = d.shape(0, 4);
        return d.sample((t, x) -> Probabilities.binaryCrossEntropy(t, x.get(0), x.get(1)),
                d.uniform("p", shape, 0.05, 0.95), d.uniform("target", shape, 0, 1).asConstant());
    }
}
