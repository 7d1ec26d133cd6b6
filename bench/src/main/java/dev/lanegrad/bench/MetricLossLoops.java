package dev.lanegrad.bench;

import static dev.lanegrad.bench.MetricLossBenchmark.CLASSES;
import static dev.lanegrad.bench.MetricLossBenchmark.DIM;
import static dev.lanegrad.bench.MetricLossBenchmark.FRAMES;
import static dev.lanegrad.bench.MetricLossBenchmark.LINES;
import static dev.lanegrad.bench.MetricLossBenchmark.ROWS;
import static dev.lanegrad.bench.MetricLossBenchmark.SYMBOLS;

import java.util.Arrays;

/** The metric losses, aggregation cross-entropy and their gradients as a reader would write them in plain Java. */
final class MetricLossLoops {

    private static final double SCALE = 64;

    private final float[] x;
    private final float[] w;
    private final float[] scores;
    private final int[] groups;
    private final int[] classes;
    private final int[] lengths;
    private final int[] counts;
    private final double[] cosines = new double[CLASSES];
    private final double[] norms = new double[CLASSES];
    private final double[] softmax = new double[FRAMES * SYMBOLS];
    private final double[] mean = new double[SYMBOLS];
    private final double[] upstream = new double[SYMBOLS];
    final float[] gradient = new float[ROWS * DIM];
    final float[] scoreGradient = new float[LINES * FRAMES * SYMBOLS];

    MetricLossLoops(MetricLossBenchmark input) {
        x = input.embeddings;
        w = input.weights;
        scores = input.scores;
        groups = input.groups;
        classes = input.classes;
        lengths = input.lengths;
        counts = input.counts;
    }

    private double distance(int i, int j) {
        double sum = 0;
        for (int d = 0; d < DIM; d++) {
            double difference = x[i * DIM + d] - x[j * DIM + d];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /** Adds {@code factor (x_i - x_j)} to the gradient of row i and takes it off that of row j. */
    private void pull(int i, int j, double factor) {
        for (int d = 0; d < DIM; d++) {
            float change = (float) (factor * (x[i * DIM + d] - x[j * DIM + d]));
            gradient[i * DIM + d] += change;
            gradient[j * DIM + d] -= change;
        }
    }

    double triplet() {
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int i = 0; i < ROWS; i++) {
            int positive = -1;
            int negative = -1;
            double farthest = -1;
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < ROWS; j++) {
                double distance = distance(i, j);
                if (j != i && groups[j] == groups[i] && distance > farthest) {
                    farthest = distance;
                    positive = j;
                } else if (groups[j] != groups[i] && distance < nearest) {
                    nearest = distance;
                    negative = j;
                }
            }
            double z = farthest - nearest + 0.2;
            if (z > 0) {
                loss += z;
                pull(i, positive, 1 / farthest / ROWS);
                pull(i, negative, -1 / nearest / ROWS);
            }
        }
        return loss / ROWS;
    }

    double contrastive() {
        Arrays.fill(gradient, 0);
        double loss = 0;
        double pairs = ROWS * (ROWS - 1.0) / 2;
        for (int i = 0; i < ROWS; i++) {
            for (int j = i + 1; j < ROWS; j++) {
                double distance = distance(i, j);
                if (groups[i] == groups[j]) {
                    loss += distance * distance / 2;
                    pull(i, j, 1 / pairs);
                } else if (distance < 1) {
                    loss += (1 - distance) * (1 - distance) / 2;
                    pull(i, j, -(1 - distance) / distance / pairs);
                }
            }
        }
        return loss / pairs;
    }

    double arcFace() {
        return faces(0.5, true);
    }

    double cosFace() {
        return faces(0.35, false);
    }

    private double faces(double margin, boolean angular) {
        for (int c = 0; c < CLASSES; c++) {
            norms[c] = Math.sqrt(dot(w, c, w, c));
        }
        double loss = 0;
        for (int i = 0; i < ROWS; i++) {
            double norm = Math.sqrt(dot(x, i, x, i));
            for (int c = 0; c < CLASSES; c++) {
                cosines[c] = dot(x, i, w, c) / (norm * norms[c]);
            }
            loss += face(i, norm, margin, angular);
        }
        return loss / ROWS;
    }

    /** The loss of a row, given its cosines, and its gradient. */
    private double face(int i, double norm, double margin, boolean angular) {
        int own = classes[i];
        double cosine = cosines[own];
        double sine = Math.sqrt(1 - cosine * cosine);
        boolean beyond = angular && cosine < Math.cos(Math.PI - margin);
        double changed = !angular ? cosine - margin : beyond ? cosine - margin * Math.sin(margin) : Math.cos(Math.acos(cosine) + margin);
        double slope = angular && !beyond ? Math.sin(Math.acos(cosine) + margin) / Math.max(sine, 1e-4) : 1;
        double largest = changed;
        for (int c = 0; c < CLASSES; c++) {
            largest = c == own ? largest : Math.max(largest, cosines[c]);
        }
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            sum += Math.exp(SCALE * ((c == own ? changed : cosines[c]) - largest));
        }
        Arrays.fill(gradient, i * DIM, (i + 1) * DIM, 0);
        for (int c = 0; c < CLASSES; c++) {
            double probability = Math.exp(SCALE * ((c == own ? changed : cosines[c]) - largest)) / sum;
            double upstreamOfCosine = SCALE * (c == own ? slope * (probability - 1) : probability) / ROWS;
            for (int d = 0; d < DIM; d++) {
                gradient[i * DIM + d] += (float) (upstreamOfCosine * (w[c * DIM + d] / norms[c] - cosines[c] * x[i * DIM + d] / norm) / norm);
            }
        }
        return SCALE * (largest - changed) + Math.log(sum);
    }

    private static double dot(float[] a, int i, float[] b, int j) {
        double sum = 0;
        for (int d = 0; d < DIM; d++) {
            sum += a[i * DIM + d] * b[j * DIM + d];
        }
        return sum;
    }

    double ace() {
        double loss = 0;
        for (int line = 0; line < LINES; line++) {
            loss += ace(line);
        }
        return loss / LINES;
    }

    private double ace(int line) {
        int start = line * FRAMES * SYMBOLS;
        Arrays.fill(mean, 0);
        for (int frame = 0; frame < FRAMES; frame++) {
            softmax(start + frame * SYMBOLS, frame * SYMBOLS);
        }
        double sum = 0;
        for (int k = 0; k < SYMBOLS; k++) {
            sum += Math.exp(mean[k]);
        }
        double loss = 0;
        double expected = 0;
        for (int k = 0; k < SYMBOLS; k++) {
            double share = (k == 0 ? FRAMES - lengths[line] : counts[line * SYMBOLS + k]) / (double) FRAMES;
            loss -= share * (mean[k] - Math.log(sum));
            expected += share;
            upstream[k] = -share;
        }
        for (int k = 0; k < SYMBOLS; k++) {
            upstream[k] = (upstream[k] + expected * Math.exp(mean[k]) / sum) / FRAMES / LINES;
        }
        for (int frame = 0; frame < FRAMES; frame++) {
            double inner = 0;
            for (int k = 0; k < SYMBOLS; k++) {
                inner += upstream[k] * softmax[frame * SYMBOLS + k];
            }
            for (int k = 0; k < SYMBOLS; k++) {
                int at = frame * SYMBOLS + k;
                scoreGradient[start + at] = (float) (softmax[at] * (upstream[k] - inner));
            }
        }
        return loss;
    }

    /** The softmax of a frame, which is added to the mean. */
    private void softmax(int from, int to) {
        double sum = 0;
        for (int k = 0; k < SYMBOLS; k++) {
            softmax[to + k] = Math.exp(scores[from + k]);
            sum += softmax[to + k];
        }
        for (int k = 0; k < SYMBOLS; k++) {
            softmax[to + k] /= sum;
            mean[k] += softmax[to + k] / FRAMES;
        }
    }
}
