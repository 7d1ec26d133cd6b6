package dev.lanegrad.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final String MUTATE = "lanegrad.bench.mutate";

    @AfterEach
    void stop() {
        System.clearProperty(MUTATE);
    }

    @Test
    void resultsWithinTheToleranceAgree() {
        assertDoesNotThrow(() -> Agreement.require("x", new double[] {1, -100}, new double[] {1.0009, -100}, 1e-5));
        assertDoesNotThrow(() -> Agreement.require("x", new float[0], new float[0], 0));
    }

    @Test
    void otherResultsDoNot() {
        String message = assertThrows(IllegalStateException.class,
                () -> Agreement.require("dot, libtorch", new double[] {1, 2}, new double[] {1, 2.1}, 1e-3)).getMessage();
        assertTrue(message.startsWith("dot, libtorch: result 1 is 2.1, not 2.0"), message);
        assertThrows(IllegalStateException.class, () -> Agreement.require("x", 1, Double.NaN, 1));
        assertThrows(IllegalStateException.class, () -> Agreement.require("x", Double.NaN, 1, 1));
        assertThrows(IllegalStateException.class, () -> Agreement.require("x", new float[1], new float[2], 1));
    }

    @Test
    void comparisonsThatCannotFailAreFound() {
        System.setProperty(MUTATE, "true");
        int before = Agreement.comparisons();
        assertDoesNotThrow(() -> Agreement.require("x", new double[] {1, -100}, new double[] {1, -100}, 0.009));
        assertDoesNotThrow(() -> Agreement.require("x", 0, 0, 0.9));
        assertEquals(before + 2, Agreement.comparisons());
        for (double[] results : new double[][] {{}, {1, -100}}) {
            String message = assertThrows(IllegalStateException.class, () -> Agreement.require("x", results, results, 0.011)).getMessage();
            assertTrue(message.startsWith("x: one percent more of the largest result is not noticed"), message);
        }
        assertEquals(before + 2, Agreement.comparisons());
    }

    @Test
    void theComparisonsOfBenchmarksNoticeAChangedResult() {
        ReductionsBenchmark reductions = new ReductionsBenchmark();
        reductions.n = 1000;
        System.setProperty(MUTATE, "true");
        int before = Agreement.comparisons();
        assertDoesNotThrow(reductions::prepare);
        assertTrue(Agreement.comparisons() > before);
    }
}
