package dev.lanegrad.bench.peers.torch;

import static dev.lanegrad.bench.TrainingData.CLASSES;
import static dev.lanegrad.bench.TrainingData.FEATURES;
import static dev.lanegrad.bench.TrainingData.PIXELS;

import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.peers.Training;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** libtorch on one thread. */
final class TorchTraining implements Training {

    private final Tensor pixels;
    private final Tensor labels;
    private final Tensor w1;
    private final Tensor b1;
    private final Tensor w2;
    private final Tensor b2;
    private final Tensor centers;
    private final Adam adam;

    TorchTraining(TrainingData data) {
        torch.set_num_threads(1);
        w1 = parameter(data.w1, FEATURES, PIXELS);
        b1 = parameter(data.b1, FEATURES);
        w2 = parameter(data.w2, CLASSES, FEATURES);
        b2 = parameter(data.b2, CLASSES);
        centers = parameter(data.centers, CLASSES, FEATURES);
        pixels = Tensor.create(data.pixels, data.batch, PIXELS);
        labels = Tensor.create(data.longLabels(), data.batch);
        adam = new Adam(new TensorVector(w1, b1, w2, b2, centers), new AdamOptions(1e-3));
    }

    private static Tensor parameter(float[] values, long... shape) {
        return Tensor.create(values, shape).requires_grad_(true);
    }

    @Override
    public double run() {
        try (PointerScope _ = new PointerScope()) {
            Tensor features = pixels.matmul(w1.t()).add(b1);
            Tensor logits = features.matmul(w2.t()).add(b2);
            Tensor center = features.sub(centers.index_select(0, labels)).square().sum(1).mean().mul(new Scalar(0.5));
            Tensor loss = torch.cross_entropy_loss(logits, labels).add(center.mul(new Scalar(0.1)));
            adam.zero_grad();
            loss.backward();
            adam.step();
            moveCenters(features.detach());
            return loss.item_double();
        }
    }

    /** Centres move by half the mean difference to the rows of their classes: a sum by class in two calls. */
    private void moveCenters(Tensor features) {
        try (AutoGradMode _ = new AutoGradMode(false)) {
            Tensor gaps = torch.zeros_like(centers).index_add_(0, labels, centers.index_select(0, labels).sub(features));
            Tensor counts = torch.bincount(labels, new TensorOptional(), CLASSES).clamp_min(new Scalar(1)).unsqueeze(1);
            centers.sub_(gaps.div(counts), new Scalar(0.5));
        }
    }
}
