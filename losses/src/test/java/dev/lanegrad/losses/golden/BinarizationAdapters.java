package dev.lanegrad.losses.golden;

import dev.lanegrad.losses.BalanceLoss;
import dev.lanegrad.losses.DbLoss;
import dev.lanegrad.losses.MaskedL1Loss;
import dev.lanegrad.losses.RegionDiceLoss;
import java.util.Map;

/** The loss of differentiable binarization and its parts. */
final class BinarizationAdapters {

    private BinarizationAdapters() {
    }

    static void register(Map<String, Adapter> adapters) {
        adapters.put("db_dice", BinarizationAdapters::dice);
        adapters.put("db_mask_l1", BinarizationAdapters::maskedL1);
        adapters.put("db_balance", BinarizationAdapters::balance);
        adapters.put("db_loss", BinarizationAdapters::loss);
    }

    private static <A> void dice(Call<A> call) {
        call.put("out", RegionDiceLoss.record(call.tape(), call.tensor("pred"), call.array("gt"), call.array("mask"),
                call.params().number("eps", 1e-6)));
    }

    private static <A> void maskedL1(Call<A> call) {
        call.put("out", MaskedL1Loss.record(call.tape(), call.tensor("pred"), call.array("gt"), call.array("mask"),
                call.params().number("eps", 1e-6)));
    }

    private static BalanceLoss.Balance balanced(Params params) {
        return params.flag("balance_loss", true) ? BalanceLoss.Balance.HARD_NEGATIVES : BalanceLoss.Balance.NONE;
    }

    private static <A> void balance(Call<A> call) {
        BalanceLoss.MainLoss main = switch (call.params().text("main_loss_type", "DiceLoss")) {
            case "DiceLoss" -> BalanceLoss.MainLoss.DICE;
            case "BCELoss" -> BalanceLoss.MainLoss.CROSS_ENTROPY;
            case "MaskL1Loss" -> BalanceLoss.MainLoss.MASKED_L1;
            default -> throw new IllegalArgumentException("unknown main loss");
        };
        BalanceLoss.Options options = BalanceLoss.Options.defaults().withMainLoss(main)
                .withBalance(balanced(call.params()))
                .withNegativeRatio(call.params().number("negative_ratio", 3))
                .withEps(call.params().number("eps", 1e-6));
        call.put("out", BalanceLoss.record(
                call.tape(), call.tensor("pred"), call.array("gt"), call.array("mask"), options));
    }

    private static <A> void loss(Call<A> call) {
        DbLoss.Options options = DbLoss.Options.defaults()
                .withWeights(call.params().number("alpha", 5), call.params().number("beta", 10))
                .withOhemRatio(call.params().number("ohem_ratio", 3))
                .withEps(call.params().number("eps", 1e-6))
                .withBalance(balanced(call.params()));
        DbLoss.Result<A> result = DbLoss.record(call.tape(), call.tensor("maps"), call.array("shrink_map"),
                call.array("shrink_mask"), call.array("threshold_map"), call.array("threshold_mask"), options);
        call.put("loss", result.loss());
        call.put("loss_shrink_maps", result.shrinkMaps());
        call.put("loss_threshold_maps", result.thresholdMaps());
        call.put("loss_binary_maps", result.binaryMaps());
    }
}
