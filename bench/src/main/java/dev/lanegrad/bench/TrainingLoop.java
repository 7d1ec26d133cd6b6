package dev.lanegrad.bench;

import static dev.lanegrad.bench.TrainingData.CLASSES;
import static dev.lanegrad.bench.TrainingData.FEATURES;
import static dev.lanegrad.bench.TrainingData.PIXELS;

import java.util.Arrays;

/** The step of {@link TrainingStepBenchmark} as a reader would write it in plain Java, gradients by hand. */
final class TrainingLoop {

    private static final double RATE = 1e-3;

    private final TrainingData data;
    private final int batch;
    private final Parameter w1;
    private final Parameter b1;
    private final Parameter w2;
    private final Parameter b2;
    private final Parameter centers;
    private final float[] features;
    private final float[] featureGradient;
    private final float[] logits = new float[CLASSES];
    private int steps;

    /** Values with their gradient and the two moments of Adam. */
    private static final class Parameter {

        private final float[] value;
        private final float[] gradient;
        private final float[] mean;
        private final float[] square;

        Parameter(float[] start) {
            value = start.clone();
            gradient = new float[value.length];
            mean = new float[value.length];
            square = new float[value.length];
        }

        void adam(int step) {
            float rate = (float) (RATE / (1 - Math.pow(0.9, step)));
            float scale = (float) (1 / Math.sqrt(1 - Math.pow(0.999, step)));
            for (int i = 0; i < value.length; i++) {
                mean[i] = 0.9f * mean[i] + 0.1f * gradient[i];
                square[i] = 0.999f * square[i] + 0.001f * gradient[i] * gradient[i];
                value[i] -= rate * mean[i] / ((float) Math.sqrt(square[i]) * scale + 1e-8f);
            }
        }
    }

    TrainingLoop(TrainingData data) {
        this.data = data;
        batch = data.batch;
        w1 = new Parameter(data.w1);
        b1 = new Parameter(data.b1);
        w2 = new Parameter(data.w2);
        b2 = new Parameter(data.b2);
        centers = new Parameter(data.centers);
        features = new float[batch * FEATURES];
        featureGradient = new float[batch * FEATURES];
    }

    /** A step; returns the loss before it. */
    double run() {
        Parameter[] all = {w1, b1, w2, b2, centers};
        for (Parameter each : all) {
            Arrays.fill(each.gradient, 0);
        }
        double loss = 0;
        for (int row = 0; row < batch; row++) {
            linear(data.pixels, row * PIXELS, PIXELS, w1.value, b1.value, features, row * FEATURES, FEATURES);
            loss += crossEntropy(row) + center(row);
            linearGradient(featureGradient, row * FEATURES, FEATURES, data.pixels, row * PIXELS, PIXELS, w1.gradient, b1.gradient);
        }
        steps++;
        for (Parameter each : all) {
            each.adam(steps);
        }
        moveCenters();
        return loss / batch;
    }

    private static void linear(float[] x, int at, int cols, float[] w, float[] b, float[] y, int out, int rows) {
        for (int i = 0; i < rows; i++) {
            float sum = b[i];
            for (int j = 0; j < cols; j++) {
                sum += w[i * cols + j] * x[at + j];
            }
            y[out + i] = sum;
        }
    }

    private static void linearGradient(float[] dy, int at, int rows, float[] x, int from, int cols, float[] dw, float[] db) {
        for (int i = 0; i < rows; i++) {
            db[i] += dy[at + i];
            for (int j = 0; j < cols; j++) {
                dw[i * cols + j] += dy[at + i] * x[from + j];
            }
        }
    }

    /** The cross-entropy of a row, its gradient in the weights and, anew, in the features. */
    private double crossEntropy(int row) {
        linear(features, row * FEATURES, FEATURES, w2.value, b2.value, logits, 0, CLASSES);
        float own = logits[data.labels[row]];
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        for (int c = 0; c < CLASSES; c++) {
            double p = Math.exp(logits[c] - largest) / sum;
            logits[c] = (float) ((p - (c == data.labels[row] ? 1 : 0)) / batch);
        }
        Arrays.fill(featureGradient, row * FEATURES, (row + 1) * FEATURES, 0);
        for (int c = 0; c < CLASSES; c++) {
            for (int j = 0; j < FEATURES; j++) {
                featureGradient[row * FEATURES + j] += logits[c] * w2.value[c * FEATURES + j];
            }
        }
        linearGradient(logits, 0, CLASSES, features, row * FEATURES, FEATURES, w2.gradient, b2.gradient);
        return largest + Math.log(sum) - own;
    }

    /** A tenth of half the squared distance to the own centre. */
    private double center(int row) {
        double sum = 0;
        int own = data.labels[row] * FEATURES;
        for (int j = 0; j < FEATURES; j++) {
            float gap = features[row * FEATURES + j] - centers.value[own + j];
            sum += gap * gap;
            featureGradient[row * FEATURES + j] += 0.1f * gap / batch;
            centers.gradient[own + j] -= 0.1f * gap / batch;
        }
        return 0.05 * sum;
    }

    /** Centres move by half the mean difference to the rows of their classes. */
    private void moveCenters() {
        for (int c = 0; c < CLASSES; c++) {
            int count = 0;
            float[] gaps = new float[FEATURES];
            for (int row = 0; row < batch; row++) {
                if (data.labels[row] == c) {
                    count++;
                    for (int j = 0; j < FEATURES; j++) {
                        gaps[j] += centers.value[c * FEATURES + j] - features[row * FEATURES + j];
                    }
                }
            }
            for (int j = 0; j < FEATURES && count > 0; j++) {
                centers.value[c * FEATURES + j] -= 0.5f * gaps[j] / count;
            }
        }
    }
}
