package dev.lanegrad.bench.peers;

import static dev.lanegrad.bench.TrainingStepBenchmark.CLASSES;
import static dev.lanegrad.bench.TrainingStepBenchmark.FEATURES;
import static dev.lanegrad.bench.TrainingStepBenchmark.PIXELS;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.TrainingStepBenchmark;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The training step of the centre-loss tutorials in libtorch: the model, losses, optimiser and update of
 * {@code TrainingStepBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class TrainingStepPeers {

    /** The number of rows in a batch. */
    @Param({"32", "256"})
    public int batch;

    /** The calling thread alone. */
    @Param("one")
    public String threads;

    private final SplittableRandom random = new SplittableRandom(1);
    private Tensor pixels;
    private Tensor labels;
    private Tensor w1;
    private Tensor b1;
    private Tensor w2;
    private Tensor b2;
    private Tensor centers;
    private Adam adam;

    private Tensor uniform(double min, double max, long... shape) {
        long size = 1;
        for (long dim : shape) {
            size *= dim;
        }
        return Tensor.create(random.doubles(size, min, max).toArray(), shape).to(torch.ScalarType.Float);
    }

    private Tensor parameter(long... shape) {
        return uniform(-0.05, 0.05, shape).requires_grad_(true);
    }

    /** Makes the model with the weights that this library draws, and compares the losses of three steps. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        w1 = parameter(FEATURES, PIXELS);
        b1 = parameter(FEATURES);
        w2 = parameter(CLASSES, FEATURES);
        b2 = parameter(CLASSES);
        centers = parameter(CLASSES, FEATURES);
        pixels = uniform(0, 1, batch, PIXELS);
        TrainingStepBenchmark own = new TrainingStepBenchmark();
        own.batch = batch;
        own.threads = threads;
        own.prepare();
        labels = Tensor.create(Arrays.stream(own.labels).asLongStream().toArray(), batch);
        adam = new Adam(new TensorVector(w1, b1, w2, b2, centers), new AdamOptions(1e-3));
        for (int step = 0; step < 3; step++) {
            Agreement.require("step " + step + ", libtorch", own.step(), stepTorch(), 1e-4);
        }
    }

    /**
     * A step on the batch.
     *
     * @return the loss before the step
     */
    @Benchmark
    public double stepTorch() {
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
            Tensor counts = torch.bincount(labels, new org.bytedeco.pytorch.TensorOptional(), CLASSES)
                    .clamp_min(new Scalar(1)).unsqueeze(1);
            centers.sub_(gaps.div(counts), new Scalar(0.5));
        }
    }
}
