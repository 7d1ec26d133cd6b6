package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.PseBatch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * PSELoss in libtorch, forward and backward, in two compositions: the literal one, statement by statement as in PaddleOCR's
 * {@code det_pse_loss.py}; and a careful one that never upsamples a map that is differentiated, sums labels over 4 x 4 blocks by average pooling and
 * takes {@code topk} instead of a sort.
 */
final class TorchPse {

    private static final double EPS = 1e-6;
    private static final double ALPHA = 0.7;
    private static final int SIDE = PseBatch.SIDE;
    private static final int KERNELS = PseBatch.KERNELS;

    private final int images;
    private final Tensor maps;
    private final Tensor texts;
    private final Tensor kernels;
    private final Tensor masks;

    TorchPse(PseBatch batch) {
        images = batch.images;
        maps = Tensor.create(batch.maps, images, 1 + KERNELS, SIDE, SIDE).requires_grad_(true);
        texts = Tensor.create(batch.texts, images, 4 * SIDE, 4 * SIDE);
        kernels = Tensor.create(batch.kernels, images, KERNELS, 4 * SIDE, 4 * SIDE);
        masks = Tensor.create(batch.masks, images, 4 * SIDE, 4 * SIDE);
    }

    /** The literal composition. */
    double literal() {
        try (PointerScope _ = new PointerScope()) {
            Tensor upsampled = torch.upsample_nearest2d(maps, 4L * SIDE, 4L * SIDE);
            Tensor text = upsampled.select(1, 0);
            Tensor selected = ohem(text.detach(), false);
            Tensor lossText = dice(text, texts, selected);
            iou(text, texts, masks);
            Tensor kernelMask = text.detach().sigmoid().gt(scalar(0.5)).to(torch.ScalarType.Float).mul(masks);
            TensorVector losses = new TensorVector();
            for (int k = 0; k < KERNELS; k++) {
                losses.push_back(dice(upsampled.select(1, 1 + k), kernels.select(1, k), kernelMask));
            }
            Tensor lossKernels = torch.stack(losses, 1).mean(1);
            iou(upsampled.select(1, KERNELS), kernels.select(1, KERNELS - 1), masks.mul(texts));
            return backward(lossText, lossKernels);
        }
    }

    private Tensor dice(Tensor logits, Tensor target, Tensor mask) {
        Tensor weights = mask.reshape(images, -1);
        Tensor p = logits.sigmoid().reshape(images, -1).mul(weights);
        Tensor t = target.reshape(images, -1).mul(weights);
        return quotient(p.mul(t).sum(1), p.mul(p).sum(1), t.mul(t).sum(1));
    }

    private static Tensor quotient(Tensor pt, Tensor pp, Tensor tt) {
        Tensor denominator = pp.add(scalar(EPS)).add(tt.add(scalar(EPS)));
        return pt.mul(scalar(2)).div(denominator).neg().add(scalar(1));
    }

    private double backward(Tensor lossText, Tensor lossKernels) {
        Tensor loss = lossText.mul(scalar(ALPHA)).add(lossKernels.mul(scalar(1 - ALPHA))).sum();
        maps.mutable_grad().reset();
        loss.backward();
        return loss.item_double();
    }

    /** The gradient of the maps after the last step. */
    double[] gradient() {
        try (PointerScope _ = new PointerScope()) {
            return Torch.doubles(maps.grad());
        }
    }

    /** Hard-example mining image by image, with a sort or with {@code topk}. */
    private Tensor ohem(Tensor scores, boolean topk) {
        TensorVector selected = new TensorVector();
        for (int i = 0; i < images; i++) {
            selected.push_back(ohemSingle(scores.select(0, i), texts.select(0, i), masks.select(0, i), topk));
        }
        return torch.stack(selected);
    }

    private static Tensor ohemSingle(Tensor score, Tensor gt, Tensor mask, boolean topk) {
        Tensor positive = gt.gt(scalar(0.5));
        Tensor negative = gt.le(scalar(0.5));
        long positives = positive.sum().item_long() - positive.logical_and(mask.le(scalar(0.5))).sum().item_long();
        if (positives == 0) {
            return mask;
        }
        long wanted = Math.min(3 * positives, negative.sum().item_long());
        if (wanted == 0) {
            return mask;
        }
        Tensor pool = score.masked_select(negative);
        Tensor threshold = topk
                ? pool.topk(wanted, 0, true, false).get0().min()
                : pool.neg().sort().get0().select(0, wanted - 1).neg();
        return score.ge(threshold).logical_or(positive).logical_and(mask.gt(scalar(0.5))).to(torch.ScalarType.Float);
    }

    /** The mean over two classes of the intersection over union, image by image. */
    private void iou(Tensor logits, Tensor target, Tensor mask) {
        Tensor predicted = logits.detach().gt(scalar(0)).to(torch.ScalarType.Long);
        for (int i = 0; i < images; i++) {
            Tensor kept = mask.select(0, i).eq(scalar(1));
            Tensor a = predicted.select(0, i).masked_select(kept);
            Tensor b = target.select(0, i).masked_select(kept);
            double sum = 0;
            for (int c = 0; c < 2; c++) {
                Tensor inA = a.eq(scalar(c));
                Tensor inB = b.eq(scalar(c));
                sum += inA.logical_and(inB).sum().item_double() / (inA.logical_or(inB).sum().item_double() + EPS);
            }
            if (Double.isNaN(sum)) {
                throw new IllegalStateException("iou");
            }
        }
    }

    /** The careful composition. */
    double careful() {
        try (PointerScope _ = new PointerScope()) {
            Tensor p = maps.sigmoid();
            Tensor text = p.select(1, 0);
            Tensor textWeights;
            Tensor textTargets;
            Tensor kernelWeights;
            Tensor kernelTargets;
            try (NoGradGuard _ = new NoGradGuard()) {
                Tensor scores = torch.upsample_nearest2d(maps.narrow(1, 0, 1), 4L * SIDE, 4L * SIDE).select(1, 0);
                Tensor selected = ohem(scores, true);
                textWeights = blockSums(selected);
                textTargets = blockSums(selected.mul(texts));
                Tensor predicted = text.gt(scalar(0.5)).to(torch.ScalarType.Float);
                kernelWeights = blockSums(masks).mul(predicted);
                kernelTargets = blockSums(kernels.mul(masks.unsqueeze(1))).mul(predicted.unsqueeze(1));
                iou(scores, texts, masks);
                iou(torch.upsample_nearest2d(maps.narrow(1, KERNELS, 1), 4L * SIDE, 4L * SIDE).select(1, 0),
                        kernels.select(1, KERNELS - 1), masks.mul(texts));
            }
            long[] cells = {1, 2};
            long[] mapCells = {2, 3};
            Tensor lossText = quotient(text.mul(textTargets).sum(cells), text.mul(text).mul(textWeights).sum(cells),
                    textTargets.sum(cells));
            Tensor q = p.narrow(1, 1, KERNELS);
            Tensor lossKernels = quotient(q.mul(kernelTargets).sum(mapCells), q.mul(q).mul(kernelWeights.unsqueeze(1)).sum(mapCells),
                    kernelTargets.sum(mapCells)).mean(1);
            return backward(lossText, lossKernels);
        }
    }

    /** Sums over 4 x 4 blocks; labels of 0 and 1 are their own squares. */
    private static Tensor blockSums(Tensor labels) {
        long[] four = {4, 4};
        return torch.avg_pool2d(labels, four, four, new long[] {0, 0}, false, true, new LongOptional(1));
    }

    private static Scalar scalar(double value) {
        return new Scalar(value);
    }
}
