package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.BlockCounts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts a row of cells after the other. Labels become bytes first, for which a row's worth of scratch stays in the cache. Four pixels
 * are then one {@code int}: it is masked as a whole, the four rows of a block are added byte by byte, and a product adds the bytes.
 */
public class PortableBlockCounts implements BlockCounts {

    private static final VarHandle FOUR_PIXELS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int ADD_BYTES = 0x0101_0101;
    private static final int ONE = Float.floatToRawIntBits(1f);

    /** Cells whose counts an {@code int} can add up. */
    private static final int BLOCK = 1 << 20;

    private static final ThreadLocal<byte[][]> SCRATCH = ThreadLocal.withInitial(() -> new byte[1][0]);

    @Override
    public final boolean ofFloats(int h, int w, int kernels, float[] mask, int maskOffset, float[] text, int textOffset,
                                  float[] kernel, int kernelOffset, int[] words, int wordsOffset) {
        int cells = check(h, w, kernels, mask.length, maskOffset, text.length, textOffset, kernel.length, kernelOffset,
                words.length, wordsOffset);
        int pixels = Math.multiplyExact(w, 16);
        byte[] bytes = scratch(kernels, pixels);
        for (int y = 0; y < h; y++) {
            int row = y * pixels;
            int other = bytes(pixels, mask, maskOffset + row, bytes, 0)
                    | bytes(pixels, text, textOffset + row, bytes, pixels);
            for (int j = 0; j < kernels; j++) {
                other |= bytes(pixels, kernel, kernelOffset + j * 16 * cells + row, bytes, (2 + j) * pixels);
            }
            if (other != 0) {
                return false;
            }
            countRow(w, kernels, bytes, 0, bytes, pixels, bytes, 2 * pixels, pixels, words, wordsOffset + y * w, cells);
        }
        return true;
    }

    @Override
    public final boolean ofBytes(int h, int w, int kernels, byte[] mask, int maskOffset, byte[] text, int textOffset,
                                 byte[] kernel, int kernelOffset, int[] words, int wordsOffset) {
        int cells = check(h, w, kernels, mask.length, maskOffset, text.length, textOffset, kernel.length, kernelOffset,
                words.length, wordsOffset);
        int seen = 0;
        for (int y = 0; y < h; y++) {
            int row = y * w * 16;
            seen |= countRow(w, kernels, mask, maskOffset + row, text, textOffset + row,
                    kernel, kernelOffset + row, 16 * cells, words, wordsOffset + y * w, cells);
        }
        return (seen & ~ADD_BYTES) == 0;
    }

    @Override
    public final void ofBits(int h, int w, int kernels, long[] mask, long maskOffset, long[] text, long textOffset,
                             long[] kernel, long kernelOffset, int[] words, int wordsOffset) {
        int cells = cells(h, w, kernels, words.length, wordsOffset);
        bits("mask", mask.length, maskOffset, 16L * cells);
        bits("text", text.length, textOffset, 16L * cells);
        bits("kernel", kernel.length, kernelOffset, 16L * cells * kernels);
        int pixels = Math.multiplyExact(w, 16);
        byte[] bytes = scratch(kernels, pixels);
        for (int y = 0; y < h; y++) {
            long row = (long) y * pixels;
            bytes(pixels, mask, maskOffset + row, bytes, 0);
            bytes(pixels, text, textOffset + row, bytes, pixels);
            for (int j = 0; j < kernels; j++) {
                bytes(pixels, kernel, kernelOffset + 16L * cells * j + row, bytes, (2 + j) * pixels);
            }
            countRow(w, kernels, bytes, 0, bytes, pixels, bytes, 2 * pixels, pixels, words, wordsOffset + y * w, cells);
        }
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

    private static void bits(String name, int length, long offset, long pixels) {
        if (offset < 0 || offset % 4 != 0) {
            throw new IllegalArgumentException(
                    "blockCounts: " + name + "Offset = " + offset + " must be a multiple of 4 and not negative");
        }
        if (offset + pixels > 64L * length) {
            throw new IllegalArgumentException("blockCounts: " + name + " has " + 64L * length + " bits, but bits "
                    + offset + " to " + (offset + pixels - 1) + " are needed");
        }
    }

    private static byte[] scratch(int kernels, int pixels) {
        byte[][] scratch = SCRATCH.get();
        int needed = Math.multiplyExact(2 + kernels, pixels);
        if (scratch[0].length < needed) {
            scratch[0] = new byte[needed];
        }
        return scratch[0];
    }

    /** Turns labels into bytes. Returns 0 if all are 0 or 1. */
    protected int bytes(int n, float[] x, int xOffset, byte[] bytes, int offset) {
        int other = 0;
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToRawIntBits(x[xOffset + i]);
            // Of the two labels, only 1 has bit 29.
            int label = bits >>> 29;
            other |= bits ^ -label & ONE;
            bytes[offset + i] = (byte) label;
        }
        return other;
    }

    /** Turns packed labels into bytes; sizes and offsets are multiples of 4. */
    protected void bytes(int n, long[] x, long xOffset, byte[] bytes, int offset) {
        for (int i = 0; i < n; i += 4) {
            long pixel = xOffset + i;
            int nibble = (int) (x[(int) (pixel >>> 6)] >>> pixel) & 0xF;
            // Four copies, 7 bits apart, put bit j at the bottom of byte j.
            FOUR_PIXELS.set(bytes, offset + i, nibble * 0x0020_4081 & ADD_BYTES);
        }
    }

    /** Counts a row of cells; kernels lie {@code stride} pixels apart. Returns all labels or-ed together. */
    protected int countRow(int w, int kernels, byte[] mask, int maskOffset, byte[] text, int textOffset,
                           byte[] kernel, int kernelOffset, int stride, int[] words, int wordsOffset, int cells) {
        int seen = 0;
        for (int x = 0; x < w; x++) {
            int masks = 0;
            int both = 0;
            int texts = 0;
            for (int r = 0; r < 16 * w; r += 4 * w) {
                int m = (int) FOUR_PIXELS.get(mask, maskOffset + r + 4 * x);
                int t = (int) FOUR_PIXELS.get(text, textOffset + r + 4 * x);
                seen |= m | t;
                masks += m;
                texts += t;
                both += m & t;
            }
            words[wordsOffset + x] = sum(masks) | sum(both) << 8 | 16 - sum(texts) << 16;
        }
        for (int j = 0; j < kernels; j++) {
            int shift = 16 * (j & 1);
            int word = wordsOffset + (1 + j / 2) * cells;
            for (int x = 0; x < w; x++) {
                int masks = 0;
                int both = 0;
                for (int r = 0; r < 16 * w; r += 4 * w) {
                    int k = (int) FOUR_PIXELS.get(kernel, kernelOffset + j * stride + r + 4 * x);
                    int m = (int) FOUR_PIXELS.get(mask, maskOffset + r + 4 * x) & k;
                    seen |= k;
                    masks += m;
                    both += m & (int) FOUR_PIXELS.get(text, textOffset + r + 4 * x);
                }
                int counts = (sum(masks) | sum(both) << 8) << shift;
                words[word + x] = shift == 0 ? counts : words[word + x] | counts;
            }
        }
        return seen;
    }

    /** The sum of four bytes, at most 255. */
    private static int sum(int bytes) {
        return bytes * ADD_BYTES >>> 24;
    }
}
