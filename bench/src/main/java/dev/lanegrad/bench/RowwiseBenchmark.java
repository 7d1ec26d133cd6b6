package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Rowwise;
import dev.lanegrad.kernels.Rowwise.NanPolicy;
import dev.lanegrad.losses.CrossEntropy;
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

/**
 * Arg-max, softmax and cross-entropy of 2000 rows of 6625 logits in float, 53 MB, beside copying them once. The gradient of
 * the cross-entropy adds to what is there, as that of a parameter does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class RowwiseBenchmark {

    /** The number of rows. */
    public static final int ROWS = 2000;
    /** The number of classes. */
    public static final int CLASSES = 6625;

    /** Logits, row by row. */
    public final float[] x = new float[ROWS * CLASSES];
    /** The class of each row. */
    public int[] labels;

    private final Rowwise<float[]> rowwise = Kernels.floats().rowwise();
    private final float[] copy = new float[ROWS * CLASSES];
    private final int[] best = new int[ROWS];
    private Tensor<float[]> logits;
    private Tape tape;
    private Tensor<float[]> loss;

    /** Draws logits and labels, and records the loss. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = 3 * (float) random.nextGaussian();
        }
        labels = random.ints(ROWS, 0, CLASSES).toArray();
        logits = Tensor.parameter(Shape.of(ROWS, CLASSES), x);
        tape = new Tape();
        loss = CrossEntropy.mean(tape, logits, labels);
    }

    /**
     * The place of the maximum of every row.
     *
     * @return the places
     */
    @Benchmark
    @Work(reads = "4 * 2000 * 6625")
    public int[] argMax() {
        rowwise.argMax(ROWS, CLASSES, 1, NanPolicy.IGNORE, logits.data(), 0, best, 0);
        return best;
    }

    /**
     * The softmax of every row.
     *
     * @return the probabilities
     */
    @Benchmark
    @Work(reads = "4 * 2000 * 6625", writes = "4 * 2000 * 6625")
    public float[] softmax() {
        rowwise.softmax(ROWS, CLASSES, 1, logits.data(), 0, copy, 0);
        return copy;
    }

    /**
     * The mean cross-entropy, forward alone.
     *
     * @return the loss
     */
    @Benchmark
    public double crossEntropyForward() {
        tape.replay();
        return loss.item();
    }

    /**
     * The mean cross-entropy, forward and backward.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "2 * 4 * 2000 * 6625", writes = "4 * 2000 * 6625")
    public double crossEntropy() {
        tape.replay();
        tape.backward(loss);
        return loss.item();
    }

    /**
     * What the cross-entropy left.
     *
     * @return the gradient of the logits
     */
    public double[] gradient() {
        return CenterLossBenchmark.doubles(logits.grad());
    }

    /**
     * What moving so much memory costs.
     *
     * @return the copy
     */
    @Benchmark
    public float[] crossEntropyCopy() {
        System.arraycopy(logits.data(), 0, copy, 0, copy.length);
        return copy;
    }
}
