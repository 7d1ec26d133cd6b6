package dev.lanegrad.verification.hashes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A virtual machine of another kind than the one that the tests run in.
 *
 * @param name      what is special about it
 * @param vector    whether the module of the Vector API is resolved
 * @param options   what makes it so
 * @param arguments the part of the hash program that it has the time for
 */
record Machine(String name, boolean vector, List<String> options, List<String> arguments) {

    private static final int MINUTES = 20;

    /** The exit code of a program and what it has printed. */
    record Outcome(int exitCode, List<String> lines) {
    }

    /** Computes everything, in SIMD. */
    static Machine simd(String name, String... options) {
        return new Machine(name, true, List.of(options), List.of());
    }

    /** Computes everything, without the Vector API. */
    static Machine portable(String name, String... options) {
        return new Machine(name, false, List.of(options), List.of());
    }

    /** Computes what uses several threads, with as many workers. */
    static Machine workers(int workers) {
        return new Machine("SIMD, workers " + workers, true, List.of("-XX:ActiveProcessorCount=" + workers),
                List.of("--only", "^(operation|loss|training)|Gemm"));
    }

    /** The same machine, but so slow that only the first steps of each item are computed. */
    Machine slow() {
        return new Machine(name, vector, options, List.of("--few"));
    }

    boolean isForX86Only() {
        return options.stream().anyMatch(option -> option.contains("AVX"));
    }

    /** Runs a program of the tests' class path. */
    Outcome run(Class<?> program, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(vector ? List.of("--add-modules", "jdk.incubator.vector") : List.of());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(name + ": not done after " + MINUTES + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        try (Stream<String> lines = Files.lines(output)) {
            return new Outcome(process.exitValue(), lines.toList());
        }
    }

    @Override
    public String toString() {
        return name + (arguments.contains("--few") ? ", reduced" : "");
    }
}
