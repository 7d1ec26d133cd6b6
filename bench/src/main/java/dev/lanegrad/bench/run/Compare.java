package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        History.Table first = History.read(before);
        History.Table second = History.read(after);
        List<History.Change> changes = History.compare(first.times(), second.times());
        changes.forEach(System.out::println);
        boolean slower = changes.stream().anyMatch(each -> each.factor() > 1);
        if (!slower) {
            System.out.println("nothing became slower by more than its noise");
        }
        System.out.println(agreement(History.ratios(first, second)));
        return slower ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    /** How many ratios agree, and those that do not. */
    static String agreement(List<History.Disagreement> ratios) {
        if (ratios.isEmpty()) {
            return "no ratio with another library is in both, in two rounds or more";
        }
        List<History.Disagreement> apart = ratios.stream().filter(each -> each.factor() > 1 + AGREEMENT).toList();
        String head = String.format(Locale.ROOT, "ratios with other libraries: %d of the %d that both have agree within %.0f %%, half of "
                + "them within %.1f %%", ratios.size() - apart.size(), ratios.size(), 100 * AGREEMENT,
                100 * (ratios.get(ratios.size() / 2).factor() - 1));
        return head + apart.stream().map(each -> System.lineSeparator() + "  apart: " + each).collect(Collectors.joining());
    }
}
