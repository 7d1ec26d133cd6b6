package dev.lanegrad.autograd.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.lanegrad.autograd.Shape;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that {@code make_fixtures.py} wrote with NumPy, and the arrays in them. */
final class Fixtures {

    private Fixtures() {
    }

    static Path file(String name) {
        URL url = Fixtures.class.getResource(name);
        assertNotNull(url, name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, StoredArray> arrays() {
        Map<String, StoredArray> arrays = new LinkedHashMap<>();
        arrays.put("f4", StoredArray.of(Shape.of(2, 3),
                0.5f, -1.25f, 3e38f, Float.NaN, Float.NEGATIVE_INFINITY, -0.0f));
        arrays.put("f8", StoredArray.of(Shape.of(3), 1e-300, 0.1, -2.0));
        arrays.put("i4", StoredArray.of(Shape.of(), -123456789));
        arrays.put("i8", StoredArray.of(Shape.of(2, 1), 1L << 40, -1L));
        arrays.put("u1", StoredArray.of(Shape.of(4), (byte) 0, (byte) 127, (byte) 128, (byte) 255));
        arrays.put("empty", StoredArray.of(Shape.of(2, 0), new float[0]));
        return arrays;
    }

    /** Requires the same type, shape and bits. */
    static void assertSame(StoredArray expected, StoredArray actual) {
        assertEquals(expected.toString(), actual.toString());
        switch (expected.type()) {
            case FLOAT32 -> assertArrayEquals(expected.floats(), actual.floats());
            case FLOAT64 -> assertArrayEquals(expected.doubles(), actual.doubles());
            case INT32 -> assertArrayEquals(expected.ints(), actual.ints());
            case INT64 -> assertArrayEquals(expected.longs(), actual.longs());
            case UINT8 -> assertArrayEquals(expected.bytes(), actual.bytes());
        }
    }

    static void assertSame(Map<String, StoredArray> expected, Map<String, StoredArray> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, array) -> assertSame(array, actual.get(name)));
    }
}
