package dev.lanegrad.verification.hashes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.verification.hashes.Machine.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines on which the same bits cost much more than elsewhere are found, named in the log, and overruled by the property. */
class BackendChoiceTest {

    @TempDir
    private Path directory;

    /** Asks for kernels twice and prints which ones it got. */
    static final class Program {
        public static void main(String[] args) {
            IO.println(Kernels.floats().backend());
            IO.println(Kernels.doubles().backend());
        }
    }

    private List<String> linesOf(Machine machine) throws IOException, InterruptedException {
        Outcome outcome = machine.run(Program.class, directory.resolve("output.txt"));
        assertEquals(0, outcome.exitCode(), () -> outcome.lines().toString());
        return outcome.lines();
    }

    private static long count(List<String> lines, String part) {
        return lines.stream().filter(line -> line.contains(part)).count();
    }

    private void assertPortableWithWarning(String option, String reason) throws IOException, InterruptedException {
        List<String> lines = linesOf(Machine.simd(option, option));
        assertEquals(2, count(lines, "PORTABLE") - count(lines, "kernels: PORTABLE"), lines::toString);
        assertEquals(1, count(lines, "WARNING: kernels: PORTABLE, because " + reason), lines::toString);
        List<String> overruled = linesOf(Machine.simd(option, option, "-Dlanegrad.kernels=simd"));
        assertEquals(2, count(overruled, "SIMD"), overruled::toString);
        assertEquals(0, count(overruled, "kernels:"), overruled::toString);
    }

    @Test
    void emulatedMultiplyAddIsFound() throws IOException, InterruptedException {
        assertPortableWithWarning("-XX:-UseFMA", "fused multiply-add is emulated");
    }

    @Test
    void theInterpreterIsFound() throws IOException, InterruptedException {
        assertPortableWithWarning("-Xint", "the C2 compiler is off (interpreted mode");
    }

    @Test
    void c1AloneIsFound() throws IOException, InterruptedException {
        assertPortableWithWarning("-XX:TieredStopAtLevel=1", "the C2 compiler is off (mixed mode, emulated-client");
    }

    @Test
    void registersOfTwoDoublesAreFound() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "other processors have masks of two lanes");
        List<String> lines = linesOf(Machine.simd("128 bits", "-XX:MaxVectorSize=16"));
        assertEquals(List.of("SIMD", "PORTABLE"), lines.stream().filter(line -> line.equals("SIMD") || line.equals("PORTABLE")).toList());
        assertEquals(1, count(lines, "WARNING: kernels for double[]: PORTABLE, because registers of two doubles"), lines::toString);
        List<String> overruled = linesOf(Machine.simd("128 bits", "-XX:MaxVectorSize=16", "-Dlanegrad.kernels=simd"));
        assertEquals(2, count(overruled, "SIMD"), overruled::toString);
        assertEquals(0, count(overruled, "kernels for"), overruled::toString);
    }

    @Test
    void anOrdinaryMachineIsNotWarnedOf() throws IOException, InterruptedException {
        assertEquals(2, count(linesOf(Machine.simd("SIMD")), "SIMD"));
        List<String> lines = linesOf(Machine.portable("portable"));
        assertEquals(List.of("PORTABLE", "PORTABLE"), lines);
        assertTrue(linesOf(Machine.simd("overruled", "-Dlanegrad.kernels=portable")).contains("PORTABLE"));
    }
}
