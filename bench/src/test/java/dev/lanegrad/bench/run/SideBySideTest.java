package dev.lanegrad.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanegrad.bench.ReductionsBenchmark;
import dev.lanegrad.bench.report.JmhResults;
import dev.lanegrad.bench.run.SideBySide.Job;
import dev.lanegrad.bench.run.SideBySide.Member;
import dev.lanegrad.bench.run.SideBySide.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static final String DOT = ReductionsBenchmark.class.getName() + ".dot";

    private static Outcome run(String n) throws Exception {
        System.setProperty("jmh.ignoreLock", "true");
        List<Member> members = List.of(new Member(DOT, Map.of("n", n), 2, 3, 2, 5), new Member(DOT + "Loop", Map.of("n", n), 1, 3, 2, 5));
        return SideBySide.run(members, new Job(List.of(members), 5, Long.MAX_VALUE));
    }

    @Test
    void iterationsTakeTurnsAndAreMeasuredAtTheSameTime() {
        assertEquals(List.of("a", "a", "b", "a", "a", "b", "b", "b"), Turns.Order.of(List.of(new Member("a", Map.of(), 2, 2, 2, 5),
                new Member("b", Map.of(), 1, 3, 2, 5))).sequence());
    }

    @Test
    void turnsMayBeOfDifferentLength() {
        assertEquals(List.of("a", "a", "a", "b", "a", "a", "b", "b"), Turns.Order.of(List.of(new Member("a", Map.of(), 0, 5, 3, 5),
                new Member("b", Map.of(), 0, 3, 1, 5))).sequence());
    }

    @Test
    void whoLeavesIsWaitedForNoLonger() throws InterruptedException {
        Turns.Order order = Turns.Order.of(List.of(new Member("a", Map.of(), 0, 2, 2, 5), new Member("b", Map.of(), 0, 2, 2, 5)));
        order.leave("a");
        order.await("b");
        order.next();
        order.await("b");
        order.next();
        order.await("after the end nobody waits");
    }

    @Test
    void everyBenchmarkHasItsIterations() throws Exception {
        Outcome outcome = run("1024");
        assertEquals(Map.of(), outcome.failures());
        assertEquals(2, outcome.results().size());
        for (JsonNode each : outcome.results()) {
            assertEquals(3, each.path("primaryMetric").path("rawData").path(0).size(), each::toString);
            // Other threads of the process that tests run in allocate, too; JMH counts them and itself.
            double bytes = each.path("secondaryMetrics").path(JmhResults.BYTES).path("score").asDouble(-1);
            double counted = each.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score").asDouble();
            assertTrue(bytes >= 0 && bytes < counted, each::toString);
            assertTrue(each.path("secondaryMetrics").path(Comparisons.METRIC).path("score").asInt() > 0, each::toString);
        }
    }

    @Test
    void aFailureIsTheReasonOfOneBenchmark() throws Exception {
        Outcome outcome = run("-1");
        assertTrue(outcome.failures().get(DOT + "Loop").contains("NegativeArraySizeException"), outcome::toString);
    }
}
