package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.internal.PortableBlockCounts;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Block counts in registers. Comparisons give the packed bits. To count, a bit is a lane of bytes that 1 is added to; four bytes that lie side by side
 * are an {@code int} lane, and a lane is a cell.
 */
final class SimdBlockCounts extends PortableBlockCounts {

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int CELLS = INTS.length();
    private static final int PIXELS = BYTES.length();
    private static final int LANES = FLOATS.length();

    @Override
    protected int pack(int w, float[] x, int xOffset, long[] bits, int offset) {
        if (w % 16 != 0) {
            return super.pack(w, x, xOffset, bits, offset);
        }
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        IntVector other0 = IntVector.zero(INTS);
        IntVector other1 = other0;
        for (int i = 0; i < w / 4; i++) {
            long packed = 0;
            for (int j = 0; j < 64; j += 4 * LANES) {
                int at = xOffset + 64 * i + j;
                FloatVector v0 = FloatVector.fromArray(FLOATS, x, at);
                FloatVector v1 = FloatVector.fromArray(FLOATS, x, at + LANES);
                FloatVector v2 = FloatVector.fromArray(FLOATS, x, at + 2 * LANES);
                FloatVector v3 = FloatVector.fromArray(FLOATS, x, at + 3 * LANES);
                long bits0 = v0.compare(VectorOperators.EQ, one).toLong();
                long bits1 = v1.compare(VectorOperators.EQ, one).toLong();
                long bits2 = v2.compare(VectorOperators.EQ, one).toLong();
                long bits3 = v3.compare(VectorOperators.EQ, one).toLong();
                packed |= (bits0 | bits1 << LANES | bits2 << 2 * LANES | bits3 << 3 * LANES) << j;
                // (1 - x) x vanishes for 0 and 1 alone; that of -0.0 is -0.0, whose sign is shifted out below.
                other0 = other0.or(one.sub(v0).mul(v0).reinterpretAsInts()).or(one.sub(v1).mul(v1).reinterpretAsInts());
                other1 = other1.or(one.sub(v2).mul(v2).reinterpretAsInts()).or(one.sub(v3).mul(v3).reinterpretAsInts());
            }
            bits[offset + i] = packed;
        }
        return other0.or(other1).reduceLanes(VectorOperators.OR) << 1;
    }

    @Override
    protected int pack(int w, byte[] x, int xOffset, long[] bits, int offset) {
        if (w % 16 != 0) {
            return super.pack(w, x, xOffset, bits, offset);
        }
        ByteVector seen = ByteVector.zero(BYTES);
        for (int i = 0; i < w / 4; i++) {
            long packed = 0;
            for (int j = 0; j < 64; j += PIXELS) {
                ByteVector v = ByteVector.fromArray(BYTES, x, xOffset + 64 * i + j);
                packed |= v.compare(VectorOperators.EQ, (byte) 1).toLong() << j;
                seen = seen.or(v);
            }
            bits[offset + i] = packed;
        }
        return seen.reinterpretAsInts().reduceLanes(VectorOperators.OR) & 0xFEFE_FEFE;
    }

    @Override
    protected void count(int w, int kernels, long[] bits, int[] words, int wordsOffset, int cells) {
        int plane = 4 * longs(w);
        countText(w, bits, words, wordsOffset);
        for (int j = 0; j < kernels; j += 2) {
            // A kernel without a neighbour is its own, and the upper counts are cleared.
            int second = j + 1 < kernels ? (3 + j) * plane : (2 + j) * plane;
            countKernels(w, bits, (2 + j) * plane, second, j + 1 < kernels ? -1 : 0xFFFF,
                    words, wordsOffset + (1 + j / 2) * cells);
        }
    }

    private static void countText(int w, long[] bits, int[] words, int wordsOffset) {
        int row = longs(w);
        for (int x = 0; x < w; x += CELLS) {
            ByteVector masks = ByteVector.zero(BYTES);
            ByteVector both = masks;
            ByteVector others = masks;
            for (int r = 0; r < 4; r++) {
                int at = r * row + x / 16;
                long mask = bits[at] >>> 4 * (x % 16);
                long text = bits[4 * row + at] >>> 4 * (x % 16);
                masks = masks.add((byte) 1, VectorMask.fromLong(BYTES, mask));
                both = both.add((byte) 1, VectorMask.fromLong(BYTES, mask & text));
                others = others.add((byte) 1, VectorMask.fromLong(BYTES, ~text));
            }
            // Bytes 0 and 2 become the sums of mask and of "not text", byte 1 that of both: halves are added, then bytes.
            IntVector m = masks.reinterpretAsInts();
            IntVector o = others.reinterpretAsInts();
            IntVector b = both.reinterpretAsInts();
            IntVector outer = m.add(m.lanewise(VectorOperators.LSHR, 16)).and(0xFFFF)
                    .or(o.add(o.lanewise(VectorOperators.LSHL, 16)).and(0xFFFF_0000));
            IntVector inner = b.add(b.lanewise(VectorOperators.LSHL, 16));
            IntVector counts = outer.add(outer.lanewise(VectorOperators.LSHR, 8)).and(0x00FF_00FF)
                    .or(inner.add(inner.lanewise(VectorOperators.LSHL, 8)).lanewise(VectorOperators.LSHR, 16).and(0xFF00));
            if (x + CELLS <= w) {
                counts.intoArray(words, wordsOffset + x);
            } else {
                counts.intoArray(words, wordsOffset + x, INTS.indexInRange(x, w));
            }
        }
    }

    /** Counts two kernels, whose planes begin at {@code first} and {@code second}. */
    private static void countKernels(int w, long[] bits, int first, int second, int used, int[] words, int wordsOffset) {
        int row = longs(w);
        for (int x = 0; x < w; x += CELLS) {
            ByteVector masks0 = ByteVector.zero(BYTES);
            ByteVector both0 = masks0;
            ByteVector masks1 = masks0;
            ByteVector both1 = masks0;
            for (int r = 0; r < 4; r++) {
                int at = r * row + x / 16;
                int shift = 4 * (x % 16);
                long mask = bits[at] >>> shift;
                long text = bits[4 * row + at] >>> shift;
                long in0 = bits[first + at] >>> shift & mask;
                long in1 = bits[second + at] >>> shift & mask;
                masks0 = masks0.add((byte) 1, VectorMask.fromLong(BYTES, in0));
                both0 = both0.add((byte) 1, VectorMask.fromLong(BYTES, in0 & text));
                masks1 = masks1.add((byte) 1, VectorMask.fromLong(BYTES, in1));
                both1 = both1.add((byte) 1, VectorMask.fromLong(BYTES, in1 & text));
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
            IntVector counts = masks.add(masks.lanewise(VectorOperators.LSHR, 8)).and(0x00FF_00FF)
                    .or(both.add(both.lanewise(VectorOperators.LSHL, 8)).and(0xFF00_FF00)).and(used);
            if (x + CELLS <= w) {
                counts.intoArray(words, wordsOffset + x);
            } else {
                counts.intoArray(words, wordsOffset + x, INTS.indexInRange(x, w));
            }
        }
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
