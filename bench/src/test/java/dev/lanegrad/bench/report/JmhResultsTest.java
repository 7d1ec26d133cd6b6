package dev.lanegrad.bench.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.bench.report.Measurement.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhResultsTest {

    @TempDir
    private Path folder;

    @Test
    void roundsOfOneBenchmarkBelongTogether() throws IOException {
        new Samples().with("ABenchmark.x", Map.of("n", "8"), "plain", 1000, Double.NaN, 3000).with("ABenchmark.y", Map.of(), "plain", 1, 2, 3)
                .with("peers.APeers.xTorch", Map.of("n", "8"), "tuned", 5).into(folder);
        List<Measurement> read = JmhResults.read(Run.read(folder).files(folder));
        assertEquals(3, read.size());
        assertArrayEquals(new double[] {1e-6, Double.NaN, 3e-6}, read.get(0).seconds(), 1e-15);
        assertEquals(48, read.get(0).bytes());
        assertEquals(Environment.TUNED, read.get(2).environment());
        assertEquals("A.x", read.get(2).task().key());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "}{ | not JSON", "{} | not an array", "'' | not an array", "[{} ] | no \"benchmark\"",
        "[{\"benchmark\": \"x\"}] | not package, class and method",
        "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\"}] | no \"primaryMetric\"",
        "[{\"benchmark\": \"a.B.c\", \"mode\": \"thrpt\", \"primaryMetric\": {\"scoreUnit\": \"ops/s\"}}] | is no time per call",
        "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"primaryMetric\": {\"scoreUnit\": \"s/op\", \"rawData\": []}}] | positive",
        "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"primaryMetric\": {\"scoreUnit\": \"s/op\", \"rawData\": [[-1]]}}] | positive",
        "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"primaryMetric\": {\"scoreUnit\": \"s/op\", \"rawData\": [[\"NaN\"]]}}] | positive"})
    void brokenFilesAreNamedAndNothingIsWritten(String text, String reason) throws IOException {
        Samples.typical().into(folder);
        Files.writeString(folder.resolve("report.html"), "the last report");
        Files.writeString(Run.roundFile(folder, 2), text);
        String message = assertThrows(BrokenResults.class, () -> Pages.write(folder, false)).getMessage();
        assertTrue(message.contains("round-2.json") && message.contains(reason), message);
        assertEquals("the last report", Files.readString(folder.resolve("report.html")));
        assertFalse(Files.exists(folder.resolve("report.md")) || Files.exists(folder.resolve("results.csv")));
    }

    @Test
    void aFolderWithoutARunIsRefused() throws IOException {
        assertTrue(assertThrows(BrokenResults.class, () -> Run.read(folder)).getMessage().contains("not the folder of a run"));
        Files.writeString(folder.resolve("run.json"), "{\"date\": 1, \"unknown\": 2}");
        assertTrue(assertThrows(BrokenResults.class, () -> Run.read(folder)).getMessage().contains("run.json"));
        Files.writeString(folder.resolve("run.json"), "{}");
        assertTrue(assertThrows(BrokenResults.class, () -> Run.read(folder)).getMessage().contains("missing"));
    }
}
