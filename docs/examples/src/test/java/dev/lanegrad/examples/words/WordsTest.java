package dev.lanegrad.examples.words;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.examples.Captured;
import dev.lanegrad.examples.Program;
import dev.lanegrad.losses.centers.CenterFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordsTest {

    @TempDir
    Path folder;

    @Test
    void ctcLearnsFromTheFirstStepsOn() {
        Lessons lessons = new Lessons(new SplittableRandom(1), 100);
        double first = lessons.ctc(1, 0.003);
        double later = lessons.ctc(150, 0.003);
        assertTrue(first > 50, "before: " + first);
        assertTrue(later < first / 2, "before: " + first + ", after 150 steps: " + later);
    }

    @Test
    void writesThePictureAndTheCentres() throws Exception {
        Path out = folder.resolve("out");
        Captured result = Captured.run(new Words(), "--lines", "50", "--steps", "1", "--center-steps", "1",
                "--out", out.toString());
        assertEquals(0, result.exitCode(), result.errors());
        assertTrue(result.output().contains("before training: 0 of 28 words right; reads "), result.output());
        assertTrue(ImageIO.read(out.resolve("words.png").toFile()).getWidth() > 1000);
        CenterFile.load(out.resolve("centers.pkl"), WordLine.CLASSES, Recognizer.FEATURES,
                new double[WordLine.CLASSES * Recognizer.FEATURES]);
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void aWordFitsIntoItsPicture() {
        WordLine line = WordLine.render("wwwwwwww", new SplittableRandom(3));
        for (int row = 0; row < WordLine.HEIGHT; row++) {
            assertTrue(line.pixels()[row * WordLine.WIDTH + WordLine.WIDTH - 1] < 0.5, "row " + row);
        }
        Recognizer.Batch batch = new Recognizer.Batch(1);
        batch.set(0, new WordLine("abz", line.pixels()));
        assertArrayEquals(new int[] {1, 2, 26}, Arrays.copyOf(batch.labels(), 3));
        assertEquals(3, batch.lengths()[0]);
    }

    @Test
    void anOptionOutOfRangeEndsWithOneLine() {
        Path out = folder.resolve("out");
        for (List<String> option : List.of(List.of("--steps", "0", "--steps 0 must be at least 1"),
                List.of("--lines", "0", "--lines 0 must be at least 1"),
                List.of("--weight", "-1", "--weight -1.0 must be at least 0"))) {
            Captured result = Captured.run(new Words(), option.get(0), option.get(1), "--out", out.toString());
            assertEquals(Program.BAD_INPUT, result.exitCode());
            assertEquals("words: " + option.get(2) + "; --help lists the options" + System.lineSeparator(),
                    result.errors());
        }
        assertFalse(Files.exists(out));
    }
}
