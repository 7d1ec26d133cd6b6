package dev.lanegrad.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FarRowsTest {

    private final FarRows rows = new FarRows();

    @Test
    void theFasterWayIsTakenAndTheOtherOneTriedAgain() {
        assertEquals(10, tasks(10, 3, 1), 1);
        assertEquals(10 * (FarRows.AGAIN - 1), tasks(10, 1, 3), 1);
    }

    @Test
    void aWayThatBecomesFasterIsFound() {
        tasks(2, 3, 1);
        tasks(2, 0.5, 1);
        assertEquals(FarRows.AGAIN - 1, tasks(1, 0.5, 1), 1);
    }

    @Test
    void aWayThatBecomesSlowerIsLeft() {
        tasks(2, 1, 2);
        tasks(2, 3, 2);
        assertEquals(1, tasks(1, 3, 2), 1);
    }

    @Test
    void oneInterruptionChangesNothing() {
        tasks(2, 1, 2);
        rows.took(true, 1000);
        assertEquals(FarRows.AGAIN - 1, tasks(1, 1, 2), 1);
    }

    /** How many tasks in some rounds of all tries were in place. */
    private int tasks(int rounds, double inPlace, double packed) {
        int count = 0;
        for (int i = 0; i < rounds * FarRows.AGAIN; i++) {
            boolean reads = rows.readsInPlace();
            count += reads ? 1 : 0;
            rows.took(reads, reads ? inPlace : packed);
        }
        return count;
    }
}
