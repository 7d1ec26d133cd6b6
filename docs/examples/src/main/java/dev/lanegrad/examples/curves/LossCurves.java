package dev.lanegrad.examples.curves;

import dev.lanegrad.examples.OutputFile;
import dev.lanegrad.examples.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws the losses of elements and rows over what they depend on, and points in the plane before and after metric losses moved them. */
@Command(name = "curves", showDefaultValues = true, mixinStandardHelpOptions = true,
        versionProvider = Program.Version.class, description = {
            "Draws the losses of elements and rows over what they depend on, and points in the plane that metric",
            "losses moved. Every value is computed by the library. Writes six pictures."})
public final class LossCurves implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "DIR", description = "Where the pictures go.")
    private Path out = Path.of("out", "curves");

    @Spec
    private CommandSpec spec;

    /** Creates the command with its defaults. */
    public LossCurves() {
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(Program.run(new LossCurves(), args));
    }

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(out);
        write("loss-regression.png", List.of(Curves.regression(), Curves.regressionSlopes()));
        write("loss-binary.png", List.of(Curves.binary(), Curves.binarySlopes()));
        write("loss-overlap.png", List.of(Curves.overlap(), Curves.overlapSlopes()));
        write("loss-distributions.png", List.of(Curves.divergence(), Curves.cosine()));
        write("metric-margins.png", List.of(Curves.margins(), Curves.marginSlopes()));
        write("metric-points.png", MovedPoints.charts());
        return 0;
    }

    private void write(String name, List<XYChart> charts) throws IOException {
        Path file = out.resolve(name);
        OutputFile.write(file, stream -> BitmapEncoder.saveBitmap(charts, 1, charts.size(), stream, BitmapFormat.PNG));
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println("Wrote " + file);
        terminal.flush();
    }
}
