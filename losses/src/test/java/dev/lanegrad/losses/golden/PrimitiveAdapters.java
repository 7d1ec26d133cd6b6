package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.ops.Ops;
import java.util.Map;

/** The differentiable operations. */
final class PrimitiveAdapters {

    private PrimitiveAdapters() {
    }

    static void register(Map<String, Adapter> adapters) {
        adapters.put("row_sqnorm", PrimitiveAdapters::rowSquaredNorms);
    }

    private static <A> void rowSquaredNorms(Call<A> call) {
        call.put("out", Ops.rowSquaredNorms(call.tape(), call.tensor("x")));
    }
}
