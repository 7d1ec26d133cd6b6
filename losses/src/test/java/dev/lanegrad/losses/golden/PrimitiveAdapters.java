package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.ops.Indexed;
import dev.lanegrad.autograd.ops.LinearAlgebra;
import dev.lanegrad.autograd.ops.Ops;
import java.util.Map;

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
}
