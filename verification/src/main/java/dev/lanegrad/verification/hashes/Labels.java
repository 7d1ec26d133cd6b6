package dev.lanegrad.verification.hashes;

import dev.lanegrad.kernels.BlockCounts;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Labels of an image of {@code h x w} cells of 4 x 4 pixels: mask, text and kernels one after the other, each pixel 0 or 1. */
final class Labels {

    private final int h;
    private final int w;
    private final int kernels;
    private final int pixels;
    private final int[] words;
    private final byte[] labels;

    Labels(Operands<?> o) {
        h = o.dim(9);
        w = o.dim(40);
        kernels = o.dim(6);
        pixels = 16 * h * w;
        words = o.zeros(BlockCounts.words(h, w, kernels) + 1);
        labels = new byte[(2 + kernels) * pixels];
        SplittableRandom random = o.random;
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (random.nextInt(3) == 0 ? 0 : 1);
        }
        if (random.nextInt(4) == 0) {
            labels[random.nextInt(labels.length)] = 2;
        }
    }

    /** What the words hold where a label is neither 0 nor 1 is left open. */
    private void add(boolean counted, Digest digest) {
        digest.add(counted ? 1L : 0L);
        if (!counted) {
            Arrays.fill(words, 0);
        }
    }

    void count(BlockCounts k, Digest digest) {
        float[] floats = new float[labels.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = labels[i];
        }
        add(k.ofFloats(h, w, kernels, floats, 0, floats, pixels, floats, 2 * pixels, words, 1), digest);
    }

    void countBytes(BlockCounts k, Digest digest) {
        add(k.ofBytes(h, w, kernels, labels, 0, labels, pixels, labels, 2 * pixels, words, 1), digest);
    }

    void countBits(BlockCounts k, Digest digest) {
        long[] bits = new long[(labels.length + 63) / 64];
        for (int i = 0; i < labels.length; i++) {
            bits[i / 64] |= (long) (labels[i] & 1) << i;
        }
        k.ofBits(h, w, kernels, bits, 0, bits, pixels, bits, 2L * pixels, words, 1);
        add(true, digest);
    }
}
