package dev.lanegrad.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Java programs that print one number, started with the class path of this one. */
public final class Started {

    private Started() {
    }

    /**
     * Starts a program and waits until it has printed its number.
     *
     * @param main the name of the class
     * @param arguments of the virtual machine
     * @return the number
     * @throws IOException if the program prints something else
     */
    public static double number(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            return Double.parseDouble(String.valueOf(line));
        } catch (NumberFormatException e) {
            throw new IOException(main + " did not print a number: it lacks a library, or failed", e);
        } finally {
            process.destroy();
        }
    }
}
