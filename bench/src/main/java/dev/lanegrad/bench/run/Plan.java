package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Goal;
import dev.lanegrad.bench.report.Implementation;
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
import java.util.stream.Stream;

/**
 * What is measured and how often, so that it fits the time.
 *
 * @param repeated what is measured in {@link #ROUNDS} rounds or more, in the order in which it runs
 * @param single what is measured in further rounds once, this library's side of each ratio included
 * @param dropped benchmarks for which there is no time
 */
record Plan(List<Entry> repeated, List<Entry> single, List<Entry> dropped) {

    /** Fewer rounds show too little of the spread. */
    static final int ROUNDS = 3;
    /** More are measured if there is time. */
    static final int MOST_ROUNDS = 7;
    /** The share of the time that is kept for what is measured once. */
    private static final double REST = 0.3;

    /** Everything three times if it fits; else the goals three times, and then what fits of everything else once. */
    static Plan within(Catalog catalog, double seconds, Costs costs) {
        List<Entry> all = measurable(catalog, costs);
        if (costs.rounds(all, ROUNDS) <= seconds) {
            return new Plan(all, List.of(), List.of());
        }
        List<Set<Entry>> important = goals(all);
        List<Set<Entry>> units = important.isEmpty() ? tasks(all) : important;
        Set<Entry> repeated = chosen(units, seconds, each -> costs.rounds(each, ROUNDS));
        return new Plan(inOrder(all, repeated), List.of(), List.of()).withRest(all, seconds - costs.rounds(repeated, ROUNDS), costs);
    }

    /** What still fits: {@code rounds} more rounds of what is repeated, the most important first, and the rest once. */
    Plan within(Catalog catalog, double seconds, int rounds, Costs costs) {
        double once = costs.rounds(single, 1);
        // The rest gives way, but not all of its time.
        double forRounds = seconds - Math.min(once, REST * seconds);
        List<Set<Entry>> units = new ArrayList<>(goals(repeated));
        units.addAll(tasks(repeated));
        Set<Entry> kept = chosen(units, forRounds, each -> costs.further(each, rounds));
        Plan plan = new Plan(inOrder(repeated, kept), List.of(), List.of());
        Set<Entry> done = new HashSet<>(repeated);
        return plan.withRest(measurable(catalog, costs), seconds - kept.stream().mapToDouble(each -> costs.further(each, rounds)).sum(), costs)
                .without(done);
    }

    /** What was dropped and fits after all, this library's side of each ratio included. */
    List<Entry> more(Catalog catalog, double seconds, Costs costs) {
        Set<Entry> done = new HashSet<>(repeated);
        done.addAll(single);
        List<Entry> all = measurable(catalog, costs);
        return inOrder(all, rest(all, done, seconds, costs));
    }

    /** When more was measured once. */
    Plan with(List<Entry> more) {
        Set<Entry> once = new LinkedHashSet<>(single);
        more.stream().filter(each -> !repeated.contains(each)).forEach(once::add);
        return new Plan(repeated, List.copyOf(once), dropped).without(once);
    }

    /** All but calls of many seconds, see {@link Settings#TOO_SLOW}. */
    static List<Entry> measurable(Catalog catalog, Costs costs) {
        return catalog.entries().stream().filter(each -> costs.call(each) <= Settings.TOO_SLOW).toList();
    }

    /** What was measured before, if not often, is not dropped. */
    private Plan without(Set<Entry> done) {
        return new Plan(repeated, single, dropped.stream().filter(each -> !done.contains(each)).toList());
    }

    private Plan withRest(List<Entry> all, double seconds, Costs costs) {
        Set<Entry> done = new HashSet<>(repeated);
        Set<Entry> once = rest(all, done, seconds, costs);
        return new Plan(repeated, inOrder(all, once), all.stream().filter(each -> !once.contains(each) && !done.contains(each)).toList());
    }

    /** What fits of everything that is not done yet. */
    private static Set<Entry> rest(List<Entry> all, Set<Entry> done, double seconds, Costs costs) {
        List<Set<Entry>> rest = new ArrayList<>();
        for (Set<Entry> unit : tasks(all)) {
            // Of what is measured already, this library is the other side of the ratio.
            Set<Entry> needed = new LinkedHashSet<>(unit);
            needed.removeIf(each -> done.contains(each) && each.task().implementation() != Implementation.OWN);
            if (!done.containsAll(needed)) {
                rest.add(needed);
            }
        }
        return chosen(rest, seconds, each -> costs.rounds(each, 1));
    }

    private static List<Entry> inOrder(List<Entry> all, Set<Entry> some) {
        return all.stream().filter(some::contains).toList();
    }

    private static Set<Entry> chosen(List<Set<Entry>> units, double seconds, ToDoubleFunction<Entry> cost) {
        Set<Entry> taken = new HashSet<>();
        double left = seconds;
        for (Set<Entry> unit : units) {
            double needed = unit.stream().filter(each -> !taken.contains(each)).mapToDouble(cost).sum();
            if (needed <= left) {
                left -= needed;
                taken.addAll(unit);
            }
        }
        return taken;
    }

    /** The limits, then of every goal a size after the other. */
    private static List<Set<Entry>> goals(Collection<Entry> entries) {
        Set<Set<Entry>> units = new LinkedHashSet<>();
        Set<Entry> limits = new LinkedHashSet<>(entries.stream().filter(each -> each.task().family().endsWith("Limit")).toList());
        units.addAll(byTurns(Goal.ALL.stream().map(goal -> ofGoal(goal, entries)).toList()));
        return units.isEmpty() || limits.isEmpty() ? List.copyOf(units)
                : Stream.concat(Stream.of(limits), units.stream()).toList();
    }

    private static List<Set<Entry>> ofGoal(Goal goal, Collection<Entry> entries) {
        List<Set<Entry>> sizes = new ArrayList<>();
        // A goal against one native library needs them all, since the fastest counts; ND4J calls OpenBLAS.
        boolean peers = goal.others().stream().anyMatch(each -> Implementation.ofMethod(each).kind() == Implementation.Kind.NATIVE_PEER);
        for (Entry own : entries) {
            if (goal.isOwn(own.task(), own.params())) {
                Set<Entry> unit = new LinkedHashSet<>(Set.of(own));
                entries.stream().filter(other -> goal.isOther(other.task(), other.params(), own.params())
                        || other.group().equals(own.group()) && peers && Costs.isNative(other)
                        && other.task().implementation() != Implementation.ND4J).forEach(unit::add);
                sizes.add(unit);
            }
        }
        return fromTheMiddle(sizes);
    }

    /** A size of every task after the other, what has other libraries first. */
    private static List<Set<Entry>> tasks(Collection<Entry> entries) {
        Map<String, Map<Entry.Group, Set<Entry>>> tasks = new LinkedHashMap<>();
        for (Entry each : entries) {
            tasks.computeIfAbsent(each.task().key(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(each.group(), _ -> new LinkedHashSet<>()).add(each);
        }
        return byTurns(tasks.values().stream().sorted(Comparator.comparingInt(Plan::comparisons))
                .map(groups -> fromTheMiddle(List.copyOf(groups.values()))).toList());
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

    /** 0 with another library, 1 with plain Java, 2 without a comparison. */
    private static int comparisons(Map<Entry.Group, Set<Entry>> task) {
        boolean peers = task.values().stream().anyMatch(group -> group.stream().anyMatch(each -> each.task().implementation().isPeer()));
        return peers ? 0 : task.values().stream().anyMatch(group -> group.size() > 1) ? 1 : 2;
    }
}
