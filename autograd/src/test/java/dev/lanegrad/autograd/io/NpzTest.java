package dev.lanegrad.autograd.io;

import static dev.lanegrad.autograd.io.Fixtures.assertSame;
import static dev.lanegrad.autograd.io.Fixtures.file;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {

    /** Where fields lie in a record of the zip's central directory, whose signature is this. */
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int CHECKSUM = 16;
    private static final int SIZE = 24;

    @TempDir
    Path directory;

    @Test
    void readsBothKindsThatNumpyWrites() throws IOException {
        assertSame(Fixtures.arrays(), Npz.read(file("stored.npz")));
        Map<String, StoredArray> expected = new LinkedHashMap<>();
        expected.put("zeros", StoredArray.of(Shape.of(100, 100), new float[10_000]));
        expected.putAll(Fixtures.arrays());
        assertSame(expected, Npz.read(file("deflated.npz")));
    }

    @Test
    void whatIsWrittenComesBackAndIsTheSameEveryTime() throws IOException {
        Path first = directory.resolve("first.npz");
        Path second = directory.resolve("second.npz");
        Npz.write(first, Fixtures.arrays());
        Npz.write(second, Fixtures.arrays());
        assertSame(Fixtures.arrays(), Npz.read(first));
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void noTruncationLoadsAnything() throws IOException {
        byte[] whole = Files.readAllBytes(file("deflated.npz"));
        for (int length = 0; length < whole.length; length++) {
            Path path = Files.write(directory.resolve("part.npz"), Arrays.copyOf(whole, length));
            FileFormatException e = assertThrows(FileFormatException.class, () -> Npz.read(path), "" + length);
            assertEquals(path.toString(), e.getMessage().substring(0, path.toString().length()));
        }
    }

    @Test
    void entriesThatInflatePastTheirDeclaredSizeAreRefused() throws IOException {
        // Declared is a whole array, shorter than the one that is there.
        byte[] npy = npy(new float[2]);
        Path path = zip("bomb.npz", ZipEntry.DEFLATED, Map.of("x.npy", Arrays.copyOf(npy, npy.length + 100_000)));
        patch(path, SIZE, npy.length);
        assertMessage("bomb.npz, entry x.npy: inflates past its declared size of " + npy.length + " bytes", path);
    }

    @Test
    void sizesThatCannotBeInflatedToAreRefusedBeforeMemoryIsTaken() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (268435440,), }";
        ByteArrayOutputStream npy = new ByteArrayOutputStream();
        npy.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        npy.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        Path path = zip("huge.npz", ZipEntry.DEFLATED, Map.of("x.npy", npy.toByteArray()));
        int size = 268435440 * 8 + npy.size();
        patch(path, SIZE, size);
        String message = assertThrows(FileFormatException.class, () -> Npz.read(path)).getMessage();
        assertEquals(path + ", entry x.npy: declares " + size, message.substring(0, message.indexOf(" bytes")));
    }

    @Test
    void aWrongChecksumIsRefused() throws IOException {
        Path path = zip("checksum.npz", ZipEntry.DEFLATED, Map.of("x.npy", npy(new float[2])));
        patch(path, CHECKSUM, 42);
        assertMessage("checksum.npz, entry x.npy: has another checksum than the archive declares", path);
    }

    @Test
    void malformedEntriesAreNamed() throws IOException {
        Path truncated = zip("truncated.npz", ZipEntry.DEFLATED, Map.of("x.npy", Arrays.copyOf(npy(new float[2]), 130)));
        assertMessage("truncated.npz, entry x.npy: shape [2] of <f4 needs 136 bytes with its header, and there are 130",
                truncated);
        Path readme = zip("readme.npz", ZipEntry.DEFLATED, Map.of("README", new byte[1]));
        assertMessage("readme.npz, entry README: must be named *.npy", readme);
        Path twice = zip("twice.npz", ZipEntry.DEFLATED, Map.of("x.npy", npy(new float[2]), "y.npy", npy(new float[2])));
        byte[] bytes = Files.readAllBytes(twice);
        Files.write(twice, new String(bytes, StandardCharsets.ISO_8859_1).replace("y.npy", "x.npy")
                .getBytes(StandardCharsets.ISO_8859_1));
        assertMessage("twice.npz, entry x.npy: occurs twice", twice);
        assertThrows(IllegalArgumentException.class,
                () -> Npz.write(readme, Map.of("", StoredArray.of(Shape.of(), 1f))));
    }

    private static byte[] npy(float[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyFormat.write(out, StoredArray.of(Shape.of(data.length), data));
        return out.toByteArray();
    }

    private Path zip(String name, int method, Map<String, byte[]> entries) throws IOException {
        Path path = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.setMethod(method);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return path;
    }

    /** Overwrites a field of the first record of the central directory. */
    private static void patch(Path path, int field, int value) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int record = 0;
        while (bytes.getInt(record) != CENTRAL_SIGNATURE) {
            record++;
        }
        Files.write(path, bytes.putInt(record + field, value).array());
    }

    private void assertMessage(String message, Path path) {
        assertEquals(directory.resolve(message).toString(),
                assertThrows(FileFormatException.class, () -> Npz.read(path)).getMessage());
    }
}
