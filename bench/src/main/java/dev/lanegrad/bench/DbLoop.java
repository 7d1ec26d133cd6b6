package dev.lanegrad.bench;

import static dev.lanegrad.bench.DbBatch.IMAGES;
import static dev.lanegrad.bench.DbBatch.SIDE;

import java.util.Arrays;

/** The DB loss and its gradient as a reader would write them in plain Java, with a sort of the negatives. */
final class DbLoop {

    private static final double EPS = 1e-6;
    private static final int PIXELS = SIDE * SIDE;
    private static final int ALL = IMAGES * PIXELS;

    private final float[] maps;
    private final float[] shrinkMap;
    private final float[] shrinkMask;
    private final float[] thresholdMap;
    private final float[] thresholdMask;
    private final float[] negatives = new float[ALL];
    final float[] gradient;

    DbLoop(DbBatch batch) {
        maps = batch.maps().data();
        float[][] targets = batch.targets();
        shrinkMap = targets[0];
        shrinkMask = targets[1];
        thresholdMap = targets[2];
        thresholdMask = targets[3];
        gradient = new float[maps.length];
    }

    /** Where a pixel of map 0, 1 or 2 stands. */
    private static int at(int i, int map) {
        return (i / PIXELS * 3 + map) * PIXELS + i % PIXELS;
    }

    double run() {
        double positive = 0;
        double available = 0;
        for (int i = 0; i < ALL; i++) {
            positive += shrinkMap[i] * shrinkMask[i];
            available += (1 - shrinkMap[i]) * shrinkMask[i];
        }
        int chosen = (int) Math.min((long) available, (long) positive * 3);
        // Dice is one number, so every negative has the same loss: a sort as the formula has it, to find the largest of them.
        double main = dice(0);
        for (int i = 0; i < ALL; i++) {
            negatives[i] = (float) ((1 - shrinkMap[i]) * shrinkMask[i] * main);
        }
        Arrays.sort(negatives);
        double sum = 0;
        for (int i = 0; i < chosen; i++) {
            sum += negatives[ALL - 1 - i];
        }
        double balance = (positive * main + sum) / ((long) positive + chosen + EPS);
        diceGradient(0, 5 * balance / main);
        double binary = dice(2);
        diceGradient(2, 1);
        return 5 * balance + 10 * threshold() + binary;
    }

    private double[] sums(int map) {
        double pt = 0;
        double p = 0;
        double t = 0;
        for (int i = 0; i < ALL; i++) {
            pt += maps[at(i, map)] * shrinkMap[i] * shrinkMask[i];
            p += maps[at(i, map)] * shrinkMask[i];
            t += shrinkMap[i] * shrinkMask[i];
        }
        return new double[] {pt, p + t + EPS};
    }

    private double dice(int map) {
        double[] sums = sums(map);
        return 1 - 2 * sums[0] / sums[1];
    }

    private void diceGradient(int map, double scale) {
        double[] sums = sums(map);
        for (int i = 0; i < ALL; i++) {
            double slope = -2 * (shrinkMap[i] * sums[1] - sums[0]) / (sums[1] * sums[1]);
            gradient[at(i, map)] = (float) (scale * slope * shrinkMask[i]);
        }
    }

    private double threshold() {
        double sum = 0;
        double weight = EPS;
        for (int i = 0; i < ALL; i++) {
            sum += Math.abs(maps[at(i, 1)] - thresholdMap[i]) * thresholdMask[i];
            weight += thresholdMask[i];
        }
        for (int i = 0; i < ALL; i++) {
            gradient[at(i, 1)] = (float) (10 * Math.signum(maps[at(i, 1)] - thresholdMap[i]) * thresholdMask[i] / weight);
        }
        return sum / weight;
    }
}
