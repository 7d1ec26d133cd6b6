package dev.lanegrad.losses.golden;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.DiceLoss;
import dev.lanegrad.losses.Iou;
import dev.lanegrad.losses.Ohem;
import dev.lanegrad.losses.PseLoss;
import dev.lanegrad.losses.Reduction;
import java.util.Locale;
import java.util.Map;

/** The losses of text detection and what they are made of. */
final class SegmentationAdapters {

    private SegmentationAdapters() {
    }

    static void register(Map<String, Adapter> adapters) {
        adapters.put("pse_loss", SegmentationAdapters::pseLoss);
        adapters.put("ohem_batch", SegmentationAdapters::ohem);
        adapters.put("masked_dice", SegmentationAdapters::dice);
        adapters.put("confusion_iou", SegmentationAdapters::iou);
    }

    private static <A> void pseLoss(Call<A> call) {
        PseLoss.Options options = PseLoss.Options.defaults()
                .withAlpha(call.params().number("alpha"))
                .withOhemRatio(call.params().number("ohem_ratio", 3), PseLoss.RatioUse.ALWAYS_THREE)
                .withKernelMask(PseLoss.KernelMask.asInPaddleOcr(call.params().text("kernel_sample_mask", "pred")))
                .withReduction(Reduction.valueOf(call.params().text("reduction", "sum").toUpperCase(Locale.ROOT)))
                .withEps(call.params().number("eps", 1e-6));
        float[] texts = call.floats("gt_texts");
        float[] masks = call.floats("training_masks");
        PseLoss.Values<A> values = PseLoss.record(
                call.tape(), call.tensor("maps"), texts, call.floats("gt_kernels"), masks, options);
        call.put("loss", values.loss());
        call.put("loss_text", values.lossText());
        call.put("loss_kernels", values.lossKernels());
        call.put("iou_text", values.iouText());
        call.put("iou_kernel", values.iouKernel());
        int[] dims = call.shape("training_masks").dims();
        call.put("text_mask", Result.of(values.masks().text(texts, masks), dims));
        call.put("kernel_mask", Result.of(values.masks().kernels(texts, masks), dims));
    }

    private static <A> void ohem(Call<A> call) {
        call.put("out", Ohem.record(call.tape(), call.tensor("scores"), call.floats("gts"), call.floats("masks"),
                call.params().number("ratio", 3)));
    }

    private static <A> void dice(Call<A> call) {
        DiceLoss.Options options =
                DiceLoss.Options.defaults().withEps(call.params().number("eps", 1e-6)).withReduction(Reduction.NONE);
        call.put("out", DiceLoss.record(
                call.tape(), call.tensor("logits"), call.tensor("target"), call.tensor("mask"), options));
    }

    private static <A> void iou(Call<A> call) {
        Reduction reduction = call.params().flag("reduce", true) ? Reduction.MEAN : Reduction.NONE;
        Tensor<A> target = call.tensor("target");
        call.put("out", Iou.record(call.tape(), call.ints("pred"), target, call.tensor("mask"),
                call.params().integer("n_class", 2), reduction));
    }
}
