package dev.lanegrad.verification.fuzz;

import dev.lanegrad.examples.digits.IdxFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the fuzzer on each reader of foreign bytes, one after the other, each in a process of its own: a heap of 96 MB, of which the
 * fuzzer needs some 30 for itself. Then all inputs that it kept are read again in a plain process with a heap of 64 MB. A finding (an
 * undocumented exception, memory that runs out, an input that takes longer than the limit) ends that reader's run and makes the exit code 1.
 */
@Command(name = "fuzz", mixinStandardHelpOptions = true, description = "Feeds invented bytes to every reader of files.")
final class FuzzProgram implements Callable<Integer> {

    private static final List<Class<?>> TARGETS =
            List.of(NpyFuzz.class, NpzFuzz.class, SafetensorsFuzz.class, CenterFileFuzz.class, IdxFuzz.class);

    @Option(names = "--seconds", description = "the time for each reader", defaultValue = "600")
    private int seconds;

    @Option(names = "--only", paramLabel = "READER", description = "only the readers whose names contain this", defaultValue = "")
    private String only;

    @Option(names = "--seeds", paramLabel = "DIR", description = "well-formed files to begin with, in a folder for each reader")
    private Path seeds;

    @Option(names = "--out", paramLabel = "DIR", description = "where inputs and findings go", defaultValue = "target/fuzz")
    private Path out;

    public static void main(String[] args) {
        System.exit(new CommandLine(new FuzzProgram()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        int failed = 0;
        for (Class<?> target : TARGETS) {
            if (target.getSimpleName().contains(only)) {
                failed += fuzz(target) == 0 ? 0 : 1;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private int fuzz(Class<?> target) throws IOException, InterruptedException {
        String name = target.getSimpleName();
        List<String> inputs = new ArrayList<>(List.of(Files.createDirectories(out.resolve(name)).toString()));
        if (seeds != null && Files.isDirectory(seeds.resolve(name))) {
            inputs.add(seeds.resolve(name).toString());
        }
        List<String> arguments = new ArrayList<>(List.of("com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.lanegrad.**", "--reproducer_path=" + out, "-artifact_prefix=" + out + "/" + name + "-",
                "-max_total_time=" + seconds, "-timeout=10", "-rss_limit_mb=0", "-print_final_stats=1"));
        arguments.addAll(inputs);
        int exitCode = java("-Xmx96m", arguments);
        inputs.addFirst(target.getName());
        inputs.addFirst(Replay.class.getName());
        exitCode = exitCode == 0 ? java("-Xmx64m", inputs) : exitCode;
        IO.println(name + ": " + (exitCode == 0 ? "nothing found" : "exit code " + exitCode));
        return exitCode;
    }

    private static int java(String heap, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap, "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
