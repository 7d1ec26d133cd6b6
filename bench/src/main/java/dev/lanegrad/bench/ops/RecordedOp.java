package dev.lanegrad.bench.ops;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Indexed;
import dev.lanegrad.autograd.ops.LinearAlgebra;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.ops.Probabilities;
import dev.lanegrad.kernels.Workers;
import java.util.List;

/** An operation on a tape of one thread, computed and differentiated again and again. */
final class RecordedOp<A> {

    private final Tape tape = new Tape(Workers.single());
    private final OpInput<A> in;
    private final Result<A> result;
    private final A upstream;

    /** What an operation gave, and which parameters it depends on. */
    private record Result<A>(Tensor<A> output, List<Tensor<A>> parameters) {
    }

    RecordedOp(OpInput<A> in, String op) {
        this.in = in;
        this.result = record(op);
        this.upstream = in.kernels().storage().allocate(result.output().shape().size());
        in.kernels().storage().copy(result.output().shape().size(), in.upstream(), 0, upstream, 0);
    }

    private Result<A> record(String op) {
        Tensor<A> x = in.x();
        Tensor<A> y = in.y();
        Tensor<A> p = in.p();
        Tensor<A> w = in.weight();
        Tensor<A> b = in.bias();
        int rows = x.shape().dim(0);
        return switch (op) {
            case "add" -> new Result<>(Ops.add(tape, x, y), List.of(x, y));
            case "addRow" -> new Result<>(Ops.add(tape, x, b), List.of(x, b));
            case "sub" -> new Result<>(Ops.sub(tape, x, y), List.of(x, y));
            case "mul" -> new Result<>(Ops.mul(tape, x, y), List.of(x, y));
            case "div" -> new Result<>(Ops.div(tape, x, p), List.of(x, p));
            case "scale" -> new Result<>(Ops.scale(tape, x, 1.5), List.of(x));
            case "relu" -> new Result<>(Ops.relu(tape, x), List.of(x));
            case "clamp" -> new Result<>(Ops.clamp(tape, x, -1, 1), List.of(x));
            case "abs" -> new Result<>(Ops.abs(tape, x), List.of(x));
            case "square" -> new Result<>(Ops.square(tape, x), List.of(x));
            case "sqrt" -> new Result<>(Ops.sqrt(tape, p), List.of(p));
            case "exp" -> new Result<>(Ops.exp(tape, x), List.of(x));
            case "expm1" -> new Result<>(Ops.expm1(tape, x), List.of(x));
            case "log" -> new Result<>(Ops.log(tape, p), List.of(p));
            case "log1p" -> new Result<>(Ops.log1p(tape, p), List.of(p));
            case "tanh" -> new Result<>(Ops.tanh(tape, x), List.of(x));
            case "sigmoid" -> new Result<>(Ops.sigmoid(tape, x), List.of(x));
            case "logSigmoid" -> new Result<>(Ops.logSigmoid(tape, x), List.of(x));
            case "softplus" -> new Result<>(Ops.softplus(tape, x), List.of(x));
            case "sum" -> new Result<>(Ops.sum(tape, x), List.of(x));
            case "sumRows" -> new Result<>(Ops.sum(tape, x, new int[] {1}, false), List.of(x));
            case "sumColumns" -> new Result<>(Ops.sum(tape, x, new int[] {0}, false), List.of(x));
            case "mean" -> new Result<>(Ops.mean(tape, x), List.of(x));
            case "rowSquaredNorms" -> new Result<>(Ops.rowSquaredNorms(tape, x), List.of(x));
            case "logSumExp" -> new Result<>(Probabilities.logSumExp(tape, x, 1, false), List.of(x));
            case "softmax" -> new Result<>(Probabilities.softmax(tape, x, 1), List.of(x));
            case "logSoftmax" -> new Result<>(Probabilities.logSoftmax(tape, x, 1), List.of(x));
            case "binaryCrossEntropy" -> new Result<>(Probabilities.binaryCrossEntropy(tape, p, in.target()), List.of(p));
            case "reshape" -> new Result<>(Ops.reshape(tape, x, Shape.of(x.shape().size())), List.of(x));
            case "gatherRows" -> new Result<>(Indexed.gatherRows(tape, x, in.index()), List.of(x));
            case "scatterAddRows" -> new Result<>(Indexed.scatterAddRows(tape, x, in.index(), rows), List.of(x));
            case "resizeNearest" -> new Result<>(Indexed.resizeNearest(tape, x, rows / 2, 2 * OpInput.COLUMNS), List.of(x));
            case "matmul" -> new Result<>(LinearAlgebra.matmul(tape, x, w), List.of(x, w));
            case "linear" -> new Result<>(LinearAlgebra.linear(tape, x, w, b), List.of(x, w, b));
            case "linearRelu" -> new Result<>(LinearAlgebra.linearRelu(tape, x, w, b), List.of(x, w, b));
            case "pairwiseSquaredDistances" -> new Result<>(LinearAlgebra.pairwiseSquaredDistances(tape, x, w), List.of(x, w));
            default -> throw new IllegalArgumentException("operation " + op);
        };
    }

    void run() {
        for (Tensor<A> each : result.parameters()) {
            each.zeroGrad();
        }
        tape.replay();
        tape.backward(result.output(), upstream);
    }

    /** The result, then the gradients of x, y, p, weight and bias. */
    double[][] results() {
        run();
        return new double[][] {doubles(result.output().data()), doubles(in.x().grad()), doubles(in.y().grad()), doubles(in.p().grad()),
            doubles(in.weight().grad()), doubles(in.bias().grad())};
    }

    private double[] doubles(A array) {
        double[] doubles = new double[in.kernels().storage().length(array)];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = in.kernels().storage().get(array, i);
        }
        return doubles;
    }
}
