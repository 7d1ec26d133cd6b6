package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.History;
import dev.lanegrad.bench.report.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Names what became slower between two runs. */
@Command(name = "compare", mixinStandardHelpOptions = true,
        description = "Names what became slower, and what faster, by more than the noise of both runs, and how far ratios are apart.")
final class Compare implements Callable<Integer> {

    /** By how much ratios may differ that are called the same. */
    private static final double AGREEMENT = 0.15;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A results.csv, or a file of bench/results.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "Another one.")
    private Path after;

    @Override
    public Integer call() throws IOException {
        Map<String, Spread> first = History.read(before);
        Map<String, Spread> second = History.read(after);
        List<History.Change> changes = History.compare(first, second);
        changes.forEach(System.out::println);
        boolean slower = changes.stream().anyMatch(each -> each.factor() > 1);
        if (!slower) {
            System.out.println("nothing became slower by more than its noise");
        }
        List<History.Disagreement> ratios = History.ratios(first, second);
        if (!ratios.isEmpty()) {
            long apart = ratios.stream().filter(each -> each.factor() > 1 + AGREEMENT).count();
            System.out.printf("ratios with other libraries: %d of %d agree within %.0f %%; the largest disagreement:%n%s%n",
                    ratios.size() - apart, ratios.size(), 100 * AGREEMENT, ratios.getFirst());
        }
        return slower ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }
}
