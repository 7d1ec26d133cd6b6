package dev.lanegrad.bench.run;

import dev.lanegrad.bench.libraries.WithLibraries;
import dev.lanegrad.bench.report.Goal;
import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.bench.report.Run.Missing;
import dev.lanegrad.bench.report.Task;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The benchmarks of this build.
 *
 * @param entries every benchmark with every set of its parameters, implementations of one task and size side by side
 */
record Catalog(List<Entry> entries) {

    private static final int SUGGESTIONS = 3;

    /** Those that the class path has. */
    static Catalog ofClassPath() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return of(BenchmarkList.defaultList().getAll(OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT), List.of()));
    }

    static Catalog of(Collection<BenchmarkListEntry> benchmarks) {
        Set<String> names = new TreeSet<>();
        benchmarks.forEach(each -> names.add(each.getUsername()));
        List<Entry> entries = new ArrayList<>();
        for (BenchmarkListEntry each : benchmarks) {
            Map<String, String[]> params = each.getParams().orElse(Map.of());
            Task task = Task.of(each.getUsername(), names);
            for (Map<String, String> set : sets(CacheSizes.replaced(task, params))) {
                entries.add(new Entry(each.getUsername(), task, set, arguments(each), each.getMode() == Mode.SingleShotTime));
            }
        }
        // Sizes in the order in which they are written.
        Map<Entry.Group, Integer> places = new HashMap<>();
        entries.forEach(each -> places.putIfAbsent(each.group(), places.size()));
        entries.sort(Comparator.comparing((Entry each) -> each.task().key()).thenComparing(each -> places.get(each.group()))
                .thenComparing(each -> each.task().implementation()));
        return new Catalog(entries);
    }

    private static List<String> arguments(BenchmarkListEntry benchmark) {
        return benchmark.getJvmArgsAppend().orElse(List.of()).stream()
                .filter(each -> !each.startsWith("-Xm") && !each.startsWith("--add-modules")).toList();
    }

    /** All combinations of the values. */
    static List<Map<String, String>> sets(Map<String, String[]> params) {
        List<Map<String, String>> sets = List.of(new TreeMap<>());
        for (Map.Entry<String, String[]> param : new TreeMap<>(params).entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> set : sets) {
                for (String value : param.getValue()) {
                    Map<String, String> extended = new TreeMap<>(set);
                    extended.put(param.getKey(), value);
                    longer.add(extended);
                }
            }
            sets = longer;
        }
        return sets;
    }

    /**
     * The benchmarks whose family, task or method is named.
     *
     * @throws IllegalArgumentException if a name matches none; the message gives the nearest names
     */
    Catalog matching(List<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        Set<Entry> found = new LinkedHashSet<>();
        for (String name : names) {
            Pattern pattern = Pattern.compile(name, Pattern.CASE_INSENSITIVE);
            List<Entry> matches = entries.stream().filter(each -> pattern.matcher(each.benchmark()).find()
                    || pattern.matcher(each.name()).find()).toList();
            if (matches.isEmpty()) {
                throw new IllegalArgumentException("no benchmark matches \"" + name + "\"; the nearest names are " + nearest(name));
            }
            found.addAll(matches);
        }
        return new Catalog(entries.stream().filter(found::contains).toList());
    }

    private List<String> nearest(String name) {
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Entry each : entries) {
            Task task = each.task();
            String method = task.name() + task.implementation().suffix();
            double score = Arrays.stream(new String[] {method, task.family(), task.family() + "." + method})
                    .mapToDouble(part -> similarity.apply(part.toLowerCase(), name.toLowerCase())).max().orElseThrow();
            scores.put(task.family() + "." + method, score);
        }
        return scores.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(SUGGESTIONS).map(Map.Entry::getKey).toList();
    }

    /** Implementations that no benchmark of this build has. */
    List<Missing> missing() {
        return missing(WithLibraries.missing());
    }

    /** The same, knowing which artifacts were looked for and not found. */
    List<Missing> missing(List<Missing> notFound) {
        return Arrays.stream(Implementation.values()).filter(Implementation::isPeer)
                .filter(peer -> entries.stream().noneMatch(each -> each.task().implementation() == peer))
                .map(peer -> new Missing(peer.label(), notFound.stream().filter(each -> each.what().equals(peer.artifact())).map(Missing::why)
                        .findFirst().orElse(hasPeers() || !notFound.isEmpty() ? "no benchmark of this build calls it"
                                : "this build has no other libraries: add the Maven profile peers"))).toList();
    }

    /** Goals that compare with something of this build, at sizes where that has no benchmark. */
    List<String> goalsWithoutBenchmarks() {
        List<String> lacking = new ArrayList<>();
        for (Goal goal : Goal.ALL) {
            List<Entry> own = entries.stream().filter(each -> goal.isOwn(each.task(), each.params())).toList();
            boolean here = goal.others().stream().map(Implementation::ofMethod).anyMatch(other -> !other.isPeer()
                    || entries.stream().anyMatch(each -> each.task().implementation() == other));
            if (own.isEmpty()) {
                lacking.add(goal.toString());
            }
            own.stream().filter(each -> here && entries.stream().noneMatch(other -> goal.isOther(other.task(), other.params(), each.params())))
                    .forEach(each -> lacking.add(goal + " at " + each.params()));
        }
        return lacking;
    }

    private boolean hasPeers() {
        return entries.stream().anyMatch(each -> each.task().implementation().isPeer());
    }
}
