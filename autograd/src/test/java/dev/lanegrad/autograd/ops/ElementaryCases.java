package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.testing.OpCase;
import java.util.List;

/** Elementary functions on ranges where differences of their values are exact enough to be compared. */
final class ElementaryCases {

    private ElementaryCases() {
    }

    /** An operation on one tensor, generic in the type of the array. */
    private interface Unary {
        Tensor<Object> record(Tape tape, Tensor<Object> x);
    }

    static List<OpCase> all() {
        return List.of(
                function("exp", -3, 3, Ops::exp),
                function("expm1", -3, 3, Ops::expm1),
                function("log", 0.2, 5, Ops::log),
                function("log1p", -0.8, 4, Ops::log1p),
                function("tanh", -3, 3, Ops::tanh),
                function("sigmoid", -4, 4, Ops::sigmoid),
                function("logSigmoid", -4, 4, Ops::logSigmoid),
                function("softplus", -4, 4, Ops::softplus));
    }

    private static OpCase function(String name, double min, double max, Unary op) {
        return OpCase.of(name, d -> d.sample(
                (tape, inputs) -> op.record(tape, inputs.get(0)), d.uniform("x", d.shape(0, 4), min, max)));
    }
}
