package dev.lanegrad.examples.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdxFileTest {

    private static final byte[] ELEMENTS = {0, 1, 2, 3, 127, -128, -1, 7, 8, 9, 10, 11};
    private static final int[] SIZES = {2, 3, 2};
    private static final byte[] GOOD = IdxFiles.idx(2051, SIZES, ELEMENTS);

    @Test
    void readsAPlainFile() throws IOException {
        IdxFile file = read(GOOD, 3);
        assertArrayEquals(SIZES, file.sizes());
        assertArrayEquals(ELEMENTS, file.bytes());
    }

    @Test
    void readsAGzippedFileWhateverItsName() throws IOException {
        IdxFile file = read(IdxFiles.gzip(GOOD), 3);
        assertArrayEquals(SIZES, file.sizes());
        assertArrayEquals(ELEMENTS, file.bytes());
    }

    @Test
    void everyTruncationIsReported() throws IOException {
        for (int length = 0; length < GOOD.length; length++) {
            rejected(Arrays.copyOf(GOOD, length), 3);
        }
        byte[] zipped = IdxFiles.gzip(GOOD);
        for (int length = 0; length < zipped.length; length++) {
            rejected(Arrays.copyOf(zipped, length), 3);
        }
    }

    @Test
    void truncationNamesBothSizes() {
        assertEquals("digits: truncated: expected 12 bytes behind the header, found 8",
                rejected(Arrays.copyOf(GOOD, GOOD.length - 4), 3));
    }

    @Test
    void otherFormatsAreReportedByTheirMagicNumber() {
        assertEquals("digits: not an IDX file of unsigned bytes with 1 dimension: "
                + "expected the magic number 2049, found 2051",
                rejected(GOOD, 1));
        assertEquals("digits: not an IDX file of unsigned bytes with 3 dimensions: "
                + "expected the magic number 2051, found 3 bytes in all",
                rejected(new byte[] {1, 2, 3}, 3));
    }

    @Test
    void damagedGzipIsReported() throws IOException {
        byte[] zipped = IdxFiles.gzip(GOOD);
        zipped[zipped.length - 6] ^= 1;
        assertEquals("digits: damaged or truncated gzip data (Corrupt GZIP trailer)", rejected(zipped, 3));
    }

    @Test
    void bytesBehindTheLastElementAreReported() {
        assertEquals("digits: expected 12 bytes behind the header, found more",
                rejected(Arrays.copyOf(GOOD, GOOD.length + 1), 3));
    }

    @Test
    void sizesThatOverflowAreReported() {
        assertEquals("digits: sizes [60000, 65536, 65536] in the header: more than 2147483647 bytes",
                rejected(IdxFiles.idx(2051, new int[] {60000, 65536, 65536}, ELEMENTS), 3));
        assertEquals("digits: sizes [-1, 28, 28] in the header: each must be at least 1",
                rejected(IdxFiles.idx(2051, new int[] {-1, 28, 28}, ELEMENTS), 3));
        assertEquals("digits: sizes [0, 28, 28] in the header: each must be at least 1",
                rejected(IdxFiles.idx(2051, new int[] {0, 28, 28}, ELEMENTS), 3));
    }

    @Test
    void aHugeSizeCostsNoMemory() {
        // Two gigabytes are promised and twelve bytes come: no buffer may be made on the promise.
        byte[] liar = IdxFiles.idx(2051, new int[] {2, 32768, 32767}, ELEMENTS);
        int[] largestBuffer = new int[1];
        InputStream in = new ByteArrayInputStream(liar) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                largestBuffer[0] = Math.max(largestBuffer[0], buffer.length);
                return super.read(buffer, offset, length);
            }
        };
        String message = assertThrows(DataFileException.class, () -> IdxFile.read(in, "digits", 3)).getMessage();
        assertEquals("digits: truncated: expected 2147418112 bytes behind the header, found 12", message);
        assertTrue(largestBuffer[0] > 0 && largestBuffer[0] <= 1 << 20,
                () -> "a buffer of " + largestBuffer[0] + " bytes");
    }

    private static IdxFile read(byte[] content, int dimensions) throws IOException {
        return IdxFile.read(new ByteArrayInputStream(content), "digits", dimensions);
    }

    private static String rejected(byte[] content, int dimensions) {
        String message = assertThrows(DataFileException.class, () -> read(content, dimensions)).getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }
}
