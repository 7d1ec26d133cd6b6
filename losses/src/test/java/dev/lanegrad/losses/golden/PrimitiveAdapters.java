package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Indexed;
import dev.lanegrad.autograd.ops.LinearAlgebra;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Rowwise.NanPolicy;
import dev.lanegrad.kernels.Selection;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** The differentiable operations. */
final class PrimitiveAdapters {

    private PrimitiveAdapters() {
    }

    static void register(Map<String, Adapter> adapters) {
        adapters.put("row_sqnorm", PrimitiveAdapters::rowSquaredNorms);
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
