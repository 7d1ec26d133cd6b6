package dev.lanegrad.examples.digits;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One file of unsigned bytes in the IDX format of the MNIST distribution, gzipped or not.
 *
 * <p>The format, big endian: two zero bytes, the element type (8 = unsigned byte), the number of dimensions,
 * one 32-bit size per dimension, then the elements in row-major order and nothing behind them.
 *
 * @param sizes one size per dimension, the product being {@code bytes.length}
 * @param bytes the elements
 */
record IdxFile(int[] sizes, byte[] bytes) {

    private static final int UNSIGNED_BYTE = 8;
    private static final int GZIP_MAGIC_FIRST = 0x1f;
    private static final int GZIP_MAGIC_SECOND = 0x8b;

    /**
     * Reads a whole file. Nothing is allocated on the word of the header alone: memory grows with the bytes that
     * arrive.
     *
     * @param in the file; the caller closes it
     * @param name the file's name for error messages
     * @param dimensions the expected number of dimensions
     * @throws DataFileException if the content is not what the format demands; the message is one line
     * @throws IOException if reading itself fails
     */
    static IdxFile read(InputStream in, String name, int dimensions) throws IOException {
        try {
            DataInputStream data = new DataInputStream(unzipped(new BufferedInputStream(in)));
            int[] sizes = readHeader(data, name, dimensions);
            return new IdxFile(sizes, readElements(data, name, elementCount(sizes, name)));
        } catch (ZipException | EOFException e) {
            throw new DataFileException("%s: damaged or truncated gzip data (%s)".formatted(name, e.getMessage()));
        }
    }

    private static int[] readHeader(DataInputStream data, String name, int dimensions) throws IOException {
        int expectedMagic = UNSIGNED_BYTE << 8 | dimensions;
        byte[] header = data.readNBytes(4 + 4 * dimensions);
        if (header.length < 4 || intAt(header, 0) != expectedMagic) {
            throw new DataFileException(("%s: not an IDX file of unsigned bytes with %d dimension%s: "
                    + "expected the magic number %d, found %s")
                    .formatted(name, dimensions, dimensions == 1 ? "" : "s", expectedMagic,
                            header.length < 4 ? header.length + " bytes in all" : Integer.toString(intAt(header, 0))));
        }
        if (header.length < 4 + 4 * dimensions) {
            throw new DataFileException("%s: truncated: expected a header of %d bytes, found %d bytes in all"
                    .formatted(name, 4 + 4 * dimensions, header.length));
        }
        int[] sizes = new int[dimensions];
        Arrays.setAll(sizes, d -> intAt(header, 4 + 4 * d));
        return sizes;
    }

    private static int elementCount(int[] sizes, String name) throws DataFileException {
        int count = 1;
        for (int size : sizes) {
            if (size <= 0) {
                throw new DataFileException("%s: sizes %s in the header: each must be at least 1"
                        .formatted(name, Arrays.toString(sizes)));
            }
            try {
                count = Math.multiplyExact(count, size);
            } catch (ArithmeticException overflow) {
                throw new DataFileException("%s: sizes %s in the header: more than %d bytes"
                        .formatted(name, Arrays.toString(sizes), Integer.MAX_VALUE));
            }
        }
        return count;
    }

    private static byte[] readElements(DataInputStream data, String name, int count) throws IOException {
        byte[] bytes = data.readNBytes(count);
        if (bytes.length < count) {
            throw new DataFileException("%s: truncated: expected %d bytes behind the header, found %d"
                    .formatted(name, count, bytes.length));
        }
        if (data.read() >= 0) {
            throw new DataFileException("%s: expected %d bytes behind the header, found more".formatted(name, count));
        }
        return bytes;
    }

    /** Decides by the first two bytes, not by the name: files lose and gain {@code .gz} on their way. */
    private static InputStream unzipped(InputStream in) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(in, 2);
        byte[] start = peeked.readNBytes(2);
        peeked.unread(start);
        boolean gzip = start.length == 2
                && (start[0] & 0xff) == GZIP_MAGIC_FIRST && (start[1] & 0xff) == GZIP_MAGIC_SECOND;
        return gzip ? new BufferedInputStream(new GZIPInputStream(peeked, 1 << 16)) : peeked;
    }

    private static int intAt(byte[] bytes, int offset) {
        return ByteBuffer.wrap(bytes).getInt(offset);
    }
}
