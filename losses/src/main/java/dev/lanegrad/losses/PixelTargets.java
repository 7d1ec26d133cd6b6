package dev.lanegrad.losses;

import dev.lanegrad.kernels.Kernels;

/** Labels of which some are neither 0 nor 1: each step goes over the pixels, in double precision. */
final class PixelTargets extends PseTargets {

    private static final int FACTOR = 4;

    private final float[] mask;
    private final int maskOffset;
    private final float[] text;
    private final int textOffset;
    private final float[] kernel;
    private final int kernelOffset;

    /** Targets over labels that the caller holds; {@link #count} has to follow, now and when the labels have changed. */
    PixelTargets(int h, int w, int kernels, float[] mask, int maskOffset, float[] text, int textOffset,
                 float[] kernel, int kernelOffset) {
        super(h, w, kernels);
        this.mask = mask;
        this.maskOffset = maskOffset;
        this.text = text;
        this.textOffset = textOffset;
        this.kernel = kernel;
        this.kernelOffset = kernelOffset;
    }

    /** Counts what does not depend on cells. */
    void count() {
        positives = 0;
        negatives = 0;
        for (int i = 0; i < 3; i++) {
            textTotals[i] = 0;
            kernelTotals[i] = 0;
        }
        for (int i = 0; i < 16 * h * w; i++) {
            float t = text[textOffset + i];
            // Written so that a mask that is NaN does not count as ignored.
            positives += t > 0.5f && !(mask[maskOffset + i] <= 0.5f) ? 1 : 0;
            negatives += t <= 0.5f ? 1 : 0;
            addTextIou(i, textTotals);
            addKernelIou(i, kernelTotals);
        }
    }

    /** The first pixel of a cell, relative to the image. */
    private int pixel(int cell) {
        return cell / w * FACTOR * FACTOR * w + cell % w * FACTOR;
    }

    @Override
    boolean skipsUnweighed() {
        return false;
    }

    @Override
    void negatives(int[] counts) {
        for (int cell = 0; cell < h * w; cell++) {
            counts[cell] = 0;
            for (int y = 0; y < FACTOR; y++) {
                int row = textOffset + pixel(cell) + y * FACTOR * w;
                for (int x = row; x < row + FACTOR; x++) {
                    counts[cell] += text[x] <= 0.5f ? 1 : 0;
                }
            }
        }
    }

    /** The weight of a pixel in the dice. */
    private double weight(PseWeights<?> weights, boolean chosen, int pixel) {
        double m = mask[maskOffset + pixel];
        double t = text[textOffset + pixel];
        if (weights.binary) {
            return m > 0.5 && (chosen || t > 0.5) ? 1 : 0;
        }
        return chosen ? m : weights.kind == PseLoss.KernelMask.PRED ? 0 : t * m;
    }

    @Override
    <A> void maskWeights(PseWeights<A> weights, int start, int n) {
        for (int i = 0; i < n; i++) {
            int first = pixel(start + i);
            boolean chosen = weights.chosen[i] != 0;
            double sum = 0;
            for (int j = 0; j < FACTOR * FACTOR; j++) {
                double weight = weight(weights, chosen, first + j / FACTOR * FACTOR * w + j % FACTOR);
                sum += weight * weight;
            }
            weights.scratch[i] = sum;
        }
        weights.type.storage().convert(n, weights.scratch, 0, weights.maskWeights, 0);
    }

    /** Writes {@link PseWeights#targetWeights} and returns {@code sum (t W)^2}. */
    private <A> double targetWeights(PseWeights<A> weights, int channel, int start, int n) {
        float[] labels = channel == 0 ? text : kernel;
        int offset = channel == 0 ? textOffset : kernelOffset + (channel - 1) * 16 * h * w;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            int first = pixel(start + i);
            boolean chosen = weights.chosen[i] != 0;
            double sum = 0;
            for (int j = 0; j < FACTOR * FACTOR; j++) {
                int pixel = first + j / FACTOR * FACTOR * w + j % FACTOR;
                double weight = weight(weights, chosen, pixel);
                double weighted = labels[offset + pixel] * weight;
                sum += weighted * weight;
                squares += weighted * weighted;
            }
            weights.scratch[i] = sum;
        }
        weights.type.storage().convert(n, weights.scratch, 0, weights.targetWeights, 0);
        return squares;
    }

    @Override
    <A> void addDiceSums(PseWeights<A> weights, int channel, int start, int n, A p, int pOffset, boolean gathered,
                         double[] sums, int at) {
        sums[at + 2] += targetWeights(weights, channel, start, n);
        weights.type.segmentation().addCellDiceSums(
                n, p, pOffset, weights.targetWeights, 0, weights.maskWeights, 0, sums, at);
    }

    @Override
    <A> void addDiceGradient(PseWeights<A> weights, int channel, int start, int n, double alpha, double beta,
                             A p, int pOffset, boolean gathered, A dx, int dxOffset, boolean fromZero) {
        targetWeights(weights, channel, start, n);
        weights.type.segmentation().addCellDiceGradient(
                n, alpha, beta, p, pOffset, weights.targetWeights, 0, weights.maskWeights, 0, dx, dxOffset, fromZero);
    }

    @Override
    <A> void addTextIou(int start, int n, Kernels<A> type, A logits, int from, long[] counts) {
        for (int i = 0; i < n; i++) {
            boolean predicted = type.storage().get(logits, from + i) > 0;
            for (int j = 0; j < FACTOR * FACTOR && predicted; j++) {
                addTextIou(pixel(start + i) + j / FACTOR * FACTOR * w + j % FACTOR, counts);
            }
        }
    }

    @Override
    <A> void addKernelIou(int start, int n, Kernels<A> type, A logits, int from, long[] counts) {
        for (int i = 0; i < n; i++) {
            boolean predicted = type.storage().get(logits, from + i) > 0;
            for (int j = 0; j < FACTOR * FACTOR && predicted; j++) {
                addKernelIou(pixel(start + i) + j / FACTOR * FACTOR * w + j % FACTOR, counts);
            }
        }
    }

    private void addTextIou(int pixel, long[] counts) {
        if (mask[maskOffset + pixel] == 1) {
            addLabel(text[textOffset + pixel], counts);
        }
    }

    private void addKernelIou(int pixel, long[] counts) {
        if ((double) mask[maskOffset + pixel] * text[textOffset + pixel] == 1) {
            addLabel(kernel[kernelOffset + (kernels - 1) * 16 * h * w + pixel], counts);
        }
    }

    private static void addLabel(float label, long[] counts) {
        counts[0]++;
        counts[1] += label == 1 ? 1 : 0;
        counts[2] += label == 0 ? 1 : 0;
    }
}
