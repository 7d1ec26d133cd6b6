package dev.lanegrad.autograd.io;

import static dev.lanegrad.autograd.io.Fixtures.assertSame;
import static dev.lanegrad.autograd.io.Fixtures.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {

    @TempDir
    Path directory;

    @Test
    void readsNumpysArrays() throws IOException {
        assertSame(Fixtures.arrays(), Safetensors.read(file("tensors.safetensors")));
    }

    @Test
    void whatIsWrittenComesBackAligned() throws IOException {
        Map<String, StoredArray> arrays = Fixtures.arrays();
        arrays.put("a \"name\"\\ with\n\u00e9\u4e2d", StoredArray.of(Shape.of(1), 1f));
        Path path = directory.resolve("x.safetensors");
        Safetensors.write(path, arrays);
        assertSame(arrays, Safetensors.read(path));
        byte[] bytes = Files.readAllBytes(path);
        assertEquals(0, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
        String header = new String(bytes, 8, 40, StandardCharsets.UTF_8);
        assertEquals("{\"f8\":{\"dtype\":\"F64\",\"shape\":[3],\"data_o", header);
        Safetensors.write(path, Map.of());
        assertEquals(Map.of(), Safetensors.read(path));
    }

    @Test
    void everyTruncationAndAnyTrailingByteIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file("tensors.safetensors"));
        for (int length = 0; length <= whole.length + 1; length++) {
            if (length != whole.length) {
                Path path = Files.write(directory.resolve("part.safetensors"), Arrays.copyOf(whole, length));
                FileFormatException e =
                        assertThrows(FileFormatException.class, () -> Safetensors.read(path), "" + length);
                assertEquals(path.toString(), e.getMessage().substring(0, path.toString().length()));
            }
        }
    }

    /** The header, with apostrophes for quotes, and what is wrong with it; the data are 8 bytes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'x':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}        | needs 12 bytes
            {'x':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}        | must begin at 0
            {'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}        | the tensors need 4 bytes of data
            {'x':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}       | the tensors need 16 bytes of data
            {'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}        | begins at 4 of the data and must begin at 0
            {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'y':{'dtype':'U8','shape':[4],'data_offsets':[4,8]}} | must begin at 8
            {'x':{'dtype':'BF16','shape':[4],'data_offsets':[0,8]}}       | has dtype 'BF16', which must be one of F32
            {'x':{'dtype':'F32','shape':[2147483648,2],'data_offsets':[0,8]}} | with more than 2^31 - 1 elements
            {'x':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,8]}} | with more than 2^31 - 1 elements
            {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,9223372036854775808]}} | exceeds 64 bits
            {'x':{'dtype':'F32','shape':[2],'data_offsets':[0]}}          | needs 2
            {'x':{'dtype':'F32','shape':[2,],'data_offsets':[0,8]}}       | a comma too many or too few
            {'x':{'dtype':'F32','shape':[02],'data_offsets':[0,8]}}       | needs a whole number
            {'x':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}      | needs a comma between sizes
            {'x':{'dtype':'F32','shape':[2]}}                             | needs dtype, shape and data_offsets
            {'x':{'dtype':'F32','shape':[2],'shape':[2],'data_offsets':[0,8]}} | has 'shape' twice
            {'x':{'dtype':'F32','shape':[2],'offsets':[0,8]}}             | has the unknown key 'offsets'
            {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'x':{}} | has 'x' twice
            {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},}       | needs a string
            {'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}}       | goes on after its end
            {'__metadata__':{'a':1},'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | needs a string
            {'__metadata__':{'a':'1','a':'2'}}                            | has the metadata 'a' twice
            {'\\u00zz':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}  | has an incomplete \\u escape
            {'\\u00                                                       | has an incomplete \\u escape
            {'\\q':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}      | has an unknown escape
            []                                                            | has '[' where '{' is expected
            """)
    void malformedHeadersAreNamed(String header, String problem) throws IOException {
        Path path = write(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        String message = assertThrows(FileFormatException.class, () -> Safetensors.read(path)).getMessage();
        assertEquals(problem, message.contains(problem) ? problem : message);
    }

    private Path write(byte[] header) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(directory.resolve("bad.safetensors"), bytes.putLong(header.length).put(header).array());
    }

    @Test
    void headersThatPassTheEndOrAreNotUtf8AreRefused() throws IOException {
        Path path = directory.resolve("lying.safetensors");
        Files.write(path, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'});
        assertEquals(path + ": header length 18446744073709551615 must be at most 100000000 and end within the 10 bytes of "
                + "the file", assertThrows(FileFormatException.class, () -> Safetensors.read(path)).getMessage());
        Path bad = write(new byte[] {'{', '"', (byte) 0xff, '"', '}'});
        assertEquals(bad + ": header is not in UTF-8",
                assertThrows(FileFormatException.class, () -> Safetensors.read(bad)).getMessage());
    }

    @Test
    void theNameOfTheMetadataIsTaken() {
        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(
                directory.resolve("x.safetensors"), Map.of("__metadata__", StoredArray.of(Shape.of(), 1f))));
    }
}
