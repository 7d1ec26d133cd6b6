package dev.lanegrad.examples.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.examples.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossCurvesTest {

    @TempDir
    Path folder;

    @Test
    void writesSixPictures() throws IOException {
        Captured result = Captured.run(new LossCurves(), "--out", folder.toString());
        assertEquals(0, result.exitCode(), result.errors());
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> pictures = files.toList();
            assertEquals(6, pictures.size());
            for (Path picture : pictures) {
                assertNotNull(ImageIO.read(picture.toFile()), picture.toString());
            }
        }
    }

    @Test
    void metricLossesGatherTheClasses() {
        double before = ratio(MovedPoints.start());
        assertTrue(before > 0.5, "before " + before);
        assertTrue(ratio(MovedPoints.triplet()) < 0.1, "triplet " + ratio(MovedPoints.triplet()));
        assertTrue(ratio(MovedPoints.contrastive()) < 0.1, "contrastive " + ratio(MovedPoints.contrastive()));
    }

    /** The mean distance of pairs of one class over that of all others. */
    private static double ratio(double[] points) {
        int[] labels = MovedPoints.labels();
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < i; j++) {
                int other = labels[i] == labels[j] ? 0 : 1;
                sums[other] += Math.hypot(points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]);
                counts[other]++;
            }
        }
        return sums[0] / counts[0] / (sums[1] / counts[1]);
    }
}
