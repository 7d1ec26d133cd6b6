package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.AceLoss;
import dev.lanegrad.losses.CtcLoss;
import dev.lanegrad.losses.EnhancedCtcLoss;
import dev.lanegrad.losses.PaddleCtcLoss;
import dev.lanegrad.losses.Reduction;
import java.util.Map;

/** CTC, aggregation cross-entropy, and CTC with the centre loss. */
final class SequenceAdapters {

    private SequenceAdapters() {
    }

    static void register(Map<String, Adapter> adapters) {
        adapters.put("ctc_loss", SequenceAdapters::ctc);
        adapters.put("ctc_loss_paddle", SequenceAdapters::paddle);
        adapters.put("ace_loss", SequenceAdapters::ace);
        adapters.put("enhanced_ctc_loss", SequenceAdapters::enhanced);
    }

    private static <A> void ctc(Call<A> call) {
        CtcLoss.Options options = CtcLoss.Options.defaults().withReduction(Reduction.NONE)
                .withBlank((int) call.params().number("blank", 0))
                .withImpossible(call.params().flag("zero_infinity", false)
                        ? CtcLoss.Impossible.ZERO : CtcLoss.Impossible.INFINITE);
        call.put("out", CtcLoss.record(call.tape(), call.tensor("logits"), call.ints("labels"),
                call.ints("input_lengths"), call.ints("label_lengths"), options));
    }

    private static PaddleCtcLoss.Weighting weighting(Params params) {
        return params.flag("use_focal_loss", false) ? PaddleCtcLoss.Weighting.FOCAL : PaddleCtcLoss.Weighting.PLAIN;
    }

    private static <A> void paddle(Call<A> call) {
        PaddleCtcLoss.Result<A> result = PaddleCtcLoss.record(call.tape(), call.tensor("logits"), call.ints("labels"),
                call.ints("label_lengths"), weighting(call.params()));
        call.put("loss", result.loss());
        call.put("per_item", result.perItem());
    }

    private static <A> void ace(Call<A> call) {
        call.put("out", AceLoss.record(
                call.tape(), call.tensor("logits"), call.ints("label_lengths"), call.ints("label_counts")));
    }

    private static <A> void enhanced(Call<A> call) {
        Tensor<A> logits = call.tensor("logits");
        boolean center = call.params().flag("use_center_loss", true);
        EnhancedCtcLoss.Options options = EnhancedCtcLoss.Options.defaults().withWeighting(weighting(call.params()))
                .withCenterWeight(center ? call.params().number("center_loss_weight", 0.05) : 0);
        EnhancedCtcLoss.Result<A> result = EnhancedCtcLoss.record(call.tape(), call.tensor("features"), logits,
                call.doubleTensor("centers"), call.ints("labels"), call.ints("label_lengths"), options);
        call.put("loss", result.loss());
        call.put("ctc", result.ctc());
    }
}
