package dev.lanegrad.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.report.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The process that measures what belongs together, one set of benchmarks after the other. Within a set the iterations of all members
 * take turns, so that both sides of a ratio meet the same state of the machine within a fraction of a second. JMH runs each of them.
 */
public final class SideBySide {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SideBySide() {
    }

    /**
     * A benchmark with its parameters, and how often it is run.
     *
     * @param benchmark package, class and method
     * @param params the parameters by name
     * @param warmups the number of iterations before measuring
     * @param iterations the number of measured iterations
     * @param turn how many of them make a turn
     * @param iterationMillis their length
     */
    record Member(String benchmark, Map<String, String> params, int warmups, int iterations, int turn, int iterationMillis) {

        int turns() {
            return (iterations + turn - 1) / turn;
        }
    }

    /**
     * What a process shall do.
     *
     * @param sets benchmarks that take turns; no benchmark is twice in a set
     * @param warmupMillis the length of an iteration before measuring
     * @param until the end, in milliseconds since 1970; no set is begun after it
     */
    record Job(List<List<Member>> sets, int warmupMillis, long until) {

        void write(Path folder) throws IOException {
            WholeFile.write(folder.resolve("job.json"), JSON.writeValueAsString(this));
        }
    }

    /**
     * What came out of a set.
     *
     * @param seconds how long it took
     * @param results an array as JMH writes it
     * @param failures the reasons why benchmarks have no result
     */
    record Outcome(double seconds, JsonNode results, Map<String, String> failures) {

        static Outcome read(Path file) throws IOException {
            return JSON.readValue(Files.readString(file), Outcome.class);
        }
    }

    /** The file of a set, which is there when the set is done. */
    static Path file(Path folder, int set) {
        return folder.resolve("set-" + set + ".json");
    }

    /**
     * Runs a job.
     *
     * @param args the folder of the job, which gets the results
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException never in a process of its own
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        Job job = JSON.readValue(Files.readString(folder.resolve("job.json")), Job.class);
        for (int set = 0; set < job.sets().size() && System.currentTimeMillis() < job.until(); set++) {
            Outcome outcome = run(job.sets().get(set), job);
            WholeFile.write(file(folder, set), JSON.writeValueAsString(outcome));
        }
        // Pools of native libraries have no daemons.
        Runtime.getRuntime().halt(0);
    }

    static Outcome run(List<Member> members, Job job) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Map<String, String> failures = new ConcurrentSkipListMap<>();
        Map<String, RunResult> results = new ConcurrentSkipListMap<>();
        Turns.Order order = Turns.begin(members);
        List<Thread> threads = new ArrayList<>();
        for (Member each : members) {
            threads.add(Thread.ofPlatform().name(each.benchmark()).start(() -> {
                Metered.harness();
                try {
                    measure(each, job, results, failures);
                } finally {
                    order.leave(each.benchmark());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<RunResult> inOrder = members.stream().map(Member::benchmark).filter(results::containsKey).map(results::get).toList();
        return new Outcome((System.nanoTime() - start) / 1e9, json(inOrder), new TreeMap<>(failures));
    }

    private static void measure(Member member, Job job, Map<String, RunResult> results, Map<String, String> failures) {
        ChainedOptionsBuilder options = new OptionsBuilder().include("^" + java.util.regex.Pattern.quote(member.benchmark()) + "$")
                .forks(0).threads(1).mode(Mode.AverageTime)
                .addProfiler(Turns.class).addProfiler(GCProfiler.class).addProfiler(Bytes.class)
                .addProfiler(CallSites.class).addProfiler(Comparisons.class)
                .warmupIterations(member.warmups()).warmupTime(TimeValue.milliseconds(job.warmupMillis()))
                .measurementIterations(member.iterations()).measurementTime(TimeValue.milliseconds(member.iterationMillis()));
        member.params().forEach(options::param);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        String more = "";
        try (PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            Collection<RunResult> found = new Runner(options.build(),
                    OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL)).run();
            if (found.size() == 1) {
                results.put(member.benchmark(), found.iterator().next());
                return;
            }
        } catch (RunnerException e) {
            more = " (" + e.getMessage() + ")";
        }
        failures.put(member.benchmark(), Forks.reason(log.toString(StandardCharsets.UTF_8)) + more);
    }

    /** Results as JMH writes them. */
    static JsonNode json(Collection<RunResult> results) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(text, true, StandardCharsets.UTF_8)).writeOut(results);
        return JSON.readTree(text.toByteArray());
    }
}
