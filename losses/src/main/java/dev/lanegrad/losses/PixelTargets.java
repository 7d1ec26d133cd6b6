package dev.lanegrad.losses;

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
    private double weight(Weighting weighting, boolean first, boolean second, int pixel) {
        double m = mask[maskOffset + pixel];
        double t = text[textOffset + pixel];
        if (weighting == Weighting.BINARY) {
            return m > 0.5 && (first || second && t > 0.5) ? 1 : 0;
        }
        return first ? m : second ? t * m : 0;
    }

    @Override
    <A> void maskWeights(PseBlock<A> block, Weighting weighting) {
        for (int i = 0; i < block.n; i++) {
            double sum = 0;
            for (int j = 0; j < FACTOR * FACTOR; j++) {
                int pixel = pixel(block.start + i) + j / FACTOR * FACTOR * w + j % FACTOR;
                double weight = weight(weighting, block.first[i] != 0, block.second[i] != 0, pixel);
                sum += weight * weight;
            }
            block.scratch[i] = sum;
        }
        block.type.storage().convert(block.n, block.scratch, 0, block.maskWeights, 0);
    }

    /** Writes the block's {@link PseBlock#targetWeights} and returns {@code sum (t W)^2}. */
    private <A> double targetWeights(PseBlock<A> block, int channel, Weighting weighting) {
        float[] labels = channel == 0 ? text : kernel;
        int offset = channel == 0 ? textOffset : kernelOffset + (channel - 1) * 16 * h * w;
        double squares = 0;
        for (int i = 0; i < block.n; i++) {
            double sum = 0;
            for (int j = 0; j < FACTOR * FACTOR; j++) {
                int pixel = pixel(block.start + i) + j / FACTOR * FACTOR * w + j % FACTOR;
                double weight = weight(weighting, block.first[i] != 0, block.second[i] != 0, pixel);
                double weighted = labels[offset + pixel] * weight;
                sum += weighted * weight;
                squares += weighted * weighted;
            }
            block.scratch[i] = sum;
        }
        block.type.storage().convert(block.n, block.scratch, 0, block.targetWeights, 0);
        return squares;
    }

    @Override
    <A> void addDiceSums(PseBlock<A> block, int channel, Weighting weighting, A p, double[] sums, int at) {
        sums[at + 2] += targetWeights(block, channel, weighting);
        block.type.segmentation().addCellDiceSums(block.n, p, 0, block.targetWeights, 0, block.maskWeights, 0, sums, at);
    }

    @Override
    <A> void addDiceGradient(PseBlock<A> block, int channel, Weighting weighting, double alpha, double beta, A p,
                             A dx, int dxOffset) {
        targetWeights(block, channel, weighting);
        block.type.segmentation().addCellDiceGradient(
                block.n, alpha, beta, p, 0, block.targetWeights, 0, block.maskWeights, 0, dx, dxOffset);
    }

    @Override
    void addTextIou(int start, int n, int[] predicted, long[] counts) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < FACTOR * FACTOR && predicted[i] != 0; j++) {
                addTextIou(pixel(start + i) + j / FACTOR * FACTOR * w + j % FACTOR, counts);
            }
        }
    }

    @Override
    void addKernelIou(int start, int n, int[] predicted, long[] counts) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < FACTOR * FACTOR && predicted[i] != 0; j++) {
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
