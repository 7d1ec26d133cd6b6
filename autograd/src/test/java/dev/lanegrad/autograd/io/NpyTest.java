package dev.lanegrad.autograd.io;

import static dev.lanegrad.autograd.io.Fixtures.assertSame;
import static dev.lanegrad.autograd.io.Fixtures.file;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {

    @TempDir
    Path directory;

    @Test
    void readsWhatNumpyWritesAndWritesTheSameBytes() throws IOException {
        for (Map.Entry<String, StoredArray> array : Fixtures.arrays().entrySet()) {
            Path numpys = file(array.getKey() + ".npy");
            assertSame(array.getValue(), Npy.read(numpys));
            Path ours = directory.resolve("ours.npy");
            Npy.write(ours, array.getValue());
            assertArrayEquals(Files.readAllBytes(numpys), Files.readAllBytes(ours), array.getKey());
        }
    }

    @Test
    void fortranOrderBecomesRowMajor() throws IOException {
        double[] counting = IntStream.range(0, 24).asDoubleStream().toArray();
        assertSame(StoredArray.of(Shape.of(2, 3, 4), counting), Npy.read(file("fortran.npy")));
        assertSame(StoredArray.of(Shape.of(3, 2), 0, 3, 1, 4, 2, 5), Npy.read(file("transposed.npy")));
    }

    @Test
    void readsLongHeaders() throws IOException {
        assertSame(Fixtures.arrays().get("f8"), Npy.read(file("version2.npy")));
    }

    @Test
    void arraysAboveTheChunkSizeComeBack() throws IOException {
        double[] data = IntStream.range(0, 30_001).mapToDouble(i -> 1.0 / i).toArray();
        Path file = directory.resolve("large.npy");
        Npy.write(file, StoredArray.of(Shape.of(30_001), data));
        assertArrayEquals(data, Npy.read(file).doubles());
    }

    @Test
    void everyTruncationAndAnyTrailingByteIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file("f4.npy"));
        for (int length = 0; length <= whole.length + 1; length++) {
            if (length != whole.length) {
                Path path = Files.write(directory.resolve("part.npy"), Arrays.copyOf(whole, length));
                FileFormatException e = assertThrows(FileFormatException.class, () -> Npy.read(path), "" + length);
                assertEquals(path + ": ", e.getMessage().substring(0, path.toString().length() + 2));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"big_endian, >f8", "half, <f2"})
    void otherTypesAreRefused(String name, String type) {
        Path path = file(name + ".npy");
        FileFormatException e = assertThrows(FileFormatException.class, () -> Npy.read(path));
        assertEquals(path + ": header: has descr '" + type + "', which must be one of <f4, <f8, <i4, <i8, |u1, "
                + "before position 15", e.getMessage());
        assertThrows(FileFormatException.class, () -> Npy.read(file("structured.npy")));
    }

    /** The header and what is wrong with it; the data are 8 bytes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'descr': '<f4', 'fortran_order': False, 'shape': (3,), }     | needs 79 bytes with its header, and there are 75
            {'descr': '<f4', 'fortran_order': False, 'shape': (1,)}       | needs 69 bytes with its header, and there are 73
            {'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536)} | with more than 2^31 - 1 elements
            {'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 0)} | with more than 2^31 - 1 elements
            {'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)} | exceeds 64 bits
            {'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}      | needs a whole number that is not negative
            {'descr': '<f4', 'fortran_order': False, 'shape': (2)}        | a comma too many or too few
            {'descr': '<f4', 'fortran_order': False, 'shape': (2 1)}      | needs a comma between sizes
            {'descr': '<f4', 'fortran_order': False, 'shape': [2]}        | has '[' where '(' is expected
            {'descr': '<f4', 'fortran_order': 1, 'shape': (2,)}           | needs one of [True, False]
            {'descr': '<f4', 'fortran_order': False}                      | lacks 'shape'
            {'descr': '<f4', 'descr': '<f4', 'shape': (2,)}               | has 'descr' twice
            {'descr': '<f4', 'order': False, 'shape': (2,)}               | has the unknown key 'order'
            {'descr': '<f4', 'fortran_order': False, 'shape': (2,)} True  | goes on after its end
            {'descr': '<f4', 'fortran_order': False, 'shape': (2,)        | ends where '}' is expected
            {'descr': '<f4                                                | ends within a string
            """)
    void malformedHeadersAreNamed(String header, String problem) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[8]);
        Path path = Files.write(directory.resolve("bad.npy"), out.toByteArray());
        String message = assertThrows(FileFormatException.class, () -> Npy.read(path)).getMessage();
        assertEquals(problem, message.contains(problem) ? problem : message);
    }

    @Test
    void headersThatPassTheEndAreRefusedBeforeTheyAreRead() throws IOException {
        byte[] lying = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1};
        Path path = Files.write(directory.resolve("lying.npy"), lying);
        assertEquals(path + ": header length 4294967295 passes the end of 12 bytes",
                assertThrows(FileFormatException.class, () -> Npy.read(path)).getMessage());
    }
}
