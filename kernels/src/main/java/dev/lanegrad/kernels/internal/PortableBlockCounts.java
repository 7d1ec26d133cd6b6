package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.BlockCounts;

/**
 * Counts a row of cells after the other. All forms of labels become packed bits first, for which a row's worth of scratch stays in the cache: planes
 * are then masked 64 pixels at a time, and a cell is four bits of each of its four rows.
 */
public class PortableBlockCounts implements BlockCounts {

    /** Cells whose counts an {@code int} can add up. */
    private static final int BLOCK = 1 << 20;

    private static final ThreadLocal<long[][]> SCRATCH = ThreadLocal.withInitial(() -> new long[1][0]);

    @Override
    public final boolean ofFloats(int h, int w, int kernels, float[] mask, int maskOffset, float[] text, int textOffset,
                                  float[] kernel, int kernelOffset, int[] words, int wordsOffset) {
        int cells = check(h, w, kernels, mask.length, maskOffset, text.length, textOffset, kernel.length, kernelOffset,
                words.length, wordsOffset);
        int plane = 4 * longs(w);
        long[] bits = scratch(kernels, plane);
        for (int y = 0; y < h; y++) {
            int row = 16 * w * y;
            int other = pack(w, mask, maskOffset + row, bits, 0) | pack(w, text, textOffset + row, bits, plane);
            for (int j = 0; j < kernels; j++) {
                other |= pack(w, kernel, kernelOffset + 16 * cells * j + row, bits, (2 + j) * plane);
            }
            if (other != 0) {
                return false;
            }
            count(w, kernels, bits, words, wordsOffset + y * w, cells);
        }
        return true;
    }

    @Override
    public final boolean ofBytes(int h, int w, int kernels, byte[] mask, int maskOffset, byte[] text, int textOffset,
                                 byte[] kernel, int kernelOffset, int[] words, int wordsOffset) {
        int cells = check(h, w, kernels, mask.length, maskOffset, text.length, textOffset, kernel.length, kernelOffset,
                words.length, wordsOffset);
        int plane = 4 * longs(w);
        long[] bits = scratch(kernels, plane);
        for (int y = 0; y < h; y++) {
            int row = 16 * w * y;
            int other = pack(w, mask, maskOffset + row, bits, 0) | pack(w, text, textOffset + row, bits, plane);
            for (int j = 0; j < kernels; j++) {
                other |= pack(w, kernel, kernelOffset + 16 * cells * j + row, bits, (2 + j) * plane);
            }
            if (other != 0) {
                return false;
            }
            count(w, kernels, bits, words, wordsOffset + y * w, cells);
        }
        return true;
    }

    @Override
    public final void ofBits(int h, int w, int kernels, long[] mask, long maskOffset, long[] text, long textOffset,
                             long[] kernel, long kernelOffset, int[] words, int wordsOffset) {
        int cells = cells(h, w, kernels, words.length, wordsOffset);
        requireBits("mask", mask.length, maskOffset, 16L * cells);
        requireBits("text", text.length, textOffset, 16L * cells);
        requireBits("kernel", kernel.length, kernelOffset, 16L * cells * kernels);
        int plane = 4 * longs(w);
        long[] bits = scratch(kernels, plane);
        for (int y = 0; y < h; y++) {
            long row = 16L * w * y;
            align(w, mask, maskOffset + row, bits, 0);
            align(w, text, textOffset + row, bits, plane);
            for (int j = 0; j < kernels; j++) {
                align(w, kernel, kernelOffset + 16L * cells * j + row, bits, (2 + j) * plane);
            }
            count(w, kernels, bits, words, wordsOffset + y * w, cells);
        }
    }

    /** The elements that hold a row of pixels. */
    protected static int longs(int w) {
        return (w + 15) / 16;
    }

    private static long[] scratch(int kernels, int plane) {
        long[][] scratch = SCRATCH.get();
        int needed = Math.multiplyExact(2 + kernels, plane);
        if (scratch[0].length < needed) {
            scratch[0] = new long[needed];
        }
        return scratch[0];
    }

    /** Packs the four rows of a row of cells, each from a new element on. Returns 0 if all labels are 0 or 1. */
    protected int pack(int w, float[] x, int xOffset, long[] bits, int offset) {
        int other = 0;
        for (int row = 0; row < 4; row++) {
            for (int start = 0; start < 4 * w; start += 64) {
                int n = Math.min(64, 4 * w - start);
                long packed = 0;
                for (int i = 0; i < n; i++) {
                    float label = x[xOffset + 4 * w * row + start + i];
                    other |= label == 0 || label == 1 ? 0 : 1;
                    packed |= (label == 1 ? 1L : 0L) << i;
                }
                bits[offset++] = packed;
            }
        }
        return other;
    }

    /** The same for bytes. */
    protected int pack(int w, byte[] x, int xOffset, long[] bits, int offset) {
        int seen = 0;
        for (int row = 0; row < 4; row++) {
            for (int start = 0; start < 4 * w; start += 64) {
                int n = Math.min(64, 4 * w - start);
                long packed = 0;
                for (int i = 0; i < n; i++) {
                    int label = x[xOffset + 4 * w * row + start + i];
                    seen |= label;
                    packed |= (label & 1L) << i;
                }
                bits[offset++] = packed;
            }
        }
        return seen & ~1;
    }

    /** The same for bits, which may begin anywhere. What follows the end of a row is not cleared. */
    private static void align(int w, long[] x, long xOffset, long[] bits, int offset) {
        for (int row = 0; row < 4; row++) {
            for (int start = 0; start < 4 * w; start += 64) {
                long pixel = xOffset + 4L * w * row + start;
                int element = (int) (pixel >>> 6);
                int shift = (int) pixel & 63;
                // A shift by 64 would be one by 0: hence two steps.
                long next = element + 1 < x.length ? x[element + 1] << 1 << (63 - shift) : 0;
                bits[offset++] = x[element] >>> shift | next;
            }
        }
    }

    /** Counts a row of cells; the planes of bits follow each other: mask, text, kernels. */
    protected void count(int w, int kernels, long[] bits, int[] words, int wordsOffset, int cells) {
        int plane = 4 * longs(w);
        for (int x = 0; x < w; x++) {
            long mask = cell(w, bits, 0, x);
            long text = cell(w, bits, plane, x);
            words[wordsOffset + x] =
                    Long.bitCount(mask) | Long.bitCount(mask & text) << 8 | 16 - Long.bitCount(text) << 16;
            for (int j = 0; j < kernels; j += 2) {
                long first = mask & cell(w, bits, (2 + j) * plane, x);
                long second = j + 1 < kernels ? mask & cell(w, bits, (3 + j) * plane, x) : 0;
                words[wordsOffset + (1 + j / 2) * cells + x] = Long.bitCount(first) | Long.bitCount(first & text) << 8
                        | Long.bitCount(second) << 16 | Long.bitCount(second & text) << 24;
            }
        }
    }

    /** The 16 pixels of a cell. */
    private static long cell(int w, long[] bits, int plane, int x) {
        int at = plane + x / 16;
        int shift = 4 * (x % 16);
        return (bits[at] >>> shift & 15) | (bits[at + longs(w)] >>> shift & 15) << 4
                | (bits[at + 2 * longs(w)] >>> shift & 15) << 8 | (bits[at + 3 * longs(w)] >>> shift & 15) << 12;
    }

    @Override
    public final long sum(int n, int[] words, int wordsOffset, int shift) {
        Checks.range("sum", "words", words.length, wordsOffset, n);
        long total = 0;
        for (int start = 0; start < n; start += BLOCK) {
            int end = Math.min(start + BLOCK, n);
            int sum = 0;
            for (int i = start; i < end; i++) {
                sum += words[wordsOffset + i] >>> shift & 31;
            }
            total += sum;
        }
        return total;
    }

    @Override
    public final long sum(int n, int[] words, int wordsOffset, int shift, int[] gate, int gateOffset) {
        Checks.range("sum", "words", words.length, wordsOffset, n);
        Checks.range("sum", "gate", gate.length, gateOffset, n);
        long total = 0;
        for (int start = 0; start < n; start += BLOCK) {
            int end = Math.min(start + BLOCK, n);
            int sum = 0;
            for (int i = start; i < end; i++) {
                sum += words[wordsOffset + i] >>> shift & 31 & gate[gateOffset + i];
            }
            total += sum;
        }
        return total;
    }

    @Override
    public final void extract(int n, int[] words, int wordsOffset, int shift, int[] counts, int countsOffset) {
        Checks.range("extract", "words", words.length, wordsOffset, n);
        Checks.range("extract", "counts", counts.length, countsOffset, n);
        extractLoop(n, words, wordsOffset, shift, counts, countsOffset);
    }

    /** {@link #extract} after the checks. */
    protected void extractLoop(int n, int[] words, int wordsOffset, int shift, int[] counts, int countsOffset) {
        for (int i = 0; i < n; i++) {
            counts[countsOffset + i] = words[wordsOffset + i] >>> shift & 31;
        }
    }

    private static int check(int h, int w, int kernels, int maskLength, int maskOffset, int textLength, int textOffset,
                             int kernelLength, int kernelOffset, int wordsLength, int wordsOffset) {
        int cells = cells(h, w, kernels, wordsLength, wordsOffset);
        Checks.range("blockCounts", "mask", maskLength, maskOffset, 16L * cells);
        Checks.range("blockCounts", "text", textLength, textOffset, 16L * cells);
        Checks.range("blockCounts", "kernel", kernelLength, kernelOffset, 16L * cells * kernels);
        return cells;
    }

    private static int cells(int h, int w, int kernels, int wordsLength, int wordsOffset) {
        Checks.size("blockCounts", "h", h);
        Checks.size("blockCounts", "w", w);
        Checks.size("blockCounts", "kernels", kernels);
        Checks.range("blockCounts", "words", wordsLength, wordsOffset, (1L + (kernels + 1) / 2) * h * w);
        return h * w;
    }

    private static void requireBits(String name, int length, long offset, long pixels) {
        if (offset < 0 || offset % 4 != 0) {
            throw new IllegalArgumentException(
                    "blockCounts: " + name + "Offset = " + offset + " must be a multiple of 4 and not negative");
        }
        if (offset + pixels > 64L * length) {
            throw new IllegalArgumentException("blockCounts: " + name + " has " + 64L * length + " bits, but bits "
                    + offset + " to " + (offset + pixels - 1) + " are needed");
        }
    }
}
