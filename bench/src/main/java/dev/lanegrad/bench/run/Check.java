package dev.lanegrad.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanegrad.bench.report.Implementation.Kind;
import dev.lanegrad.bench.report.Measurement.Environment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs every benchmark's comparison of results without timing anything. */
@Command(name = "check", mixinStandardHelpOptions = true,
        description = "Compares the results of every benchmark that has something to compare with.")
final class Check implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Families, tasks or methods; all without one.")
    private List<String> names = List.of();

    @Option(names = "--mutate", description = "Repeats every comparison with one result changed by a percent, and demands that it fails.")
    private boolean mutate;

    private final List<String> wrong = new ArrayList<>();
    private int comparisons;

    @Override
    public Integer call() throws IOException {
        Catalog all = Catalog.ofClassPath();
        List<Entry> entries = all.matching(names).entries().stream()
                .filter(each -> isCompared(each.task().implementation().kind())).toList();
        Forks forks = mutate ? new Forks("-Dlanegrad.bench.mutate=true") : new Forks();
        Costs costs = new Costs(entries, Settings.ONCE);
        Processes processes = new Processes(forks, Settings.ONCE, costs, System.nanoTime() + Long.MAX_VALUE / 4);
        wrong.addAll(all.goalsWithoutBenchmarks());
        try (ProgressBar progress = new ProgressBar("check", entries.size())) {
            for (List<List<Entry>> together : Processes.together(entries.stream().filter(each -> !each.cold()).toList(), costs)) {
                processes.run(together, Environment.PLAIN, (set, outcome) -> {
                    set.forEach(each -> judge(each, outcome.failures().get(each.benchmark()), outcome.results()));
                    progress.stepBy(set.size());
                });
            }
            for (Entry each : entries.stream().filter(Entry::cold).toList()) {
                Forks.Outcome outcome = forks.run(each, Environment.PLAIN);
                judge(each, outcome.failure(), outcome.result() == null ? null : SideBySide.json(List.of(outcome.result())));
                progress.step();
            }
        }
        wrong.forEach(System.out::println);
        System.out.println(comparisons + " comparisons by " + entries.size() + " benchmarks and sizes: "
                + (!wrong.isEmpty() ? wrong.size() + " wrong" : mutate ? "all notice a changed result" : "all agree"));
        return wrong.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void judge(Entry entry, String failure, JsonNode results) {
        int made = 0;
        for (JsonNode each : failure != null || results == null ? List.<JsonNode>of() : results) {
            if (each.path("benchmark").asText().equals(entry.benchmark())) {
                made = each.path("secondaryMetrics").path(Comparisons.METRIC).path("score").asInt();
            }
        }
        comparisons += made;
        if (failure != null || made == 0) {
            wrong.add(entry.name() + ": " + (failure == null ? "compares nothing" : failure));
        }
    }

    private static boolean isCompared(Kind kind) {
        return kind != Kind.OWN && kind != Kind.LIMIT;
    }
}
