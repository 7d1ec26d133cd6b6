package dev.lanegrad.bench;

import static dev.lanegrad.bench.PlainLossBenchmark.COLUMNS;
import static dev.lanegrad.bench.PlainLossBenchmark.ROWS;

/** The plain losses and their gradients as a reader would write them in plain Java. */
final class PlainLossLoops {

    private static final int SIZE = ROWS * COLUMNS;

    private final float[] x;
    private final float[] y;
    private final float[] p;
    private final float[] t;
    private final int[] classes;
    private final int[] signs;
    final float[] gradient = new float[SIZE];

    PlainLossLoops(PlainLossBenchmark input) {
        x = input.x;
        y = input.y;
        p = input.p;
        t = input.t;
        classes = input.classes;
        signs = input.signs;
    }

    double binaryCrossEntropy() {
        double loss = 0;
        for (int i = 0; i < SIZE; i++) {
            loss += Math.max(x[i], 0) - x[i] * t[i] + Math.log1p(Math.exp(-Math.abs(x[i])));
            gradient[i] = (float) ((1 / (1 + Math.exp(-x[i])) - t[i]) / SIZE);
        }
        return loss / SIZE;
    }

    double binaryFocal() {
        double loss = 0;
        for (int i = 0; i < SIZE; i++) {
            double told = 1 / (1 + Math.exp(t[i] == 1 ? -x[i] : x[i]));
            double wrong = 1 - told;
            double entropy = -Math.log(told);
            double weight = t[i] == 1 ? 0.25 : 0.75;
            loss += weight * wrong * wrong * entropy;
            gradient[i] = (float) ((t[i] == 1 ? -1 : 1) * weight * wrong * wrong * (wrong + 2 * told * entropy) / SIZE);
        }
        return loss / SIZE;
    }

    double focal() {
        double loss = 0;
        for (int row = 0; row < ROWS; row++) {
            int start = row * COLUMNS;
            double sum = 0;
            for (int c = start; c < start + COLUMNS; c++) {
                sum += Math.exp(x[c]);
            }
            double told = Math.exp(x[start + classes[row]]) / sum;
            double wrong = 1 - told;
            double entropy = -Math.log(told);
            loss += wrong * wrong * entropy;
            double slope = (wrong * wrong + 2 * wrong * told * entropy) / ROWS;
            for (int c = 0; c < COLUMNS; c++) {
                gradient[start + c] = (float) (slope * (Math.exp(x[start + c]) / sum - (c == classes[row] ? 1 : 0)));
            }
        }
        return loss / ROWS;
    }

    double smoothL1() {
        double loss = 0;
        for (int i = 0; i < SIZE; i++) {
            double d = x[i] - y[i];
            loss += Math.abs(d) < 1 ? d * d / 2 : Math.abs(d) - 0.5;
            gradient[i] = (float) (Math.clamp(d, -1.0, 1.0) / SIZE);
        }
        return loss / SIZE;
    }

    double tversky() {
        double loss = 0;
        for (int row = 0; row < ROWS; row++) {
            double both = 0;
            double wronglyFound = 0;
            double missed = 0;
            for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
                both += p[i] * t[i];
                wronglyFound += p[i] * (1 - t[i]);
                missed += (1 - p[i]) * t[i];
            }
            double above = both + 1e-6;
            double below = above + 0.3 * wronglyFound + 0.7 * missed;
            loss += 1 - above / below;
            for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
                double change = t[i] + 0.3 * (1 - t[i]) - 0.7 * t[i];
                gradient[i] = (float) (-(t[i] * below - above * change) / (below * below) / ROWS);
            }
        }
        return loss / ROWS;
    }

    double klDivergence() {
        double loss = 0;
        for (int i = 0; i < SIZE; i++) {
            loss += p[i] * (Math.log(p[i]) - x[i]);
            gradient[i] = -p[i] / ROWS;
        }
        return loss / ROWS;
    }

    double cosine() {
        double loss = 0;
        for (int row = 0; row < ROWS; row++) {
            double xy = 0;
            double xx = 1e-12;
            double yy = 1e-12;
            for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
                xy += x[i] * y[i];
                xx += x[i] * x[i];
                yy += y[i] * y[i];
            }
            double norms = Math.sqrt(xx * yy);
            double cosine = xy / norms;
            loss += signs[row] == 1 ? 1 - cosine : Math.max(0, cosine);
            double upstream = signs[row] == 1 ? -1 : cosine > 0 ? 1 : 0;
            for (int i = row * COLUMNS; i < (row + 1) * COLUMNS; i++) {
                gradient[i] = (float) (upstream * (y[i] / norms - cosine * x[i] / xx) / ROWS);
            }
        }
        return loss / ROWS;
    }
}
