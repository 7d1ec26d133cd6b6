package dev.lanegrad.bench.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.bench.report.Comparison.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final List<String> ALL = List.of("a.FooBenchmark.task", "a.FooPeers.taskTorch");

    private static Measurement measurement(String benchmark, Map<String, String> params, double... seconds) {
        return new Measurement(benchmark, Task.of(benchmark, ALL), params, false, Measurement.Environment.PLAIN, seconds, 0);
    }

    private static Comparison comparison(double[] own, double... other) {
        Measurement first = measurement(ALL.get(0), Map.of(), own);
        Measurement second = measurement(ALL.get(1), Map.of(), other);
        return Comparison.of(first, second, Comparison.ratios(first, second));
    }

    @Test
    void spreadsAreMediansAndExtremes() {
        assertEquals(new Spread(2, 1, 9, 3), Spread.of(9, 1, 2));
        assertEquals(new Spread(3, 1, 9, 4), Spread.of(9, 1, 2, 4));
        assertEquals(new Spread(5, 5, 5, 1), Spread.of(Double.NaN, 5));
        assertEquals(0.25, Spread.of(4, 3, 5).noise(), 1e-12);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Spread.of(Double.NaN)).getMessage().contains("at least one round"));
    }

    @Test
    void numbersHaveThreeDigits() {
        assertEquals(List.of("0.123", "1.23", "12.3", "123", "12,346"),
                List.of(0.1234, 1.234, 12.34, 123.4, 12345.6).stream().map(Spread::number).toList());
    }

    @Test
    void ratiosAreFormedWithinARound() {
        Comparison drifting = comparison(new double[] {1, 2, 4}, 3, 6, 12);
        assertEquals(new Spread(3, 3, 3, 3), drifting.ratio());
        assertArrayEquals(new double[] {3, Double.NaN}, Comparison.ratios(
                measurement(ALL.get(0), Map.of(), 1, 2), measurement(ALL.get(1), Map.of(), 3)));
    }

    @Test
    void onlyAnIntervalOnOneSideIsADifference() {
        assertEquals(Verdict.FASTER, comparison(new double[] {1, 1}, 1.2, 1.4).verdict());
        assertEquals(Verdict.SLOWER, comparison(new double[] {1, 1}, 0.8, 0.9).verdict());
        assertEquals(Verdict.EVEN, comparison(new double[] {1, 1}, 0.9, 5).verdict());
        assertEquals(Verdict.EVEN, comparison(new double[] {1, 1}, 1.001, 5).verdict());
        assertEquals(Verdict.EVEN, comparison(new double[] {1}, 5).verdict());
    }

    @Test
    void differentWorkIsNotCompared() {
        Measurement own = measurement(ALL.get(0), Map.of("n", "1"), 1);
        Measurement other = measurement(ALL.get(1), Map.of("n", "2"), 1);
        String message = assertThrows(IllegalArgumentException.class, () -> Comparison.of(own, other, new double[] {1})).getMessage();
        assertTrue(message.contains("a.FooPeers.taskTorch (n 2) do different work"), message);
    }
}
