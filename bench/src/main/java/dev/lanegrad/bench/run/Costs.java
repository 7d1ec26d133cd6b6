package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Goal;
import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.bench.report.Implementation.Kind;
import dev.lanegrad.bench.report.Measurement;
import dev.lanegrad.bench.report.Measurement.Environment;
import dev.lanegrad.bench.report.WorkModel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What measuring takes: guessed from the work of a call at first, known when it has been done once. */
final class Costs {

    /** Seconds that a process of its own needs besides its iterations; a native library is loaded slowly. */
    private static final double START = 1.5;
    private static final double NATIVE_START = 3.0;
    /** Seconds for making the input and comparing results, besides those of the bytes at {@code PREPARED} of them in a second. */
    private static final double SETUP = 0.1;
    private static final double PREPARED = 60e6;
    /** Multiplications and additions in a second. */
    private static final double FAST = 40e9;
    private static final double COMPILED = 20e9;
    private static final double PLAIN = 3e9;
    /** Bytes in a second, where no arithmetic is declared. */
    private static final double OWN_BYTES = 5e9;
    private static final double OTHER_BYTES = 1e9;
    /** More than the second cache of a core, in bytes. */
    private static final double LARGE = 4e6;
    /** Benchmarks that take turns, where it is not known yet. */
    private static final int MEMBERS = 5;

    private final Settings settings;
    private final Map<Entry.Group, WorkModel> work = new HashMap<>();
    private final Map<Entry, Double> known = new HashMap<>();
    private final Map<Entry, Double> calls = new HashMap<>();
    private double factor = 1;

    Costs(Collection<Entry> entries, Settings settings) {
        this.settings = settings;
        for (Entry each : entries) {
            if (each.task().implementation() == Implementation.OWN) {
                WorkModel.of(new Measurement(each.benchmark(), each.task(), each.params(), each.cold(), Environment.PLAIN, new double[0], 0))
                        .ifPresent(model -> work.put(each.group(), model));
            }
        }
    }

    /** About how long a call takes, in seconds; 0 if nothing is known of it. */
    double call(Entry entry) {
        if (calls.containsKey(entry)) {
            return calls.get(entry);
        }
        WorkModel model = work.get(entry.group());
        boolean own = entry.kind() == Kind.OWN || entry.kind() == Kind.LIMIT || entry.kind() == Kind.OWN_VARIANT;
        double rate = switch (entry.task().implementation()) {
            case LOOP, EJML, OJ_ALGO -> PLAIN;
            case RAPAIO -> PLAIN / 3;
            case PORTABLE -> COMPILED;
            default -> FAST;
        };
        return model == null ? 0 : model.operations() > 0 ? model.operations() / rate : model.bytes() / (own ? OWN_BYTES : OTHER_BYTES);
    }

    /** Whether it goes over arrays that do not fit the caches of a core, and does not do more than that: a product reads what it has read many times. */
    boolean isLarge(Entry entry) {
        WorkModel model = work.get(entry.group());
        return model != null && model.memory() > LARGE && model.operations() < model.memory();
    }

    /** Remembers how long a call took. */
    void learnCall(Entry entry, double seconds) {
        calls.merge(entry, seconds, Math::min);
    }

    /** Seconds of a benchmark in one process. */
    double once(Entry entry) {
        return known.containsKey(entry) ? known.get(entry) : factor * guess(entry);
    }

    private double guess(Entry entry) {
        if (entry.cold()) {
            return 1 + (isNative(entry) ? NATIVE_START : START);
        }
        WorkModel model = work.get(entry.group());
        double setup = SETUP + (model == null || entry.kind() == Kind.LIMIT ? 0 : model.bytes() / PREPARED) + 2 * call(entry);
        return setup + settings.seconds(entry.kind(), call(entry), isLarge(entry), MEMBERS);
    }

    /** Remembers what a benchmark took. */
    void learn(Entry entry, double seconds) {
        known.merge(entry, seconds, Math::max);
    }

    /** What is not known yet is guessed in proportion to what is. */
    void adapt() {
        double guessed = known.keySet().stream().mapToDouble(this::guess).sum();
        factor = guessed == 0 ? 1 : known.values().stream().mapToDouble(each -> each).sum() / guessed;
    }

    /** Seconds of some rounds, the first of which runs native libraries in both environments, and this library beside them. */
    double rounds(Entry entry, int rounds) {
        boolean own = entry.task().implementation() == Implementation.OWN;
        int processes = alwaysBoth(entry) ? 2 * rounds : isNative(entry) ? rounds + 1 : own && !entry.cold() ? 2 * rounds : rounds;
        return processes * once(entry);
    }

    /** Seconds of rounds after the first, when it is known in which environment native libraries are faster. */
    double further(Entry entry, int rounds) {
        return isNative(entry) && !alwaysBoth(entry) ? rounds * once(entry) : rounds(entry, rounds);
    }

    double rounds(Collection<Entry> entries, int rounds) {
        return entries.stream().mapToDouble(each -> rounds(each, rounds)).sum();
    }

    static boolean isNative(Entry entry) {
        return entry.task().implementation().kind() == Kind.NATIVE_PEER;
    }

    /** Whether a goal asks for one of the two environments, which is then measured in every round. */
    static boolean alwaysBoth(Entry entry) {
        return isNative(entry) && Goal.ALL.stream().anyMatch(goal -> goal.allocator() == Environment.PLAIN
                && goal.isOther(entry.task(), entry.params(), entry.params()));
    }
}
