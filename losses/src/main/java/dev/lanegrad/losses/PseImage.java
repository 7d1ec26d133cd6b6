package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.losses.PseTargets.Weighting;
import java.util.Arrays;

/**
 * One image of a {@link PseNode}. Images do not depend on each other, so each has its own scratch and may have a thread of its own.
 *
 * <p>Both passes go over blocks of cells, and within a block over the channels: the probabilities, the weights of the cells and what they are made
 * of stay in the first cache. Probabilities are computed in each pass, which is faster than to write them to memory and to read them again.
 */
final class PseImage<A> {

    private static final double IOU_EPS = 1e-6;

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

    private final PseBlock<A> block;
    private final int[] predicted = new int[PseBlock.SIZE];
    private final int[] negatives;
    private final A textProbabilities;
    private final A kernelProbabilities;

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
        this.negatives = new int[cells];
        this.block = new PseBlock<>(type);
        this.textProbabilities = type.storage().allocate(PseBlock.SIZE);
        this.kernelProbabilities = type.storage().allocate(PseBlock.SIZE);
        this.sums = new double[3 * channels];
    }

    void forward(PseTargets imageTargets) {
        targets = imageTargets;
        Arrays.fill(sums, 0);
        Arrays.fill(textIou, 0);
        Arrays.fill(kernelIou, 0);
        selectNegatives();
        for (int start = 0; start < cells; start += PseBlock.SIZE) {
            int n = goTo(start);
            for (int channel = 0; channel < channels; channel++) {
                A p = probabilities(channel);
                targets.addDiceSums(block, channel, weights(channel), p, sums, 3 * channel);
            }
            type.selection().above(n, maps.data(), offset + start, 0, predicted, 0);
            targets.addTextIou(start, n, predicted, textIou);
            type.selection().above(n, maps.data(), offset + (channels - 1) * cells + start, 0, predicted, 0);
            targets.addKernelIou(start, n, predicted, kernelIou);
        }
    }

    /** Begins a block and returns the number of its cells. */
    private int goTo(int start) {
        block.start = start;
        block.n = Math.min(PseBlock.SIZE, cells - start);
        return block.n;
    }

    private A probabilities(int channel) {
        A p = channel == 0 ? textProbabilities : kernelProbabilities;
        type.elementary().sigmoid(block.n, maps.data(), offset + channel * cells + block.start, p, 0);
        return p;
    }

    /** Hard negatives: as many as {@code ratio} times the positives, those with the highest scores and what ties with the last of them. */
    private void selectNegatives() {
        int wanted = (int) Math.min(targets.positives * options.effectiveOhemRatio(), targets.negatives);
        keepsMask = targets.positives == 0 || wanted == 0;
        if (!keepsMask) {
            targets.negatives(negatives);
            threshold = type.selection().weightedKthLargest(
                    cells, maps.data(), offset, negatives, 0, wanted, NanRank.LOWEST);
        }
    }

    /**
     * Makes the weights of the block's cells for a channel. They are the same for all kernels and made once, for the first: channels have to come in
     * order, each after its probabilities.
     */
    private Weighting weights(int channel) {
        boolean textMask = channel == 0 || options.kernelMask() == PseLoss.KernelMask.TEXT_MASK;
        Weighting weighting = textMask && !keepsMask ? Weighting.BINARY : Weighting.RAW;
        if (channel == 0) {
            choose(PseLoss.KernelMask.TEXT_MASK);
            targets.maskWeights(block, weighting);
        } else if (channel == 1 && !textMask) {
            choose(options.kernelMask());
            targets.maskWeights(block, weighting);
        }
        return weighting;
    }

    /** Chooses for each cell of the block between the weight of the mask and that of mask and text. */
    private void choose(PseLoss.KernelMask kind) {
        int n = block.n;
        int[] first = block.first;
        int[] second = block.second;
        switch (kind) {
            case PRED -> {
                type.selection().above(n, textProbabilities, 0, 0.5, first, 0);
                Arrays.fill(second, 0, n, 0);
            }
            case GT -> {
                Arrays.fill(first, 0, n, 0);
                Arrays.fill(second, 0, n, PseBlock.TAKEN);
            }
            case TEXT_MASK -> {
                if (keepsMask) {
                    Arrays.fill(first, 0, n, PseBlock.TAKEN);
                } else {
                    type.selection().atLeast(n, maps.data(), offset + block.start, threshold, first, 0);
                }
                for (int i = 0; i < n; i++) {
                    second[i] = ~first[i] & PseBlock.TAKEN;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            first[i] &= PseBlock.TAKEN;
        }
    }

    /** Adds to the maps' gradient, given the upstream gradients of this image's text loss and of each of its kernels' losses. */
    void backward(double text, double kernel) {
        for (int start = 0; start < cells; start += PseBlock.SIZE) {
            goTo(start);
            for (int channel = 0; channel < channels; channel++) {
                double upstream = channel == 0 ? text : kernel;
                double denominator = denominator(channel);
                A p = probabilities(channel);
                targets.addDiceGradient(block, channel, weights(channel), -2 * upstream / denominator,
                        4 * upstream * sums[3 * channel] / (denominator * denominator), p,
                        maps.grad(), offset + channel * cells + start);
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
        type.elementary().sigmoid(1, maps.data(), offset + cell, textProbabilities, 0);
        return type.storage().get(textProbabilities, 0) > 0.5;
    }
}
