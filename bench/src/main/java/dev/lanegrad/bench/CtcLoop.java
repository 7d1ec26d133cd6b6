package dev.lanegrad.bench;

import static dev.lanegrad.bench.CtcBatch.CLASSES;
import static dev.lanegrad.bench.CtcBatch.FRAMES;
import static dev.lanegrad.bench.CtcBatch.ITEMS;
import static dev.lanegrad.bench.CtcBatch.SYMBOLS;

/** CTC and its gradient as a reader would write them in plain Java: softmax, forward and backward sums of logarithms. */
final class CtcLoop {

    private static final int STATES = 2 * SYMBOLS + 1;

    private final float[] logits;
    private final int[] labels;
    private final double[] logNorm = new double[FRAMES];
    private final double[][] alpha = new double[FRAMES][STATES];
    private final double[][] beta = new double[FRAMES][STATES];
    final float[] gradient;

    CtcLoop(CtcBatch batch) {
        logits = batch.logits().data();
        labels = batch.labels();
        gradient = new float[logits.length];
    }

    double run() {
        double loss = 0;
        for (int item = 0; item < ITEMS; item++) {
            loss += item(item);
        }
        return loss / ITEMS;
    }

    private int symbol(int item, int state) {
        return state % 2 == 0 ? 0 : labels[item * SYMBOLS + state / 2];
    }

    private boolean maySkip(int item, int state) {
        return state % 2 == 1 && state > 1 && symbol(item, state) != symbol(item, state - 2);
    }

    private double log(int item, int frame, int state) {
        return logits[(item * FRAMES + frame) * CLASSES + symbol(item, state)] - logNorm[frame];
    }

    private static double add(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }

    private double item(int item) {
        for (int t = 0; t < FRAMES; t++) {
            softmax(item, t);
        }
        for (int t = 0; t < FRAMES; t++) {
            for (int s = 0; s < STATES; s++) {
                double sum = t == 0 ? s < 2 ? 0 : Double.NEGATIVE_INFINITY : alpha[t - 1][s];
                if (t > 0 && s > 0) {
                    sum = add(sum, alpha[t - 1][s - 1]);
                }
                if (t > 0 && maySkip(item, s)) {
                    sum = add(sum, alpha[t - 1][s - 2]);
                }
                alpha[t][s] = sum + log(item, t, s);
            }
        }
        double total = add(alpha[FRAMES - 1][STATES - 1], alpha[FRAMES - 1][STATES - 2]);
        for (int t = FRAMES - 1; t >= 0; t--) {
            backward(item, t);
            for (int s = 0; s < STATES; s++) {
                int at = (item * FRAMES + t) * CLASSES + symbol(item, s);
                gradient[at] -= (float) (Math.exp(alpha[t][s] + beta[t][s] - total) / ITEMS);
            }
        }
        return -total;
    }

    private void backward(int item, int t) {
        for (int s = 0; s < STATES; s++) {
            if (t == FRAMES - 1) {
                beta[t][s] = s >= STATES - 2 ? 0 : Double.NEGATIVE_INFINITY;
                continue;
            }
            double sum = beta[t + 1][s] + log(item, t + 1, s);
            if (s + 1 < STATES) {
                sum = add(sum, beta[t + 1][s + 1] + log(item, t + 1, s + 1));
            }
            if (s + 2 < STATES && maySkip(item, s + 2)) {
                sum = add(sum, beta[t + 1][s + 2] + log(item, t + 1, s + 2));
            }
            beta[t][s] = sum;
        }
    }

    /** The logarithm of the sum of the powers, and the probabilities as the first part of the gradient. */
    private void softmax(int item, int frame) {
        int from = (item * FRAMES + frame) * CLASSES;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + CLASSES; i++) {
            largest = Math.max(largest, logits[i]);
        }
        double sum = 0;
        for (int i = from; i < from + CLASSES; i++) {
            gradient[i] = (float) Math.exp(logits[i] - largest);
            sum += gradient[i];
        }
        for (int i = from; i < from + CLASSES; i++) {
            gradient[i] /= (float) (sum * ITEMS);
        }
        logNorm[frame] = largest + Math.log(sum);
    }
}
