package dev.lanegrad.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every Java program in the README, the guide and the page on PSELoss as its reader would, and compares what it prints with the text
 * block below it: to the last digit, since results do not depend on the machine.
 */
class GuideProgramsTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final List<Path> PAGES = List.of(ROOT.resolve("README.md"), ROOT.resolve("docs/guide.md"),
            ROOT.resolve("docs/losses-plain.md"), ROOT.resolve("docs/metric-learning.md"), ROOT.resolve("docs/pse-loss.md"),
            ROOT.resolve("docs/ctc.md"), ROOT.resolve("docs/db-loss.md"), ROOT.resolve("docs/center-files.md"));
    /** A Java block and, up to the next one, the first text block below it. */
    private static final Pattern PROGRAM =
            Pattern.compile("```java\n(.*?)```(?:(?:(?!```java).)*?```text\n(.*?)```)?", Pattern.DOTALL);

    @TempDir
    Path folder;

    /** A program and what its page says that it prints. */
    private record Program(Path page, int number, String source, String output) {
        @Override
        public String toString() {
            return page.getFileName() + ", program " + number;
        }
    }

    static List<Program> programs() throws IOException {
        List<Program> programs = new ArrayList<>();
        for (Path page : PAGES) {
            Matcher block = PROGRAM.matcher(Files.readString(page));
            int number = 0;
            while (block.find()) {
                programs.add(new Program(page, ++number, block.group(1), block.group(2)));
            }
            assertTrue(number > 0, () -> page + " has no program");
        }
        return programs;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void printsWhatThePageSays(Program program) throws Exception {
        assertFalse(program.output() == null, "the program needs a text block below it with what it prints");
        Path source = Files.writeString(folder.resolve("Program.java"), program.source());
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path", System.getProperty("jdk.module.path"), "--add-modules", "dev.lanegrad.losses",
                source.toString())
                .redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running after a minute");
        assertEquals(0, process.exitValue(), Files.readString(errors, StandardCharsets.UTF_8));
        assertEquals(program.output(), Files.readString(output, StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }
}
