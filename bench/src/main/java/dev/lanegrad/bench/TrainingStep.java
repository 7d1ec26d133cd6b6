package dev.lanegrad.bench;

import static dev.lanegrad.bench.TrainingData.CLASSES;
import static dev.lanegrad.bench.TrainingData.FEATURES;
import static dev.lanegrad.bench.TrainingData.PIXELS;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.LinearAlgebra;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.CenterLoss;
import dev.lanegrad.losses.CenterUpdate;
import dev.lanegrad.losses.CrossEntropy;
import java.util.List;

/** The step of {@link TrainingStepBenchmark} by this library, recorded once. */
public final class TrainingStep {

    private final Kernels<float[]> kernels;
    private final Tape tape;
    private final int[] labels;
    private final Tensor<float[]> features;
    private final Tensor<float[]> loss;
    private final Adam adam;
    private final CenterUpdate<float[]> update;

    /**
     * Records the step, which computes the first loss.
     *
     * @param kernels the kernels
     * @param workers the threads
     * @param data    where to start
     */
    public TrainingStep(Kernels<float[]> kernels, Workers workers, TrainingData data) {
        this.kernels = kernels;
        tape = new Tape(workers);
        labels = data.labels;
        Tensor<float[]> w1 = parameter(data.w1, FEATURES, PIXELS);
        Tensor<float[]> b1 = parameter(data.b1, FEATURES);
        Tensor<float[]> w2 = parameter(data.w2, CLASSES, FEATURES);
        Tensor<float[]> b2 = parameter(data.b2, CLASSES);
        Tensor<float[]> centers = parameter(data.centers, CLASSES, FEATURES);
        Tensor<float[]> pixels = Tensor.constant(kernels, Shape.of(data.batch, PIXELS), data.pixels);
        features = LinearAlgebra.linear(tape, pixels, w1, b1);
        Tensor<float[]> logits = LinearAlgebra.linear(tape, features, w2, b2);
        Tensor<float[]> center = CenterLoss.record(tape, features, labels, centers);
        loss = Ops.add(tape, CrossEntropy.mean(tape, logits, labels), Ops.scale(tape, center, 0.1));
        adam = new Adam(Adam.Options.defaults(), List.of(w1, b1, w2, b2, centers));
        update = new CenterUpdate<>(centers, CenterUpdate.Rule.CLASS_MEAN, 0.5);
    }

    private Tensor<float[]> parameter(float[] data, int... dims) {
        return Tensor.parameter(kernels, Shape.of(dims), data.clone());
    }

    /**
     * The loss as it is.
     *
     * @return the loss of the last forward pass
     */
    public double loss() {
        return loss.item();
    }

    /**
     * A step.
     *
     * @return the loss before the step
     */
    public double run() {
        tape.replay();
        adam.zeroGrad();
        tape.backward(loss);
        adam.step();
        update.apply(features, labels);
        return loss.item();
    }
}
