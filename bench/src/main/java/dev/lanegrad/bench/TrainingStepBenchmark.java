package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.LinearAlgebra;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.optim.Adam;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.CenterLoss;
import dev.lanegrad.losses.CenterUpdate;
import dev.lanegrad.losses.CrossEntropy;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
 * A step of the centre-loss tutorials: a network 784-64-10 without activation, cross-entropy and a tenth of the centre loss,
 * Adam on weights and centres, then the update of the centres.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TrainingStepBenchmark {

    /** The number of inputs. */
    public static final int PIXELS = 784;
    /** The number of features. */
    public static final int FEATURES = 64;
    /** The number of classes. */
    public static final int CLASSES = 10;

    /** The number of rows in a batch. */
    @Param({"32", "256"})
    public int batch;

    /** The threads: the calling one alone, or those that a tape has by default. */
    @Param({"one", "common"})
    public String threads;

    private final SplittableRandom random = new SplittableRandom(1);
    private Tape tape;
    private Tensor<float[]> features;
    private Tensor<float[]> loss;
    /** The class of each row. */
    public int[] labels;
    private Adam adam;
    private CenterUpdate<float[]> update;

    private Tensor<float[]> parameter(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.parameter(shape, CenterLossBenchmark.floats(random.doubles(shape.size(), -0.05, 0.05).toArray()));
    }

    /** Records the step. */
    @Setup
    public void prepare() {
        tape = new Tape(threads.equals("one") ? Workers.single() : Workers.common());
        Tensor<float[]> w1 = parameter(FEATURES, PIXELS);
        Tensor<float[]> b1 = parameter(FEATURES);
        Tensor<float[]> w2 = parameter(CLASSES, FEATURES);
        Tensor<float[]> b2 = parameter(CLASSES);
        Tensor<float[]> centers = parameter(CLASSES, FEATURES);
        Tensor<float[]> pixels = Tensor.constant(Shape.of(batch, PIXELS),
                CenterLossBenchmark.floats(random.doubles(batch * PIXELS).toArray()));
        labels = random.ints(batch, 0, CLASSES).toArray();
        features = LinearAlgebra.linear(tape, pixels, w1, b1);
        Tensor<float[]> logits = LinearAlgebra.linear(tape, features, w2, b2);
        Tensor<float[]> center = CenterLoss.record(tape, features, labels, centers);
        loss = Ops.add(tape, CrossEntropy.mean(tape, logits, labels), Ops.scale(tape, center, 0.1));
        adam = new Adam(Adam.Options.defaults(), List.of(w1, b1, w2, b2, centers));
        update = new CenterUpdate<>(centers, CenterUpdate.Rule.CLASS_MEAN, 0.5);
    }

    /**
     * A step on the batch.
     *
     * @return the loss before the step
     */
    @Benchmark
    public double step() {
        tape.replay();
        adam.zeroGrad();
        tape.backward(loss);
        adam.step();
        update.apply(features, labels);
        return loss.item();
    }
}
