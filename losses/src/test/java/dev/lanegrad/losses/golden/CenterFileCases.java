package dev.lanegrad.losses.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanegrad.losses.centers.CenterFile;
import dev.lanegrad.losses.centers.CenterFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cases of the operation {@code center_file}: files that must load exactly, be refused cleanly, or do either. */
final class CenterFileCases {

    static final String OPERATION = "center_file";

    private CenterFileCases() {
    }

    /** All files of a case that are not treated as it wants; empty if it passes. */
    static List<String> differences(GoldenSet set, String name) {
        JsonNode manifest = set.manifest(name);
        double[] initial = array(set, name, manifest.path("inputs").path(0));
        int classes = manifest.path("params").required("num_classes").asInt();
        int dims = manifest.path("params").required("feat_dim").asInt();
        List<String> differences = new ArrayList<>();
        for (JsonNode file : manifest.required("files")) {
            String path = name + "/" + file.required("file").asText();
            String expected = file.required("expect").asText();
            double[] centers = initial.clone();
            boolean loaded = loads(set.path(path), classes, dims, centers);
            boolean asExpected = switch (expected) {
                case "ok" -> loaded && sameBits(centers, array(set, name, manifest.path("outputs").path(0)));
                case "reject" -> !loaded;
                case "decision" -> true;
                default -> throw new IllegalArgumentException(path + ": unknown expectation " + expected);
            };
            if (!asExpected || !loaded && !sameBits(centers, initial)) {
                differences.add(path + ": expected " + expected + ", " + (loaded ? "loaded" : "refused"));
            }
        }
        return differences;
    }

    private static boolean loads(Path file, int classes, int dims, double[] centers) {
        try {
            CenterFile.load(file, classes, dims, centers);
            return true;
        } catch (CenterFileException e) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double[] array(GoldenSet set, String name, JsonNode entry) {
        String file = name + "/" + entry.required("file").asText();
        return NpyArray.read(file, set.bytes(file)).doubles();
    }

    private static boolean sameBits(double[] a, double[] b) {
        return Arrays.equals(a, b);
    }
}
