package dev.lanegrad.losses.centers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.io.StoredArray;
import dev.lanegrad.losses.centers.NumpyObjects.NdArray;
import dev.lanegrad.losses.centers.PickleMachine.Dict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Skipping what repeats from row to row gives what executing every opcode gives, reasons of refusals included. */
class RowPatternTest {

    private static final long STEPS = 10_000;
    private static final int DIMS = 3;

    @TempDir
    Path folder;

    /** The classes and rows of a pickle or why it has none. */
    private static String outcome(byte[] file, long steps, boolean patterns) {
        try {
            if (!(PickleMachine.load(file, steps, patterns) instanceof Dict dict)) {
                return "no dictionary";
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < dict.keys().size(); i++) {
                text.append(dict.keys().get(i)).append('=');
                if (dict.values().get(i) instanceof NdArray array && array.obstacle(DIMS) == null) {
                    double[] row = new double[DIMS];
                    array.copyTo(row, 0, new float[DIMS]);
                    text.append(Arrays.toString(row));
                }
                text.append(' ');
            }
            return text.toString();
        } catch (CenterFileException e) {
            return e.getMessage();
        }
    }

    private static byte[] fixture(String name) throws Exception {
        return Files.readAllBytes(CenterFileTest.fixture(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"many_numpy1_p2.pkl", "many_numpy1_p4.pkl", "many_numpy2_p4.pkl", "many_numpy2_p5.pkl"})
    void changedAndCutFilesGiveTheSame(String name) throws Exception {
        assertSameWhenChanged(fixture(name));
    }

    @Test
    void changedFilesOfTheWriterGiveTheSame() throws Exception {
        int[] classes = new int[300];
        float[] rows = new float[classes.length * DIMS];
        for (int i = 0; i < rows.length; i++) {
            classes[i / DIMS] = i / DIMS;
            rows[i] = i;
        }
        Path file = folder.resolve("written.pkl");
        CenterFile.save(file, classes, StoredArray.of(Shape.of(classes.length, DIMS), rows));
        assertSameWhenChanged(Files.readAllBytes(file));
    }

    private static void assertSameWhenChanged(byte[] file) {
        String whole = outcome(file, STEPS, false);
        assertEquals(whole, outcome(file, STEPS, true));
        assertTrue(whole.contains("=["), whole);
        SplittableRandom random = new SplittableRandom(1);
        int loaded = 0;
        for (int trial = 0; trial < 3000; trial++) {
            byte[] changed = Arrays.copyOf(file, trial % 10 == 0 ? random.nextInt(file.length) : file.length);
            for (int changes = random.nextInt(1, 4); changes > 0 && changed.length > 0; changes--) {
                int at = random.nextInt(changed.length);
                // Bytes of the file itself, so that many are opcodes.
                changed[at] = random.nextBoolean() ? file[random.nextInt(file.length)] : (byte) random.nextInt();
            }
            long steps = trial % 3 == 0 ? random.nextInt(1500) : STEPS;
            String expected = outcome(changed, steps, false);
            assertEquals(expected, outcomeOfLoad(changed, steps), "trial " + trial);
            loaded += expected.contains("=[") ? 1 : 0;
        }
        assertTrue(loaded > 100, loaded + " loaded");
    }

    /** With patterns, and without where they do not suffice, as {@link CenterFile} does. */
    private static String outcomeOfLoad(byte[] file, long steps) {
        try {
            return outcome(file, steps, true);
        } catch (PickleMemo.SkippedException e) {
            return outcome(file, steps, false);
        }
    }

    @Test
    void aMemoThatWasSkippedCanStillBeRead() throws Exception {
        byte[] file = fixture("many_numpy2_p4.pkl");
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(file, 0, file.length - 1);
        longer.writeBytes("j\u0064\u0001\0\u00000.".getBytes(StandardCharsets.ISO_8859_1));
        Path changed = folder.resolve("reads-memo.pkl");
        Files.write(changed, longer.toByteArray());
        double[] centers = new double[280 * DIMS];
        CenterFile.load(changed, 280, DIMS, centers);
        double[] expected = new double[centers.length];
        CenterFile.load(CenterFileTest.fixture("many_numpy2_p4.pkl"), 280, DIMS, expected);
        assertEquals(Arrays.toString(expected), Arrays.toString(centers));
    }

    /** A class from a memo, an array that is built twice, a class that is memoized: what is skipped must not change the result. */
    @ParameterizedTest
    @ValueSource(strings = {"h\u0006ARRAYSTATEb", "K\u0001ARRAYSTATEbSTATEb", "h\u0005h\u0004C\u0001\u0002\u0094\u0086RARRAYSTATEb"})
    void whatOnlyLooksAlikeIsExecuted(String form) {
        String begin = "cnumpy.core.multiarray\n_reconstruct\n\u00940cnumpy\nndarray\n\u00940K\0\u0085\u00940C\u0001b\u00940"
                + "cnumpy\ndtype\n\u008c\u0002i1\u0089\u0088\u0087R\u00940cnumpy.core.multiarray\nscalar\n\u00940K\u0007\u00940}(";
        String row = form.replace("ARRAY", "h\0h\u0001h\u0002h\u0003\u0087R").replace("STATE", "(K\u0001K\u0003\u0085h\u0004\u0089C\u0003abct");
        String other = row.replace("abc", "def").replace("C\u0001\u0002", "C\u0001\u0003");
        byte[] file = (begin + row + row + other + other + "u.").getBytes(StandardCharsets.ISO_8859_1);
        String expected = outcome(file, STEPS, false);
        assertTrue(expected.contains("[100.0, 101.0, 102.0]"), expected);
        assertEquals(expected, outcomeOfLoad(file, STEPS));
    }
}
