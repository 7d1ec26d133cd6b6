package dev.lanegrad.losses.centers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.io.Npz;
import dev.lanegrad.autograd.io.StoredArray;
import dev.lanegrad.losses.CtcReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CenterAveragesTest {

    @TempDir
    Path folder;

    /** What Python exports from the same features, in the type of the features. */
    @Test
    void equalsTheOriginalsRunningMeans() throws Exception {
        Map<String, StoredArray> recognized = Npz.read(CenterFileTest.fixture("recognized.npz"));
        Tensor<float[]> features = Tensor.constant(Shape.of(5, 7, 3), recognized.get("features").floats());
        long[] paths = recognized.get("paths").longs();
        List<Long> right = Arrays.stream(recognized.get("right").longs()).boxed().toList();
        List<CtcReading> readings = new ArrayList<>();
        int[] labels = new int[5];
        for (int item = 0; item < 5; item++) {
            int[] path = Arrays.stream(paths, 7 * item, 7 * item + 7).mapToInt(k -> (int) k).toArray();
            labels[item] = item + 1;
            readings.add(new CtcReading(new int[] {right.contains((long) item) ? item + 1 : 0}, 0, path));
        }
        CenterAverages averages = new CenterAverages(4, 3);
        assertEquals(2, averages.add(Tensor.constant(Shape.of(2, 7, 3), Arrays.copyOf(features.data(), 42)),
                List.of(readings.get(0), readings.get(2)), new int[] {1, 3}, new int[] {1, 1}), "two of the first");
        averages = new CenterAverages(4, 3);
        assertEquals(3, averages.add(features, readings, labels, new int[] {1, 1, 1, 1, 1}));
        double[] expected = new double[12];
        CenterFile.load(CenterFileTest.fixture("exported.pkl"), 4, 3, expected);
        Path file = folder.resolve("centers.pkl");
        averages.save(file);
        double[] actual = new double[12];
        CenterFile.load(file, 4, 3, actual);
        assertArrayEquals(expected, actual, 1e-6);
        assertEquals(21, averages.count(0) + averages.count(1) + averages.count(2) + averages.count(3), "frames");
    }

    @Test
    void aMeanIsThatOfAllItsFrames() {
        CenterAverages averages = new CenterAverages(5, 1);
        Tensor<double[]> features = Tensor.constant(Shape.of(2, 3, 1), 1.0, 2, 6, 10, 20, 30);
        CtcReading first = new CtcReading(new int[] {3}, 0, new int[] {3, 3, 0});
        CtcReading second = new CtcReading(new int[] {3}, 0, new int[] {0, 3});
        averages.add(features, List.of(first, second), new int[] {3, 9, 3, 9}, new int[] {1, 1});
        assertArrayEquals(new int[] {0, 3}, averages.classes());
        assertArrayEquals(new float[] {8, (float) (23 / 3.0)}, averages.rows().floats());
        assertEquals(3, averages.count(3));
        assertEquals(0, averages.count(1));
    }

    @Test
    void itemsReadWronglyAreLeftOut() {
        CenterAverages averages = new CenterAverages(5, 1);
        Tensor<float[]> features = Tensor.constant(Shape.of(1, 2, 1), 1, 2);
        CtcReading reading = new CtcReading(new int[] {3}, 0, new int[] {3, 3});
        assertEquals(0, averages.add(features, List.of(reading), new int[] {3, 3}, new int[] {2}));
        assertEquals(0, averages.rows().shape().dim(0));
    }

    @Test
    void errorsNameTheItemTheValueAndTheBound() {
        CenterAverages averages = new CenterAverages(2, 1);
        Tensor<float[]> features = Tensor.constant(Shape.of(1, 2, 1), 1, 2);
        assertError("centerAverages: the path of item 0 has the class 2, which must lie in [0, 2)", () ->
                averages.add(features, List.of(new CtcReading(new int[0], 0, new int[] {0, 2})), new int[0], new int[] {0}));
        assertError("centerAverages: the path of item 0 has 3 frames and features have 2", () ->
                averages.add(features, List.of(new CtcReading(new int[0], 0, new int[3])), new int[0], new int[] {0}));
        assertError("centerAverages: labelLengths[0] = 1 must lie in [0, 0], the width of labels", () ->
                averages.add(features, List.of(new CtcReading(new int[0], 0, new int[2])), new int[0], new int[] {1}));
        Tensor<float[]> two = Tensor.constant(Shape.of(2, 1, 1), 1, 2);
        CtcReading blank = new CtcReading(new int[0], 0, new int[1]);
        assertError("centerAverages: 2 readings, 2 labelLengths and 3 labels must belong to the 2 items of features [2, 1, 1]",
                () -> averages.add(two, List.of(blank, blank), new int[3], new int[2]));
        assertError("centerAverages: 1 readings, 2 labelLengths and 4 labels must belong to the 2 items of features [2, 1, 1]",
                () -> averages.add(two, List.of(blank), new int[4], new int[2]));
        assertError("centerAverages: 2 readings, 1 labelLengths and 4 labels must belong to the 2 items of features [2, 1, 1]",
                () -> averages.add(two, List.of(blank, blank), new int[4], new int[1]));
        assertEquals(0, averages.add(Tensor.constant(Shape.of(0, 2, 1), new float[0]), List.of(), new int[0], new int[0]));
        assertError("centerAverages: features [2, 1] must be [batch, frames, 1]", () ->
                averages.add(Tensor.constant(Shape.of(2, 1), 1f, 2f), List.of(), new int[0], new int[0]));
        assertError("centerAverages: classes = 0 and dims = 1 must be at least 1", () -> new CenterAverages(0, 1));
        assertEquals(0, averages.classes().length, "nothing was added");
    }

    private static void assertError(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
