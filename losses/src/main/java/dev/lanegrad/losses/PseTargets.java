package dev.lanegrad.losses;

import dev.lanegrad.kernels.BlockCounts;
import dev.lanegrad.kernels.Kernels;

/**
 * The labels of one image as {@link PseLoss} needs them: what each cell of the map, which stands for a block of 4 x 4 pixels, adds to the
 * sums of the loss. None of that depends on the predictions, so a data loader prepares it once and every epoch reads a few numbers per cell
 * instead of the labels; the loss has the same bits either way.
 *
 * <p>Labels that are 0 or 1 everywhere become counts, {@code 4 (1 + ceil(kernels / 2))} bytes per cell (16 for six kernels, where the labels in
 * {@code float} have 512). If any label of the image has another value, a copy of its labels is kept instead and summed at every step.
 *
 * <p>Prepared targets are immutable: tapes of any number of threads may share them.
 */
public abstract sealed class PseTargets permits CountedTargets, PixelTargets {

    final int h;
    final int w;
    final int kernels;

    /** What {@link #addTextIou} gives if all cells are predicted. */
    final long[] textTotals = new long[3];

    /** What {@link #addKernelIou} gives if all cells are predicted. */
    final long[] kernelTotals = new long[3];

    /** Pixels whose text label is above 0.5 and whose mask is not at most 0.5. */
    long positives;

    /** Pixels whose text label is at most 0.5. */
    long negatives;

    PseTargets(int h, int w, int kernels) {
        this.h = h;
        this.w = w;
        this.kernels = kernels;
    }

    /**
     * Prepares labels in {@code float}.
     *
     * @param h       the rows of the map; the labels have {@code 4h}
     * @param w       the columns of the map; the labels have {@code 4w}
     * @param text    the text label {@code [4h, 4w]}
     * @param kernels the labels of the kernels {@code [kernels, 4h, 4w]}, at least one kernel
     * @param mask    the training mask {@code [4h, 4w]}
     * @return the prepared targets
     * @throws IllegalArgumentException if sizes do not match or a label would have more than 2^31 - 1 pixels
     */
    public static PseTargets of(int h, int w, float[] text, float[] kernels, float[] mask) {
        int count = kernels("float", h, w, text.length, kernels.length, mask.length);
        CountedTargets counted = new CountedTargets(h, w, count);
        if (counted.count(mask, 0, text, 0, kernels, 0)) {
            return counted;
        }
        PixelTargets pixels = new PixelTargets(h, w, count, mask.clone(), 0, text.clone(), 0, kernels.clone(), 0);
        pixels.count();
        return pixels;
    }

    /**
     * Prepares labels in bytes that are 0 or 1.
     *
     * @param h       the rows of the map; the labels have {@code 4h}
     * @param w       the columns of the map; the labels have {@code 4w}
     * @param text    the text label {@code [4h, 4w]}
     * @param kernels the labels of the kernels {@code [kernels, 4h, 4w]}, at least one kernel
     * @param mask    the training mask {@code [4h, 4w]}
     * @return the prepared targets
     * @throws IllegalArgumentException if sizes do not match or a label is neither 0 nor 1
     */
    public static PseTargets of(int h, int w, byte[] text, byte[] kernels, byte[] mask) {
        CountedTargets counted =
                new CountedTargets(h, w, kernels("byte", h, w, text.length, kernels.length, mask.length));
        counted.count(mask, 0, text, 0, kernels, 0);
        return counted;
    }

    /**
     * Prepares labels in packed bits: pixel {@code i} is bit {@code i % 64}, from the lowest, of element {@code i / 64}, as in
     * {@link java.util.BitSet#toLongArray()}. Rows and kernels follow each other without padding.
     *
     * @param h       the rows of the map; the labels have {@code 4h}
     * @param w       the columns of the map; the labels have {@code 4w}
     * @param kernels the number of kernels, at least 1
     * @param text    the text label {@code [4h, 4w]}
     * @param kernel  the labels of the kernels {@code [kernels, 4h, 4w]}
     * @param mask    the training mask {@code [4h, 4w]}
     * @return the prepared targets
     * @throws IllegalArgumentException if sizes do not match or a label would have more than 2^31 - 1 pixels
     */
    public static PseTargets of(int h, int w, int kernels, long[] text, long[] kernel, long[] mask) {
        requireMap(h, w, kernels);
        requireBits("text", text.length, 16L * h * w);
        requireBits("kernel", kernel.length, 16L * h * w * kernels);
        requireBits("mask", mask.length, 16L * h * w);
        CountedTargets counted = new CountedTargets(h, w, kernels);
        counted.count(mask, 0, text, 0, kernel, 0);
        return counted;
    }

    private static int kernels(String type, int h, int w, int text, int kernels, int mask) {
        long pixels = 16L * h * w;
        long count = pixels > 0 ? kernels / pixels : 0;
        requireMap(h, w, count);
        if (text != pixels || mask != pixels || kernels != count * pixels) {
            throw new IllegalArgumentException("PseTargets: a map of " + h + " x " + w + " needs " + pixels + " pixels of text and mask and a"
                    + " multiple of it of kernels, but text has " + text + ", mask " + mask + " and kernels " + kernels
                    + " (" + type + ")");
        }
        return (int) count;
    }

    private static void requireMap(int h, int w, long kernels) {
        if (h > 0 && w > 0 && 16L * h * w > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("PseTargets: map " + h + " x " + w + " must have at most 2^31 - 1 pixels when upsampled by 4");
        }
        if (h < 1 || w < 1 || kernels < 1) {
            throw new IllegalArgumentException("PseTargets: map " + h + " x " + w + " and kernels " + kernels
                    + " must all be at least 1");
        }
    }

    private static void requireBits(String name, int length, long pixels) {
        if (length != (pixels + 63) / 64) {
            throw new IllegalArgumentException("PseTargets: " + name + " has " + length + " elements and must have the "
                    + (pixels + 63) / 64 + " that hold " + pixels + " bits");
        }
    }

    /**
     * Returns the number of rows of the map.
     *
     * @return the rows of cells
     */
    public final int height() {
        return h;
    }

    /**
     * Returns the number of columns of the map.
     *
     * @return the columns of cells
     */
    public final int width() {
        return w;
    }

    /**
     * Returns the number of kernels.
     *
     * @return the kernels, without the text channel
     */
    public final int kernels() {
        return kernels;
    }

    /** Whether a cell whose {@link PseWeights#maskWeights} is 0 adds nothing to any sum, whatever its probability. */
    abstract boolean skipsUnweighed();

    /** Writes the number of negatives of each cell. */
    abstract void negatives(int[] counts);

    /** Writes {@link PseWeights#maskWeights} of {@code n} cells, whose {@link PseWeights#chosen} is known. */
    abstract <A> void maskWeights(PseWeights<A> weights, int start, int n);

    /**
     * Adds the sums of a channel's dice over {@code n} cells, {@code p t W^2}, {@code p^2 W^2} and {@code (t W)^2} with probabilities {@code p} and
     * labels {@code t}, to {@code sums[at]} and the following; channel 0 is the text. Expects their {@link PseWeights#maskWeights}, and if
     * {@code gathered}, which only {@link #skipsUnweighed} allows, the probabilities of those alone that weigh something.
     */
    abstract <A> void addDiceSums(PseWeights<A> weights, int channel, int start, int n, A p, int pOffset, boolean gathered,
                                  double[] sums, int at);

    /**
     * Adds {@code (alpha sum t W^2 + beta p sum W^2) p (1 - p)} to the gradient of each of {@code n} cells, taken as zeros if {@code fromZero}.
     * Expects the same.
     */
    abstract <A> void addDiceGradient(PseWeights<A> weights, int channel, int start, int n, double alpha, double beta,
                                      A p, int pOffset, boolean gathered, A dx, int dxOffset, boolean fromZero);

    /**
     * Adds the pixels of predicted cells, whose logit is above 0, that the text's IoU looks at: those in the mask ({@code mask == 1}), of these the ones with label 1, and
     * those with label 0.
     */
    abstract <A> void addTextIou(int start, int n, Kernels<A> type, A logits, int from, long[] counts);

    /** The same for the last kernel, whose mask is the training mask times the text label. */
    abstract <A> void addKernelIou(int start, int n, Kernels<A> type, A logits, int from, long[] counts);

    static BlockCounts blockCounts() {
        return Kernels.floats().blockCounts();
    }
}
