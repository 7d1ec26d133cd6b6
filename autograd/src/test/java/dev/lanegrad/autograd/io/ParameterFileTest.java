package dev.lanegrad.autograd.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFileTest {

    @TempDir
    Path directory;

    private static Map<String, Tensor<?>> model(double value) {
        Map<String, Tensor<?>> parameters = new LinkedHashMap<>();
        parameters.put("w", Tensor.parameter(Shape.of(2), (float) value, 2f));
        parameters.put("centers", Tensor.parameter(Shape.of(1, 2), value, 4.0));
        return parameters;
    }

    private static double first(Map<String, Tensor<?>> model) {
        return ((double[]) model.get("centers").data())[0] + ((float[]) model.get("w").data())[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.npz", "m.safetensors"})
    void parametersComeBack(String name) throws IOException {
        Path file = directory.resolve(name);
        ParameterFile.save(file, model(8));
        ParameterFile.save(file, model(9));
        Map<String, Tensor<?>> loaded = model(0);
        ParameterFile.load(file, loaded);
        assertEquals(18, first(loaded));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void whatDoesNotFitChangesNothing() throws IOException {
        Path file = directory.resolve("m.npz");
        Map<String, Tensor<?>> other = model(1);
        other.put("centers", Tensor.parameter(Shape.of(2, 1), 1.0, 4.0));
        ParameterFile.save(file, other);
        Map<String, Tensor<?>> loaded = model(0);
        assertMessage(file + ", tensor centers: is FLOAT64[2, 1] and must be FLOAT64[1, 2] as its parameter", file, loaded);
        other.put("centers", Tensor.parameter(Shape.of(1, 2), 1f, 4f));
        ParameterFile.save(file, other);
        assertMessage(file + ", tensor centers: is FLOAT32[1, 2] and must be FLOAT64[1, 2] as its parameter", file, loaded);
        other.remove("centers");
        ParameterFile.save(file, other);
        assertMessage(file + ": has the names [w] and must have [centers, w]", file, loaded);
        assertEquals(0, first(loaded));
    }

    private static void assertMessage(String message, Path file, Map<String, Tensor<?>> parameters) {
        assertEquals(message,
                assertThrows(FileFormatException.class, () -> ParameterFile.load(file, parameters)).getMessage());
    }

    @Test
    void aFailureWhileWritingLeavesTheOldFileAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("old.npy"), "old");
        IOException full = new IOException("no space left");
        assertEquals(full, assertThrows(IOException.class, () -> AtomicFile.write(file, out -> {
            out.write(new byte[100_000]);
            throw full;
        })));
        assertArrayEquals("old".getBytes(), Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void theSuffixNamesTheFormat() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> ParameterFile.save(Path.of("model.bin"), model(1)));
        assertEquals("ParameterFile: model.bin must end in .npz or .safetensors", e.getMessage());
    }
}
