package dev.lanegrad.verification.hashes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.verification.hashes.Item.Hashes;
import dev.lanegrad.verification.hashes.Machine.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The hash program in virtual machines of many kinds: registers of every width that this processor has, no registers, no compiler, one
 * compiler, emulated multiply-add, other numbers of threads. Each must give the expected hash of every item.
 */
@Execution(ExecutionMode.CONCURRENT)
class HashesTest {

    @TempDir
    private Path directory;

    /** The longest first, so that two at a time end together. Options for registers that a processor lacks choose its widest ones.
     * The property demands SIMD where the automatic choice would not take it. */
    static List<Machine> machines() {
        return List.of(
                Machine.simd("SIMD in AVX", "-XX:UseAVX=1", "-Dlanegrad.kernels=simd"),
                Machine.simd("SIMD in registers of 128 bits", "-XX:MaxVectorSize=16", "-Dlanegrad.kernels=simd"),
                Machine.simd("SIMD in registers of 256 bits", "-XX:MaxVectorSize=32"),
                Machine.simd("SIMD in AVX2", "-XX:UseAVX=2"),
                Machine.simd("SIMD in the widest registers, workers 2", "-XX:ActiveProcessorCount=2"),
                Machine.simd("SIMD in C2 alone", "-XX:-TieredCompilation"),
                Machine.workers(1), Machine.workers(4), Machine.workers(16),
                Machine.portable("portable"),
                Machine.portable("portable in C1 alone", "-XX:TieredStopAtLevel=1"),
                Machine.simd("SIMD in C1 alone", "-XX:TieredStopAtLevel=1", "-Dlanegrad.kernels=simd").slow(),
                Machine.simd("SIMD without AVX", "-XX:UseAVX=0", "-Dlanegrad.kernels=simd").slow(),
                Machine.simd("SIMD without FMA", "-XX:-UseFMA", "-Dlanegrad.kernels=simd").slow(),
                Machine.portable("portable without FMA", "-XX:-UseFMA").slow(),
                Machine.portable("portable in the interpreter", "-Xint").slow());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("machines")
    void everyItemHasTheExpectedHash(Machine machine, TestReporter reporter) throws IOException, InterruptedException {
        assumeTrue(!machine.isForX86Only() || System.getProperty("os.arch").equals("amd64"),
                () -> machine + ": -XX:UseAVX exists on x86 only");
        Outcome outcome = machine.run(HashProgram.class, directory.resolve("output.txt"));
        List<String> differing = outcome.lines().stream().filter(line -> line.startsWith(HashProgram.DIFFERS)).toList();
        assertEquals(List.of(), differing, machine.toString());
        assertEquals(0, outcome.exitCode(), () -> machine + ": " + outcome.lines());
        reporter.publishEntry(machine.toString(), outcome.lines().getLast());
    }

    @Test
    void aWrongHashIsReportedByName() {
        String name = "kernel float Storage.fill";
        Map<String, Hashes> expected = new HashMap<>(HashFile.expected());
        expected.computeIfPresent(name, (item, hashes) -> new Hashes(hashes.all(), hashes.few()));
        StringWriter output = new StringWriter();
        int exitCode = new CommandLine(new HashProgram(expected)).setOut(new PrintWriter(output, true)).execute("--few", "--only", "Storage");
        assertEquals(List.of(HashProgram.DIFFERS + name),
                output.toString().lines().filter(line -> line.startsWith(HashProgram.DIFFERS)).toList());
        assertEquals(1, exitCode);
    }
}
