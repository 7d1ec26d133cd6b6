package dev.lanegrad.losses;

import dev.lanegrad.kernels.Binarization;
import dev.lanegrad.kernels.Kernels;

/**
 * What the labels and weights of each strip of an image have in common, found anew at every replay, piece by piece. Weights below 0
 * are found on the way.
 *
 * @see Binarization#labelKinds
 */
final class PixelWeights<A> {

    /**
     * Pixels that are worked on in one go, whole blocks of all kernels: what is read to find the kinds of their strips is still in cache
     * when it is summed.
     */
    static final int PIECE = 16_384;

    private static final int STRIP = Binarization.STRIP;

    private final String loss;
    private final String name;
    private final Kernels<A> kernels;
    private final A labels;
    private final A weights;
    private final int pixels;
    private final int strips;
    private final byte[] kinds;

    /**
     * Holds labels and weights by reference.
     *
     * @param loss    the loss, for errors
     * @param name    the argument with the weights, for errors
     * @param labels  the labels {@code [images, pixels]}
     * @param weights the weights {@code [images, pixels]}
     */
    PixelWeights(String loss, String name, Kernels<A> kernels, A labels, A weights, int images, int pixels) {
        this.loss = loss;
        this.name = name;
        this.kernels = kernels;
        this.labels = labels;
        this.weights = weights;
        this.pixels = pixels;
        this.strips = (int) ((pixels + STRIP - 1L) / STRIP);
        this.kinds = new byte[Math.multiplyExact(images, strips)];
    }

    /** Reads pixels of an image, from the beginning of a strip. */
    void read(int image, int start, int n) {
        kernels.binarization().labelKinds(
                n, labels, image * pixels + start, weights, image * pixels + start, kinds, strip(image, start));
        requireValid(image, start, n);
    }

    /** Throws if a weight of pixels is below 0 whose kinds are known. */
    void requireValid(int image, int start, int n) {
        int from = strip(image, start);
        int end = from + (n + STRIP - 1) / STRIP;
        for (int strip = from; strip < end; strip++) {
            if (kinds[strip] == Binarization.INVALID) {
                refuse(image, (strip - image * strips) * STRIP);
            }
        }
    }

    /** Reads a single image, and adds up its labels and weights, see {@link Binarization#addLabelSums}. */
    void labelSums(double[] sums) {
        SharedBalance.clear(sums, 0);
        for (int start = 0; start < pixels; start += PIECE) {
            int n = Math.min(PIECE, pixels - start);
            read(0, start, n);
            kernels.binarization().addLabelSums(n, kinds, strip(0, start), labels, start, weights, start, sums, 0);
        }
    }

    private void refuse(int image, int from) {
        for (int i = from; i < pixels; i++) {
            double weight = kernels.storage().get(weights, image * pixels + i);
            if (weight < 0) {
                boolean single = kinds.length == strips;
                throw new IllegalArgumentException(loss + ": " + name + "[" + (single ? "" : image + ", ") + i + "] = " + weight
                        + " must be at least 0");
            }
        }
    }

    byte[] kinds() {
        return kinds;
    }

    /** The place of a pixel's strip among the kinds. */
    int strip(int image, int pixel) {
        return image * strips + pixel / STRIP;
    }
}
