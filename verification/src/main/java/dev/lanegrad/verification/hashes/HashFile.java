package dev.lanegrad.verification.hashes;

import dev.lanegrad.verification.hashes.Item.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The hashes that every machine must give: a line for each item, the hash of its first steps, the hash of all, and its name. */
final class HashFile {

    private static final String RESOURCE = "expected.txt";

    private HashFile() {
    }

    /** The expected hashes by the names of the items. */
    static Map<String, Hashes> expected() {
        try (InputStream in = HashFile.class.getResourceAsStream(RESOURCE)) {
            Map<String, Hashes> expected = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] parts = line.split(" ", 3);
                expected.put(parts[2], new Hashes(parts[0], parts[1]));
            });
            return expected;
        } catch (IOException e) {
            throw new UncheckedIOException("the expected hashes cannot be read", e);
        }
    }

    /** Writes hashes in the order of the names, so that two versions can be compared line by line. */
    static void write(Path file, Map<String, Hashes> hashes) throws IOException {
        Files.write(file, new TreeMap<>(hashes).entrySet().stream()
                .map(e -> e.getValue().few() + " " + e.getValue().all() + " " + e.getKey()).toList());
    }
}
