package dev.lanegrad.losses.centers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.io.StoredArray;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Python wrote with {@code make_center_fixtures.py}, and files that this library writes. */
class CenterFileTest {

    private static final int CLASSES = 70_001;
    private static final int DIMS = 3;
    private static final int[] PRESENT = {4, 0, 300, 70_000};
    private static final double[] ROWS = {0.5, -1.25, 3e38, Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 1, 2, 3, 0.1, 0.2, 0.3};

    @TempDir
    Path folder;

    static Path fixture(String name) throws Exception {
        URL url = CenterFileTest.class.getResource(name);
        assertNotNull(url, name);
        return Path.of(url.toURI());
    }

    private static float[] floats() {
        float[] rows = new float[ROWS.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) ROWS[i];
        }
        return rows;
    }

    private static double[] loaded(Path file) throws IOException {
        double[] centers = new double[CLASSES * DIMS];
        Arrays.fill(centers, 7);
        CenterFile.load(file, CLASSES, DIMS, centers);
        return centers;
    }

    /** The classes in their rows, 7 elsewhere. */
    private static double[] expected(boolean single) {
        double[] centers = new double[CLASSES * DIMS];
        Arrays.fill(centers, 7);
        for (int i = 0; i < ROWS.length; i++) {
            centers[PRESENT[i / DIMS] * DIMS + i % DIMS] = single ? (float) ROWS[i] : ROWS[i];
        }
        return centers;
    }

    @ParameterizedTest
    @CsvSource({"rows_p0.pkl, true", "rows_p1.pkl, true", "rows_p2.pkl, true", "rows_p3.pkl, true", "rows_p4.pkl, true",
        "rows_p5.pkl, true", "rows.npz, false", "rows_f4.npz, true"})
    void readsWhatPythonWrote(String name, boolean single) throws Exception {
        assertArrayEquals(expected(single), loaded(fixture(name)));
    }

    /** Of the NumPy that its name says, which calls the module of its functions {@code numpy.core} or {@code numpy._core}. */
    @ParameterizedTest
    @CsvSource({"1, 2", "1, 4", "1, 5", "2, 2", "2, 4", "2, 5"})
    void readsManyRowsOfEitherNumpy(int numpy, int protocol) throws Exception {
        Path file = fixture("many_numpy" + numpy + "_p" + protocol + ".pkl");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertEquals(numpy == 1, text.contains("numpy.core."));
        assertEquals(numpy == 2, text.contains("numpy._core."));
        double[] centers = new double[280 * 3];
        CenterFile.load(file, 280, 3, centers);
        for (int k = 0; k < 280; k++) {
            double[] expected = k % 7 == 0 ? new double[] {k / 7, k / 7 + 0.5, -(k / 7)} : new double[3];
            assertArrayEquals(expected, Arrays.copyOfRange(centers, 3 * k, 3 * k + 3), "class " + k);
        }
    }

    @Test
    void readsAMatrixWithARowForEveryClass() throws Exception {
        double[] centers = new double[12];
        CenterFile.load(fixture("matrix.npy"), 4, 3, centers);
        assertArrayEquals(ROWS, centers);
        CenterFile.load(fixture("matrix_f4.npy"), 4, 3, centers);
        assertEquals((float) 0.1, centers[9]);
    }

    /** Written to {@code target/written}, where {@code make_center_fixtures.py check} lets Python load them. */
    @Test
    void readsWhatItWrote() throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "written"));
        StoredArray doubles = StoredArray.of(Shape.of(4, DIMS), ROWS);
        StoredArray singles = StoredArray.of(Shape.of(4, DIMS), floats());
        for (String suffix : new String[] {".pkl", ".npz"}) {
            CenterFile.save(directory.resolve("doubles" + suffix), PRESENT, doubles);
            assertArrayEquals(expected(false), loaded(directory.resolve("doubles" + suffix)));
            CenterFile.save(directory.resolve("floats" + suffix), PRESENT, singles);
            assertArrayEquals(expected(true), loaded(directory.resolve("floats" + suffix)));
        }
        CenterFile.save(directory.resolve("doubles.npy"), new int[] {0, 1, 2, 3}, doubles);
        CenterFile.save(directory.resolve("floats.npy"), new int[] {0, 1, 2, 3}, singles);
        double[] centers = new double[12];
        CenterFile.load(directory.resolve("doubles.npy"), 4, 3, centers);
        assertArrayEquals(ROWS, centers);
    }

    /** More rows than one opcode sets, class numbers of one and two bytes, rows of more than 255 numbers. */
    @Test
    void readsManyLongRowsThatItWrote() throws IOException {
        float[] rows = new float[2500 * 300];
        int[] classes = new int[2500];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i / 300;
            classes[i / 300] = i / 300;
        }
        Path file = Files.createDirectories(Path.of("target", "written")).resolve("many.pkl");
        CenterFile.save(file, classes, StoredArray.of(Shape.of(2500, 300), rows));
        double[] centers = new double[2500 * 300];
        CenterFile.load(file, 2500, 300, centers);
        for (int i = 0; i < centers.length; i++) {
            assertEquals(i / 300, centers[i], "element " + i);
        }
    }

    @Test
    void theSameCentresGiveTheSameBytes() throws IOException {
        StoredArray rows = StoredArray.of(Shape.of(4, DIMS), ROWS);
        for (String suffix : new String[] {".pkl", ".npz"}) {
            CenterFile.save(folder.resolve("a" + suffix), PRESENT, rows);
            CenterFile.save(folder.resolve("b" + suffix), PRESENT, rows);
            assertEquals(-1, Files.mismatch(folder.resolve("a" + suffix), folder.resolve("b" + suffix)));
        }
    }

    @Test
    void anEmptyDictionaryIsAFile() throws IOException {
        Path file = folder.resolve("empty.pkl");
        CenterFile.save(file, new int[0], StoredArray.of(Shape.of(0, DIMS), new float[0]));
        double[] centers = {1, 2, 3};
        CenterFile.load(file, 1, DIMS, centers);
        assertArrayEquals(new double[] {1, 2, 3}, centers);
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("centers.pkl");
        CenterFile.save(file, PRESENT, StoredArray.of(Shape.of(4, DIMS), ROWS));
        byte[] old = Files.readAllBytes(file);
        assertSaveError(file, new int[] {1, 1}, 2, "CenterFile.save: classes[1] = 1 must be at least 0 and occur once");
        assertSaveError(file, new int[] {-1}, 1, "CenterFile.save: classes[0] = -1 must be at least 0 and occur once");
        assertSaveError(file, new int[] {1, 2}, 1,
                "CenterFile.save: rows are FLOAT32[1, 3] and must be FLOAT32 or FLOAT64[2, dims], a row for each class");
        assertSaveError(folder.resolve("centers.npy"), new int[] {0, 2}, 2, "CenterFile.save: classes[1] = 2 must be 1, since "
                + "a .npy file has a row for every class; .npz and .pkl name the classes");
        assertArrayEquals(old, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    private static void assertSaveError(Path file, int[] classes, int rows, String message) {
        StoredArray array = StoredArray.of(Shape.of(rows, DIMS), new float[rows * DIMS]);
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> CenterFile.save(file, classes, array)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows_p0.pkl", "rows_p2.pkl", "rows_p4.pkl", "rows_p5.pkl", "rows.npz", "matrix.npy"})
    void aFileThatDoesNotFitChangesNothing(String name) throws Exception {
        double[] centers = new double[5 * 4];
        Path file = fixture(name);
        CenterFileException e = assertThrows(CenterFileException.class, () -> CenterFile.load(file, 5, 4, centers));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertArrayEquals(new double[20], centers);
    }

    @Test
    void aFileLongerThanCentresCanBeIsNotRead() throws Exception {
        Path file = folder.resolve("long.pkl");
        Files.write(file, new byte[100_000]);
        CenterFileException e = assertThrows(CenterFileException.class, () -> CenterFile.load(file, 2, 2, new double[4]));
        assertEquals(file + ": has 100000 bytes, and centres of [2, 2] can need at most 67776", e.getMessage());
    }

    @Test
    void archivesNameTheirArrays() throws Exception {
        Path file = fixture("recognized.npz");
        CenterFileException e = assertThrows(CenterFileException.class,
                () -> CenterFile.load(file, 10, 3, new double[30]));
        assertEquals(file + ": holds the arrays [features, paths, right] and must hold centers and classes", e.getMessage());
    }
}
