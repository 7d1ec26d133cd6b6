package dev.lanegrad.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.bench.report.JmhResults;
import dev.lanegrad.bench.report.Measurement.Environment;
import dev.lanegrad.bench.report.Run;
import dev.lanegrad.bench.report.Run.Missing;
import dev.lanegrad.bench.report.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * Measures in rounds. Every round starts new processes, in which benchmarks of a family take turns. At first native libraries run in
 * both environments, this library beside them, from then on in the one that they were faster in.
 */
final class Rounds {

    private static final Set<String> NOT_HERE =
            Set.of("UnsatisfiedLinkError", "EngineException", "NoClassDefFoundError", "ClassNotFoundException", "ExceptionInInitializerError");
    /** A tuned allocator that saves less time than this changes nothing; products allocate nothing. */
    private static final double CLEARLY = 0.93;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Plan plan;
    private final Catalog catalog;
    private final Costs costs;
    private final Forks forks;
    private final Processes processes;
    private final Path folder;
    private final long deadline;
    private final Map<Entry, Map<Environment, Double>> scores = new HashMap<>();
    private final Set<Entry> without = new HashSet<>();
    private final List<Missing> absent = new ArrayList<>();
    private final List<Missing> failed = new ArrayList<>();

    /** Measures into a folder until {@code deadline}, a value of {@link System#nanoTime()}. */
    Rounds(Plan plan, Catalog catalog, Costs costs, Settings settings, Path folder, long deadline) throws IOException {
        this.plan = plan;
        this.catalog = catalog;
        this.costs = costs;
        this.folder = folder;
        this.deadline = deadline;
        forks = new Forks();
        processes = new Processes(forks, settings, costs, deadline);
    }

    /** What has no figures since a library or the platform is missing. */
    List<Missing> absent() {
        return absent;
    }

    /** What has no figures since something went wrong. */
    List<Missing> failed() {
        return failed;
    }

    /** What was measured, and what was left out. */
    Plan plan() {
        return plan;
    }

    /** Returns the number of rounds, the last of which may be incomplete. */
    int measure() throws IOException {
        int round = 0;
        double longest = 0;
        for (int repeats = 0; repeats < Plan.ROUNDS; repeats++) {
            double start = left();
            write(++round, "round " + round, plan.repeated());
            if (repeats == 0) {
                costs.adapt();
                plan = plan.within(catalog, left(), Plan.ROUNDS - 1, costs);
            } else {
                longest = Math.max(longest, start - left());
            }
        }
        // What the rest takes is guessed at first, so time may be left for more of it.
        for (List<Entry> rest = plan.single(); !rest.isEmpty(); rest = more()) {
            write(++round, "the rest", rest);
        }
        while (round < Plan.MOST_ROUNDS && longest > 0 && left() > longest) {
            write(++round, "round " + round, plan.repeated());
        }
        return round;
    }

    /** What was left out and fits now. */
    private List<Entry> more() {
        costs.adapt();
        List<Entry> more = plan.more(catalog, left(), costs);
        plan = plan.with(more);
        return more;
    }

    /** Seconds. */
    private double left() {
        return (deadline - System.nanoTime()) / 1e9;
    }

    private void write(int round, String name, List<Entry> entries) throws IOException {
        List<Entry> here = entries.stream().filter(each -> !without.contains(each)).toList();
        ArrayNode results = JSON.createArrayNode();
        double seconds = here.stream().mapToDouble(each -> costs.once(each) * environments(each).size()).sum();
        try (ProgressBar progress = new ProgressBarBuilder().setTaskName(name).setInitialMax(Math.round(1000 * seconds))
                .setUnit(" s", 1000).setUpdateIntervalMillis(1000).build()) {
            List<Entry> warm = here.stream().filter(each -> !each.cold()).toList();
            for (List<List<Entry>> together : Processes.together(warm, costs)) {
                for (Environment environment : Environment.values()) {
                    processes.run(sets(together, environment), environment, (set, outcome) -> {
                        set.forEach(each -> progress.stepBy(Math.round(1000 * costs.once(each))));
                        progress.setExtraMessage(" " + set.getFirst().name());
                        set.forEach(each -> costs.learn(each, outcome.seconds() / set.size()));
                        take(set, outcome, environment, results);
                    });
                }
            }
            for (Entry each : here) {
                for (Environment environment : each.cold() ? environments(each) : List.<Environment>of()) {
                    cold(each, environment, results);
                    progress.stepBy(Math.round(1000 * costs.once(each)));
                }
            }
        }
        WholeFile.write(Run.roundFile(folder, round), results.toPrettyString());
    }

    /** What takes turns in an environment: in the tuned one native libraries, and this library beside them. */
    private List<List<Entry>> sets(List<List<Entry>> together, Environment environment) {
        List<List<Entry>> sets = new ArrayList<>();
        for (List<Entry> set : together) {
            List<Entry> here = set.stream().filter(each -> environments(each).contains(environment)).toList();
            if (environment == Environment.TUNED && !here.isEmpty()) {
                here = set.stream().filter(each -> here(each, set, environment)).toList();
            }
            if (!here.isEmpty()) {
                sets.add(here);
            }
        }
        return sets;
    }

    private boolean here(Entry entry, List<Entry> set, Environment environment) {
        return environments(entry).contains(environment) || entry.task().implementation() == Implementation.OWN && set.stream()
                .anyMatch(other -> other.group().equals(entry.group()) && environments(other).contains(environment));
    }

    private List<Environment> environments(Entry entry) {
        if (!Costs.isNative(entry) || !Forks.canTune()) {
            return List.of(Environment.PLAIN);
        }
        Map<Environment, Double> known = scores.getOrDefault(entry, Map.of());
        return known.size() < 2 || Costs.alwaysBoth(entry) ? List.of(Environment.values())
                : List.of(known.get(Environment.TUNED) < CLEARLY * known.get(Environment.PLAIN) ? Environment.TUNED : Environment.PLAIN);
    }

    private void take(List<Entry> set, SideBySide.Outcome outcome, Environment environment, ArrayNode results) {
        for (Entry each : set) {
            String failure = outcome.failures().get(each.benchmark());
            if (failure != null) {
                fail(each, failure);
            }
            for (JsonNode result : failure != null || outcome.results() == null ? List.<JsonNode>of() : outcome.results()) {
                if (result.path("benchmark").asText().equals(each.benchmark())) {
                    add(each, result, environment, results);
                }
            }
        }
    }

    private void cold(Entry entry, Environment environment, ArrayNode results) throws IOException {
        if (System.nanoTime() >= deadline) {
            return;
        }
        long start = System.nanoTime();
        Forks.Outcome outcome = forks.run(entry, environment);
        costs.learn(entry, (System.nanoTime() - start) / 1e9);
        if (outcome.result() == null) {
            fail(entry, outcome.failure());
        } else {
            add(entry, SideBySide.json(List.of(outcome.result())).get(0), environment, results);
        }
    }

    private void add(Entry entry, JsonNode result, Environment environment, ArrayNode results) {
        results.add(result);
        double seconds = JmhResults.seconds(result, folder);
        costs.learnCall(entry, seconds);
        scores.computeIfAbsent(entry, _ -> new HashMap<>()).putIfAbsent(environment, seconds);
    }

    private void fail(Entry entry, String reason) {
        if (without.add(entry)) {
            boolean missing = NOT_HERE.stream().anyMatch(reason::contains);
            (missing ? absent : failed).add(new Missing(entry.name(), reason));
        }
    }
}
