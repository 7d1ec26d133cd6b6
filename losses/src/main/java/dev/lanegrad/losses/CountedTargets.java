package dev.lanegrad.losses;

import dev.lanegrad.kernels.BlockCounts;
import java.util.Arrays;

/**
 * Labels of 0 and 1 as counts per cell. Squares of 0 and 1 are what they were, so every sum of the loss is a count: of pixels in the mask, or in mask and
 * text, alone or with a kernel.
 */
final class CountedTargets extends PseTargets {

    private static final int BOTH = 8;
    private static final int NEGATIVE = 16;

    private static final int[] NONE = new int[PseBlock.SIZE];
    private static final int[] ALL = new int[PseBlock.SIZE];

    static {
        Arrays.fill(ALL, PseBlock.TAKEN);
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

    /** The position of the counts of a channel in its word. */
    private static int shift(int channel) {
        return channel == 0 ? 0 : 16 * (channel - 1 & 1);
    }

    @Override
    void negatives(int[] counts) {
        blockCounts().extract(cells, words, 0, NEGATIVE, counts, 0);
    }

    @Override
    <A> void maskWeights(PseBlock<A> block, Weighting weighting) {
        block.type.segmentation().cellWeights(
                block.n, words, block.start, 0, block.first, 0, block.second, 0, block.maskWeights, 0);
    }

    @Override
    <A> void addDiceSums(PseBlock<A> block, int channel, Weighting weighting, A p, double[] sums, int at) {
        block.type.segmentation().addCountedDiceSums(block.n, p, 0, words, block.start + word(channel), shift(channel),
                first(block, channel), 0, second(block, channel), 0, block.maskWeights, 0, sums, at);
    }

    @Override
    <A> void addDiceGradient(PseBlock<A> block, int channel, Weighting weighting, double alpha, double beta, A p,
                             A dx, int dxOffset) {
        block.type.segmentation().addCountedDiceGradient(block.n, alpha, beta, p, 0, words, block.start + word(channel),
                shift(channel), first(block, channel), 0, second(block, channel), 0, block.maskWeights, 0, dx, dxOffset);
    }

    /** In the text channel every cell has one of the two weights, and either is 1 where text and mask are. */
    private static int[] first(PseBlock<?> block, int channel) {
        return channel == 0 ? NONE : block.first;
    }

    private static int[] second(PseBlock<?> block, int channel) {
        return channel == 0 ? ALL : block.second;
    }

    @Override
    void addTextIou(int start, int n, int[] predicted, long[] counts) {
        addIou(start, 0, start, BOTH, n, predicted, counts);
    }

    @Override
    void addKernelIou(int start, int n, int[] predicted, long[] counts) {
        addIou(start, BOTH, start + word(kernels), BOTH + shift(kernels), n, predicted, counts);
    }

    private void addIou(int maskWord, int maskShift, int labelWord, int labelShift, int n, int[] predicted, long[] counts) {
        long inMask = blockCounts().sum(n, words, maskWord, maskShift, predicted, 0);
        long ones = blockCounts().sum(n, words, labelWord, labelShift, predicted, 0);
        counts[0] += inMask;
        counts[1] += ones;
        counts[2] += inMask - ones;
    }
}
