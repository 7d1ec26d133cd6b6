package dev.lanegrad.bench.peers.rapaio;

import static dev.lanegrad.bench.TrainingData.CLASSES;
import static dev.lanegrad.bench.TrainingData.FEATURES;
import static dev.lanegrad.bench.TrainingData.PIXELS;

import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.peers.Training;
import java.util.List;
import rapaio.darray.Shape;
import rapaio.darray.Storage;
import rapaio.nn.Autograd;
import rapaio.nn.Optimizer;
import rapaio.nn.Tensor;
import rapaio.nn.TensorManager;
import rapaio.nn.optimizer.Adam;

/** rapaio with the threads that it has by default. The update of the centres is a loop, since it has no sum by class. */
final class RapaioTraining implements Training {

    private final TrainingData data;
    private final TensorManager manager = TensorManager.ofFloat();
    private final Tensor pixels;
    private final Tensor column;
    private final Tensor rows;
    private final Tensor w1;
    private final Tensor b1;
    private final Tensor w2;
    private final Tensor b2;
    private final Tensor centers;
    private final Adam adam;

    RapaioTraining(TrainingData data) {
        this.data = data;
        w1 = parameter(transposed(data.w1, PIXELS), PIXELS, FEATURES);
        b1 = parameter(data.b1, FEATURES);
        w2 = parameter(transposed(data.w2, FEATURES), FEATURES, CLASSES);
        b2 = parameter(data.b2, CLASSES);
        centers = parameter(data.centers, CLASSES, FEATURES);
        pixels = manager.strideTensor(Shape.of(data.batch, PIXELS), data.pixels);
        column = manager.strideTensor(Shape.of(data.batch, 1), data.labels);
        int[] own = new int[data.batch * FEATURES];
        for (int i = 0; i < own.length; i++) {
            own[i] = data.labels[i / FEATURES];
        }
        rows = manager.strideTensor(Shape.of(data.batch, FEATURES), own);
        adam = Optimizer.Adam(manager, List.of(w1, b1, w2, b2, centers)).lr.set(1e-3);
    }

    private Tensor parameter(float[] values, int... shape) {
        return manager.strideTensor(Shape.of(shape), values.clone()).requiresGrad(true);
    }

    private static float[] transposed(float[] x, int cols) {
        int count = x.length / cols;
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i % cols * count + i / cols] = x[i];
        }
        return y;
    }

    @Override
    public double run() {
        adam.zeroGrad();
        Tensor features = pixels.bvtm(w1).add(b1);
        Tensor logits = features.bvtm(w2).add(b2);
        // Its own logsoftmax leaves all rows but the first 64 at zero (8.1.0).
        Tensor logarithms = logits.sub(logits.exp().sum1d(1).log().stretch(1));
        Tensor cross = logarithms.gather(1, column).sum().neg();
        Tensor center = features.sub(centers.gather(0, rows)).sqr().sum().mul(0.05);
        Tensor loss = cross.add(center).div(data.batch);
        loss.setGrad(manager.scalarArray(1));
        Autograd.backward(loss);
        adam.step();
        moveCenters(features.value().storage(), centers.value().storage());
        return loss.value().getDouble();
    }

    private void moveCenters(Storage x, Storage c) {
        int[] counts = new int[CLASSES];
        float[] gaps = new float[CLASSES * FEATURES];
        for (int row = 0; row < data.batch; row++) {
            int own = data.labels[row];
            counts[own]++;
            for (int j = 0; j < FEATURES; j++) {
                gaps[own * FEATURES + j] += c.getFloat(own * FEATURES + j) - x.getFloat(row * FEATURES + j);
            }
        }
        for (int i = 0; i < gaps.length; i++) {
            c.incFloat(i, -0.5f * gaps[i] / Math.max(1, counts[i / FEATURES]));
        }
    }
}
