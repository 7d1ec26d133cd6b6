package dev.lanegrad.examples.page;

import dev.lanegrad.examples.OutputFile;
import dev.lanegrad.examples.Program;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fits the maps of progressive scale expansion to a rendered page of text by gradient descent through the PSE loss. */
@Command(name = "pse", showDefaultValues = true, mixinStandardHelpOptions = true,
        versionProvider = Program.Version.class, description = {
            "Renders a page of text, shrinks the outline of each line to kernels, and fits raw maps to them",
            "by gradient descent through the PSE loss. Writes page.png: the page, and maps before and after."})
public final class PsePage implements Callable<Integer> {

    @Option(names = "--steps", paramLabel = "N", description = "Steps of gradient descent.")
    private int steps = 100;

    @Option(names = "--lr", paramLabel = "X", description = "Learning rate of Adam.")
    private double learningRate = 0.1;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the picture goes.")
    private Path out = Path.of("out", "pse");

    @Spec
    private CommandSpec spec;

    /** Creates the command with its defaults. */
    public PsePage() {
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(Program.run(new PsePage(), args));
    }

    @Override
    public Integer call() throws IOException {
        require(steps >= 1, "--steps " + steps + " must be at least 1");
        require(learningRate > 0 && Double.isFinite(learningRate), "--lr " + learningRate + " must be positive");
        Files.createDirectories(out);
        TextPage page = TextPage.sample();
        PageTargets targets = PageTargets.of(page);
        say("%d lines of text on %d x %d pixels, %d kernels each", page.lines().size(), TextPage.SIZE, TextPage.SIZE,
                PageTargets.KERNELS);
        MapFit fit = new MapFit(targets, learningRate);
        PagePicture.Maps before = fit.probabilities();
        fit.run(steps, (step, state) -> say(
                "step %4d   loss %.4f (text %.4f, kernels %.4f)   IoU text %.4f, smallest kernel %.4f",
                step, state.loss(), state.text(), state.kernels(), state.textIou(), state.kernelIou()));
        BufferedImage picture = PagePicture.draw(page, targets, before, fit.probabilities());
        Path file = out.resolve("page.png");
        OutputFile.write(file, stream -> ImageIO.write(picture, "png", stream));
        say("Wrote %s", file);
        return 0;
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }

    private void say(String format, Object... values) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.printf(Locale.ROOT, format + "%n", values);
        terminal.flush();
    }
}
