package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Which frames belong to which symbol of a text that {@link CtcBeam} has read. */
class CtcAlignmentTest {

    private static int[] best(int frames, CtcAlignment.Scores scores, int... labels) {
        return new CtcAlignment(0).best(frames, labels, scores);
    }

    @Test
    void equalProbabilitiesEnterAStateAsLateAsTheyCan() {
        CtcAlignment.Scores equal = (frame, symbol) -> -1;
        assertArrayEquals(new int[] {0, 0, 1, 2}, best(4, equal, 1, 2));
        assertArrayEquals(new int[] {0, 1, 0, 1}, best(4, equal, 1, 1), "a blank between equal symbols");
        assertArrayEquals(new int[] {1, 2, 3}, best(3, equal, 1, 2, 3));
        assertArrayEquals(new int[] {0, 0}, best(2, equal));
        assertArrayEquals(new int[0], best(0, equal, 1));
    }

    @Test
    void theMostProbableAlignmentWins() {
        double[][] scores = {{-3, -1, -3}, {-1, -2, -2}, {-2, -2, -1}, {-1, -3, -3}};
        assertArrayEquals(new int[] {1, 0, 2, 0}, best(4, (frame, symbol) -> scores[frame][symbol], 1, 2));
        double[][] early = {{-9, -1, -9}, {-9, -1, -9}, {-9, -9, -1}, {-9, -9, -1}};
        assertArrayEquals(new int[] {1, 1, 2, 2}, best(4, (frame, symbol) -> early[frame][symbol], 1, 2));
    }
}
