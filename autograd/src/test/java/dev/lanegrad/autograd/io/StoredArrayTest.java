package dev.lanegrad.autograd.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import org.junit.jupiter.api.Test;

class StoredArrayTest {

    private static final Shape TWO = Shape.of(2);

    @Test
    void givesTheVeryArray() {
        float[] floats = {1, 2};
        double[] doubles = {1, 2};
        int[] ints = {1, 2};
        long[] longs = {1, 2};
        byte[] bytes = {1, 2};
        assertSame(floats, StoredArray.of(TWO, floats).floats());
        assertSame(doubles, StoredArray.of(TWO, doubles).doubles());
        assertSame(ints, StoredArray.of(TWO, ints).ints());
        assertSame(longs, StoredArray.of(TWO, longs).longs());
        assertSame(bytes, StoredArray.of(TWO, bytes).bytes());
    }

    @Test
    void refusesAnotherTypeAndAnotherLength() {
        StoredArray array = StoredArray.of(TWO, 1, 2);
        assertEquals("StoredArray: INT32[2] is no float[]", assertThrows(IllegalStateException.class, array::floats).getMessage());
        assertThrows(IllegalStateException.class, array::longs);
        assertThrows(IllegalArgumentException.class, () -> StoredArray.of(TWO, 1f));
    }
}
