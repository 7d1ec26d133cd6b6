package dev.lanegrad.examples.words;

import static dev.lanegrad.autograd.ops.LinearAlgebra.linear;
import static dev.lanegrad.autograd.ops.LinearAlgebra.linearRelu;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A small recogniser of text lines: a window slides over the columns of the picture, and two layers turn what it shows into the
 * features of a frame. A third one scores the classes.
 */
final class Recognizer {

    /** The frames of a line: one for every other column. */
    static final int FRAMES = WordLine.WIDTH / 2;
    /** The features of a frame. */
    static final int FEATURES = 32;

    private static final int WINDOW = 16;
    private static final int PIXELS = WINDOW * WordLine.HEIGHT;
    private static final int HIDDEN = 128;

    private final List<Tensor<float[]>> parameters;

    Recognizer(RandomGenerator random) {
        parameters = List.of(
                uniform(random, PIXELS, HIDDEN, PIXELS), uniform(random, PIXELS, HIDDEN),
                uniform(random, HIDDEN, FEATURES, HIDDEN), uniform(random, HIDDEN, FEATURES),
                uniform(random, FEATURES, WordLine.CLASSES, FEATURES), uniform(random, FEATURES, WordLine.CLASSES));
    }

    /** Uniform in plus or minus one over the root of the number of inputs. */
    private static Tensor<float[]> uniform(RandomGenerator random, int inputs, int... shape) {
        float bound = (float) (1 / Math.sqrt(inputs));
        float[] values = new float[Shape.of(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat(-bound, bound);
        }
        return Tensor.parameter(Shape.of(shape), values);
    }

    /** Everything that is trained. */
    List<Tensor<float[]>> parameters() {
        return parameters;
    }

    /** What the recogniser makes of a batch: features {@code [n, frames, 32]} and scores {@code [n, frames, classes]}. */
    record Output(Tensor<float[]> features, Tensor<float[]> logits) {
    }

    /** Records the way from windows to scores. */
    Output apply(Tape tape, Batch batch) {
        Tensor<float[]> hidden = linearRelu(tape, batch.windows, parameters.get(0), parameters.get(1));
        Tensor<float[]> features = linear(tape, hidden, parameters.get(2), parameters.get(3));
        Tensor<float[]> logits = linear(tape, features, parameters.get(4), parameters.get(5));
        return new Output(Ops.reshape(tape, features, Shape.of(batch.size, FRAMES, FEATURES)),
                Ops.reshape(tape, logits, Shape.of(batch.size, FRAMES, WordLine.CLASSES)));
    }

    /** Lines as the recogniser sees them, and their labels: arrays that are written anew for every batch. */
    static final class Batch {

        /** The most letters of a line. */
        static final int LETTERS = 12;

        private final int size;
        private final Tensor<float[]> windows;
        private final int[] labels;
        private final int[] lengths;

        Batch(int size) {
            this.size = size;
            this.windows = Tensor.constant(Shape.of(size * FRAMES, PIXELS), new float[size * FRAMES * PIXELS]);
            this.labels = new int[size * LETTERS];
            this.lengths = new int[size];
        }

        int size() {
            return size;
        }

        int[] labels() {
            return labels;
        }

        int[] lengths() {
            return lengths;
        }

        /** Puts a line into its place. */
        void set(int item, WordLine line) {
            float[] x = windows.data();
            for (int t = 0; t < FRAMES; t++) {
                int left = 2 * t - WINDOW / 2;
                int from = Math.max(0, left);
                int to = Math.min(WordLine.WIDTH, left + WINDOW);
                for (int row = 0; row < WordLine.HEIGHT; row++) {
                    int at = ((item * FRAMES + t) * WordLine.HEIGHT + row) * WINDOW;
                    Arrays.fill(x, at, at + WINDOW, 0);
                    System.arraycopy(line.pixels(), row * WordLine.WIDTH + from, x, at + from - left, to - from);
                }
            }
            lengths[item] = line.text().length();
            for (int i = 0; i < lengths[item]; i++) {
                labels[item * LETTERS + i] = WordLine.classOf(line.text().charAt(i));
            }
        }
    }
}
