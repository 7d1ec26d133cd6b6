package dev.lanegrad.examples.digits;

import static dev.lanegrad.autograd.ops.Ops.add;
import static dev.lanegrad.autograd.ops.Ops.scale;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.examples.Progress;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.CenterLoss;
import dev.lanegrad.losses.CenterUpdate;
import dev.lanegrad.losses.CrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Trains a network with cross-entropy + weight x centre loss, Adam on the network and on the centres. As in the usual
 * centre-loss tutorial the centres move a second time per step: towards the mean of their class in the batch.
 */
final class Training {

    /**
     * What can be chosen.
     *
     * @param epochs how often every image is seen
     * @param batch images per step
     * @param learningRate Adam's
     * @param weight the centre loss's share in the loss; 0 trains with cross-entropy alone
     * @param alpha how far a centre moves towards its class's mean in each step, 0 to 1
     * @param seed of the initial weights and centres and of the order of the images
     */
    record Settings(int epochs, int batch, double learningRate, double weight, double alpha, long seed) {
    }

    /**
     * How an epoch went.
     *
     * @param number counted from 1
     * @param loss mean of the loss over the epoch's steps
     * @param crossEntropy mean of its first term
     * @param centerLoss mean of its second term, before the weight; with weight 0 it is only watched
     * @param accuracy share of the test images that are classified correctly
     * @param compactness of the test features, see {@link Compactness}
     * @param imagesPerSecond training images per second, evaluation not counted
     */
    record Epoch(int number, double loss, double crossEntropy, double centerLoss, double accuracy, double compactness,
            double imagesPerSecond) {
    }

    private final Digits digits;
    private final Settings settings;
    private final RandomGenerator random;
    private final Tensor<float[]> images;
    private final int[] labels;
    private final Tape tape;
    private final Network.Output output;
    private final Tensor<float[]> centers;
    private final Tensor<float[]> crossEntropy;
    private final Tensor<float[]> centerLoss;
    private final Tensor<float[]> loss;
    private final Adam optimizer;
    private final CenterUpdate<float[]> centerUpdate;
    private final Evaluation evaluation;

    Training(Network network, Digits digits, Settings settings, Workers workers) {
        this.digits = digits;
        this.settings = settings;
        random = new SplittableRandom(settings.seed());
        ImageSet set = digits.training();
        int batch = settings.batch();
        images = Tensor.constant(Shape.of(batch, set.imageSize()), new float[batch * set.imageSize()]);
        labels = new int[batch];
        tape = new Tape(workers);
        centers = normal(Shape.of(set.classes(), network.featureWidth()));

        output = network.apply(tape, images);
        crossEntropy = CrossEntropy.mean(tape, output.logits(), labels);
        centerLoss = CenterLoss.record(tape, output.features(), labels, centers);
        // With weight 0 the centre loss is watched but takes no part.
        loss = settings.weight() == 0
                ? crossEntropy : add(tape, crossEntropy, scale(tape, centerLoss, settings.weight()));

        List<Tensor<float[]>> trained = new ArrayList<>(network.parameters());
        trained.add(centers);
        optimizer = new Adam(Adam.Options.defaults().withLearningRate(settings.learningRate()), trained);
        centerUpdate = new CenterUpdate<>(centers, CenterUpdate.Rule.CLASS_MEAN, settings.alpha());
        evaluation = new Evaluation(network, digits.test(), workers);
    }

    /** The evaluation on the test images after the last epoch. */
    Evaluation evaluation() {
        return evaluation;
    }

    /** The classes of the test images. */
    int[] testLabels() {
        return digits.test().labels();
    }

    /** How compact the test features are after the last epoch. */
    Compactness compactness() {
        return Compactness.of(evaluation.features(), testLabels(), centers.shape().dim(0), centers.shape().dim(1));
    }

    /** The learned centres, one row per class. */
    double[][] centerRows() {
        int width = centers.shape().dim(1);
        double[][] rows = new double[centers.shape().dim(0)][width];
        for (int i = 0; i < centers.data().length; i++) {
            rows[i / width][i % width] = centers.data()[i];
        }
        return rows;
    }

    /** Trains all epochs and reports each as it ends. */
    void run(Consumer<Epoch> report) {
        int[] order = new int[digits.training().count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int number = 1; number <= settings.epochs(); number++) {
            shuffle(order);
            report.accept(epoch(number, order));
        }
    }

    /** One pass over the images; a last batch that would not be full is left for the next order. */
    private Epoch epoch(int number, int[] order) {
        int steps = order.length / settings.batch();
        double crossEntropySum = 0;
        double centerLossSum = 0;
        long start = System.nanoTime();
        try (Progress progress = new Progress("epoch " + number, (long) steps * settings.batch(), "images")) {
            for (int step = 0; step < steps; step++) {
                load(order, step * settings.batch());
                step();
                crossEntropySum += crossEntropy.item();
                centerLossSum += centerLoss.item();
                progress.advance(settings.batch());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        evaluation.run();
        return new Epoch(number, (crossEntropySum + settings.weight() * centerLossSum) / steps,
                crossEntropySum / steps, centerLossSum / steps,
                evaluation.accuracy(), compactness().ratio(), steps * settings.batch() / seconds);
    }

    private void step() {
        tape.replay();
        optimizer.zeroGrad();
        tape.backward(loss);
        optimizer.step();
        centerUpdate.apply(output.features(), labels);
    }

    private void load(int[] order, int start) {
        for (int row = 0; row < labels.length; row++) {
            int image = order[start + row];
            digits.training().copyImage(image, images.data(), row);
            labels[row] = digits.training().labels()[image];
        }
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
    }

    private Tensor<float[]> normal(Shape shape) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.parameter(shape, values);
    }
}
