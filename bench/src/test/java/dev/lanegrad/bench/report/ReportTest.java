package dev.lanegrad.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.bench.report.Comparison.Verdict;
import dev.lanegrad.bench.report.Measurement.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path folder;
    private Report report;

    @BeforeEach
    void read() throws IOException {
        report = Samples.typical().report(folder);
    }

    private Measurement measurement(String benchmark, String n) {
        return report.measurements().stream().filter(each -> each.benchmark().endsWith(benchmark) && each.where().endsWith(n))
                .findFirst().orElseThrow();
    }

    @Test
    void theFasterEnvironmentOfANativeLibraryCounts() {
        assertEquals(Environment.TUNED, measurement("dotTorch", "65536").environment());
        assertEquals(2, report.outdone().size());
        assertTrue(report.outdone().stream().allMatch(each -> each.environment() == Environment.PLAIN));
    }

    @Test
    void aHeadlineIsTheMeanOverSizesAgainstTheFastestPeer() {
        Report.Headline dot = report.headlines().stream().filter(each -> each.task().equals("Reductions.dot")).findFirst().orElseThrow();
        assertEquals("libtorch", dot.other());
        assertEquals(2, dot.sizes());
        assertEquals(2.0, dot.ratio().median(), 1e-9);
        assertEquals(190.0 / 90, dot.ratio().high(), 1e-9);
        assertEquals(Verdict.FASTER, dot.verdict());
    }

    @Test
    void whatIsNotFasterIsNamed() {
        assertEquals(List.of("Updates.adam 0.50 SLOWER", "Rowwise.argMax 1.00 EVEN"), report.notFaster().stream()
                .map(each -> each.own().task().key() + String.format(" %.2f ", each.ratio().median()) + each.verdict()).toList());
    }

    @Test
    void limitsAreRates() {
        assertEquals(1e9, report.limits().floats(), 1);
        assertEquals(0.5e9, report.limits().doubles(), 1);
        assertEquals(100e9, report.limits().reads().get(1L << 20), 1e3);
        assertEquals(50e9, report.limits().writes().get(1L << 28), 1e3);
    }

    @Test
    void theLimitIsThatOfArithmeticOrOfMemory() {
        Map<String, String> floats = Map.of();
        Limits limits = report.limits();
        assertEquals(2e-6, limits.seconds(new WorkModel(2_000, 100, 0, 100), floats).orElseThrow(), 1e-12);
        assertEquals(4e-6, limits.seconds(new WorkModel(2_000, 100, 0, 100), Map.of("type", "double")).orElseThrow(), 1e-12);
        assertEquals(1e-6, limits.seconds(new WorkModel(0, 100_000, 0, 100_000), floats).orElseThrow(), 1e-12);
        assertEquals(2e-6, limits.seconds(new WorkModel(0, 100_000, 100_000, 200_000), floats).orElseThrow(), 1e-12);
        assertEquals(3.0, limits.seconds(new WorkModel(0, 100e9, 100e9, 100e9), floats).orElseThrow(), 1e-9);
        assertTrue(limits.seconds(new WorkModel(0, 0, 0, 0), floats).isEmpty());
    }

    @Test
    void sharesHoldForEveryImplementationOfTheTask() {
        assertEquals(2048e-9 / 100e-9, report.share(measurement(".dot", "1024")).orElseThrow(), 1e-9);
        assertEquals(2048e-9 / 800e-9, report.share(measurement("dotLoop", "1024")).orElseThrow(), 1e-9);
    }

    @Test
    void readingMemoryIsNoContest() {
        assertTrue(report.headlines().stream().noneMatch(each -> each.other().contains("read")));
        assertTrue(report.comparisons().stream().anyMatch(each -> each.other().task().implementation() == Implementation.READ));
    }

    @Test
    void bothSidesOfARatioAreFromTheSameProcesses() throws IOException {
        Samples samples = new Samples();
        samples.with("RowwiseBenchmark.argMax", Map.of(), "plain", 100, 100, 100);
        samples.with("RowwiseBenchmark.argMax", Map.of(), "tuned", 50, 40, Double.NaN);
        samples.with("peers.RowwisePeers.argMaxTorch", Map.of(), "tuned", 200, 200, 200);
        Report one = samples.report(folder);
        assertEquals(100e-9, one.comparisons().getFirst().own().time().median(), 1e-12);
        assertEquals(new Spread(4.5, 4, 5, 2), one.comparisons().getFirst().ratio());
        assertEquals(2, one.measurements().size());
    }

    @Test
    void aHeadlineCountsTheSizesOfMostRounds() throws IOException {
        Samples samples = new Samples();
        for (String n : List.of("1", "2")) {
            double last = n.equals("1") ? 200 : Double.NaN;
            samples.with("ReductionsBenchmark.dot", Map.of("n", n), "plain", 100, 100, 100);
            samples.with("peers.ReductionsPeers.dotTorch", Map.of("n", n), "plain", last, last, 500);
        }
        Report.Headline dot = samples.report(folder).headlines().getFirst();
        assertEquals(2, dot.ratio().median(), 1e-9);
        assertEquals(5, dot.ratio().high(), 1e-9);
        assertEquals(3, dot.ratio().rounds());
        assertEquals(1, dot.sizes());
    }
}
