package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.NanRank;
import java.util.Arrays;

/**
 * One image of a {@link PseNode}. Images do not depend on each other, so each has its own scratch and may have a thread of its own.
 *
 * <p>Both passes go over blocks of cells, and within a block over the channels: the probabilities and the weights of the cells stay in the first
 * cache. Cells that weigh nothing need no probability. Those of all others are kept for the backward pass, side by side. What cells weigh is decided anew
 * in the backward pass, from the logits of the text and the probabilities kept of it: that takes less time than arrays on their way to memory and back.
 */
final class PseImage<A> {

    private static final double IOU_EPS = 1e-6;

    /** Elements that no register has more of. */
    private static final int REGISTER = 16;

    private static final ThreadLocal<int[][]> NEGATIVES = ThreadLocal.withInitial(() -> new int[1][0]);

    private final Kernels<A> type;
    private final PseLoss.Options options;
    private final Tensor<A> maps;
    private final int channels;
    private final int cells;

    /** Where this image begins in the maps. */
    private final int offset;

    private PseTargets targets;

    /** The score that a negative must reach, unless all pixels keep their mask. */
    private double threshold;
    private boolean keepsMask;

    private final PseWeights<A> text;

    /** Those of the text, if they are the same. */
    private final PseWeights<A> kernels;

    /** For each channel and block the probabilities of its cells, or if {@link PseTargets#skipsUnweighed} of those that weigh something. */
    private final A kept;

    /** For each channel {@code sum p t W^2}, {@code sum p^2 W^2} and {@code sum t^2 W^2} over its pixels. */
    private final double[] sums;
    private final long[] textIou = new long[3];
    private final long[] kernelIou = new long[3];

    PseImage(PseLoss.Options options, Tensor<A> maps, int image) {
        this.type = maps.kernels();
        this.options = options;
        this.maps = maps;
        this.channels = maps.shape().dim(1);
        this.cells = maps.shape().dim(2) * maps.shape().dim(3);
        this.offset = image * channels * cells;
        this.text = new PseWeights<>(type, PseLoss.KernelMask.TEXT_MASK);
        this.kernels = options.kernelMask() == text.kind ? text : new PseWeights<>(type, options.kernelMask());
        this.kept = type.storage().allocate(channels * cells);
        this.sums = new double[3 * channels];
    }

    void forward(PseTargets imageTargets) {
        targets = imageTargets;
        Arrays.fill(sums, 0);
        Arrays.fill(textIou, 0);
        Arrays.fill(kernelIou, 0);
        selectNegatives();
        for (int start = 0; start < cells; start += PseWeights.BLOCK) {
            int n = Math.min(PseWeights.BLOCK, cells - start);
            for (int channel = 0; channel < channels; channel++) {
                int at = channel * cells + start;
                boolean gathered = channel > 0 && targets.skipsUnweighed() && gatherProbabilities(at, n);
                if (!gathered) {
                    type.elementary().sigmoid(n, maps.data(), offset + at, kept, at);
                }
                if (channel == 0) {
                    weigh(start, n);
                }
                targets.addDiceSums(channel == 0 ? text : kernels, channel, start, n,
                        kept, at, gathered, sums, 3 * channel);
            }
            targets.addTextIou(start, n, type, maps.data(), offset + start, textIou);
            targets.addKernelIou(start, n, type, maps.data(), offset + (channels - 1) * cells + start, kernelIou);
        }
    }

    /** Keeps the probabilities of the cells of a block that weigh something; not if a logit is NaN, which makes the sums NaN even of a cell that weighs nothing. */
    private boolean gatherProbabilities(int at, int n) {
        int count = type.segmentation().gatherWeighed(n, maps.data(), offset + at, kernels.maskWeights, 0, kept, at);
        if (count < 0) {
            return false;
        }
        // Up to whole registers: what follows the last one is never read.
        type.elementary().sigmoid(Math.min(n, (count + REGISTER - 1) / REGISTER * REGISTER), kept, at, kept, at);
        return true;
    }

    /** Hard negatives: as many as {@code ratio} times the positives, those with the highest scores and what ties with the last of them. */
    private void selectNegatives() {
        int wanted = (int) Math.min(targets.positives * options.effectiveOhemRatio(), targets.negatives);
        keepsMask = targets.positives == 0 || wanted == 0;
        if (!keepsMask) {
            int[] negatives = negatives();
            targets.negatives(negatives);
            threshold = type.selection().weightedKthLargest(
                    cells, maps.data(), offset, negatives, 0, wanted, NanRank.LOWEST);
        }
    }

    /** What a thread needs while it selects, and no longer: one array for all images stays in the cache. */
    private int[] negatives() {
        int[][] ofThread = NEGATIVES.get();
        if (ofThread[0].length < cells) {
            ofThread[0] = new int[cells];
        }
        return ofThread[0];
    }

    /** Decides what the cells of a block weigh, given their probabilities of text: the same in both passes. */
    private void weigh(int start, int n) {
        if (keepsMask) {
            Arrays.fill(text.chosen, 0, n, PseWeights.CHOSEN);
        } else {
            type.selection().atLeast(n, maps.data(), offset + start, threshold, text.chosen, 0);
            reduceToCounts(text.chosen, n);
        }
        text.binary = !keepsMask;
        targets.maskWeights(text, start, n);
        if (kernels != text) {
            if (kernels.kind == PseLoss.KernelMask.PRED) {
                type.selection().above(n, kept, start, 0.5, kernels.chosen, 0);
                reduceToCounts(kernels.chosen, n);
            }
            targets.maskWeights(kernels, start, n);
        }
    }

    private static void reduceToCounts(int[] mask, int n) {
        for (int i = 0; i < n; i++) {
            mask[i] &= PseWeights.CHOSEN;
        }
    }

    /**
     * Adds to the gradient of all maps, given the upstream gradients of this image's text loss and of each of its kernels' losses.
     *
     * @param fromZero whether the gradient is taken as zeros
     */
    void backward(double textUpstream, double kernelUpstream, A gradient, boolean fromZero) {
        for (int start = 0; start < cells; start += PseWeights.BLOCK) {
            int n = Math.min(PseWeights.BLOCK, cells - start);
            weigh(start, n);
            for (int channel = 0; channel < channels; channel++) {
                double upstream = channel == 0 ? textUpstream : kernelUpstream;
                double denominator = denominator(channel);
                int at = channel * cells + start;
                // If a logit was NaN, its block was not gathered. But then the factors are NaN, and so is the gradient.
                boolean gathered = channel > 0 && targets.skipsUnweighed();
                targets.addDiceGradient(channel == 0 ? text : kernels, channel, start, n, -2 * upstream / denominator,
                        4 * upstream * sums[3 * channel] / (denominator * denominator),
                        kept, at, gathered, gradient, offset + at, fromZero);
            }
        }
    }

    private double denominator(int channel) {
        return (sums[3 * channel + 1] + options.eps()) + (sums[3 * channel + 2] + options.eps());
    }

    private double dice(int channel) {
        return 1 - 2 * sums[3 * channel] / denominator(channel);
    }

    double textLoss() {
        return dice(0);
    }

    double kernelsLoss() {
        double sum = 0;
        for (int channel = 1; channel < channels; channel++) {
            sum += dice(channel);
        }
        return sum / (channels - 1);
    }

    double textIou() {
        return iou(textIou, targets.textTotals);
    }

    double kernelIou() {
        return iou(kernelIou, targets.kernelTotals);
    }

    /** The mean over the classes "predicted" and "not predicted" of intersection over union, from counts over the predicted cells and all. */
    private static double iou(long[] counts, long[] totals) {
        double ones = counts[1] / (counts[0] + (totals[1] - counts[1]) + IOU_EPS);
        double zeros = (totals[2] - counts[2]) / (totals[0] - counts[0] + counts[2] + IOU_EPS);
        return (zeros + ones) / 2;
    }

    /** Whether the text mask of the last forward pass keeps the training mask as it is. */
    boolean keepsMask() {
        return keepsMask;
    }

    /** Whether a pixel of a cell would be selected for its score alone. */
    boolean reachesThreshold(int cell) {
        return type.storage().get(maps.data(), offset + cell) >= threshold;
    }

    /** Whether a cell is predicted as text for the kernels' mask. */
    boolean predictsText(int cell) {
        type.elementary().sigmoid(1, maps.data(), offset + cell, kernels.scattered, 0);
        return type.storage().get(kernels.scattered, 0) > 0.5;
    }
}
