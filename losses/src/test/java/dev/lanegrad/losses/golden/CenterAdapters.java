package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Bounds;
import dev.lanegrad.losses.CenterLoss;
import dev.lanegrad.losses.CenterUpdate;
import dev.lanegrad.losses.PaddleCenterLoss;
import dev.lanegrad.losses.PaddleCenterLoss.Distance;
import dev.lanegrad.losses.Reduction;
import java.util.Map;

/** The centre losses and the update of centres. */
final class CenterAdapters {

    private CenterAdapters() {
    }

    static void register(Map<String, Adapter> adapters) {
        adapters.put("center_loss_paddle", CenterAdapters::paddle);
        adapters.put("center_loss_half_mean", CenterAdapters::halfMean);
        adapters.put("center_loss_half_sum", CenterAdapters::halfSum);
        adapters.put("center_update", CenterAdapters::update);
    }

    private static <A> void paddle(Call<A> call) {
        PaddleCenterLoss.Options options = options(call.params());
        Tensor<A> features = call.tensor("features");
        Tensor<?> logits = call.storedTensor("logits");
        Tensor<double[]> centers = call.doubleTensor("centers");
        PaddleCenterLoss.Result result = PaddleCenterLoss.record(call.tape(), features, logits, centers, options);
        call.put("loss", result.loss());
        call.put("labels", Result.of(result.labels(), result.labels().length));
        call.put("own_sqdist", Result.of(result.ownSquaredDistances(), result.labels().length));
        // What one order of rounding makes of the expanded form, where a case holds it beside the exact distance.
        call.put("loss_expanded_sample", PaddleCenterLoss.record(
                call.tape(), features, logits, centers, options.withDistance(Distance.EXPANDED)).loss());
    }

    /** Cases that do not name the form of the distance hold for both, so the library's default runs. */
    private static PaddleCenterLoss.Options options(Params params) {
        PaddleCenterLoss.Options defaults = PaddleCenterLoss.Options.defaults();
        Distance distance = switch (params.text("distance", "")) {
            case "" -> defaults.distance();
            case "direct" -> Distance.DIRECT;
            case "expanded" -> Distance.EXPANDED;
            default -> throw new IllegalArgumentException("unknown distance");
        };
        return defaults.withDistance(distance)
                .withBounds(params.number("clip_min", defaults.clipMin()), params.number("clip_max", defaults.clipMax()))
                .withClipGradient(params.flag("inclusive", true) ? Bounds.INCLUSIVE : Bounds.EXCLUSIVE);
    }

    private static <A> void halfMean(Call<A> call) {
        call.put("loss", CenterLoss.record(
                call.tape(), call.tensor("features"), call.ints("labels"), call.tensor("centers")));
    }

    private static <A> void halfSum(Call<A> call) {
        call.put("loss", CenterLoss.record(call.tape(), call.tensor("features"), call.ints("labels"),
                call.tensor("centers"), CenterLoss.Options.defaults().withReduction(Reduction.SUM)));
    }

    private static <A> void update(Call<A> call) {
        Tensor<A> centers = call.tensor("centers");
        CenterUpdate.Rule rule = switch (call.params().text("rule", "class_mean")) {
            case "class_mean" -> CenterUpdate.Rule.CLASS_MEAN;
            case "eccv2016" -> CenterUpdate.Rule.ECCV_2016;
            default -> throw new IllegalArgumentException("unknown rule");
        };
        new CenterUpdate<>(centers, rule, call.params().number("alpha")).apply(call.tensor("features"), call.ints("labels"));
        call.put("centers", Result.data(centers));
    }
}
