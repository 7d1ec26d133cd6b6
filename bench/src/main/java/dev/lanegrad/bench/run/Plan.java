package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Goal;
import dev.lanegrad.bench.report.Implementation.Kind;
import dev.lanegrad.bench.report.Measurement.Environment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What is measured, for how long and how often, so that it fits the time.
 *
 * @param entries the benchmarks, in the order in which they run
 * @param units what belongs together, the most important first
 * @param settings of each process
 * @param rounds how many times at most
 * @param dropped benchmarks for which there is no time
 */
record Plan(List<Entry> entries, List<Set<Entry>> units, Settings settings, int rounds, List<Entry> dropped) {

    /** Fewer rounds show too little of the spread. */
    static final int FEWEST_ROUNDS = 3;

    private static final int FULL_ROUNDS = 7;
    /** Seconds that a process needs besides its iterations, to compare results first; a native library is loaded slowly. */
    private static final double START = 1.5;
    private static final double NATIVE_START = 3.0;

    /** Everything, as often as a report needs. */
    static Plan full(Catalog catalog) {
        return new Plan(catalog.entries(), units(catalog.entries()), Settings.LONG, FULL_ROUNDS, List.of());
    }

    /** What fits: everything if possible, else the most important units. */
    static Plan within(Catalog catalog, double seconds) {
        if (seconds(catalog.entries(), Settings.LONG) <= seconds) {
            return full(catalog);
        }
        return chosen(catalog.entries(), units(catalog.entries()), Settings.SHORT, seconds, each -> seconds(each, Settings.SHORT));
    }

    /** This plan with as much as fits, when it is known how long everything takes. */
    Plan within(double seconds, ToDoubleFunction<Entry> cost) {
        Plan plan = chosen(entries, units, settings, seconds, cost);
        List<Entry> without = new ArrayList<>(dropped);
        without.addAll(plan.dropped);
        return new Plan(plan.entries, plan.units, settings, rounds, without);
    }

    private static Plan chosen(List<Entry> entries, List<Set<Entry>> units, Settings settings, double seconds,
                               ToDoubleFunction<Entry> cost) {
        Set<Entry> taken = new HashSet<>();
        List<Set<Entry>> fitting = new ArrayList<>();
        double left = seconds;
        for (Set<Entry> unit : units) {
            double needed = unit.stream().filter(each -> !taken.contains(each)).mapToDouble(cost).sum();
            if (needed <= left || taken.isEmpty()) {
                left -= needed;
                taken.addAll(unit);
                fitting.add(unit);
            }
        }
        return new Plan(entries.stream().filter(taken::contains).toList(), fitting, settings, FULL_ROUNDS,
                entries.stream().filter(each -> !taken.contains(each)).toList());
    }

    /** Seconds of as many rounds as are wanted at least. */
    static double seconds(Collection<Entry> entries, Settings settings) {
        return entries.stream().mapToDouble(each -> seconds(each, settings)).sum();
    }

    private static double seconds(Entry entry, Settings settings) {
        int processes = !isNative(entry) ? FEWEST_ROUNDS : alwaysBoth(entry) ? 2 * FEWEST_ROUNDS : FEWEST_ROUNDS + 1;
        return processes * cost(entry, settings);
    }

    /** Seconds of one process. */
    static double cost(Entry entry, Settings settings) {
        return (entry.cold() ? 1 : settings.seconds(entry.kind())) + (isNative(entry) ? NATIVE_START : START);
    }

    static boolean isNative(Entry entry) {
        return entry.task().implementation().kind() == Kind.NATIVE_PEER;
    }

    /** Whether a goal asks for one of the two environments, which is then measured in every round. */
    static boolean alwaysBoth(Entry entry) {
        return isNative(entry) && Goal.ALL.stream().anyMatch(goal -> goal.allocator() == Environment.PLAIN
                && goal.isOther(entry.task(), entry.params(), entry.params()));
    }

    /** The limits, then of every goal a size after the other, then of every task. */
    private static List<Set<Entry>> units(List<Entry> entries) {
        Set<Set<Entry>> units = new LinkedHashSet<>();
        Set<Entry> limits = new LinkedHashSet<>(entries.stream().filter(Plan::isLimit).toList());
        if (!limits.isEmpty()) {
            units.add(limits);
        }
        units.addAll(byTurns(Goal.ALL.stream().map(goal -> ofGoal(goal, entries)).toList()));
        Map<String, Map<Entry.Group, Set<Entry>>> tasks = new LinkedHashMap<>();
        for (Entry each : entries) {
            tasks.computeIfAbsent(each.task().key(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(each.group(), _ -> new LinkedHashSet<>()).add(each);
        }
        units.addAll(byTurns(tasks.values().stream().sorted(Comparator.comparingInt(Plan::comparisons))
                .map(groups -> fromTheMiddle(List.copyOf(groups.values()))).toList()));
        return List.copyOf(units);
    }

    private static List<Set<Entry>> ofGoal(Goal goal, List<Entry> entries) {
        List<Set<Entry>> sizes = new ArrayList<>();
        for (Entry own : entries) {
            if (goal.isOwn(own.task(), own.params())) {
                Set<Entry> unit = new LinkedHashSet<>(Set.of(own));
                entries.stream().filter(other -> goal.isOther(other.task(), other.params(), own.params())).forEach(unit::add);
                sizes.add(unit);
            }
        }
        return fromTheMiddle(sizes);
    }

    /** The one in the middle, then its neighbours. */
    private static <T> List<T> fromTheMiddle(List<T> list) {
        List<T> ordered = new ArrayList<>();
        int middle = (list.size() - 1) / 2;
        for (int distance = 0; ordered.size() < list.size(); distance++) {
            if (middle - distance >= 0) {
                ordered.add(list.get(middle - distance));
            }
            if (distance > 0 && middle + distance < list.size()) {
                ordered.add(list.get(middle + distance));
            }
        }
        return ordered;
    }

    /** The first of every list, then the second, and so on. */
    private static <T> List<T> byTurns(List<List<T>> lists) {
        List<T> all = new ArrayList<>();
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        for (int turn = 0; turn < longest; turn++) {
            for (List<T> list : lists) {
                if (turn < list.size()) {
                    all.add(list.get(turn));
                }
            }
        }
        return all;
    }

    private static boolean isLimit(Entry entry) {
        return entry.task().family().endsWith("Limit");
    }

    /** 0 with another library, 1 with plain Java, 2 without a comparison. */
    private static int comparisons(Map<Entry.Group, Set<Entry>> task) {
        boolean peers = task.values().stream().anyMatch(group -> group.stream().anyMatch(each -> each.task().implementation().isPeer()));
        return peers ? 0 : task.values().stream().anyMatch(group -> group.size() > 1) ? 1 : 2;
    }
}
