package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Implementation.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is measured, for how long and how often, so that it fits the time.
 *
 * @param entries the benchmarks, in the order in which they run
 * @param settings of each process
 * @param rounds how many times at most
 * @param dropped benchmarks for which there is no time
 */
record Plan(List<Entry> entries, Settings settings, int rounds, int dropped) {

    private static final int FULL_ROUNDS = 7;
    private static final int FEWEST_ROUNDS = 3;
    /** Seconds that a process needs besides its iterations; a native library is loaded slowly, and twice in the first round. */
    private static final double START = 1.0;
    private static final double NATIVE_START = 6.0;

    /** Everything, as often as a report needs. */
    static Plan full(Catalog catalog) {
        return new Plan(catalog.entries(), Settings.LONG, FULL_ROUNDS, 0);
    }

    /**
     * What fits: everything if possible, else of every task first the size in the middle, then its neighbours. All implementations of
     * a task and size are taken or left together.
     */
    static Plan within(Catalog catalog, double seconds) {
        if (FEWEST_ROUNDS * cost(catalog.entries(), Settings.LONG) <= seconds) {
            return new Plan(catalog.entries(), Settings.LONG, FULL_ROUNDS, 0);
        }
        Set<Entry> taken = new HashSet<>();
        double left = seconds / FEWEST_ROUNDS;
        for (List<Entry> group : byImportance(catalog.entries())) {
            double cost = cost(group, Settings.SHORT);
            if (cost <= left || taken.isEmpty()) {
                left -= cost;
                taken.addAll(group);
            }
        }
        List<Entry> entries = catalog.entries().stream().filter(taken::contains).toList();
        return new Plan(entries, Settings.SHORT, FULL_ROUNDS, catalog.entries().size() - entries.size());
    }

    /** Seconds of one round, both environments of native libraries counted. */
    static double cost(Collection<Entry> entries, Settings settings) {
        return entries.stream().mapToDouble(each -> cost(each, settings)).sum();
    }

    static double cost(Entry entry, Settings settings) {
        return settings.seconds() + (isNative(entry) ? NATIVE_START : START);
    }

    static boolean isNative(Entry entry) {
        return entry.task().implementation().kind() == Kind.NATIVE_PEER;
    }

    /**
     * The limits, then for every task the size in the middle of its list, those with other libraries first and those without any comparison
     * last, then the other sizes.
     */
    private static List<List<Entry>> byImportance(List<Entry> entries) {
        Map<String, Map<Entry.Group, List<Entry>>> tasks = new LinkedHashMap<>();
        for (Entry each : entries) {
            tasks.computeIfAbsent(each.task().key(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(each.group(), _ -> new ArrayList<>()).add(each);
        }
        Map<List<Entry>, Integer> distances = new LinkedHashMap<>();
        for (Map<Entry.Group, List<Entry>> groups : tasks.values()) {
            List<List<Entry>> bySize = new ArrayList<>(groups.values());
            int compared = bySize.stream().mapToInt(List::size).max().orElseThrow();
            bySize.sort(Comparator.comparingInt(group -> compared - group.size()));
            List<List<Entry>> widest = bySize.stream().filter(group -> group.size() == compared).toList();
            List<Entry> middle = widest.get((widest.size() - 1) / 2);
            for (int i = 0; i < bySize.size(); i++) {
                distances.put(bySize.get(i), bySize.get(i) == middle ? 0 : i + 1);
            }
        }
        return distances.entrySet().stream().sorted(Comparator.comparing((Map.Entry<List<Entry>, Integer> each) -> !isLimit(each.getKey()))
                .thenComparing(Map.Entry.comparingByValue()).thenComparing(each -> comparisons(each.getKey()))).map(Map.Entry::getKey).toList();
    }

    private static boolean isLimit(List<Entry> group) {
        return group.getFirst().task().family().endsWith("Limit");
    }

    /** 0 with another library, 1 with plain Java, 2 without a comparison. */
    private static int comparisons(List<Entry> group) {
        return group.stream().anyMatch(each -> each.task().implementation().isPeer()) ? 0 : group.size() > 1 ? 1 : 2;
    }
}
