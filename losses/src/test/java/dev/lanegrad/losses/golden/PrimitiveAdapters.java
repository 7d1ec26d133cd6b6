package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Indexed;
import dev.lanegrad.autograd.ops.LinearAlgebra;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.ops.Probabilities;
import dev.lanegrad.kernels.Bounds;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Rowwise.NanPolicy;
import dev.lanegrad.kernels.Selection;
import dev.lanegrad.losses.CrossEntropy;
import dev.lanegrad.losses.Reduction;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The differentiable operations. */
final class PrimitiveAdapters {

    private PrimitiveAdapters() {
    }

    static void register(Map<String, Adapter> adapters) {
        adapters.put("row_sqnorm", PrimitiveAdapters::rowSquaredNorms);
        adapters.put("add", PrimitiveAdapters::add);
        adapters.put("sub", PrimitiveAdapters::sub);
        adapters.put("mul", PrimitiveAdapters::mul);
        adapters.put("div", PrimitiveAdapters::div);
        adapters.put("relu", PrimitiveAdapters::relu);
        adapters.put("sigmoid", PrimitiveAdapters::sigmoid);
        adapters.put("clamp", PrimitiveAdapters::clamp);
        adapters.put("reduce_sum", PrimitiveAdapters::sum);
        adapters.put("reduce_mean", PrimitiveAdapters::mean);
        adapters.put("softmax", PrimitiveAdapters::softmax);
        adapters.put("log_softmax", PrimitiveAdapters::logSoftmax);
        adapters.put("logsumexp", PrimitiveAdapters::logSumExp);
        adapters.put("cross_entropy", PrimitiveAdapters::crossEntropy);
        adapters.put("bce_prob", PrimitiveAdapters::binaryCrossEntropy);
        adapters.put("matmul", PrimitiveAdapters::matmul);
        adapters.put("linear", PrimitiveAdapters::linear);
        adapters.put("pairwise_sqdist", PrimitiveAdapters::pairwiseSquaredDistances);
        adapters.put("gather_rows", PrimitiveAdapters::gatherRows);
        adapters.put("scatter_add_rows", PrimitiveAdapters::scatterAddRows);
        adapters.put("upsample_nearest", PrimitiveAdapters::upsampleNearest);
        adapters.put("resize_nearest", PrimitiveAdapters::resizeNearest);
        adapters.put("argmax", PrimitiveAdapters::argMax);
        adapters.put("topk_threshold", PrimitiveAdapters::topK);
    }

    private static <A> void rowSquaredNorms(Call<A> call) {
        call.put("out", Ops.rowSquaredNorms(call.tape(), call.tensor("x")));
    }

    private static <A> void add(Call<A> call) {
        call.put("out", Ops.add(call.tape(), call.tensor("a"), call.tensor("b")));
    }

    private static <A> void sub(Call<A> call) {
        call.put("out", Ops.sub(call.tape(), call.tensor("a"), call.tensor("b")));
    }

    private static <A> void mul(Call<A> call) {
        call.put("out", Ops.mul(call.tape(), call.tensor("a"), call.tensor("b")));
    }

    private static <A> void div(Call<A> call) {
        call.put("out", Ops.div(call.tape(), call.tensor("a"), call.tensor("b")));
    }

    private static <A> void relu(Call<A> call) {
        call.put("out", Ops.relu(call.tape(), call.tensor("x")));
    }

    private static <A> void sigmoid(Call<A> call) {
        call.put("out", Ops.sigmoid(call.tape(), call.tensor("x")));
    }

    private static <A> void clamp(Call<A> call) {
        Params params = call.params();
        call.put("out", Ops.clamp(call.tape(), call.tensor("x"), params.number("min"), params.number("max"),
                params.flag("inclusive", true) ? Bounds.INCLUSIVE : Bounds.EXCLUSIVE));
    }

    private static <A> void sum(Call<A> call) {
        Tensor<A> x = call.tensor("x");
        boolean keepDims = call.params().flag("keepdim", false);
        Optional<int[]> axes = call.params().integers("axes");
        call.put("out", axes.isEmpty() ? Ops.sum(call.tape(), x)
                : Ops.sum(call.tape(), x, reduced(axes.get(), x.shape()), keepDims));
    }

    private static <A> void mean(Call<A> call) {
        Tensor<A> x = call.tensor("x");
        boolean keepDims = call.params().flag("keepdim", false);
        Optional<int[]> axes = call.params().integers("axes");
        call.put("out", axes.isEmpty() ? Ops.mean(call.tape(), x)
                : Ops.mean(call.tape(), x, reduced(axes.get(), x.shape()), keepDims));
    }

    /** A list without axes means all of them in PyTorch, and none of them here. */
    private static int[] reduced(int[] axes, Shape shape) {
        return axes.length > 0 ? axes : IntStream.range(0, shape.rank()).toArray();
    }

    private static <A> void softmax(Call<A> call) {
        call.put("out", Probabilities.softmax(call.tape(), call.tensor("x"), call.params().integer("axis")));
    }

    private static <A> void logSoftmax(Call<A> call) {
        call.put("out", Probabilities.logSoftmax(call.tape(), call.tensor("x"), call.params().integer("axis")));
    }

    private static <A> void logSumExp(Call<A> call) {
        call.put("out", Probabilities.logSumExp(call.tape(), call.tensor("x"),
                call.params().integer("axis"), call.params().flag("keepdim", false)));
    }

    private static <A> void crossEntropy(Call<A> call) {
        Reduction reduction = Reduction.valueOf(call.params().text("reduction", "mean").toUpperCase(Locale.ROOT));
        call.put("out", CrossEntropy.record(call.tape(), call.tensor("logits"), call.ints("labels"),
                CrossEntropy.Options.defaults().withReduction(reduction)));
    }

    private static <A> void binaryCrossEntropy(Call<A> call) {
        call.put("out", Probabilities.binaryCrossEntropy(call.tape(), call.tensor("p"), call.tensor("target")));
    }

    private static <A> void matmul(Call<A> call) {
        call.put("out", LinearAlgebra.matmul(call.tape(),
                call.tensor("a"), call.params().flag("transpose_a", false),
                call.tensor("b"), call.params().flag("transpose_b", false)));
    }

    private static <A> void linear(Call<A> call) {
        call.put("out", LinearAlgebra.linear(
                call.tape(), call.tensor("x"), call.tensor("weight"), call.tensor("bias")));
    }

    private static <A> void pairwiseSquaredDistances(Call<A> call) {
        call.put("out", LinearAlgebra.pairwiseSquaredDistances(call.tape(), call.tensor("a"), call.tensor("b")));
    }

    private static <A> void gatherRows(Call<A> call) {
        call.put("out", Indexed.gatherRows(call.tape(), call.tensor("table"), call.ints("index")));
    }

    private static <A> void scatterAddRows(Call<A> call) {
        call.put("out", Indexed.scatterAddRows(
                call.tape(), call.tensor("src"), call.ints("index"), call.params().integer("rows")));
    }

    private static <A> void upsampleNearest(Call<A> call) {
        call.put("out", Indexed.upsampleNearest(call.tape(), call.tensor("x"),
                call.params().integer("scale_h"), call.params().integer("scale_w")));
    }

    private static <A> void resizeNearest(Call<A> call) {
        call.put("out", Indexed.resizeNearest(call.tape(), call.tensor("x"),
                call.params().integer("out_h"), call.params().integer("out_w")));
    }

    private static <A> void argMax(Call<A> call) {
        Shape shape = call.shape("x");
        int axis = shape.axis("argmax", call.params().integer("axis"));
        NanPolicy nans = switch (call.params().text("nan_policy", "ignore")) {
            case "ignore" -> NanPolicy.IGNORE;
            case "max" -> NanPolicy.FIRST;
            default -> throw new IllegalArgumentException("unknown nan_policy");
        };
        int[] before = Arrays.copyOf(shape.dims(), axis);
        int[] after = Arrays.copyOfRange(shape.dims(), axis + 1, shape.rank());
        int[] dims = IntStream.concat(Arrays.stream(before), Arrays.stream(after)).toArray();
        int[] indices = new int[NpyArray.size(dims)];
        call.kernels().rowwise().argMax(NpyArray.size(before), shape.dim(axis), NpyArray.size(after), nans,
                call.array("x"), 0, indices, 0);
        call.put("out", Result.of(indices, dims));
    }

    private static <A> void topK(Call<A> call) {
        int k = call.params().integer("k");
        NanRank nans = switch (call.params().text("nan_policy", "smallest")) {
            case "smallest" -> NanRank.LOWEST;
            case "largest" -> NanRank.HIGHEST;
            default -> throw new IllegalArgumentException("unknown nan_policy");
        };
        Tensor<A> scores = call.tensor("scores");
        int n = scores.shape().dim(0);
        Selection<A> selection = call.kernels().selection();
        double threshold = selection.kthLargest(n, scores.data(), 0, k, nans);
        int[] mask = new int[n];
        selection.atLeast(n, scores.data(), 0, threshold, mask, 0);
        int[] indices = new int[k];
        selection.topK(n, scores.data(), 0, k, nans, indices, 0);
        call.put("threshold", Result.of(new double[] {threshold}));
        call.put("mask", Result.of(Arrays.stream(mask).map(bits -> bits & 1).toArray(), n));
        call.put("indices", Result.of(indices, k));
        call.put("values", Indexed.gatherRows(call.tape(), scores, indices));
    }
}
