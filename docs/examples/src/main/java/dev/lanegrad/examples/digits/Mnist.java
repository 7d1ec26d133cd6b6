package dev.lanegrad.examples.digits;

import dev.lanegrad.examples.OutputFile;
import dev.lanegrad.examples.Program;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jetbrains.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a small network on handwritten digits, without and with the centre loss, and draws the difference. */
@Command(name = "mnist", showDefaultValues = true, mixinStandardHelpOptions = true,
        versionProvider = Program.Version.class, description = {
            "Trains a small network on handwritten digits, with cross-entropy alone and with the centre",
            "loss beside it, and writes features.png and metrics.csv."})
public final class Mnist implements Callable<Integer> {

    @Option(names = "--model", paramLabel = "NAME", description = {
        "figure: 784-256-128-2-10, trained twice, features drawn;",
        "tutorial: 784-64-10, trained with the centre loss."})
    private ModelName model = ModelName.FIGURE;

    @Option(names = "--relu", description = "Put a relu into the tutorial's network, which has none.")
    private boolean relu;

    @Option(names = "--epochs", paramLabel = "N", description = "How often every image is seen.")
    private int epochs = 10;

    @Option(names = "--batch", paramLabel = "N", description = "Images per step.")
    private int batch = 64;

    @Option(names = "--lr", paramLabel = "X", description = "Learning rate of Adam.")
    private double learningRate = 1e-3;

    @Option(names = "--weight", paramLabel = "X", description = "Weight of the centre loss beside cross-entropy.")
    private double weight = 0.1;

    @Option(names = "--alpha", paramLabel = "X", description = "How far a centre moves to its class's mean per step.")
    private double alpha = 0.5;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of weights, centres and the order of images.")
    private long seed = 7;

    @Option(names = "--threads", paramLabel = "N", description = "Threads. Their number changes no bit of any result.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--data", paramLabel = "DIR", description = {
        "Folder with the four IDX files of another data set, gzipped or not.",
        "Default: the MNIST digits"})
    private @Nullable Path data;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the results go.")
    private Path out = Path.of("out", "mnist");

    @Spec
    private CommandSpec spec;

    private final MetricsTable metrics = new MetricsTable();

    /** Which network. */
    enum ModelName {
        FIGURE, TUTORIAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Creates the command with its defaults. */
    public Mnist() {
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(Program.run(new Mnist(), args));
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        Digits digits = data == null ? Digits.mnist() : Digits.load(data);
        ImageSet set = digits.training();
        require(batch <= set.count(), "--batch " + batch + " must not exceed the " + set.count() + " training images");
        Files.createDirectories(out);
        say("%,d training and %,d test images of %d x %d in %d classes (%s), %s kernels, %d threads", set.count(),
                digits.test().count(), set.rows(), set.columns(), set.classes(), data == null ? "MNIST" : data,
                Kernels.floats().backend(), threads);
        try (Workers workers = Workers.of(threads)) {
            if (model == ModelName.FIGURE) {
                compare(digits, workers);
            } else {
                Network network = Network.Tutorial.random(set, relu, new SplittableRandom(seed));
                train("tutorial", weight, network, digits, workers);
            }
        }
        write("metrics.csv", metrics::writeTo);
        return 0;
    }

    /** Trains twice from the same weights and draws the features of both. */
    private void compare(Digits digits, Workers workers) throws IOException {
        ImageSet set = digits.training();
        Training alone = train("cross-entropy", 0,
                Network.Figure.random(set, new SplittableRandom(seed)), digits, workers);
        Training joint = train("center-loss", weight,
                Network.Figure.random(set, new SplittableRandom(seed)), digits, workers);
        double scatterAlone = alone.compactness().ratio();
        double scatterJoint = joint.compactness().ratio();
        say("%nDistance to the class mean / distance between class means:"
                + " %.3f alone, %.3f with centre loss, which is %.2f of it",
                scatterAlone, scatterJoint, scatterJoint / scatterAlone);
        write("features.png", stream -> FeaturePlot.write(List.of(
                panel("Cross-entropy alone: %.2f %% (discs: class means)", alone, alone.compactness().means()),
                panel("With centre loss: %.2f %% (discs: centres)", joint, joint.centerRows())), stream));
    }

    private Training train(String run, double centerWeight, Network network, Digits digits, Workers workers) {
        say(centerWeight == 0 ? "%nCross-entropy alone" : "%nCross-entropy + %s x centre loss", centerWeight);
        Training.Settings settings = new Training.Settings(epochs, batch, learningRate, centerWeight, alpha, seed);
        Training training = new Training(network, digits, settings, workers);
        training.run(epoch -> {
            metrics.add(run, epoch);
            say("epoch %2d/%d   loss %.4f   test accuracy %.2f %%   %,.0f images/s",
                    epoch.number(), epochs, epoch.loss(), 100 * epoch.accuracy(), epoch.imagesPerSecond());
        });
        return training;
    }

    private static FeaturePlot.Panel panel(String title, Training training, double[][] centers) {
        String caption = String.format(Locale.ROOT, title, 100 * training.evaluation().accuracy());
        return new FeaturePlot.Panel(caption, training.evaluation().features(), training.testLabels(), centers);
    }

    private void write(String name, OutputFile.Content content) throws IOException {
        Path file = out.resolve(name);
        OutputFile.write(file, content);
        say("Wrote %s", file);
    }

    private void checkOptions() {
        require(epochs >= 1, "--epochs " + epochs + " must be at least 1");
        require(batch >= 1, "--batch " + batch + " must be at least 1");
        require(threads >= 1, "--threads " + threads + " must be at least 1");
        require(learningRate > 0 && Double.isFinite(learningRate), "--lr " + learningRate + " must be positive");
        require(weight >= 0 && Double.isFinite(weight), "--weight " + weight + " must be 0 or positive");
        require(alpha >= 0 && alpha <= 1, "--alpha " + alpha + " must lie between 0 and 1");
        require(!relu || model == ModelName.TUTORIAL, "--relu belongs to --model tutorial; the other has its relus");
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
