package dev.lanegrad.losses;

import java.util.Arrays;

/** The most probable alignment of a label with frames, by dynamic programming over the states of {@link CtcLattice}. */
final class CtcAlignment {

    private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

    private final int blank;

    /** The logarithm of the probability of a class in a frame. */
    interface Scores {
        double at(int frame, int symbol);
    }

    CtcAlignment(int blank) {
        this.blank = blank;
    }

    /** The class of each frame. The label must have an alignment; a state is entered as late as equal probability allows. */
    int[] best(int frames, int[] labels, Scores scores) {
        int[] path = new int[frames];
        if (frames == 0) {
            return path;
        }
        int states = 2 * labels.length + 1;
        byte[][] steps = new byte[frames][states];
        double[] best = new double[states];
        double[] before = new double[states];
        Arrays.fill(best, IMPOSSIBLE);
        best[0] = scores.at(0, blank);
        if (states > 1) {
            best[1] = scores.at(0, labels[0]);
        }
        for (int t = 1; t < frames; t++) {
            System.arraycopy(best, 0, before, 0, states);
            for (int s = 0; s < states; s++) {
                int step = bestStep(before, s, labels);
                steps[t][s] = (byte) step;
                best[s] = before[s - step] + scores.at(t, symbol(s, labels));
            }
        }
        int state = states > 1 && best[states - 2] >= best[states - 1] ? states - 2 : states - 1;
        for (int t = frames - 1; t >= 0; t--) {
            path[t] = symbol(state, labels);
            state -= steps[t][state];
        }
        return path;
    }

    private int symbol(int state, int[] labels) {
        return state % 2 == 1 ? labels[state / 2] : blank;
    }

    /** From how many states before this one a path comes; the larger step where two are equal. */
    private static int bestStep(double[] before, int s, int[] labels) {
        int step = 0;
        double best = before[s];
        if (s > 0 && before[s - 1] >= best) {
            step = 1;
            best = before[s - 1];
        }
        boolean skips = s > 1 && s % 2 == 1 && labels[s / 2] != labels[s / 2 - 1];
        if (skips && before[s - 2] >= best) {
            step = 2;
        }
        return step;
    }
}
