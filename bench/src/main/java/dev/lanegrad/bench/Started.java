package dev.lanegrad.bench;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.bench.libraries.WithLibraries;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.losses.CrossEntropy;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Java programs that print one number, started with what they need on their class path. */
public final class Started {

    private Started() {
    }

    /**
     * Starts a program and waits until it has printed its number.
     *
     * @param program its class
     * @param arguments of the virtual machine
     * @return the number
     * @throws IOException if the program prints something else
     */
    public static double number(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-cp", classPath(program), program.getName()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            return Double.parseDouble(String.valueOf(line));
        } catch (NumberFormatException e) {
            throw new IOException(program.getName() + " did not print a number: it lacks a library, or failed", e);
        } finally {
            process.destroy();
        }
    }

    /** What the program needs and nothing else: Java opens every file of the class path when it starts, and the jars of all libraries take 30 to 90 ms. */
    private static String classPath(Class<?> program) throws IOException {
        Path own = placeOf(program);
        Stream<Path> library = Stream.of(program, FirstLoss.class, Kernels.class, Tape.class, CrossEntropy.class).map(Started::placeOf);
        return Stream.concat(library, WithLibraries.neededBy(own).stream()).distinct().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path placeOf(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
