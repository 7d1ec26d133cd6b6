package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.bench.report.JmhResults;
import dev.lanegrad.bench.report.Measurement.Environment;
import dev.lanegrad.bench.run.SideBySide.Job;
import dev.lanegrad.bench.run.SideBySide.Member;
import dev.lanegrad.bench.run.SideBySide.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.CompilerHints;

/** Starts processes that measure sets of benchmarks side by side, see {@link SideBySide}. */
final class Processes {

    private static final long POLL_MILLIS = 100;
    /** Long enough for threads that slept while others took their turns. */
    private static final int THREADS_MILLIS = 200;
    private static final int THREADS_ITERATIONS = 6;

    private final Forks forks;
    private final Settings settings;
    private final Costs costs;
    /** The end, a value of {@link System#nanoTime()}. */
    private final long deadline;

    Processes(Forks forks, Settings settings, Costs costs, long deadline) {
        this.forks = forks;
        this.settings = settings;
        this.costs = costs;
        this.deadline = deadline;
    }

    /**
     * Measures in one process, and in further ones if it dies.
     *
     * @param sets benchmarks that take turns, with the same JVM arguments
     * @param environment of the process
     * @param done gets every set that ended, with what came out
     */
    void run(List<List<Entry>> sets, Environment environment, BiConsumer<List<Entry>, Outcome> done) throws IOException {
        int first = 0;
        while (first < sets.size() && System.nanoTime() < deadline) {
            List<List<Entry>> left = sets.subList(first, sets.size());
            List<Integer> finished = new ArrayList<>();
            String end = process(left, environment, (set, outcome) -> {
                finished.add(set);
                done.accept(left.get(set), outcome);
            });
            first += finished.size();
            if (finished.size() < left.size() && System.nanoTime() < deadline) {
                alone(sets.get(first), environment, end, done);
                first++;
            }
        }
    }

    /** The process died in this set: one benchmark after the other, so that only one is lost. */
    private void alone(List<Entry> set, Environment environment, String end, BiConsumer<List<Entry>, Outcome> done) throws IOException {
        if (set.size() == 1) {
            done.accept(set, new Outcome(0, null, Map.of(set.getFirst().benchmark(), end)));
            return;
        }
        for (Entry each : set) {
            run(List.of(List.of(each)), environment, done);
        }
    }

    /** Returns how the process ended. */
    private String process(List<List<Entry>> sets, Environment environment, BiConsumer<Integer, Outcome> done) throws IOException {
        Path folder = Files.createTempDirectory("side-by-side");
        try {
            long until = System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(Math.min(deadline - System.nanoTime(), Long.MAX_VALUE / 4));
            List<List<Member>> members = IntStream.range(0, sets.size()).mapToObj(set -> members(sets.get(set), set == 0)).toList();
            new Job(members, settings.warmupMillis(), until).write(folder);
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(command(sets.getFirst().getFirst(), environment, folder))
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start();
            int set = 0;
            try {
                boolean ended = false;
                while (!ended && System.nanoTime() < deadline) {
                    ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    for (; set < sets.size() && Files.exists(SideBySide.file(folder, set)); set++) {
                        done.accept(set, Outcome.read(SideBySide.file(folder, set)));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while a process measured", e);
            } finally {
                process.destroyForcibly();
            }
            return Forks.reason(Files.readString(log));
        } finally {
            delete(folder);
        }
    }

    /** The first set of a process waits for the compiler longer: what the others call is compiled by then, or nearly. */
    private List<Member> members(List<Entry> set, boolean first) {
        int slow = (int) set.stream().filter(each -> Settings.isCompiledSlowly(each.kind())).count();
        int sharing = first ? Math.max(1, slow) : set.size();
        return set.stream().map(each -> new Member(each.benchmark(), each.params(), settings.warmups(each.kind(), costs.call(each), sharing),
                each.threads() ? Math.min(settings.iterations(), THREADS_ITERATIONS) : settings.iterations(costs.call(each), costs.isLarge(each)),
                each.threads() ? Settings.TURN : settings.turn(costs.call(each), costs.isLarge(each)),
                each.threads() && settings.iterations() > 1 ? THREADS_MILLIS : settings.iterationMillis())).toList();
    }

    private List<String> command(Entry entry, Environment environment, Path folder) {
        List<String> command = new ArrayList<>(List.of(forks.launcher(environment).toString()));
        command.addAll(forks.arguments());
        command.addAll(entry.jvmArgs());
        command.add(JmhResults.ENVIRONMENT + environment.name().toLowerCase(Locale.ROOT));
        command.addAll(List.of("-Djmh.ignoreLock=true", "-XX:ErrorFile=" + folder.resolve("error"), "-cp", System.getProperty("java.class.path")));
        CompilerHints.addCompilerHints(command);
        command.addAll(List.of(SideBySide.class.getName(), folder.toString()));
        return command;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * What an entry shares a process for. DJL loads a libtorch of its own, which cannot be where another one is; nor can it train a second time in a process. Where MKL
     * is loaded, calls of OpenBLAS and of libtorch end in it, for it has functions of the same names.
     */
    private static Object apart(Entry entry) {
        return switch (entry.task().implementation()) {
            case DJL -> entry.params();
            case MKL -> Implementation.MKL;
            default -> "";
        };
    }

    /**
     * What runs in one process: benchmarks of one family with the same arguments; those with the same
     * parameters take turns. The shortest come first: if the time ends early, as little as possible is missing.
     */
    static List<List<List<Entry>>> together(List<Entry> entries, Costs costs) {
        Map<List<Object>, Map<Map<String, String>, List<Entry>>> processes = new LinkedHashMap<>();
        for (Entry each : entries) {
            List<String> arguments = each.jvmArgs().stream().filter(one -> !one.startsWith("--enable-native-access")).toList();
            processes.computeIfAbsent(List.of(each.task().family(), arguments, apart(each)), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(new TreeMap<>(each.params()), _ -> new ArrayList<>()).add(each);
        }
        Comparator<List<Entry>> shortest = Comparator.comparingDouble(set -> set.stream().mapToDouble(costs::once).sum());
        return processes.values().stream().map(sets -> sets.values().stream().sorted(shortest).toList())
                .sorted(Comparator.comparingDouble(sets -> sets.stream().flatMap(List::stream).mapToDouble(costs::once).sum())).toList();
    }
}
