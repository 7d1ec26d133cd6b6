package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.internal.PortableBlockCounts;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Block counts with a register of pixels for each row: four bytes that lie side by side are an {@code int} lane, and a lane is a cell. A row's
 * last step ends with the row, so it repeats some cells; rows shorter than a register are left to the portable loop.
 */
final class SimdBlockCounts extends PortableBlockCounts {

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int CELLS = INTS.length();
    private static final int PIXELS = BYTES.length();

    /** As many bytes as a register has floats; there is no such register below 64 bits. */
    private static final VectorSpecies<Byte> NARROW =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.length() * Byte.SIZE)));

    private static final int ONE = Float.floatToRawIntBits(1f);

    @Override
    protected int bytes(int n, float[] x, int xOffset, byte[] bytes, int offset) {
        if (NARROW.length() != FLOATS.length()) {
            return super.bytes(n, x, xOffset, bytes, offset);
        }
        // Rows of cells have a multiple of 16 pixels, so of lanes.
        for (int i = 0; i < n; i += CELLS) {
            IntVector bits = FloatVector.fromArray(FLOATS, x, xOffset + i).reinterpretAsInts();
            IntVector label = bits.lanewise(VectorOperators.LSHR, 29);
            if (label.neg().and(ONE).compare(VectorOperators.NE, bits).anyTrue()) {
                return 1;
            }
            ((ByteVector) label.convertShape(VectorOperators.I2B, NARROW, 0)).intoArray(bytes, offset + i);
        }
        return 0;
    }

    @Override
    protected void bytes(int n, long[] x, long xOffset, byte[] bytes, int offset) {
        if (PIXELS < 64 || (xOffset & 63) != 0) {
            super.bytes(n, x, xOffset, bytes, offset);
            return;
        }
        ByteVector ones = ByteVector.broadcast(BYTES, 1);
        int word = (int) (xOffset >>> 6);
        int i = 0;
        for (; i <= n - PIXELS; i += PIXELS) {
            ByteVector.zero(BYTES).blend(ones, VectorMask.fromLong(BYTES, x[word++])).intoArray(bytes, offset + i);
        }
        super.bytes(n - i, x, xOffset + i, bytes, offset + i);
    }

    @Override
    protected int countRow(int w, int kernels, byte[] mask, int maskOffset, byte[] text, int textOffset,
                           byte[] kernel, int kernelOffset, int stride, int[] words, int wordsOffset, int cells) {
        if (w < CELLS) {
            return super.countRow(w, kernels, mask, maskOffset, text, textOffset, kernel, kernelOffset, stride,
                    words, wordsOffset, cells);
        }
        int seen = countText(w, mask, maskOffset, text, textOffset, words, wordsOffset);
        for (int j = 0; j < kernels; j += 2) {
            int next = j + 1 < kernels ? stride : 0;
            seen |= countKernels(w, mask, maskOffset, text, textOffset, kernel, kernelOffset + j * stride, next,
                    words, wordsOffset + (1 + j / 2) * cells);
        }
        return seen;
    }

    private static int countText(int w, byte[] mask, int maskOffset, byte[] text, int textOffset,
                                 int[] words, int wordsOffset) {
        ByteVector seen = ByteVector.zero(BYTES);
        for (int x = 0; x < w; x = x < w - CELLS ? Math.min(x + CELLS, w - CELLS) : w) {
            ByteVector masks = ByteVector.zero(BYTES);
            ByteVector both = masks;
            ByteVector texts = masks;
            for (int r = 0; r < 16 * w; r += 4 * w) {
                ByteVector inMask = ByteVector.fromArray(BYTES, mask, maskOffset + r + 4 * x);
                ByteVector inText = ByteVector.fromArray(BYTES, text, textOffset + r + 4 * x);
                seen = seen.or(inMask).or(inText);
                masks = masks.add(inMask);
                texts = texts.add(inText);
                both = both.add(inMask.and(inText));
            }
            // Bytes 0 and 2 become the sums of mask and of "not text", byte 1 that of both: additions of halves, then of bytes.
            IntVector m = masks.reinterpretAsInts();
            IntVector t = ByteVector.broadcast(BYTES, 4).sub(texts).reinterpretAsInts();
            IntVector b = both.reinterpretAsInts();
            IntVector outer = m.add(m.lanewise(VectorOperators.LSHR, 16)).and(0xFFFF)
                    .or(t.add(t.lanewise(VectorOperators.LSHL, 16)).and(0xFFFF_0000));
            IntVector inner = b.add(b.lanewise(VectorOperators.LSHL, 16));
            outer.add(outer.lanewise(VectorOperators.LSHR, 8)).and(0x00FF_00FF)
                    .or(inner.add(inner.lanewise(VectorOperators.LSHL, 8)).lanewise(VectorOperators.LSHR, 16).and(0xFF00))
                    .intoArray(words, wordsOffset + x);
        }
        return seen.reinterpretAsInts().reduceLanes(VectorOperators.OR);
    }

    /** Two kernels that lie {@code next} pixels apart; 0 stands for one kernel alone, whose counts are then in the lower half. */
    private static int countKernels(int w, byte[] mask, int maskOffset, byte[] text, int textOffset,
                                    byte[] kernel, int kernelOffset, int next, int[] words, int wordsOffset) {
        ByteVector seen = ByteVector.zero(BYTES);
        int used = next == 0 ? 0xFFFF : -1;
        for (int x = 0; x < w; x = x < w - CELLS ? Math.min(x + CELLS, w - CELLS) : w) {
            ByteVector masks0 = ByteVector.zero(BYTES);
            ByteVector both0 = masks0;
            ByteVector masks1 = masks0;
            ByteVector both1 = masks0;
            for (int r = 0; r < 16 * w; r += 4 * w) {
                ByteVector inMask = ByteVector.fromArray(BYTES, mask, maskOffset + r + 4 * x);
                ByteVector inText = ByteVector.fromArray(BYTES, text, textOffset + r + 4 * x);
                ByteVector k0 = ByteVector.fromArray(BYTES, kernel, kernelOffset + r + 4 * x);
                ByteVector k1 = ByteVector.fromArray(BYTES, kernel, kernelOffset + next + r + 4 * x);
                seen = seen.or(k0).or(k1);
                ByteVector in0 = inMask.and(k0);
                ByteVector in1 = inMask.and(k1);
                masks0 = masks0.add(in0);
                masks1 = masks1.add(in1);
                both0 = both0.add(in0.and(inText));
                both1 = both1.add(in1.and(inText));
            }
            // As above: bytes 0 and 2 the kernels in the mask, bytes 1 and 3 those in mask and text.
            IntVector m0 = masks0.reinterpretAsInts();
            IntVector m1 = masks1.reinterpretAsInts();
            IntVector b0 = both0.reinterpretAsInts();
            IntVector b1 = both1.reinterpretAsInts();
            IntVector masks = m0.add(m0.lanewise(VectorOperators.LSHR, 16)).and(0xFFFF)
                    .or(m1.add(m1.lanewise(VectorOperators.LSHL, 16)).and(0xFFFF_0000));
            IntVector both = b0.add(b0.lanewise(VectorOperators.LSHR, 16)).and(0xFFFF)
                    .or(b1.add(b1.lanewise(VectorOperators.LSHL, 16)).and(0xFFFF_0000));
            masks.add(masks.lanewise(VectorOperators.LSHR, 8)).and(0x00FF_00FF)
                    .or(both.add(both.lanewise(VectorOperators.LSHL, 8)).and(0xFF00_FF00))
                    .and(used).intoArray(words, wordsOffset + x);
        }
        return seen.reinterpretAsInts().reduceLanes(VectorOperators.OR);
    }

    @Override
    protected void extractLoop(int n, int[] words, int wordsOffset, int shift, int[] counts, int countsOffset) {
        int i = 0;
        for (; i <= n - CELLS; i += CELLS) {
            IntVector.fromArray(INTS, words, wordsOffset + i).lanewise(VectorOperators.LSHR, shift).and(31)
                    .intoArray(counts, countsOffset + i);
        }
        super.extractLoop(n - i, words, wordsOffset + i, shift, counts, countsOffset + i);
    }
}
