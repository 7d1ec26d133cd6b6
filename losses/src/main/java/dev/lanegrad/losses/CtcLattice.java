package dev.lanegrad.losses;

import dev.lanegrad.kernels.Elementary;
import java.util.Arrays;

/**
 * The forward and backward variables of CTC for one sample, in log space and double precision.
 *
 * <p>A label of length L makes {@code 2L + 1} states: a blank before, between and after its symbols. From one frame to
 * the next a path stays in its state, moves on by one, or skips a blank between two different symbols. Each frame is a few
 * passes over an array of states, so that exponentials and logarithms are taken of whole arrays.
 *
 * <p>Belongs to one thread at a time and grows to the longest label that it has seen.
 */
final class CtcLattice {

    private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

    /**
     * Smaller logarithms count as this one: next to the largest term of a sum, which is exp(0), they change no bit. So
     * exponentials never leave the range where they are fast.
     */
    private static final double NEGLIGIBLE = -700;

    private final Elementary<double[]> elementary;
    private int states;

    /** The class of each state. */
    private int[] symbols = {};
    /** 0 where a state can be reached from the one two before, minus infinity elsewhere; two more entries follow. */
    private double[] skip = {};
    /** The three terms of each sum, one array after the other. */
    private double[] terms = {};
    private double[] largest = {};
    private double[] sums = {};
    /** The backward variables of a frame, two impossible states behind them. */
    private double[] beta = {};

    CtcLattice(Elementary<double[]> elementary) {
        this.elementary = elementary;
    }

    /** Sets the label; returns the number of states. */
    int label(int[] labels, int offset, int length, int blank) {
        states = 2 * length + 1;
        if (symbols.length < states) {
            symbols = new int[states];
            skip = new double[states + 2];
            terms = new double[3 * states];
            largest = new double[states];
            sums = new double[states];
            beta = new double[states + 2];
        }
        for (int s = 0; s < states; s++) {
            boolean symbol = s % 2 == 1;
            symbols[s] = symbol ? labels[offset + s / 2] : blank;
            skip[s] = symbol && s > 1 && symbols[s] != symbols[s - 2] ? 0 : IMPOSSIBLE;
        }
        skip[states] = IMPOSSIBLE;
        skip[states + 1] = IMPOSSIBLE;
        return states;
    }

    /** The class of each state; entries past the states are stale. */
    int[] symbols() {
        return symbols;
    }

    /**
     * Fills the forward variables, which include the frame's own log-probability, and returns the log-probability of
     * the label.
     *
     * @param logProbabilities of every frame and state, {@code [frames, states]}; replaced by the forward variables
     */
    double forward(int frames, double[] logProbabilities, int offset) {
        if (frames == 0) {
            return states == 1 ? 0 : IMPOSSIBLE;
        }
        Arrays.fill(logProbabilities, offset + Math.min(2, states), offset + states, IMPOSSIBLE);
        for (int t = 1; t < frames; t++) {
            advance(logProbabilities, offset + (t - 1) * states, logProbabilities, offset + t * states);
        }
        int last = offset + frames * states - 1;
        return states == 1 ? logProbabilities[last] : logSum(logProbabilities[last], logProbabilities[last - 1]);
    }

    private void advance(double[] before, int p, double[] now, int q) {
        int n = states;
        for (int s = 0; s < n; s++) {
            terms[s] = before[p + s];
        }
        terms[n] = IMPOSSIBLE;
        for (int s = 1; s < n; s++) {
            terms[n + s] = before[p + s - 1];
        }
        terms[2 * n] = IMPOSSIBLE;
        if (n > 1) {
            terms[2 * n + 1] = IMPOSSIBLE;
        }
        for (int s = 2; s < n; s++) {
            terms[2 * n + s] = before[p + s - 2] + skip[s];
        }
        logSumTerms();
        for (int s = 0; s < n; s++) {
            now[q + s] += sums[s];
        }
    }

    /** Starts the backward variables at the last frame: a path may end in the last symbol or the blank after it. */
    void startBackward() {
        Arrays.fill(beta, IMPOSSIBLE);
        beta[states - 1] = 0;
        if (states > 1) {
            beta[states - 2] = 0;
        }
    }

    /**
     * Turns the forward variables of a frame into the probabilities of its states given the label.
     *
     * @param alpha the forward variables of the frame, overwritten by the probabilities
     */
    void posteriors(double[] alpha, int offset, double logLikelihood, double[] posteriors) {
        for (int s = 0; s < states; s++) {
            terms[s] = Math.max(alpha[offset + s] + beta[s] - logLikelihood, NEGLIGIBLE);
        }
        elementary.exp(states, terms, 0, posteriors, 0);
    }

    /** Moves the backward variables from a frame to the one before it, given the log-probabilities of the former. */
    void retreat(double[] logProbabilities) {
        int n = states;
        for (int s = 0; s < n; s++) {
            beta[s] += logProbabilities[s];
        }
        for (int s = 0; s < n; s++) {
            terms[s] = beta[s];
            terms[n + s] = beta[s + 1];
            terms[2 * n + s] = beta[s + 2] + skip[s + 2];
        }
        logSumTerms();
        System.arraycopy(sums, 0, beta, 0, n);
    }

    /** {@code sums[s] = log(exp(terms[s]) + exp(terms[n + s]) + exp(terms[2n + s]))}. */
    private void logSumTerms() {
        int n = states;
        for (int s = 0; s < n; s++) {
            double max = Math.max(terms[s], Math.max(terms[n + s], terms[2 * n + s]));
            // Of three impossible terms none must become NaN: they are measured from 0, and their sum stays impossible.
            double from = max == IMPOSSIBLE ? 0 : max;
            largest[s] = max;
            terms[s] = Math.max(terms[s] - from, NEGLIGIBLE);
            terms[n + s] = Math.max(terms[n + s] - from, NEGLIGIBLE);
            terms[2 * n + s] = Math.max(terms[2 * n + s] - from, NEGLIGIBLE);
        }
        elementary.exp(3 * n, terms, 0, terms, 0);
        for (int s = 0; s < n; s++) {
            sums[s] = terms[s] + terms[n + s] + terms[2 * n + s];
        }
        elementary.log(n, sums, 0, sums, 0);
        for (int s = 0; s < n; s++) {
            sums[s] += largest[s];
        }
    }

    private double logSum(double a, double b) {
        double max = Math.max(a, b);
        if (max == IMPOSSIBLE) {
            return IMPOSSIBLE;
        }
        terms[0] = a - max;
        terms[1] = b - max;
        elementary.exp(2, terms, 0, terms, 0);
        sums[0] = terms[0] + terms[1];
        elementary.log(1, sums, 0, sums, 0);
        return max + sums[0];
    }
}
