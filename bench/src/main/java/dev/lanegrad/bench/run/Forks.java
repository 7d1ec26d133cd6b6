package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.JmhResults;
import dev.lanegrad.bench.report.Measurement.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.annotations.Mode;

/** Runs one process of one benchmark's first call, and sets up all processes. */
final class Forks {

    /** Makes glibc keep memory that was freed, instead of returning it to the system and clearing it again at the next call. */
    static final String TUNABLES = "glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184"
            + ":glibc.malloc.top_pad=67108864:glibc.malloc.hugetlb=1";

    /** The large pages that the last of these gives to native libraries, for Java's heap. */
    static final String LARGE_PAGES = "-XX:+UseTransparentHugePages";

    private static final Pattern FAILURE = Pattern.compile("(?m)^(?:Caused by: )?((?:[\\w$]+\\.)+\\w*(?:Exception|Error)\\b.*)$");

    private final List<String> arguments;
    private final Path plain;
    private final Path tuned;

    /** What came out: a result, or the reason why there is none. */
    record Outcome(RunResult result, String failure) {
    }

    /** Processes with {@code more} arguments for each. */
    Forks(String... more) throws IOException {
        arguments = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "-Xms" + heap(), "-Xmx" + heap()));
        arguments.addAll(List.of(more));
        System.setProperty("jmh.ignoreLock", "true");
        String shared = "unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE\nexport OMP_WAIT_POLICY=passive OMP_NUM_THREADS=1 MKL_NUM_THREADS=1\n";
        plain = launcher(shared, "");
        tuned = launcher(shared + "export GLIBC_TUNABLES=" + TUNABLES + "\n", LARGE_PAGES + " ");
    }

    /** What every process gets. */
    List<String> arguments() {
        return arguments;
    }

    /** What every process is started by. */
    Path launcher(Environment environment) {
        return environment == Environment.TUNED ? tuned : plain;
    }

    /** Half of the machine's memory, 8 GB at most: benchmarks that take turns each have their input. */
    static String heap() {
        long memory = new oshi.SystemInfo().getHardware().getMemory().getTotal();
        return Math.min(8192, memory / 2 >> 20) + "m";
    }

    /** Whether the allocator of this system knows the tunables. */
    static boolean canTune() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    }

    /** A script that sets the environment of a process and becomes Java. */
    private static Path launcher(String settings, String options) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        if (!java.matches("[\\w/.+-]+")) {
            throw new IOException("the path of Java, " + java + ", has characters that a script cannot pass on");
        }
        Path script = Files.createTempFile("java", ".sh", PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
        script.toFile().deleteOnExit();
        Files.writeString(script, "#!/bin/sh\n" + settings + "exec " + java + " " + options + "\"$@\"\n");
        return script;
    }

    /** Runs the first call in a process. */
    Outcome run(Entry entry, Environment environment) {
        ChainedOptionsBuilder options = new OptionsBuilder().include("^" + Pattern.quote(entry.benchmark()) + "$")
                .forks(1).threads(1).addProfiler(GCProfiler.class).addProfiler(Bytes.class).addProfiler(Comparisons.class)
                .jvmArgs(arguments.toArray(String[]::new)).jvmArgsAppend(append(entry, environment));
        entry.params().forEach(options::param);
        options.mode(Mode.SingleShotTime).warmupIterations(0).measurementIterations(1).jvm(launcher(environment).toString());
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            Collection<RunResult> results = new Runner(options.build(),
                    OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL)).run();
            return results.size() == 1 ? new Outcome(results.iterator().next(), null) : new Outcome(null, reason(log.toString(StandardCharsets.UTF_8)));
        } catch (RunnerException e) {
            return new Outcome(null, reason(log.toString(StandardCharsets.UTF_8)) + " (" + e.getMessage() + ")");
        }
    }

    private static String[] append(Entry entry, Environment environment) {
        List<String> append = new ArrayList<>(entry.jvmArgs());
        append.add(JmhResults.ENVIRONMENT + environment.name().toLowerCase(Locale.ROOT));
        return append.toArray(String[]::new);
    }

    /** The innermost exception that the process printed. */
    static String reason(String log) {
        String reason = "the process ended without a result";
        Matcher matcher = FAILURE.matcher(log);
        while (matcher.find()) {
            reason = matcher.group(1);
        }
        // Reports are published: nobody's home belongs there.
        return reason.replace(System.getProperty("user.home"), "~");
    }
}
