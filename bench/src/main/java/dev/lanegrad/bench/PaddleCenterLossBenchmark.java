package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.PaddleCenterLoss;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** PaddleOCR's centre loss as it comes, arg-max of the logits included, forward and backward: 2000 rows, 6625 classes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx4g"})
public class PaddleCenterLossBenchmark {

    /** The number of classes. */
    public static final int CLASSES = 6625;

    /** Features, row by row. */
    public double[] x;
    /** Logits, row by row. */
    public double[] z;
    /** Centres, row by row. */
    public double[] c;

    private Tensor<float[]> features;
    private Tape tape;
    private Tensor<double[]> loss;

    /** Records the loss of float features and logits. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        int rows = CenterLossBenchmark.ROWS;
        int cols = CenterLossBenchmark.COLS;
        x = random.doubles(rows * cols).toArray();
        z = random.doubles(rows * CLASSES).toArray();
        c = random.doubles(CLASSES * cols).toArray();
        features = Tensor.parameter(Shape.of(rows, cols), CenterLossBenchmark.floats(x));
        Tensor<float[]> logits = Tensor.constant(Shape.of(rows, CLASSES), CenterLossBenchmark.floats(z));
        Tensor<double[]> centers = Tensor.constant(Shape.of(CLASSES, cols), c);
        tape = new Tape();
        loss = PaddleCenterLoss.record(tape, features, logits, centers, PaddleCenterLoss.Options.defaults()).loss();
    }

    /**
     * The loss and the gradient of the features.
     *
     * @return the loss
     */
    @Benchmark
    public double paddle() {
        features.zeroGrad();
        tape.replay();
        tape.backward(loss);
        return loss.item();
    }
}
