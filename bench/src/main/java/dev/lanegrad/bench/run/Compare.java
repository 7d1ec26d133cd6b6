package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Names what became slower between two runs. */
@Command(name = "compare", mixinStandardHelpOptions = true,
        description = "Names what became slower, and what faster, by more than the noise of both runs.")
final class Compare implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A results.csv, or a file of bench/results.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "Another one.")
    private Path after;

    @Override
    public Integer call() throws IOException {
        List<History.Change> changes = History.compare(History.read(before), History.read(after));
        changes.forEach(System.out::println);
        boolean slower = changes.stream().anyMatch(each -> each.factor() > 1);
        if (!slower) {
            System.out.println("nothing became slower by more than its noise");
        }
        return slower ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }
}
