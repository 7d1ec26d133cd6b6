package dev.lanegrad.losses;

import dev.lanegrad.kernels.BlockCounts;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Segmentation;
import java.util.Arrays;

/**
 * Labels of 0 and 1 as counts per cell. Squares of 0 and 1 are what they were, so every sum of the loss is a count: of pixels in the mask, or in mask and
 * text, alone or with a kernel.
 */
final class CountedTargets extends PseTargets {

    private static final int BOTH = 8;
    private static final int NEGATIVE = 16;

    /** A gate that lets all cells of a block through. */
    private static final int[] OPEN = new int[PseWeights.BLOCK];

    static {
        Arrays.fill(OPEN, PseWeights.CHOSEN);
    }

    private final int[] words;
    private final int cells;

    CountedTargets(int h, int w, int kernels) {
        super(h, w, kernels);
        this.words = new int[BlockCounts.words(h, w, kernels)];
        this.cells = h * w;
    }

    /** Counts anew. Returns false if a label is neither 0 nor 1. */
    boolean count(float[] mask, int maskOffset, float[] text, int textOffset, float[] kernel, int kernelOffset) {
        boolean counted = blockCounts().ofFloats(h, w, kernels, mask, maskOffset, text, textOffset, kernel, kernelOffset, words, 0);
        if (counted) {
            addUp();
        }
        return counted;
    }

    /** Counts anew. */
    void count(byte[] mask, int maskOffset, byte[] text, int textOffset, byte[] kernel, int kernelOffset) {
        if (!blockCounts().ofBytes(h, w, kernels, mask, maskOffset, text, textOffset, kernel, kernelOffset, words, 0)) {
            requireBinary("mask", mask, maskOffset, 16 * cells);
            requireBinary("text", text, textOffset, 16 * cells);
            requireBinary("kernels", kernel, kernelOffset, 16 * cells * kernels);
        }
        addUp();
    }

    /** Counts anew. */
    void count(long[] mask, long maskOffset, long[] text, long textOffset, long[] kernel, long kernelOffset) {
        blockCounts().ofBits(h, w, kernels, mask, maskOffset, text, textOffset, kernel, kernelOffset, words, 0);
        addUp();
    }

    private static void requireBinary(String name, byte[] labels, int offset, int n) {
        for (int i = offset; i < offset + n; i++) {
            if (labels[i] != 0 && labels[i] != 1) {
                throw new IllegalArgumentException("PseLoss: " + name + "[" + i + "] = " + labels[i]
                        + " must be 0 or 1 in labels of bytes");
            }
        }
    }

    private void addUp() {
        positives = blockCounts().sum(cells, words, 0, BOTH);
        negatives = blockCounts().sum(cells, words, 0, NEGATIVE);
        long masks = blockCounts().sum(cells, words, 0, 0);
        setTotals(textTotals, masks, positives);
        setTotals(kernelTotals, positives, blockCounts().sum(cells, words, word(kernels), BOTH + shift(kernels)));
    }

    private static void setTotals(long[] totals, long inMask, long ones) {
        totals[0] = inMask;
        totals[1] = ones;
        totals[2] = inMask - ones;
    }

    /** Where the words with the counts of a channel begin. */
    private int word(int channel) {
        return (channel + 1) / 2 * cells;
    }

    /** The position of the counts of a channel in its word: those in the mask, and {@link #BOTH} further on those in mask and text. */
    private static int shift(int channel) {
        return channel == 0 ? 0 : 16 * (channel - 1 & 1);
    }

    @Override
    boolean skipsUnweighed() {
        return true;
    }

    @Override
    void negatives(int[] counts) {
        blockCounts().extract(cells, words, 0, NEGATIVE, counts, 0);
    }

    @Override
    <A> void maskWeights(PseWeights<A> weights, int start, int n) {
        Segmentation<A> segmentation = weights.type.segmentation();
        switch (weights.kind) {
            case PRED -> segmentation.gatedWeights(n, words, start, 0, weights.chosen, 0, weights.maskWeights, 0);
            case GT -> segmentation.gatedWeights(n, words, start, BOTH, OPEN, 0, weights.maskWeights, 0);
            case TEXT_MASK -> segmentation.chosenWeights(n, words, start, 0, weights.chosen, 0, weights.maskWeights, 0);
        }
    }

    @Override
    <A> void addDiceSums(PseWeights<A> weights, int channel, int start, int n, A p, int pOffset, boolean gathered,
                         double[] sums, int at) {
        Segmentation<A> segmentation = weights.type.segmentation();
        int from = start + word(channel);
        if (isGated(weights, channel)) {
            boolean pred = weights.kind == PseLoss.KernelMask.PRED;
            segmentation.addCountedDiceSums(n, p, pOffset, gathered, words, from, pred ? shift(channel) : BOTH + shift(channel),
                    pred ? weights.chosen : OPEN, 0, weights.maskWeights, 0, sums, at);
        } else {
            chosenTargetWeights(weights, channel, start, n);
            A dense = gathered ? scattered(weights, start, n, p, pOffset) : p;
            segmentation.addCellDiceSums(
                    n, dense, gathered ? 0 : pOffset, weights.targetWeights, 0, weights.maskWeights, 0, sums, at);
            sums[at + 2] += weights.type.reductions().sum(n, weights.targetWeights, 0);
        }
    }

    @Override
    <A> void addDiceGradient(PseWeights<A> weights, int channel, int start, int n, double alpha, double beta,
                             A p, int pOffset, boolean gathered, A dx, int dxOffset, boolean fromZero) {
        Segmentation<A> segmentation = weights.type.segmentation();
        int from = start + word(channel);
        if (isGated(weights, channel)) {
            boolean pred = weights.kind == PseLoss.KernelMask.PRED;
            segmentation.addCountedDiceGradient(n, alpha, beta, p, pOffset, gathered,
                    words, from, pred ? shift(channel) : BOTH + shift(channel), pred ? weights.chosen : OPEN, 0,
                    weights.maskWeights, 0, dx, dxOffset, fromZero);
        } else {
            chosenTargetWeights(weights, channel, start, n);
            A dense = gathered ? scattered(weights, start, n, p, pOffset) : p;
            segmentation.addCellDiceGradient(
                    n, alpha, beta, dense, gathered ? 0 : pOffset, weights.targetWeights, 0, weights.maskWeights, 0, dx, dxOffset, fromZero);
        }
    }

    /** Whether one count of a cell is all that its pixels with label 1 weigh. In the text channel it is: where the text label is 1, either weight is. */
    private static boolean isGated(PseWeights<?> weights, int channel) {
        return channel == 0 || weights.kind != PseLoss.KernelMask.TEXT_MASK;
    }

    private <A> void chosenTargetWeights(PseWeights<A> weights, int channel, int start, int n) {
        weights.type.segmentation().chosenWeights(
                n, words, start + word(channel), shift(channel), weights.chosen, 0, weights.targetWeights, 0);
    }

    private static <A> A scattered(PseWeights<A> weights, int start, int n, A p, int pOffset) {
        weights.type.segmentation().scatterWeighed(n, p, pOffset, weights.maskWeights, 0, weights.scattered, 0);
        return weights.scattered;
    }

    @Override
    <A> void addTextIou(int start, int n, Kernels<A> type, A logits, int from, long[] counts) {
        type.segmentation().addCountsAbove(n, logits, from, 0, words, start, 0, words, start, BOTH, counts);
        counts[2] = counts[0] - counts[1];
    }

    @Override
    <A> void addKernelIou(int start, int n, Kernels<A> type, A logits, int from, long[] counts) {
        type.segmentation().addCountsAbove(
                n, logits, from, 0, words, start, BOTH, words, start + word(kernels), BOTH + shift(kernels), counts);
        counts[2] = counts[0] - counts[1];
    }
}
