package dev.lanegrad.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.bench.report.GoalResult.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalTest {

    @TempDir
    private Path folder;

    private List<GoalResult> results(Samples samples) throws IOException {
        return samples.report(folder).goals();
    }

    private static Samples adam(double... torch) {
        return new Samples().with("UpdatesBenchmark.adam", Map.of("n", "1000000"), "plain", 100, 100, 100)
                .with("peers.UpdatesPeers.adamTorch", Map.of("n", "1000000"), "plain", torch);
    }

    @Test
    void theIntervalDecides() throws IOException {
        assertEquals(Verdict.REACHED, results(adam(400, 410, 500)).getFirst().verdict());
        assertEquals(Verdict.NEAR, results(adam(390, 410, 500)).getFirst().verdict());
        assertEquals(Verdict.MISSED, results(adam(100, 200, 399)).getFirst().verdict());
    }

    @Test
    void oneRoundDecidesNothing() throws IOException {
        assertEquals(Verdict.NEAR, results(adam(1000)).getFirst().verdict());
        assertEquals(Verdict.NEAR, results(new Samples().with("SelectionBenchmark.kthLargest", Map.of("input", "RANDOM"), "plain", 1)
                .with("peers.SelectionPeers.kthLargestTorch", Map.of("input", "RANDOM"), "plain", 1)).getFirst().verdict());
    }

    @Test
    void aTimeIsAtMost() throws IOException {
        assertEquals(Verdict.REACHED, results(new Samples().with("TapeBenchmark.node", Map.of(), "plain", 24, 24.9)).getFirst().verdict());
        assertEquals(Verdict.NEAR, results(new Samples().with("TapeBenchmark.node", Map.of(), "plain", 24, 26)).getFirst().verdict());
        assertEquals(Verdict.MISSED, results(new Samples().with("TapeBenchmark.node", Map.of(), "plain", 27, 26)).getFirst().verdict());
    }

    @Test
    void meansAreOverSizesAndOneSizeCanMiss() throws IOException {
        Samples samples = new Samples();
        double[] netlib = {400, 200};
        for (int i = 0; i < 2; i++) {
            Map<String, String> params = Map.of("type", "float", "shape", List.of("64x64x64", "96x96x96").get(i));
            samples.with("GemmBenchmark.gemm", params, "plain", 100, 100);
            samples.with("peers.GemmPeers.gemmNetlib", params, "plain", netlib[i], netlib[i]);
        }
        GoalResult result = results(samples).stream().filter(each -> each.goal().work().equals("All products")).findFirst().orElseThrow();
        assertEquals(Math.sqrt(8), result.value().median(), 1e-9);
        assertEquals(2, result.worst(), 1e-9);
        assertEquals(2, result.sizes());
        assertEquals(Verdict.MISSED, result.verdict());
    }

    @Test
    void parametersOfTheOtherMayDiffer() throws IOException {
        GoalResult result = results(new Samples()
                .with("CenterLossBenchmark.gathered", Map.of("type", "float", "classes", "1000000"), "plain", 120, 130)
                .with("CenterLossBenchmark.gathered", Map.of("type", "float", "classes", "6625"), "plain", 100, 100)).getFirst();
        assertEquals("Centre loss of 1,000,000 classes", result.goal().work());
        assertEquals(1 / 1.25, result.value().median(), 0.01);
        assertEquals(Verdict.REACHED, result.verdict());
    }

    @Test
    void theEnvironmentThatAGoalNamesCounts() throws IOException {
        Samples samples = new Samples().with("RowwiseBenchmark.crossEntropy", Map.of(), "plain", 1, 1)
                .with("peers.RowwisePeers.crossEntropyTorch", Map.of(), "plain", 13, 13)
                .with("peers.RowwisePeers.crossEntropyTorch", Map.of(), "tuned", 4, 4);
        assertEquals(List.of(13.0, 4.0), results(samples).stream().map(each -> each.value().median()).toList());
    }

    @Test
    void thePagesShowThem() throws IOException {
        adam(400, 410, 500).into(folder);
        Pages.write(folder, false);
        String html = Files.readString(folder.resolve("report.html"));
        assertTrue(html.contains("<span class=\"faster\">reached</span>") && html.contains("href=\"#goals\""));
        assertTrue(Files.readString(folder.resolve("report.md")).contains("**reached**"));
    }
}
