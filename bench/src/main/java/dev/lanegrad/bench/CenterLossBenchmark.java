package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.CenterLoss;
import dev.lanegrad.losses.PaddleCenterLoss;
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
 * Centre losses with given labels, forward and backward, for 2000 rows of 96 features: a batch of a text recogniser. In
 * {@code float} it is half the mean squared distance, in {@code double} PaddleOCR's loss. The gradient of the features is cleared
 * in each call, as a training step does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx4g"})
public class CenterLossBenchmark extends Metered {

    /** The number of rows. */
    public static final int ROWS = 2000;
    /** The number of features. */
    public static final int COLS = 96;

    /** The type of features and centres. */
    @Param({"float", "double"})
    public String type;

    /** The number of classes: PaddleOCR's Chinese characters, and a vocabulary beyond all alphabets. */
    @Param({"6625", "1000000"})
    public int classes;

    /** Features, row by row. */
    public double[] x;
    /** Centres, row by row. */
    public double[] c;
    /** The class of each row. */
    public int[] labels;

    private final double[] loopGradient = new double[ROWS * COLS];
    private Tape tape;
    private Tensor<?> features;
    private Tensor<?> loss;

    /** Draws rows and centres, records the loss and compares it with that of a loop. */
    @Setup
    public void prepare() {
        draw();
        record();
        Agreement.require("center loss, loop", gathered(), gatheredLoop(), 1e-5 + 1e-12 * classes);
        Agreement.require("center loss, gradient, loop", gradient(), loopGradient, 1e-5);
    }

    /** Draws rows and centres. */
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        labels = random.ints(ROWS, 0, classes).toArray();
        x = random.doubles(ROWS * COLS).toArray();
        c = random.doubles((long) classes * COLS).toArray();
    }

    /** Records the loss. */
    public void record() {
        tape = new Tape();
        Shape rows = Shape.of(ROWS, COLS);
        Shape centers = Shape.of(classes, COLS);
        if (type.equals("float")) {
            Tensor<float[]> parameter = Tensor.parameter(rows, floats(x));
            features = parameter;
            loss = CenterLoss.record(tape, parameter, labels, Tensor.constant(centers, floats(c)));
        } else {
            features = Tensor.parameter(rows, x);
            loss = PaddleCenterLoss.record(tape, features, labels, Tensor.constant(centers, c),
                    PaddleCenterLoss.Options.defaults()).loss();
        }
    }

    /**
     * Numbers as {@code float}.
     *
     * @param x numbers
     * @return the same, rounded
     */
    public static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    /**
     * The loss and the gradient of the features.
     *
     * @return the loss
     */
    @Benchmark
    @Work(operations = "6 * 2000 * 96", reads = "2 * size * 2000 * 96", writes = "size * 2000 * 96")
    public double gathered() {
        features.zeroGrad();
        tape.replay();
        tape.backward(loss);
        return loss.item();
    }

    /**
     * The same as a loop, in {@code double}.
     *
     * @return the loss
     */
    @Benchmark
    public double gatheredLoop() {
        double scale = type.equals("float") ? 0.5 / ROWS : 1.0 / ROWS;
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            int own = labels[row] * COLS;
            for (int j = 0; j < COLS; j++) {
                double gap = x[row * COLS + j] - c[own + j];
                sum += gap * gap;
                loopGradient[row * COLS + j] = 2 * scale * gap;
            }
        }
        // PaddleOCR's loss adds its lower bound for every class that is not a row's own.
        return type.equals("float") ? scale * sum : scale * sum + 1e-12 * (classes - 1);
    }

    /**
     * What {@link #gathered()} left.
     *
     * @return the gradient of the features
     */
    public double[] gradient() {
        return features.grad() instanceof float[] g ? doubles(g) : (double[]) features.grad();
    }

    /**
     * Numbers as {@code double}.
     *
     * @param x numbers
     * @return the same
     */
    public static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
