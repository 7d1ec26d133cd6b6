package dev.lanegrad.bench.peers.djl;

import static dev.lanegrad.bench.TrainingData.CLASSES;
import static dev.lanegrad.bench.TrainingData.FEATURES;
import static dev.lanegrad.bench.TrainingData.PIXELS;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.peers.Training;

/** DJL with PyTorch's engine. The sum by class in the update of the centres is a product with the one-hot labels. */
final class DjlTraining implements Training {

    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final NDArray pixels;
    private final NDArray labels;
    private final NDArray column;
    private final NDArray[] parameters;
    private final Adam adam = Adam.builder().optLearningRateTracker(Tracker.fixed(1e-3f)).build();

    DjlTraining(TrainingData data) {
        pixels = manager.create(data.pixels, new Shape(data.batch, PIXELS));
        labels = manager.create(data.longLabels(), new Shape(data.batch));
        column = manager.create(data.longLabels(), new Shape(data.batch, 1));
        parameters = new NDArray[] {parameter(data.w1, FEATURES, PIXELS), parameter(data.b1, FEATURES),
            parameter(data.w2, CLASSES, FEATURES), parameter(data.b2, CLASSES), parameter(data.centers, CLASSES, FEATURES)};
    }

    private NDArray parameter(float[] values, long... shape) {
        NDArray parameter = manager.create(values, new Shape(shape));
        parameter.setRequiresGradient(true);
        return parameter;
    }

    @Override
    public double run() {
        try (NDManager scope = manager.newSubManager()) {
            scope.tempAttachAll(pixels, labels, column);
            scope.tempAttachAll(parameters);
            NDArray centers = parameters[4];
            NDArray features;
            NDArray loss;
            try (GradientCollector collector = engine.newGradientCollector()) {
                features = pixels.matMul(parameters[0].transpose()).add(parameters[1]);
                NDArray logits = features.matMul(parameters[2].transpose()).add(parameters[3]);
                NDArray cross = logits.logSoftmax(1).gather(column, 1).mean().neg();
                NDArray center = features.sub(centers.get(labels)).square().sum(new int[] {1}).mean();
                loss = cross.add(center.mul(0.05f));
                collector.backward(loss);
            }
            for (int i = 0; i < parameters.length; i++) {
                adam.update(Integer.toString(i), parameters[i], parameters[i].getGradient());
            }
            moveCenters(centers, features.stopGradient());
            return loss.getFloat();
        }
    }

    private void moveCenters(NDArray centers, NDArray features) {
        NDArray members = labels.oneHot(CLASSES, DataType.FLOAT32).transpose();
        NDArray gaps = members.matMul(centers.stopGradient().get(labels).sub(features));
        NDArray counts = members.sum(new int[] {1}, true).maximum(1);
        centers.subi(gaps.div(counts).mul(0.5f));
    }
}
