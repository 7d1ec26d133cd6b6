package dev.lanegrad.losses;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** A batch of maps and labels drawn at random. Maps are held in {@code float}, so that both precisions see the same numbers. */
record PseCase(int images, int kernels, int h, int w, float[] maps, float[] texts, float[] kernelLabels, float[] masks) {

    /** What the labels may be. */
    enum Labels { BINARY, FRACTIONAL }

    static PseCase random(SplittableRandom random, int images, int kernels, int h, int w, Labels labels) {
        int cells = h * w;
        float[] maps = new float[images * (1 + kernels) * cells];
        float[] texts = new float[images * 16 * cells];
        float[] kernelLabels = new float[images * kernels * 16 * cells];
        float[] masks = new float[images * 16 * cells];
        for (int i = 0; i < images; i++) {
            fill(maps, i * (1 + kernels) * cells, (1 + kernels) * cells, logits(random));
            fill(texts, i * 16 * cells, 16 * cells, labels(random, labels));
            fill(kernelLabels, i * kernels * 16 * cells, kernels * 16 * cells, labels(random, labels));
            fill(masks, i * 16 * cells, 16 * cells, labels(random, random.nextInt(3) == 0 ? Labels.BINARY : labels));
        }
        return new PseCase(images, kernels, h, w, maps, texts, kernelLabels, masks);
    }

    private static void fill(float[] x, int offset, int n, DoubleSupplier value) {
        for (int i = 0; i < n; i++) {
            x[offset + i] = (float) value.getAsDouble();
        }
    }

    private static DoubleSupplier logits(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> () -> random.nextInt(5) - 2;
            case 1 -> () -> 0;
            case 2 -> () -> random.nextInt(3) * 40 - 40;
            case 3 -> () -> random.nextBoolean() ? -0.0 : random.nextGaussian();
            default -> () -> 3 * random.nextGaussian();
        };
    }

    private static DoubleSupplier labels(SplittableRandom random, Labels labels) {
        double share = new double[] {0, 0.05, 0.3, 0.6, 0.95, 1}[random.nextInt(6)];
        if (labels == Labels.BINARY) {
            return () -> random.nextDouble() < share ? 1 : 0;
        }
        double[] values = {0, 0.25, 0.4, 0.5, 0.6, 0.7, 1, 1, 0, random.nextDouble()};
        return () -> random.nextDouble() < share ? values[random.nextInt(values.length)] : 0;
    }
}
