package dev.lanegrad.losses.centers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile files end in bounded time and memory: {@link HostileCenterFiles} in a process with a heap of 64 MB. */
class HostileCenterFileTest {

    private static final String[] FIXTURES = {"rows_p0.pkl", "rows_p2.pkl", "rows_p4.pkl", "rows_p5.pkl", "rows_f4.npz"};

    @TempDir
    Path folder;

    @Test
    void allAreRefusedWithinAHeapOf64Megabytes() throws Exception {
        HostileCenterFiles.writeSamples(folder);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", classPath(), HostileCenterFiles.class.getName(), folder.toString()));
        for (String name : FIXTURES) {
            command.add(CenterFileTest.fixture(name).toString());
        }
        for (String name : new String[] {"sample.pkl", "sample.npz", "sample.npy"}) {
            command.add(folder.resolve(name).toString());
        }
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "still running after two minutes");
        String said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.contains("51 bombs refused"), said);
    }

    /** The modules and the tests as plain folders, since the program needs none of the test's libraries. */
    private static String classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        return String.join(File.pathSeparator, Path.of("target", "test-classes").toString(),
                Path.of("target", "classes").toString(), modules, System.getProperty("java.class.path", ""));
    }
}
