package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Masks of hard examples against their definition, which sorts all negatives. */
class OhemTest {

    private static final int CASES = Integer.getInteger("lanegrad.selection.cases", 50_000);

    @Test
    void masksAsBySorting() {
        SplittableRandom random = new SplittableRandom(1);
        for (int c = 0; c < CASES; c++) {
            int n = 1 + random.nextInt(c % 100 == 0 ? 400 : 30);
            float[] scores = draw(n, scores(random));
            float[] labels = draw(n, labels(random));
            float[] masks = draw(n, labels(random));
            double ratio = random.nextInt(9) * 0.5;
            float[] expected = expected(scores, labels, masks, ratio);
            Kernels<float[]> kernels = Kernels.floats(Backend.values()[c % 2]);
            Tensor<float[]> actual = Ohem.record(new Tape(Workers.single()), Tensor.constant(kernels, Shape.of(1, n), scores), labels, masks, ratio);
            assertArrayEquals(expected, actual.data(), "case " + c + " " + kernels.backend() + ", ratio " + ratio);
        }
    }

    private static float[] draw(int n, DoubleSupplier value) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) value.getAsDouble();
        }
        return x;
    }

    private static DoubleSupplier scores(SplittableRandom random) {
        double[] specials = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, Float.MIN_VALUE, 1, -1};
        return switch (random.nextInt(6)) {
            case 0 -> () -> 1.5;
            case 1 -> () -> random.nextInt(4) - 2;
            case 2 -> () -> random.nextBoolean() ? 0.0 : -0.0;
            case 3 -> () -> specials[random.nextInt(specials.length)];
            case 4 -> () -> Double.NaN;
            default -> random::nextGaussian;
        };
    }

    private static DoubleSupplier labels(SplittableRandom random) {
        double share = new double[] {0, 0.1, 0.5, 0.9, 1}[random.nextInt(5)];
        double[] values = {1, 1, 1, 0.6, 0.5, 0.25, Double.NaN};
        int kinds = random.nextBoolean() ? 1 : values.length;
        return () -> random.nextDouble() < share ? values[random.nextInt(kinds)] : 0;
    }

    /** Pixel by pixel as in {@code det_pse_loss.py}. */
    private static float[] expected(float[] scores, float[] labels, float[] masks, double ratio) {
        int n = scores.length;
        int positives = 0;
        float[] pool = new float[n];
        int negatives = 0;
        for (int i = 0; i < n; i++) {
            positives += labels[i] > 0.5f && !(masks[i] <= 0.5f) ? 1 : 0;
            if (labels[i] <= 0.5f) {
                // NaN is sorted to the end of the negated scores: the lowest rank. One kind of zero, so that they tie.
                pool[negatives++] = -scores[i] + 0f;
            }
        }
        int wanted = (int) Math.min(positives * ratio, negatives);
        if (positives == 0 || wanted == 0) {
            return masks;
        }
        Arrays.sort(pool, 0, negatives);
        float threshold = -pool[wanted - 1];
        float[] selected = new float[n];
        for (int i = 0; i < n; i++) {
            selected[i] = (scores[i] >= threshold || labels[i] > 0.5f) && masks[i] > 0.5f ? 1 : 0;
        }
        return selected;
    }
}
