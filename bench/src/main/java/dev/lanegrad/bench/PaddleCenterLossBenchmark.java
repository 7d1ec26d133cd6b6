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
public class PaddleCenterLossBenchmark extends Metered {

    /** The number of classes. */
    public static final int CLASSES = 6625;

    /** Features, row by row. */
    public double[] x;
    /** Logits, row by row. */
    public double[] z;
    /** Centres, row by row. */
    public double[] c;

    private float[] logits;
    private final float[] gradient = new float[CenterLossBenchmark.ROWS * CenterLossBenchmark.COLS];
    private Tensor<float[]> features;
    private Tape tape;
    private Tensor<double[]> loss;

    /** Records the loss of float features and logits and compares it with a loop. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        int rows = CenterLossBenchmark.ROWS;
        int cols = CenterLossBenchmark.COLS;
        x = random.doubles(rows * cols).toArray();
        z = random.doubles(rows * CLASSES).toArray();
        c = random.doubles(CLASSES * cols).toArray();
        features = Tensor.parameter(Shape.of(rows, cols), CenterLossBenchmark.floats(x));
        logits = CenterLossBenchmark.floats(z);
        Tensor<double[]> centers = Tensor.constant(Shape.of(CLASSES, cols), c);
        tape = new Tape();
        loss = PaddleCenterLoss.record(tape, features, Tensor.constant(Shape.of(rows, CLASSES), logits), centers,
                PaddleCenterLoss.Options.defaults()).loss();
        Agreement.require("PaddleOCR's center loss, loop", paddle(), paddleLoop(), 1e-6);
        Agreement.require("PaddleOCR's center loss, gradient, loop", features.grad(), gradient, 1e-5);
    }

    /**
     * The loss and the gradient of the features.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "4 * 2000 * 6625 + (4 + 8) * 2000 * 96", writes = "4 * 2000 * 96")
    public double paddle() {
        features.zeroGrad();
        tape.replay();
        tape.backward(loss);
        return loss.item();
    }

    /**
     * The same as loops: arg-max, then the distance to one centre.
     *
     * @return the loss
     */
    @Benchmark
    public double paddleLoop() {
        int rows = CenterLossBenchmark.ROWS;
        int cols = CenterLossBenchmark.COLS;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            int best = 0;
            for (int i = 1; i < CLASSES; i++) {
                if (logits[row * CLASSES + i] > logits[row * CLASSES + best]) {
                    best = i;
                }
            }
            for (int j = 0; j < cols; j++) {
                double gap = features.data()[row * cols + j] - c[best * cols + j];
                sum += gap * gap;
                gradient[row * cols + j] = (float) (2 * gap / rows);
            }
        }
        // The original adds its lower bound for every class that is not a row's own.
        return sum / rows + 1e-12 * (CLASSES - 1);
    }
}
