package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.BlockCounts;

/**
 * Counts a strip of cells after the other. All forms of labels become packed bits first, which stay in the cache: planes are then masked 64 pixels
 * at a time, and a cell is four bits of each of its four rows. A strip is as high as a stretch of memory has to be for reading it to be fast.
 */
public class PortableBlockCounts implements BlockCounts {

    /** Cells whose counts an {@code int} can add up. */
    private static final int BLOCK = 1 << 20;

    /** The cells of a strip, if a row has not more. */
    private static final int STRIP = 1024;

    private static final ThreadLocal<long[][]> SCRATCH = ThreadLocal.withInitial(() -> new long[1][0]);

    @Override
    public final boolean ofFloats(int h, int w, int kernels, float[] mask, int maskOffset, float[] text, int textOffset,
                                  float[] kernel, int kernelOffset, int[] words, int wordsOffset) {
        int cells = check(h, w, kernels, mask.length, maskOffset, text.length, textOffset, kernel.length, kernelOffset,
                words.length, wordsOffset);
        int most = Math.min(h, rowsOfStrip(w));
        int plane = 4 * longs(w) * most;
        long[] bits = scratch(kernels, plane);
        for (int y = 0; y < h; y += most) {
            int rows = Math.min(most, h - y);
            int pixels = 16 * w * y;
            int other = pack(4 * rows, w, mask, maskOffset + pixels, bits, 0) | pack(4 * rows, w, text, textOffset + pixels, bits, plane);
            for (int j = 0; j < kernels; j++) {
                other |= pack(4 * rows, w, kernel, kernelOffset + 16 * cells * j + pixels, bits, (2 + j) * plane);
            }
            if (other != 0) {
                return false;
            }
            countStrip(rows, w, kernels, bits, plane, words, wordsOffset + y * w, cells);
        }
        return true;
    }

    @Override
    public final boolean ofBytes(int h, int w, int kernels, byte[] mask, int maskOffset, byte[] text, int textOffset,
                                 byte[] kernel, int kernelOffset, int[] words, int wordsOffset) {
        int cells = check(h, w, kernels, mask.length, maskOffset, text.length, textOffset, kernel.length, kernelOffset,
                words.length, wordsOffset);
        int most = Math.min(h, rowsOfStrip(w));
        int plane = 4 * longs(w) * most;
        long[] bits = scratch(kernels, plane);
        for (int y = 0; y < h; y += most) {
            int rows = Math.min(most, h - y);
            int pixels = 16 * w * y;
            int other = pack(4 * rows, w, mask, maskOffset + pixels, bits, 0) | pack(4 * rows, w, text, textOffset + pixels, bits, plane);
            for (int j = 0; j < kernels; j++) {
                other |= pack(4 * rows, w, kernel, kernelOffset + 16 * cells * j + pixels, bits, (2 + j) * plane);
            }
            if (other != 0) {
                return false;
            }
            countStrip(rows, w, kernels, bits, plane, words, wordsOffset + y * w, cells);
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
        int most = Math.min(h, rowsOfStrip(w));
        int plane = 4 * longs(w) * most;
        long[] bits = scratch(kernels, plane);
        for (int y = 0; y < h; y += most) {
            int rows = Math.min(most, h - y);
            long pixels = 16L * w * y;
            align(4 * rows, w, mask, maskOffset + pixels, bits, 0);
            align(4 * rows, w, text, textOffset + pixels, bits, plane);
            for (int j = 0; j < kernels; j++) {
                align(4 * rows, w, kernel, kernelOffset + 16L * cells * j + pixels, bits, (2 + j) * plane);
            }
            countStrip(rows, w, kernels, bits, plane, words, wordsOffset + y * w, cells);
        }
    }

    /** The elements that hold a row of pixels. */
    protected static int longs(int w) {
        return (w + 15) / 16;
    }

    private static int rowsOfStrip(int w) {
        return Math.max(1, STRIP / Math.max(1, w));
    }

    private static long[] scratch(int kernels, int plane) {
        long[][] scratch = SCRATCH.get();
        int needed = Math.multiplyExact(2 + kernels, plane);
        if (scratch[0].length < needed) {
            scratch[0] = new long[needed];
        }
        return scratch[0];
    }

    /** Packs rows of {@code 4 w} pixels, each from a new element on. Returns 0 if all labels are 0 or 1. */
    protected int pack(int rows, int w, float[] x, int xOffset, long[] bits, int offset) {
        int other = 0;
        for (int row = 0; row < rows; row++) {
            other |= packRow(4 * w, x, xOffset + 4 * w * row, bits, offset + longs(w) * row);
        }
        return other;
    }

    /** Packs the pixels of a row, or the last of them. */
    protected static int packRow(int n, float[] x, int xOffset, long[] bits, int offset) {
        int other = 0;
        for (int start = 0; start < n; start += 64) {
            long packed = 0;
            for (int i = start; i < Math.min(start + 64, n); i++) {
                float label = x[xOffset + i];
                other |= label == 0 || label == 1 ? 0 : 1;
                packed |= (label == 1 ? 1L : 0L) << i;
            }
            bits[offset + start / 64] = packed;
        }
        return other;
    }

    /** The same for bytes. */
    protected int pack(int rows, int w, byte[] x, int xOffset, long[] bits, int offset) {
        int other = 0;
        for (int row = 0; row < rows; row++) {
            other |= packRow(4 * w, x, xOffset + 4 * w * row, bits, offset + longs(w) * row);
        }
        return other;
    }

    /** The same for bytes. */
    protected static int packRow(int n, byte[] x, int xOffset, long[] bits, int offset) {
        int seen = 0;
        for (int start = 0; start < n; start += 64) {
            long packed = 0;
            for (int i = start; i < Math.min(start + 64, n); i++) {
                int label = x[xOffset + i];
                seen |= label;
                packed |= (label & 1L) << i;
            }
            bits[offset + start / 64] = packed;
        }
        return seen & ~1;
    }

    /** The same for bits, which may begin anywhere. What follows the end of a row is not cleared. */
    private static void align(int rows, int w, long[] x, long xOffset, long[] bits, int offset) {
        if ((xOffset & 63) == 0 && w % 16 == 0) {
            System.arraycopy(x, (int) (xOffset >>> 6), bits, offset, rows * longs(w));
            return;
        }
        for (int row = 0; row < rows; row++) {
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

    private void countStrip(int rows, int w, int kernels, long[] bits, int plane, int[] words, int wordsOffset, int cells) {
        for (int y = 0; y < rows; y++) {
            count(w, kernels, bits, 4 * longs(w) * y, plane, words, wordsOffset + y * w, cells);
        }
    }

    /** Counts a row of cells. Its bits of mask, text and kernels begin at {@code from} and lie {@code plane} apart. */
    protected void count(int w, int kernels, long[] bits, int from, int plane, int[] words, int wordsOffset, int cells) {
        for (int x = 0; x < w; x++) {
            long mask = cell(w, bits, from, x);
            long text = cell(w, bits, from + plane, x);
            words[wordsOffset + x] =
                    Long.bitCount(mask) | Long.bitCount(mask & text) << 8 | 16 - Long.bitCount(text) << 16;
            for (int j = 0; j < kernels; j += 2) {
                long first = mask & cell(w, bits, from + (2 + j) * plane, x);
                long second = j + 1 < kernels ? mask & cell(w, bits, from + (3 + j) * plane, x) : 0;
                words[wordsOffset + (1 + j / 2) * cells + x] = Long.bitCount(first) | Long.bitCount(first & text) << 8
                        | Long.bitCount(second) << 16 | Long.bitCount(second & text) << 24;
            }
        }
    }

    /** The 16 pixels of a cell. */
    private static long cell(int w, long[] bits, int from, int x) {
        int at = from + x / 16;
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
