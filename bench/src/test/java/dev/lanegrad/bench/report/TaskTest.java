package dev.lanegrad.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {

    private static final List<String> ALL = List.of("a.b.PseLossBenchmark.step", "a.b.PseLossBenchmark.stepTorch",
            "a.b.peers.PseLossPeers.stepTorchBest", "a.b.SelectionBenchmark.quickSort", "a.b.OtherBenchmark.quick");

    private static Task task(String benchmark) {
        return Task.of(benchmark, ALL);
    }

    @Test
    void bothClassesAreOneFamily() {
        assertEquals(new Task("PseLoss", "step", Implementation.OWN), task("a.b.PseLossBenchmark.step"));
        assertEquals(new Task("PseLoss", "step", Implementation.TORCH), task("a.b.PseLossBenchmark.stepTorch"));
        assertEquals("PseLoss.step", task("a.b.peers.PseLossPeers.stepTorchBest").key());
    }

    @Test
    void theLongestSuffixCounts() {
        assertEquals(Implementation.TORCH_BEST, task("a.b.peers.PseLossPeers.stepTorchBest").implementation());
    }

    @Test
    void aSuffixWithoutItsTaskBelongsToTheName() {
        assertEquals(new Task("Selection", "quickSort", Implementation.OWN), task("a.b.SelectionBenchmark.quickSort"));
    }
}
