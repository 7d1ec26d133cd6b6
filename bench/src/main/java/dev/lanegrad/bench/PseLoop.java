package dev.lanegrad.bench;

import static dev.lanegrad.bench.PseBatch.KERNELS;
import static dev.lanegrad.bench.PseBatch.PIXELS;
import static dev.lanegrad.bench.PseBatch.SIDE;

import java.util.Arrays;

/**
 * PSELoss and its gradient as a reader would write them in plain Java, pixel by pixel at the size of the labels, with a sort for the hardest
 * negatives; without the two IoUs that {@link dev.lanegrad.losses.PseLoss} also computes.
 */
final class PseLoop {

    private static final double EPS = 1e-6;
    private static final double ALPHA = 0.7;
    private static final int WIDTH = 4 * SIDE;
    private static final int CELLS = SIDE * SIDE;

    private final PseBatch batch;
    private final float[] weights = new float[PIXELS];
    private final float[] negatives = new float[PIXELS];
    final float[] gradient;

    PseLoop(PseBatch batch) {
        this.batch = batch;
        gradient = new float[batch.maps.length];
    }

    /** The loss; leaves the gradient of the maps. */
    double run() {
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int i = 0; i < batch.images; i++) {
            int text = i * (1 + KERNELS) * CELLS;
            chooseHardest(i, text);
            loss += ALPHA * dice(text, batch.texts, i * PIXELS, ALPHA);
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                weights[pixel] = batch.maps[text + cell(pixel)] > 0 ? batch.masks[i * PIXELS + pixel] : 0;
            }
            for (int k = 0; k < KERNELS; k++) {
                double share = (1 - ALPHA) / KERNELS;
                loss += share * dice(text + (1 + k) * CELLS, batch.kernels, (i * KERNELS + k) * PIXELS, share);
            }
        }
        return loss;
    }

    private static int cell(int pixel) {
        return pixel / WIDTH / 4 * SIDE + pixel % WIDTH / 4;
    }

    /** Weights 1 for text and for the three times as many negatives of the highest logits, 0 elsewhere. */
    private void chooseHardest(int image, int map) {
        int positives = 0;
        int count = 0;
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            if (batch.texts[image * PIXELS + pixel] > 0.5f) {
                positives += batch.masks[image * PIXELS + pixel] > 0.5f ? 1 : 0;
            } else {
                negatives[count++] = batch.maps[map + cell(pixel)];
            }
        }
        int wanted = Math.min(3 * positives, count);
        if (wanted == 0) {
            System.arraycopy(batch.masks, image * PIXELS, weights, 0, PIXELS);
            return;
        }
        Arrays.sort(negatives, 0, count);
        float threshold = negatives[count - wanted];
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            boolean chosen = batch.maps[map + cell(pixel)] >= threshold || batch.texts[image * PIXELS + pixel] > 0.5f;
            weights[pixel] = chosen && batch.masks[image * PIXELS + pixel] > 0.5f ? 1 : 0;
        }
    }

    private double dice(int map, float[] labels, int at, double scale) {
        double pt = 0;
        double pp = 0;
        double tt = 0;
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            double p = sigmoid(batch.maps[map + cell(pixel)]) * weights[pixel];
            double t = labels[at + pixel] * weights[pixel];
            pt += p * t;
            pp += p * p;
            tt += t * t;
        }
        double denominator = pp + EPS + tt + EPS;
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            double s = sigmoid(batch.maps[map + cell(pixel)]);
            double p = s * weights[pixel];
            double t = labels[at + pixel] * weights[pixel];
            double slope = -2 * (t * denominator - pt * 2 * p) / (denominator * denominator);
            gradient[map + cell(pixel)] += (float) (scale * slope * weights[pixel] * s * (1 - s));
        }
        return 1 - 2 * pt / denominator;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
