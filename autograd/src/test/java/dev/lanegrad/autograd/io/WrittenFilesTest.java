package dev.lanegrad.autograd.io;

import static dev.lanegrad.autograd.io.Fixtures.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes all formats to {@code target/written}, where {@code python3 make_fixtures.py check target/written} lets NumPy
 * load them.
 */
class WrittenFilesTest {

    @Test
    void allFormatsHoldTheSameArrays() throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "written"));
        for (Map.Entry<String, StoredArray> array : Fixtures.arrays().entrySet()) {
            Path file = directory.resolve(array.getKey() + ".npy");
            Npy.write(file, array.getValue());
            assertSame(array.getValue(), Npy.read(file));
        }
        Npz.write(directory.resolve("all.npz"), Fixtures.arrays());
        Safetensors.write(directory.resolve("all.safetensors"), Fixtures.arrays());
        assertSame(Npz.read(directory.resolve("all.npz")), Safetensors.read(directory.resolve("all.safetensors")));
    }
}
