package dev.lanegrad.losses.golden;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanegrad.losses.golden.GoldenCase.Expected;
import dev.lanegrad.losses.golden.GoldenCase.Gradient;
import dev.lanegrad.losses.golden.GoldenCase.Precision;
import dev.lanegrad.losses.golden.GoldenCase.Tolerance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A set of cases: a folder, or a zip of one, with {@code index.json} and a folder per case. The format is described in
 * {@code docs/conformance.md}.
 */
final class GoldenSet implements AutoCloseable {

    /** Names another folder than the set that comes with the tests; relative to where Maven was started. */
    static final String FOLDER_PROPERTY = "golden.dir";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private final Path root;
    private final FileSystem zip;
    private final JsonNode index;

    private GoldenSet(Path root, FileSystem zip) throws IOException {
        this.root = root;
        this.zip = zip;
        this.index = JSON.readTree(Files.readAllBytes(root.resolve("index.json")));
        if (index.path("format_version").asInt() != 1) {
            throw new IOException(root + ": format_version is " + index.path("format_version") + ", not 1");
        }
    }

    /** Opens the folder that the property names, or else the set that comes with the tests. */
    static GoldenSet open() throws IOException {
        String folder = System.getProperty(FOLDER_PROPERTY, "");
        return folder.isEmpty() ? shipped() : open(Path.of(System.getProperty("golden.base", "")).resolve(folder));
    }

    /** Opens a folder. */
    static GoldenSet open(Path folder) throws IOException {
        return new GoldenSet(folder, null);
    }

    /** Opens the set that comes with the tests. */
    static GoldenSet shipped() throws IOException {
        FileSystem zip = FileSystems.newFileSystem(resource("/golden.zip"));
        return new GoldenSet(zip.getPath("/"), zip);
    }

    private static Path resource(String name) throws IOException {
        try {
            return Path.of(GoldenSet.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    String name() {
        return index.path("set").asText("unnamed");
    }

    /** The names of all cases in the order of the index. */
    List<String> cases() {
        return index.path("cases").valueStream().map(entry -> entry.path("name").asText()).toList();
    }

    /** The group of a case, read without the arrays. */
    String group(String name) {
        return manifest(name).path("group").asText();
    }

    /** The operation of a case, read without the arrays. */
    String operation(String name) {
        return manifest(name).path("op").asText();
    }

    GoldenCase load(String name) {
        JsonNode manifest = manifest(name);
        return new GoldenCase(name, manifest.path("group").asText(), manifest.path("op").asText(),
                manifest.path("params"), Precision.valueOf(manifest.path("precision").asText().toUpperCase(Locale.ROOT)),
                arrays(name, manifest.path("inputs"), "name"), outputs(name, manifest),
                manifest.path("objective").valueStream().map(JsonNode::asText).toList(),
                arrays(name, manifest.path("upstream"), "output"), gradients(name, manifest));
    }

    private List<Expected> outputs(String name, JsonNode manifest) {
        List<Expected> outputs = new ArrayList<>();
        for (JsonNode entry : manifest.path("outputs")) {
            outputs.add(expected(name, entry, "name", manifest));
        }
        return outputs;
    }

    private List<Gradient> gradients(String name, JsonNode manifest) {
        List<Gradient> gradients = new ArrayList<>();
        for (JsonNode entry : manifest.path("gradients")) {
            gradients.add(new Gradient(entry.path("variant").asText(GoldenCase.DEFAULT_VARIANT),
                    expected(name, entry, "input", manifest)));
        }
        return gradients;
    }

    private Expected expected(String name, JsonNode entry, String key, JsonNode manifest) {
        NpyArray array = array(name, entry);
        String type = entry.path("native_dtype").asText(array.type());
        return new Expected(entry.path(key).asText(), type, array.dims(), array.doubles(), tolerance(entry, manifest));
    }

    private static Tolerance tolerance(JsonNode entry, JsonNode manifest) {
        if (entry.path("exact").asBoolean()) {
            return Tolerance.EXACT;
        }
        JsonNode tolerance = entry.has("tolerance") ? entry.get("tolerance") : manifest.required("tolerance");
        return new Tolerance(tolerance.required("rtol").asDouble(), tolerance.required("atol").asDouble());
    }

    private Map<String, NpyArray> arrays(String name, JsonNode entries, String key) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            arrays.put(entry.path(key).asText(), array(name, entry));
        }
        return arrays;
    }

    /** Reads the array of an entry, which must be of the shape and type that the entry says. */
    private NpyArray array(String name, JsonNode entry) {
        String file = name + "/" + entry.path("file").asText();
        NpyArray array = NpyArray.read(file, bytes(file));
        int[] dims = entry.path("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
        if (!Arrays.equals(dims, array.dims()) || !entry.path("dtype").asText().equals(array.type())) {
            throw new IllegalArgumentException(file + " is " + array.type() + Arrays.toString(array.dims())
                    + ", the manifest says " + entry.path("dtype").asText() + Arrays.toString(dims));
        }
        return array;
    }

    /** The manifest of a case. */
    JsonNode manifest(String name) {
        try {
            return JSON.readTree(bytes(name + "/manifest.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Where a file of the set is. */
    Path path(String file) {
        return root.resolve(file);
    }

    /** Reads a file of the set. */
    byte[] bytes(String file) {
        try {
            return Files.readAllBytes(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }
}
