package dev.lanegrad.losses;

import static dev.lanegrad.autograd.ops.LinearAlgebra.linear;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.io.ParameterFile;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.autograd.optim.GradientClipping;
import dev.lanegrad.losses.CenterUpdate.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A network of two affine maps with cross-entropy and centre loss, Adam on weights and centres, and the centres' own
 * update: what a user writes for a model, and here for batches of more than one size.
 */
final class TutorialModel {

    static final int PIXELS = 20;
    static final int FEATURES = 6;
    static final int CLASSES = 4;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Tensor<float[]> w1 = parameter(FEATURES, PIXELS);
    private final Tensor<float[]> b1 = parameter(1, FEATURES);
    private final Tensor<float[]> w2 = parameter(CLASSES, FEATURES);
    private final Tensor<float[]> b2 = parameter(1, CLASSES);
    final Tensor<float[]> centers = parameter(CLASSES, FEATURES);
    private final List<Tensor<?>> trained = List.of(w1, b1, w2, b2, centers);
    private final Adam adam = new Adam(Adam.Options.defaults(), trained);
    private final CenterUpdate<float[]> update = new CenterUpdate<>(centers, Rule.CLASS_MEAN, 0.5);
    private final Map<Integer, Step> steps = new HashMap<>();

    private Tensor<float[]> parameter(int rows, int cols) {
        float[] data = new float[rows * cols];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        return Tensor.parameter(rows == 1 ? Shape.of(cols) : Shape.of(rows, cols), data);
    }

    /** A training step for batches of one size: recorded once, then replayed on what its arrays hold. */
    final class Step {

        final float[] pixels;
        final int[] labels;
        final Tape tape = new Tape();
        final Tensor<float[]> features;
        final Tensor<float[]> loss;

        private Step(int batch) {
            pixels = new float[batch * PIXELS];
            labels = new int[batch];
            features = linear(tape, Tensor.constant(Shape.of(batch, PIXELS), pixels), w1, b1);
            Tensor<float[]> logits = linear(tape, features, w2, b2);
            Tensor<float[]> center = CenterLoss.record(tape, features, labels, centers);
            loss = Ops.add(tape, CrossEntropy.mean(tape, logits, labels), Ops.scale(tape, center, 0.1));
        }

        /** Makes one step with the batch that the arrays hold and returns its loss. */
        double run() {
            tape.replay();
            adam.zeroGrad();
            tape.backward(loss);
            GradientClipping.clipNorm(trained, 100);
            adam.step();
            update.apply(features, labels);
            return loss.item();
        }
    }

    /** Everything that is trained, by name, as files know it. */
    private Map<String, Tensor<?>> parameters() {
        return Map.of("w1", w1, "b1", b1, "w2", w2, "b2", b2, "centers", centers);
    }

    void save(Path file) throws IOException {
        ParameterFile.save(file, parameters());
    }

    void load(Path file) throws IOException {
        ParameterFile.load(file, parameters());
    }

    /** The step for a size of batch: recorded when the size first occurs, and kept. */
    Step step(int batch) {
        return steps.computeIfAbsent(batch, Step::new);
    }
}
