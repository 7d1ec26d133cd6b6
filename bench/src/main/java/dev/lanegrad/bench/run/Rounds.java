package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Measurement.Environment;
import dev.lanegrad.bench.report.Run;
import dev.lanegrad.bench.report.Run.Missing;
import dev.lanegrad.bench.report.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * Measures in rounds: every round starts one process for each benchmark, implementations of a task one after the other, so that both
 * sides of a ratio meet the same state of the machine. In the first round native libraries run in both environments, from then on in
 * the one that they were faster in.
 */
final class Rounds {

    private static final Set<String> NOT_HERE =
            Set.of("UnsatisfiedLinkError", "EngineException", "NoClassDefFoundError", "ClassNotFoundException", "ExceptionInInitializerError");
    /** Of the time that is left after the first round; the clock of a busy machine changes. */
    private static final double SAFETY = 0.97;

    private Plan plan;
    private final Forks forks;
    private final Path folder;
    private final long deadline;
    private final Map<Entry, Environment> faster = new HashMap<>();
    private final Set<Entry> without = new HashSet<>();
    /** Seconds of one process. */
    private final Map<Entry, Double> costs = new HashMap<>();
    private final List<Missing> absent = new ArrayList<>();
    private final List<Missing> failed = new ArrayList<>();

    /** Measures into a folder until {@code deadline}, a value of {@link System#nanoTime()}. */
    Rounds(Plan plan, Forks forks, Path folder, long deadline) {
        this.plan = plan;
        this.forks = forks;
        this.folder = folder;
        this.deadline = deadline;
    }

    /** What has no figures since a library or the platform is missing. */
    List<Missing> absent() {
        return absent;
    }

    /** What has no figures since something went wrong. */
    List<Missing> failed() {
        return failed;
    }

    /** What was measured in the last round, and what was left out. */
    Plan plan() {
        return plan;
    }

    /** Returns the number of rounds, the last of which may be incomplete. */
    int measure() throws IOException {
        int round = 0;
        long longest = 0;
        while (round < plan.rounds() && (round < Plan.FEWEST_ROUNDS || System.nanoTime() + longest < deadline)) {
            long start = System.nanoTime();
            if (round == 1 && deadline < Long.MAX_VALUE) {
                // Two more rounds in the time that is left: now it is known what everything takes.
                double left = (deadline - start) / 1e9 / (Plan.FEWEST_ROUNDS - 1);
                plan = plan.within(SAFETY * left, each -> costs.getOrDefault(each, 0.0) * environments(each).size());
            }
            round++;
            List<RunResult> results = round(round);
            if (!results.isEmpty() || round == 1) {
                WholeFile.write(Run.roundFile(folder, round), json(results));
            }
            longest = round == 1 ? 0 : Math.max(longest, System.nanoTime() - start);
        }
        return round;
    }

    private List<RunResult> round(int round) {
        List<RunResult> results = new ArrayList<>();
        long millis = plan.entries().stream().mapToLong(this::millis).sum();
        try (ProgressBar progress = new ProgressBarBuilder().setTaskName("round " + round).setInitialMax(millis)
                .setUnit(" s", 1000).setUpdateIntervalMillis(1000).build()) {
            for (Entry entry : plan.entries()) {
                progress.setExtraMessage(" " + entry.name());
                if (!without.contains(entry) && System.nanoTime() < deadline) {
                    results.addAll(results(entry));
                }
                progress.stepBy(millis(entry));
            }
        }
        return results;
    }

    private long millis(Entry entry) {
        return Math.round(1000 * Plan.cost(entry, plan.settings())) * environments(entry).size();
    }

    private List<Environment> environments(Entry entry) {
        if (!Plan.isNative(entry) || !Forks.canTune()) {
            return List.of(Environment.PLAIN);
        }
        return faster.containsKey(entry) && !Plan.alwaysBoth(entry) ? List.of(faster.get(entry)) : List.of(Environment.values());
    }

    private List<RunResult> results(Entry entry) {
        Map<Environment, RunResult> results = new EnumMap<>(Environment.class);
        for (Environment environment : environments(entry)) {
            long start = System.nanoTime();
            Forks.Outcome outcome = forks.run(entry, environment);
            costs.merge(entry, (System.nanoTime() - start) / 1e9, Math::max);
            if (outcome.result() != null) {
                results.put(environment, outcome.result());
            } else if (without.add(entry)) {
                boolean missing = NOT_HERE.stream().anyMatch(outcome.failure()::contains);
                (missing ? absent : failed).add(new Missing(entry.name(), outcome.failure()));
            }
        }
        results.entrySet().stream().min(java.util.Comparator.comparingDouble(each -> each.getValue().getPrimaryResult().getScore()))
                .ifPresent(best -> faster.put(entry, best.getKey()));
        return List.copyOf(results.values());
    }

    private static String json(List<RunResult> results) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(text, true, StandardCharsets.UTF_8)).writeOut(results);
        return text.toString(StandardCharsets.UTF_8);
    }
}
