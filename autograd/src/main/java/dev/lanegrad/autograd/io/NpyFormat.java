package dev.lanegrad.autograd.io;

import dev.lanegrad.autograd.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One array in NumPy's format, as a file of its own or as an entry of an archive. */
final class NpyFormat {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** The header is padded so that the data begin at a multiple of this. */
    private static final int ALIGNMENT = 64;

    /** Far above what a header of five types needs, and little to allocate. */
    private static final int LONGEST_HEADER = 1 << 16;

    private NpyFormat() {
    }

    /**
     * Reads an array.
     *
     * @param in     the stream, at its start
     * @param size   the number of bytes that the stream must have, no more and no less
     * @param source the file, and the entry in it, for errors
     */
    static StoredArray read(InputStream in, long size, String source) throws IOException {
        NpyHeader header = NpyHeader.parse(headerText(in, size, source), source);
        long before = header.lengthBefore();
        long expected = before + (long) header.shape().size() * header.type().bytes();
        if (size != expected) {
            throw new FileFormatException(source, "shape " + header.shape() + " of " + header.type().npy() + " needs "
                    + expected + " bytes with its header, and there are " + size);
        }
        StoredArray array = ArrayBytes.read(in, header.type(), header.shape(), source);
        return header.fortranOrder() ? ArrayBytes.fromColumnMajor(array) : array;
    }

    /** The header with its preamble's length put before it by {@link NpyHeader}. */
    private static NpyHeader.Text headerText(InputStream in, long size, String source) throws IOException {
        byte[] preamble = in.readNBytes(MAGIC.length + 2);
        if (preamble.length < MAGIC.length + 2 || !Arrays.equals(preamble, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new FileFormatException(source, "does not begin with \\x93NUMPY");
        }
        int version = preamble[MAGIC.length];
        if (version < 1 || version > 3 || preamble[MAGIC.length + 1] != 0) {
            throw new FileFormatException(source, "format version " + version + "." + preamble[MAGIC.length + 1]
                    + " must be 1.0, 2.0 or 3.0");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        byte[] lengthField = Arrays.copyOf(in.readNBytes(lengthBytes), 4);
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(lengthField).order(ByteOrder.LITTLE_ENDIAN).getInt());
        long start = preamble.length + lengthBytes;
        if (length > size - start) {
            throw new FileFormatException(source, "header length " + length + " passes the end of " + size + " bytes");
        }
        if (length > LONGEST_HEADER) {
            throw new FileFormatException(source, "header length " + length + " must be at most " + LONGEST_HEADER);
        }
        byte[] header = in.readNBytes((int) length);
        if (header.length < length) {
            throw new FileFormatException(source, "header ends after " + header.length + " of " + length + " bytes");
        }
        return new NpyHeader.Text(new String(header, StandardCharsets.ISO_8859_1), start + length);
    }

    /** Writes an array as NumPy does, byte for byte. */
    static void write(OutputStream out, StoredArray array) throws IOException {
        int[] dims = array.shape().dims();
        String shape = Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '" + array.type().npy() + "', 'fortran_order': False, 'shape': ("
                + shape + (dims.length == 1 ? "," : "") + "), }";
        int start = MAGIC.length + 4;
        int padded = (start + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - start;
        out.write(MAGIC);
        out.write(new byte[] {1, 0, (byte) padded, (byte) (padded >> 8)});
        out.write((header + " ".repeat(padded - header.length() - 1) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        ArrayBytes.write(out, array);
    }
}
