package dev.lanegrad.bench;

import java.util.Arrays;

/** The losses of a map of probabilities and their gradients as a reader would write them in plain Java. */
final class PixelLossLoops {

    private static final double EPS = 1e-6;

    private final float[] p;
    private final float[] g;
    private final float[] m;
    private final float[] losses;
    private final float[] sorted;
    final float[] gradient;

    PixelLossLoops(float[] p, float[] g, float[] m) {
        this.p = p;
        this.g = g;
        this.m = m;
        this.losses = new float[p.length];
        this.sorted = new float[p.length];
        this.gradient = new float[p.length];
    }

    /** Cross-entropy of all positives and of the hardest three negatives for each, with a sort. */
    double balance() {
        double positives = 0;
        double negatives = 0;
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double loss = -(g[i] * Math.log(p[i]) + (1 - g[i]) * Math.log(1 - p[i]));
            positives += g[i] * m[i];
            negatives += (1 - g[i]) * m[i];
            sum += g[i] * m[i] * loss;
            losses[i] = (float) ((1 - g[i]) * m[i] * loss);
        }
        int wanted = (int) Math.min(negatives, 3 * (int) positives);
        System.arraycopy(losses, 0, sorted, 0, p.length);
        Arrays.sort(sorted);
        for (int i = p.length - wanted; i < p.length; i++) {
            sum += sorted[i];
        }
        float cut = sorted[p.length - wanted];
        int ties = wanted;
        for (int i = p.length - 1; i >= 0 && sorted[i] > cut; i--) {
            ties--;
        }
        double denominator = (int) positives + wanted + EPS;
        for (int i = 0; i < p.length; i++) {
            boolean chosen = losses[i] > cut || losses[i] == cut && ties-- > 0;
            double weight = g[i] * m[i] + (chosen ? (1 - g[i]) * m[i] : 0);
            gradient[i] = (float) (weight / denominator * (p[i] - g[i]) / ((double) p[i] * (1 - p[i])));
        }
        return sum / denominator;
    }

    double regionDice() {
        double both = 0;
        double union = EPS;
        for (int i = 0; i < p.length; i++) {
            both += p[i] * g[i] * m[i];
            union += p[i] * m[i] + g[i] * m[i];
        }
        for (int i = 0; i < p.length; i++) {
            gradient[i] = (float) (-2 * m[i] * (g[i] * union - both) / (union * union));
        }
        return 1 - 2 * both / union;
    }

    double maskedL1() {
        double sum = 0;
        double weight = EPS;
        for (int i = 0; i < p.length; i++) {
            sum += Math.abs(p[i] - g[i]) * m[i];
            weight += m[i];
        }
        for (int i = 0; i < p.length; i++) {
            gradient[i] = (float) (Math.signum(p[i] - g[i]) * m[i] / weight);
        }
        return sum / weight;
    }
}
