package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Input;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import dev.lanegrad.autograd.testing.Run;
import dev.lanegrad.kernels.Bounds;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/** Arithmetic with broadcasting, sums and means, and functions of one element. */
final class ArithmeticCases {

    private ArithmeticCases() {
    }

    /** An operation on two tensors, generic in the type of the array. */
    private interface Binary {
        Tensor<Object> record(Tape tape, Tensor<Object> a, Tensor<Object> b);
    }

    /** An operation on one tensor. */
    private interface Unary {
        Tensor<Object> record(Tape tape, Tensor<Object> x);
    }

    static List<OpCase> all() {
        return List.of(
                binary("add", Ops::add),
                binary("sub", Ops::sub),
                binary("mul", Ops::mul),
                binary("div", Ops::div),
                OpCase.of("scale", d -> unary(d, d.normal("x", d.shape(0, 4)), (t, x) -> Ops.scale(t, x, -1.7))),
                OpCase.of("sum of all", d -> unary(d, d.normal("x", d.shape(0, 4)), Ops::sum)),
                OpCase.of("mean of all", d -> unary(d, d.normal("x", d.shape(0, 4)), Ops::mean)),
                OpCase.of("sum over axes", d -> reduction(d, Ops::sum))
                        .refusing("sum: axis = 2 must lie in [-2, 2) for the shape [2, 3]",
                                t -> Ops.sum(t, floats(2, 3), new int[] {2}, true)),
                OpCase.of("mean over axes", d -> reduction(d, Ops::mean))
                        .refusing("mean: axes [0, -2] must name each axis of the shape [2, 3] at most once",
                                t -> Ops.mean(t, floats(2, 3), new int[] {0, -2}, false)),
                OpCase.of("relu", d -> unary(d, d.awayFrom("x", d.shape(0, 4), 0), Ops::relu)),
                OpCase.of("clamp", d -> unary(d, d.awayFrom("x", d.shape(0, 4), -0.5, 0.7),
                                (t, x) -> Ops.clamp(t, x, -0.5, 0.7, Bounds.EXCLUSIVE)))
                        .refusing("clamp: min = 1.0 must not exceed max = 0.0",
                                t -> Ops.clamp(t, floats(2), 1, 0)),
                OpCase.of("abs", d -> unary(d, d.awayFrom("x", d.shape(0, 4), 0), Ops::abs)),
                OpCase.of("square", d -> unary(d, d.normal("x", d.shape(0, 4)), Ops::square)),
                OpCase.of("sqrt", d -> unary(d, d.uniform("x", d.shape(0, 4), 0.1, 3), Ops::sqrt)),
                OpCase.of("toDouble", d -> d.sample(
                        // Scaled, since a tensor that holds double already comes back as it is.
                        (t, x) -> Ops.scale(t, Ops.toDouble(t, x.get(0),
                                Kernels.doubles(x.get(0).kernels().backend())), -1.5),
                        d.normal("x", d.shape(0, 4)))),
                OpCase.of("reshape", ArithmeticCases::reshape)
                        .refusing("reshape: x [2, 3] has 6 elements, but the shape [5] needs 5",
                                t -> Ops.reshape(t, floats(2, 3), Shape.of(5))));
    }

    private static Tensor<float[]> floats(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.constant(shape, new float[shape.size()]);
    }

    private static Sample unary(Draw d, Input x, Unary op) {
        return d.sample((tape, inputs) -> op.record(tape, inputs.get(0)), x);
    }

    /** Either operand may be the smaller one; the second is never near zero, since it may be a divisor. */
    private static OpCase binary(String name, Binary op) {
        return OpCase.of(name, d -> {
            Shape shape = d.shape(0, 4);
            Shape other = d.broadcastable(shape);
            boolean swapped = d.random().nextBoolean();
            Input a = d.normal("a", swapped ? other : shape);
            Input b = d.uniform("b", swapped ? shape : other, 0.5, 2);
            return d.sample((tape, inputs) -> op.record(tape, inputs.get(0), inputs.get(1)), a, b);
        }).refusing(name + ": a [2, 3] and b [4, 3] do not broadcast: on axis -2 the sizes 2 and 4 differ and neither is 1",
                t -> op.record(t, Run.erased(floats(2, 3)), Run.erased(floats(4, 3))));
    }

    /** A reduction over axes. */
    private interface Reduction {
        Tensor<Object> record(Tape tape, Tensor<Object> x, int[] axes, boolean keepDims);
    }

    private static Sample reduction(Draw d, Reduction op) {
        Shape shape = d.shape(0, 4);
        int[] axes = d.axes(shape);
        boolean keepDims = d.random().nextBoolean();
        return d.sample((tape, inputs) -> op.record(tape, inputs.get(0), axes, keepDims), d.normal("x", shape));
    }

    private static Sample reshape(Draw d) {
        Shape shape = d.shape(1, 4);
        Shape result = d.random().nextBoolean() ? Shape.of(shape.size()) : Shape.of(1, shape.size(), 1);
        return unary(d, d.normal("x", shape), (t, x) -> Ops.reshape(t, x, result));
    }
}
