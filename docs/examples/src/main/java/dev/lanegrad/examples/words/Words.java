package dev.lanegrad.examples.words;

import dev.lanegrad.examples.OutputFile;
import dev.lanegrad.examples.Program;
import dev.lanegrad.losses.CtcReading;
import dev.lanegrad.losses.centers.CenterAverages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a small recogniser of text lines with CTC and the centre loss on rendered words. */
@Command(name = "words", showDefaultValues = true, mixinStandardHelpOptions = true,
        versionProvider = Program.Version.class, description = {
            "Trains a small recogniser of text lines on rendered random letters, first with CTC, then with CTC and the",
            "centre loss, and reads words that it has never seen. Writes words.png, and centers.pkl as PaddleOCR reads it."})
public final class Words implements Callable<Integer> {

    private static final List<String> TEST_WORDS = List.of("tape", "gradient", "kernel", "lattice", "blank", "frame", "label",
            "beam", "center", "feature", "tensor", "vector", "shape", "float", "double", "matrix", "pixel", "window",
            "letter", "reading", "yellow", "jacket", "quartz", "fuzzy", "hippo", "queue", "sphinx", "waltz");
    private static final int PICTURED = 20;
    private static final int EXPORT_BATCHES = 40;

    @Option(names = "--lines", paramLabel = "N", description = "Lines to learn from.")
    private int lines = 6000;

    @Option(names = "--steps", paramLabel = "N", description = "Steps with CTC alone.")
    private int steps = 2500;

    @Option(names = "--center-steps", paramLabel = "N", description = "Steps with CTC and the centre loss.")
    private int centerSteps = 800;

    @Option(names = "--weight", paramLabel = "X", description = "Weight of the centre loss.")
    private double weight = 0.01;

    @Option(names = "--lr", paramLabel = "X", description = "Learning rate of Adam, which falls to a tenth.")
    private double learningRate = 0.003;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random numbers.")
    private long seed = 7;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the files go.")
    private Path out = Path.of("out", "words");

    @Spec
    private CommandSpec spec;

    private final List<List<String>> readings = new ArrayList<>();
    private List<WordLine> test = List.of();

    /** Creates the command with its defaults. */
    public Words() {
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(Program.run(new Words(), args));
    }

    @Override
    public Integer call() throws IOException {
        require(lines >= 1, "--lines " + lines + " must be at least 1");
        require(steps >= 1, "--steps " + steps + " must be at least 1");
        require(centerSteps >= 1, "--center-steps " + centerSteps + " must be at least 1");
        require(weight >= 0 && Double.isFinite(weight), "--weight " + weight + " must be at least 0");
        require(learningRate > 0 && Double.isFinite(learningRate), "--lr " + learningRate + " must be positive");
        Files.createDirectories(out);
        SplittableRandom random = new SplittableRandom(seed);
        test = TEST_WORDS.stream().map(word -> WordLine.render(word, random)).toList();
        Lessons lessons = new Lessons(random, lines);
        report("before training", lessons);
        say("CTC, %d steps: loss %.3f", steps, lessons.ctc(steps, learningRate));
        report("after CTC", lessons);
        Path centers = exportCenters(lessons);
        say("CTC and centre loss, %d steps: loss %.3f", centerSteps,
                lessons.ctcWithCenters(centerSteps, learningRate / 3, weight, centers));
        report("after CTC and the centre loss", lessons);
        BufferedImage picture = WordPicture.draw(test.subList(0, PICTURED), readings,
                List.of("before", "CTC", "CTC + centres"));
        Path file = out.resolve("words.png");
        OutputFile.write(file, stream -> ImageIO.write(picture, "png", stream));
        say("Wrote %s and %s", file, centers);
        return 0;
    }

    private void report(String when, Lessons lessons) {
        List<String> read = lessons.read(test).stream().map(Words::text).toList();
        int right = 0;
        for (int i = 0; i < test.size(); i++) {
            right += read.get(i).equals(test.get(i).text()) ? 1 : 0;
        }
        readings.add(read);
        say("%s: %d of %d words right; reads %s", when, right, test.size(), String.join(" ", read.subList(0, 8)));
    }

    private static String text(CtcReading reading) {
        StringBuilder text = new StringBuilder();
        for (int label : reading.labels()) {
            text.append((char) ('a' + label - 1));
        }
        return text.toString();
    }

    private Path exportCenters(Lessons lessons) throws IOException {
        CenterAverages averages = lessons.centers(EXPORT_BATCHES);
        Path file = out.resolve("centers.pkl");
        averages.save(file);
        say("%d of %d classes have a centre", averages.classes().length, WordLine.CLASSES);
        return file;
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
