package dev.lanegrad.losses.centers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.losses.centers.NumpyObjects.Bytes;
import dev.lanegrad.losses.centers.NumpyObjects.Dtype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers of every type that a pickle may hold. */
class PickledNumbersTest {

    private static final PickleInput INPUT = new PickleInput(new byte[0]);
    private static final PickleLiterals LITERALS = new PickleLiterals(INPUT);

    private static Object scalar(String dtype, String order, byte[] little) throws CenterFileException {
        Dtype type = Dtype.named(INPUT, dtype);
        type.build(INPUT, List.of(3L, order));
        return NumpyObjects.scalar(INPUT, List.of(type, new Bytes(little, 0, little.length)));
    }

    private static byte[] bytes(long value, int size) {
        return java.util.Arrays.copyOf(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array(), size);
    }

    private static double element(String dtype, long bits, int size) throws CenterFileException {
        double[] read = new double[3];
        Dtype.named(INPUT, dtype).read(bytes(bits, size), 0, 1, read, 1, new float[1]);
        return read[1];
    }

    @Test
    void scalarsOfEveryKind() throws CenterFileException {
        assertEquals(-2L, scalar("i2", "<", bytes(-2, 2)));
        assertEquals(0xFFFEL, scalar("u2", "<", bytes(-2, 2)));
        assertEquals(0x0100L, scalar("i2", ">", bytes(1, 2)));
        assertEquals(Long.MIN_VALUE, scalar("i8", "<", bytes(Long.MIN_VALUE, 8)));
        assertEquals(Long.MAX_VALUE, scalar("u8", "<", bytes(Long.MAX_VALUE, 8)));
        assertEquals(-0.75, scalar("f8", "<", bytes(Double.doubleToLongBits(-0.75), 8)));
        assertEquals(0.1f, ((Double) scalar("f4", "<", bytes(Float.floatToIntBits(0.1f), 4))).floatValue());
        assertEquals(1.5, scalar("f2", "<", bytes(0x3E00, 2)));
        assertEquals("at offset 0: the integer 18446744073709551615 is too large",
                assertThrows(CenterFileException.class, () -> scalar("u8", "<", bytes(-1, 8))).getMessage());
        assertEquals("at offset 0: a scalar must have a dtype and as many bytes",
                assertThrows(CenterFileException.class, () -> scalar("f8", "<", new byte[7])).getMessage());
    }

    @Test
    void elementsOfEveryKind() throws CenterFileException {
        assertEquals(255, element("u1", -1, 1));
        assertEquals(-1, element("i1", -1, 1));
        assertEquals(65535, element("u2", -1, 2));
        assertEquals(-1, element("i2", -1, 2));
        assertEquals(4294967295.0, element("u4", -1, 4));
        assertEquals(-1, element("i4", -1, 4));
        assertEquals(0x1p64, element("u8", -1, 8));
        assertEquals(0x1p63, element("u8", Long.MIN_VALUE, 8));
        assertEquals(-0x1p63, element("i8", Long.MIN_VALUE, 8));
        // Halfway between two doubles with a lowest bit that decides.
        assertEquals(0x1p63 + 0x1p11, element("u8", Long.MIN_VALUE + (1 << 10) + 1, 8));
        assertEquals(0.5, element("f2", 0x3800, 2));
        assertEquals(-0.75, element("f4", Float.floatToIntBits(-0.75f), 4));
        assertEquals(1e300, element("f8", Double.doubleToLongBits(1e300), 8));
    }

    @Test
    void integersOfAnyNumberOfBytes() throws CenterFileException {
        assertEquals(0L, LITERALS.integer(new Bytes(new byte[] {7}, 1, 0)));
        assertEquals(-1L, LITERALS.integer(new Bytes(new byte[] {7, -1}, 1, 1)));
        assertEquals(0x7F00_0000_00FFL, LITERALS.integer(new Bytes(bytes(0x7F00_0000_00FFL, 6), 0, 6)));
        assertEquals(Long.MIN_VALUE, LITERALS.integer(new Bytes(bytes(Long.MIN_VALUE, 8), 0, 8)));
        assertThrows(CenterFileException.class, () -> LITERALS.integer(new Bytes(new byte[9], 0, 9)));
    }

    @Test
    void quotesAreCutAfter40Characters() {
        assertEquals("1".repeat(40), PickleLiterals.abbreviated("1".repeat(40)));
        assertEquals("1".repeat(40) + "...", PickleLiterals.abbreviated("1".repeat(41)));
    }
}
