package dev.lanegrad.examples.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.examples.Captured;
import dev.lanegrad.examples.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PsePageTest {

    @TempDir
    Path folder;

    @Test
    void theMapsFindTheTextAndItsKernels() {
        List<MapFit.State> states = new ArrayList<>();
        new MapFit(PageTargets.of(TextPage.sample()), 0.1).run(40, (step, state) -> states.add(state));
        MapFit.State first = states.getFirst();
        MapFit.State last = states.getLast();
        assertTrue(first.loss() > 0.4, first.toString());
        assertTrue(last.loss() < 0.05, last.toString());
        // A cell of the map is 4 x 4 pixels, which bounds how well an edge can be met.
        assertTrue(last.textIou() > 0.95 && last.kernelIou() > 0.85, last.toString());
    }

    @Test
    void writesThePictureAndNothingElse() throws IOException {
        Path out = folder.resolve("out");
        Captured result = Captured.run(new PsePage(), "--steps", "2", "--out", out.toString());
        assertEquals(0, result.exitCode(), result.errors());
        assertEquals(1248, ImageIO.read(out.resolve("page.png").toFile()).getWidth());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void anOptionOutOfRangeEndsWithOneLine() {
        Path out = folder.resolve("out");
        Captured result = Captured.run(new PsePage(), "--steps", "0", "--out", out.toString());
        assertEquals(Program.BAD_INPUT, result.exitCode());
        assertEquals("pse: --steps 0 must be at least 1; --help lists the options" + System.lineSeparator(),
                result.errors());
        assertFalse(Files.exists(out));
    }
}
