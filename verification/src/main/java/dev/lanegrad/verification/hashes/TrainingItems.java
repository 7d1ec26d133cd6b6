package dev.lanegrad.verification.hashes;

import static dev.lanegrad.autograd.ops.LinearAlgebra.linear;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.losses.CenterLoss;
import dev.lanegrad.losses.CenterUpdate;
import dev.lanegrad.losses.CrossEntropy;
import dev.lanegrad.losses.PseLoss;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Two trainings: the centre-loss tutorial's network, and maps that learn the labels of a text detector. */
final class TrainingItems {

    private TrainingItems() {
    }

    static List<Item> all() {
        return List.of(
                new Item("training of 784-64-10 with cross-entropy, centre loss and Adam", 0, 1000, Tutorial::new),
                new Item("training of maps with PseLoss and Adam", 1, 200, Maps::new));
    }

    private static Tensor<float[]> uniform(SplittableRandom random, double bound, int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        return Tensor.parameter(shape, values);
    }

    private static void addTo(Digest digest, int step, Tensor<float[]> loss, List<Tensor<?>> parameters) {
        digest.add(loss.item());
        if (step % 100 == 99 || step == 0) {
            parameters.forEach(p -> digest.add(p.data()));
        }
    }

    /** Pixels-64-classes on batches of 32 noisy patterns, a pattern for each class. */
    private static final class Tutorial implements Item.Step {

        private static final int BATCH = 32;
        private static final int PIXELS = 784;
        private static final int FEATURES = 64;
        private static final int CLASSES = 10;

        private final SplittableRandom random = new SplittableRandom(5);
        private final float[] patterns = uniform(random, 1, CLASSES, PIXELS).data();
        private final float[] pixels = new float[BATCH * PIXELS];
        private final int[] labels = new int[BATCH];
        private final Tensor<float[]> features;
        private final Tensor<float[]> loss;
        private final Tensor<float[]> centers = uniform(random, 1, CLASSES, FEATURES);
        private final List<Tensor<?>> parameters = List.of(
                uniform(random, 1 / 28.0, FEATURES, PIXELS), uniform(random, 1 / 28.0, FEATURES),
                uniform(random, 1 / 8.0, CLASSES, FEATURES), uniform(random, 1 / 8.0, CLASSES));
        private final Tape tape = new Tape();
        private final Adam adam = new Adam(Adam.Options.defaults(), parameters);
        private final CenterUpdate<float[]> update = new CenterUpdate<>(centers, CenterUpdate.Rule.ECCV_2016, 0.5);

        Tutorial() {
            Tensor<float[]> images = Tensor.constant(Shape.of(BATCH, PIXELS), pixels);
            features = linear(tape, images, parameter(0), parameter(1));
            Tensor<float[]> logits = linear(tape, features, parameter(2), parameter(3));
            loss = Ops.add(tape, CrossEntropy.mean(tape, logits, labels),
                    Ops.scale(tape, CenterLoss.record(tape, features, labels, centers), 0.1));
        }

        @SuppressWarnings("unchecked")
        private Tensor<float[]> parameter(int index) {
            return (Tensor<float[]>) parameters.get(index);
        }

        @Override
        public void run(int step, Digest digest) {
            for (int i = 0; i < BATCH; i++) {
                labels[i] = random.nextInt(CLASSES);
                for (int j = 0; j < PIXELS; j++) {
                    pixels[i * PIXELS + j] = patterns[labels[i] * PIXELS + j] + (float) random.nextDouble(-1, 1);
                }
            }
            tape.replay();
            adam.zeroGrad();
            tape.backward(loss);
            adam.step();
            update.apply(features, labels);
            addTo(digest, step, loss, parameters);
            if (step % 100 == 99) {
                digest.add(centers.data());
            }
        }
    }

    /** Two images of 128 x 128 pixels with rectangles for texts; kernels are the same rectangles, smaller. */
    private static final class Maps implements Item.Step {

        private static final int IMAGES = 2;
        private static final int KERNELS = 3;
        private static final int SIDE = 128;

        private final SplittableRandom random = new SplittableRandom(6);
        private final float[] texts = new float[IMAGES * SIDE * SIDE];
        private final float[] kernels = new float[IMAGES * KERNELS * SIDE * SIDE];
        private final float[] masks = new float[IMAGES * SIDE * SIDE];
        private final Tensor<float[]> maps = uniform(random, 1, IMAGES, 1 + KERNELS, SIDE / 4, SIDE / 4);
        private final Tape tape = new Tape();
        private final Tensor<float[]> loss;
        private final Adam adam = new Adam(Adam.Options.defaults().withLearningRate(0.05), List.of(maps));

        Maps() {
            Arrays.fill(masks, 1);
            for (int image = 0; image < IMAGES; image++) {
                for (int text = 0; text < 12; text++) {
                    int x = random.nextInt(SIDE - 40);
                    int y = random.nextInt(SIDE - 16);
                    fill(texts, image, x, y, 40, 16, 1);
                    for (int kernel = 0; kernel < KERNELS; kernel++) {
                        int inset = 1 + 2 * kernel;
                        fill(kernels, image * KERNELS + kernel, x + inset, y + inset, 40 - 2 * inset, 16 - 2 * inset, 1);
                    }
                }
                fill(masks, image, 20, 30, 50, 9, 0);
            }
            loss = PseLoss.record(tape, maps, texts, kernels, masks, PseLoss.Options.defaults()).loss();
        }

        private static void fill(float[] plane, int index, int x, int y, int w, int h, float value) {
            for (int row = y; row < y + h; row++) {
                for (int column = x; column < x + w; column++) {
                    plane[(index * SIDE + row) * SIDE + column] = value;
                }
            }
        }

        @Override
        public void run(int step, Digest digest) {
            tape.replay();
            adam.zeroGrad();
            tape.backward(loss);
            adam.step();
            addTo(digest, step, loss, List.of(maps));
        }
    }
}
