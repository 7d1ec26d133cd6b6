package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.testing.Draw;
import dev.lanegrad.autograd.testing.OpCase;
import dev.lanegrad.autograd.testing.OpCase.Input;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import java.util.Arrays;
import java.util.List;

/** Products, affine maps and distances. */
final class LinearAlgebraCases {

    private LinearAlgebraCases() {
    }

    static List<OpCase> all() {
        return List.of(
                OpCase.of("matmul", LinearAlgebraCases::matmul)
                        .refusing("matmul: a [2, 3] and b [2, 3] do not fit: "
                                        + "the columns of a must be as many as the rows of b",
                                t -> LinearAlgebra.matmul(t, floats(2, 3), floats(2, 3)))
                        .refusing("matmul: a [2, 3] transposed and b [4, 3] transposed do not fit: "
                                        + "the columns of a must be as many as the rows of b",
                                t -> LinearAlgebra.matmul(t, floats(2, 3), true, floats(4, 3), true))
                        .refusing("matmul: a [3] must have at least 2 axes",
                                t -> LinearAlgebra.matmul(t, floats(3), floats(3, 2)))
                        .refusing("matmul: the leading axes of a [2, 1, 3] and b [4, 3, 1] do not broadcast: "
                                        + "aligned at the end, sizes must be equal or 1",
                                t -> LinearAlgebra.matmul(t, floats(2, 1, 3), floats(4, 3, 1))),
                OpCase.of("linear", d -> {
                    Input[] inputs = affine(d);
                    return d.sample((t, x) -> LinearAlgebra.linear(t, x.get(0), x.get(1), x.get(2)), inputs);
                })
                        .refusing("linear: weight [4, 2] must be [out, in] with as many columns as x [5, 3] has",
                                t -> LinearAlgebra.linear(t, floats(5, 3), floats(4, 2), floats(4)))
                        .refusing("linear: bias [3] must have one element for each row of weight [4, 3]",
                                t -> LinearAlgebra.linear(t, floats(5, 3), floats(4, 3), floats(3))),
                OpCase.of("linearRelu", LinearAlgebraCases::linearRelu)
                        .refusing("linearRelu: x [] must have at least one axis",
                                t -> LinearAlgebra.linearRelu(t, floats(), floats(4, 3), floats(3))),
                OpCase.of("pairwiseSquaredDistances", d -> {
                    int cols = d.dim();
                    return d.sample((t, x) -> LinearAlgebra.pairwiseSquaredDistances(t, x.get(0), x.get(1)),
                            d.normal("a", Shape.of(d.dim(), cols)), d.normal("b", Shape.of(d.dim(), cols)));
                })
                        .refusing("pairwiseSquaredDistances: a [5, 3] and b [4, 2] must be two matrices with the same "
                                        + "number of columns",
                                t -> LinearAlgebra.pairwiseSquaredDistances(t, floats(5, 3), floats(4, 2))),
                OpCase.of("rowSquaredNorms", d -> d.sample((t, x) -> Ops.rowSquaredNorms(t, x.get(0)),
                                d.normal("x", d.shape(1, 4))))
                        .refusing("rowSquaredNorms: x [] must have at least one axis",
                                t -> Ops.rowSquaredNorms(t, floats())));
    }

    static Tensor<float[]> floats(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.constant(shape, new float[shape.size()]);
    }

    private static Sample matmul(Draw d) {
        boolean transposeA = d.random().nextBoolean();
        boolean transposeB = d.random().nextBoolean();
        int m = d.dim();
        int n = d.dim();
        int k = d.dim();
        Shape batch = Shape.of(d.random().ints(d.random().nextInt(3), 1, 4).toArray());
        Shape other = d.broadcastable(batch);
        boolean swapped = d.random().nextBoolean();
        Input a = d.normal("a", Shapes.append(swapped ? other : batch, transposeA ? k : m, transposeA ? m : k));
        Input b = d.normal("b", Shapes.append(swapped ? batch : other, transposeB ? n : k, transposeB ? k : n));
        return d.sample((t, x) -> LinearAlgebra.matmul(t, x.get(0), transposeA, x.get(1), transposeB), a, b);
    }

    private static Input[] affine(Draw d) {
        Shape x = d.shape(1, 3);
        int out = d.dim();
        return new Input[] {
            d.normal("x", x), d.normal("weight", Shape.of(out, x.dim(-1))), d.normal("bias", Shape.of(out))};
    }

    /** Multiples of a half, and a bias of odd eighths: the sums keep away from the kink at 0. */
    private static Sample linearRelu(Draw d) {
        Input[] inputs = affine(d);
        for (int i = 0; i < 3; i++) {
            double[] values = inputs[i].values();
            double shift = i == 2 ? 0.125 : 0;
            Arrays.setAll(values, j -> Math.round(2 * values[j]) / 2.0 + shift);
        }
        return d.sample((t, x) -> LinearAlgebra.linearRelu(t, x.get(0), x.get(1), x.get(2)), inputs);
    }
}
