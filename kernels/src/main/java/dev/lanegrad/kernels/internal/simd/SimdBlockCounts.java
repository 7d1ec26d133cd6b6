package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;

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
    private static final Class<? extends ByteVector> BYTE_REGISTER = BYTES.vectorType().asSubclass(ByteVector.class);
    private static final Class<? extends IntVector> INT_REGISTER = INTS.vectorType().asSubclass(IntVector.class);
    private static final int CELLS = INTS.length();
    private static final int PIXELS = BYTES.length();

    /** A bit for each lane of four registers of labels. */
    private static final long GROUP = -1L >>> (64 - 4 * LANES);

    @Override
    protected int pack(int rows, int w, float[] x, int xOffset, long[] bits, int offset) {
        if (w % 16 == 0) {
            return pack(rows * longs(w), x, xOffset, bits, offset);
        }
        int other = 0;
        for (int row = 0; row < rows; row++) {
            int from = xOffset + 4 * w * row;
            int to = offset + longs(w) * row;
            int whole = w / 16;
            other |= pack(whole, x, from, bits, to) | packRow(4 * w - 64 * whole, x, from + 64 * whole, bits, to + whole);
        }
        return other;
    }

    /** Packs pixels into {@code n} whole elements. Most of them are 0: four registers of which that is true are done with at a glance, which keeps memory busy. */
    private static int pack(int n, float[] x, int xOffset, long[] bits, int offset) {
        IntVector other0 = IntVector.zero(INTS);
        IntVector other1 = other0;
        for (int i = 0; i < n; i++) {
            long zeros = 0;
            for (int j = 0; j < 64; j += 4 * LANES) {
                int at = xOffset + 64 * i + j;
                FloatVector v0 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, at));
                FloatVector v1 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, at + LANES));
                FloatVector v2 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, at + 2 * LANES));
                FloatVector v3 = REGISTER.cast(FloatVector.fromArray(SPECIES, x, at + 3 * LANES));
                IntVector any = INT_REGISTER.cast(v0.reinterpretAsInts()).or(v1.reinterpretAsInts()).or(v2.reinterpretAsInts()).or(v3.reinterpretAsInts());
                if (!any.compare(VectorOperators.NE, 0).anyTrue()) {
                    zeros |= GROUP << j;
                    continue;
                }
                VectorMask<Float> not0 = v0.compare(VectorOperators.NE, 1f);
                VectorMask<Float> not1 = v1.compare(VectorOperators.NE, 1f);
                VectorMask<Float> not2 = v2.compare(VectorOperators.NE, 1f);
                VectorMask<Float> not3 = v3.compare(VectorOperators.NE, 1f);
                zeros |= (not0.toLong() | not1.toLong() << LANES | not2.toLong() << 2 * LANES | not3.toLong() << 3 * LANES) << j;
                other0 = INT_REGISTER.cast(other0).lanewise(VectorOperators.OR, v0.reinterpretAsInts(), not0.cast(INTS));
                other1 = INT_REGISTER.cast(other1).lanewise(VectorOperators.OR, v1.reinterpretAsInts(), not1.cast(INTS));
                other0 = INT_REGISTER.cast(other0).lanewise(VectorOperators.OR, v2.reinterpretAsInts(), not2.cast(INTS));
                other1 = INT_REGISTER.cast(other1).lanewise(VectorOperators.OR, v3.reinterpretAsInts(), not3.cast(INTS));
            }
            bits[offset + i] = ~zeros;
        }
        // What is not 1 has to be 0; the sign of -0.0 is shifted out.
        return INT_REGISTER.cast(other0).or(other1).reduceLanes(VectorOperators.OR) << 1;
    }

    @Override
    protected int pack(int rows, int w, byte[] x, int xOffset, long[] bits, int offset) {
        if (w % 16 == 0) {
            return pack(rows * longs(w), x, xOffset, bits, offset);
        }
        int other = 0;
        for (int row = 0; row < rows; row++) {
            int from = xOffset + 4 * w * row;
            int to = offset + longs(w) * row;
            int whole = w / 16;
            other |= pack(whole, x, from, bits, to) | packRow(4 * w - 64 * whole, x, from + 64 * whole, bits, to + whole);
        }
        return other;
    }

    private static int pack(int n, byte[] x, int xOffset, long[] bits, int offset) {
        ByteVector seen = ByteVector.zero(BYTES);
        for (int i = 0; i < n; i++) {
            long packed = 0;
            for (int j = 0; j < 64; j += PIXELS) {
                ByteVector v = BYTE_REGISTER.cast(ByteVector.fromArray(BYTES, x, xOffset + 64 * i + j));
                packed |= v.compare(VectorOperators.EQ, (byte) 1).toLong() << j;
                seen = BYTE_REGISTER.cast(seen).or(v);
            }
            bits[offset + i] = packed;
        }
        return INT_REGISTER.cast(BYTE_REGISTER.cast(seen).reinterpretAsInts()).reduceLanes(VectorOperators.OR) & 0xFEFE_FEFE;
    }

    @Override
    protected void count(int w, int kernels, long[] bits, int from, int plane, int[] words, int wordsOffset, int cells) {
        int reach = wordsOffset + (kernels + 1) / 2 * cells + (w + CELLS - 1) / CELLS * CELLS;
        if (reach > words.length) {
            // A masked store past the end of the array has a way of its own, which may make objects.
            super.count(w, kernels, bits, from, plane, words, wordsOffset, cells);
            return;
        }
        countText(w, bits, from, from + plane, words, wordsOffset);
        for (int j = 0; j < kernels; j += 2) {
            int first = from + (2 + j) * plane;
            // A kernel without a neighbour is its own, and the upper counts are cleared.
            boolean pair = j + 1 < kernels;
            countKernels(w, bits, from, from + plane, first, pair ? first + plane : first, pair ? -1 : 0xFFFF,
                    words, wordsOffset + (1 + j / 2) * cells);
        }
    }

    private static void countText(int w, long[] bits, int masksFrom, int textFrom, int[] words, int wordsOffset) {
        int row = longs(w);
        for (int x = 0; x < w; x += CELLS) {
            int m0 = masksFrom + x / 16;
            int t0 = textFrom + x / 16;
            boolean noText = (bits[t0] | bits[t0 + row] | bits[t0 + 2 * row] | bits[t0 + 3 * row]) == 0;
            boolean allInMask = (bits[m0] & bits[m0 + row] & bits[m0 + 2 * row] & bits[m0 + 3 * row]) == -1;
            if (noText && allInMask && x + CELLS <= w) {
                // As most of an image is.
                INT_REGISTER.cast(IntVector.broadcast(INTS, 16 << 16 | 16)).intoArray(words, wordsOffset + x);
                continue;
            }
            ByteVector masks = ByteVector.zero(BYTES);
            ByteVector both = masks;
            ByteVector others = masks;
            for (int r = 0; r < 4; r++) {
                int at = r * row + x / 16;
                long mask = bits[masksFrom + at] >>> 4 * (x % 16);
                long text = bits[textFrom + at] >>> 4 * (x % 16);
                masks = BYTE_REGISTER.cast(masks).add((byte) 1, VectorMask.fromLong(BYTES, mask));
                both = BYTE_REGISTER.cast(both).add((byte) 1, VectorMask.fromLong(BYTES, mask & text));
                others = BYTE_REGISTER.cast(others).add((byte) 1, VectorMask.fromLong(BYTES, ~text));
            }
            // Bytes 0 and 2 become the sums of mask and of "not text", byte 1 that of both: halves are added, then bytes.
            IntVector m = INT_REGISTER.cast(BYTE_REGISTER.cast(masks).reinterpretAsInts());
            IntVector o = INT_REGISTER.cast(BYTE_REGISTER.cast(others).reinterpretAsInts());
            IntVector b = INT_REGISTER.cast(BYTE_REGISTER.cast(both).reinterpretAsInts());
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
    private static void countKernels(int w, long[] bits, int masksFrom, int textFrom, int first, int second, int used,
                                     int[] words, int wordsOffset) {
        int row = longs(w);
        for (int x = 0; x < w; x += CELLS) {
            int f0 = first + x / 16;
            int s0 = second + x / 16;
            long any = bits[f0] | bits[f0 + row] | bits[f0 + 2 * row] | bits[f0 + 3 * row]
                    | bits[s0] | bits[s0 + row] | bits[s0 + 2 * row] | bits[s0 + 3 * row];
            if (any == 0 && x + CELLS <= w) {
                INT_REGISTER.cast(IntVector.zero(INTS)).intoArray(words, wordsOffset + x);
                continue;
            }
            ByteVector masks0 = ByteVector.zero(BYTES);
            ByteVector both0 = masks0;
            ByteVector masks1 = masks0;
            ByteVector both1 = masks0;
            for (int r = 0; r < 4; r++) {
                int at = r * row + x / 16;
                int shift = 4 * (x % 16);
                long mask = bits[masksFrom + at] >>> shift;
                long text = bits[textFrom + at] >>> shift;
                long in0 = bits[first + at] >>> shift & mask;
                long in1 = bits[second + at] >>> shift & mask;
                masks0 = BYTE_REGISTER.cast(masks0).add((byte) 1, VectorMask.fromLong(BYTES, in0));
                both0 = BYTE_REGISTER.cast(both0).add((byte) 1, VectorMask.fromLong(BYTES, in0 & text));
                masks1 = BYTE_REGISTER.cast(masks1).add((byte) 1, VectorMask.fromLong(BYTES, in1));
                both1 = BYTE_REGISTER.cast(both1).add((byte) 1, VectorMask.fromLong(BYTES, in1 & text));
            }
            // As above: bytes 0 and 2 the kernels in the mask, bytes 1 and 3 those in mask and text.
            IntVector m0 = INT_REGISTER.cast(BYTE_REGISTER.cast(masks0).reinterpretAsInts());
            IntVector m1 = INT_REGISTER.cast(BYTE_REGISTER.cast(masks1).reinterpretAsInts());
            IntVector b0 = INT_REGISTER.cast(BYTE_REGISTER.cast(both0).reinterpretAsInts());
            IntVector b1 = INT_REGISTER.cast(BYTE_REGISTER.cast(both1).reinterpretAsInts());
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
            INT_REGISTER.cast(IntVector.fromArray(INTS, words, wordsOffset + i)).lanewise(VectorOperators.LSHR, shift).and(31)
                    .intoArray(counts, countsOffset + i);
        }
        super.extractLoop(n - i, words, wordsOffset + i, shift, counts, countsOffset + i);
    }
}
