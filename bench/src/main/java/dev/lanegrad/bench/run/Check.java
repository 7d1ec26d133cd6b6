package dev.lanegrad.bench.run;

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

    @Option(names = "--mutate", description = "Changes one result by a percent, and demands that every comparison fails.")
    private boolean mutate;

    @Override
    public Integer call() throws IOException {
        Catalog all = Catalog.ofClassPath();
        List<Entry> entries = all.matching(names).entries().stream()
                .filter(each -> isCompared(each.task().implementation().kind())).toList();
        Forks forks = mutate ? new Forks("-Dlanegrad.bench.mutate=true") : new Forks();
        Costs costs = new Costs(entries, Settings.ONCE);
        Processes processes = new Processes(forks, Settings.ONCE, costs, System.nanoTime() + Long.MAX_VALUE / 4);
        List<String> wrong = new ArrayList<>(all.goalsWithoutBenchmarks());
        try (ProgressBar progress = new ProgressBar("check", entries.size())) {
            for (List<List<Entry>> together : Processes.together(entries.stream().filter(each -> !each.cold()).toList(), costs)) {
                processes.run(together, Environment.PLAIN, (set, outcome) -> {
                    set.forEach(each -> judge(each, outcome.failures().get(each.benchmark()), wrong));
                    progress.stepBy(set.size());
                });
            }
            for (Entry each : entries.stream().filter(Entry::cold).toList()) {
                judge(each, forks.run(each, Environment.PLAIN).failure(), wrong);
                progress.step();
            }
        }
        wrong.forEach(System.out::println);
        System.out.println(entries.size() - wrong.size() + " of " + entries.size() + (mutate ? " notice a changed result" : " agree"));
        return wrong.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void judge(Entry entry, String failure, List<String> wrong) {
        if (mutate && (failure == null || !failure.contains(IllegalStateException.class.getSimpleName()))) {
            wrong.add(entry.name() + ": " + (failure == null ? "a result that was changed was not noticed" : failure));
        } else if (!mutate && failure != null) {
            wrong.add(entry.name() + ": " + failure);
        }
    }

    private static boolean isCompared(Kind kind) {
        return kind != Kind.OWN && kind != Kind.LIMIT;
    }
}
