package dev.lanegrad.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.examples.Captured;
import dev.lanegrad.examples.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {

    @TempDir
    Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void writeData() throws IOException {
        data = folder.resolve("data");
        out = folder.resolve("out");
        IdxFiles.writeBars(data, 1200, 300);
    }

    @Test
    void learnsASmallDataSetAndWritesBothFiles() throws IOException {
        Captured result = run("--data", data.toString(), "--out", out.toString(), "--epochs", "4", "--batch", "16");
        assertEquals(0, result.exitCode(), result.errors());
        List<String> rows = Files.readAllLines(out.resolve("metrics.csv"));
        assertEquals("run,epoch,loss,cross_entropy,center_loss,test_accuracy,compactness,images_per_second",
                rows.getFirst());
        assertEquals(1 + 2 * 4, rows.size());
        String[] last = rows.getLast().split(",");
        assertEquals("center-loss", last[0]);
        assertTrue(Double.parseDouble(last[5]) > 0.99, rows.toString());
        assertEquals(1200, ImageIO.read(out.resolve("features.png").toFile()).getWidth());
        assertEquals(List.of("features.png", "metrics.csv"), filesIn(out));
    }

    @Test
    void theTutorialsModelLearnsToo() throws IOException {
        Captured result = run("--data", data.toString(), "--out", out.toString(), "--epochs", "4", "--batch", "16",
                "--model", "tutorial", "--relu");
        assertEquals(0, result.exitCode(), result.errors());
        String[] last = Files.readAllLines(out.resolve("metrics.csv")).getLast().split(",");
        assertTrue(Double.parseDouble(last[5]) > 0.99, String.join(",", last));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() throws IOException {
        List<String> first = metrics("--seed", "7");
        assertEquals(first, metrics("--seed", "7"));
        assertFalse(first.equals(metrics("--seed", "8")));
    }

    @Test
    void aMissingFileEndsWithOneLineAndNoOutput() throws IOException {
        Files.delete(data.resolve("train-images-idx3-ubyte"));
        rejected("mnist: " + data.resolve("train-images-idx3-ubyte")
                + ": no such file; expected it there, or with .gz at its end, or spelled train-images.idx3-ubyte",
                "--data", data.toString(), "--out", out.toString());
    }

    @Test
    void aTruncatedFileEndsWithOneLineAndNoOutput() throws IOException {
        Path file = data.resolve("t10k-images-idx3-ubyte");
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 5));
        rejected("mnist: " + file + ": truncated: expected 10800 bytes behind the header, found 10795",
                "--data", data.toString(), "--out", out.toString());
    }

    @Test
    void optionsOutOfRangeEndWithOneLineAndNoOutput() throws IOException {
        rejected("mnist: --epochs 0 must be at least 1; --help lists the options",
                "--epochs", "0", "--out", out.toString());
        rejected("mnist: --batch 5000 must not exceed the 1200 training images; --help lists the options",
                "--batch", "5000", "--data", data.toString(), "--out", out.toString());
        rejected("mnist: Unknown option: '--wat'; --help lists the options", "--wat");
        rejected("mnist: Invalid value for option '--model': expected one of [FIGURE, TUTORIAL] (case-insensitive)"
                + " but was 'x'; --help lists the options", "--model", "x");
    }

    @Test
    void anOutputFolderThatCannotBeMadeEndsWithOneLine() throws IOException {
        Files.writeString(out, "a file where the folder should be");
        Captured result = run("--data", data.toString(), "--out", out.toString());
        assertEquals(Program.BAD_INPUT, result.exitCode());
        assertEquals("mnist: " + out + ": file already exists" + System.lineSeparator(), result.errors());
    }

    @Test
    void helpAndVersionExplainThemselves() {
        Captured help = run("--help");
        assertEquals(0, help.exitCode());
        assertTrue(help.output().contains("--data=DIR"), help.output());
        Captured version = run("--version");
        assertEquals(0, version.exitCode());
        assertTrue(version.output().matches("lanegrad-examples \\d.*, Java 2.*\\R"), version.output());
    }

    /** The table without its last column, which is a time. */
    private List<String> metrics(String... options) throws IOException {
        String[] all = Stream.concat(Stream.of("--data", data.toString(), "--out", out.toString(), "--epochs", "1"),
                Stream.of(options)).toArray(String[]::new);
        assertEquals(0, run(all).exitCode());
        return Files.readAllLines(out.resolve("metrics.csv")).stream()
                .map(row -> row.substring(0, row.lastIndexOf(','))).toList();
    }

    private void rejected(String line, String... args) throws IOException {
        Captured result = run(args);
        assertEquals(line + System.lineSeparator(), result.errors());
        assertEquals(Program.BAD_INPUT, result.exitCode());
        assertFalse(Files.exists(out), "nothing may be written");
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Captured run(String... args) {
        return Captured.run(new Mnist(), args);
    }
}
