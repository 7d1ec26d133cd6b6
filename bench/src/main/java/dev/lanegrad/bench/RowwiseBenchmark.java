package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Rowwise;
import dev.lanegrad.kernels.Rowwise.NanPolicy;
import dev.lanegrad.losses.CrossEntropy;
import java.util.Arrays;
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
public class RowwiseBenchmark extends Metered {

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
        Agreement.require("arg-max, loop", Arrays.stream(argMax()).sum(), Arrays.stream(argMaxLoop()).sum(), 0);
        Agreement.require("softmax, loop", softmax().clone(), softmaxLoop(), 1e-6);
        Agreement.require("cross-entropy, loop", crossEntropy(), crossEntropyLoop(), 1e-5);
        Agreement.require("cross-entropy, gradient, loop", gradient(), CenterLossBenchmark.doubles(copy), 1e-5);
        logits.zeroGrad();
        Arrays.fill(copy, 0);
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
    @Work(reads = "4 * 2000 * 6625")
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
    @Work(reads = "4 * 2000 * 6625", writes = "4 * 2000 * 6625")
    public double crossEntropy() {
        logits.zeroGrad();
        tape.replay();
        tape.backward(loss);
        return loss.item();
    }

    /**
     * The places as a plain loop.
     *
     * @return the places
     */
    @Benchmark
    public int[] argMaxLoop() {
        for (int row = 0; row < ROWS; row++) {
            best[row] = 0;
            for (int i = 1; i < CLASSES; i++) {
                if (x[row * CLASSES + i] > x[row * CLASSES + best[row]]) {
                    best[row] = i;
                }
            }
        }
        return best;
    }

    /**
     * The softmax as plain loops.
     *
     * @return the probabilities
     */
    @Benchmark
    public float[] softmaxLoop() {
        for (int row = 0; row < ROWS; row++) {
            softmax(row);
        }
        return copy;
    }

    /** Returns the logarithm of the sum of the powers. */
    private double softmax(int row) {
        int start = row * CLASSES;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < CLASSES; i++) {
            largest = Math.max(largest, x[start + i]);
        }
        double sum = 0;
        for (int i = 0; i < CLASSES; i++) {
            copy[start + i] = (float) Math.exp(x[start + i] - largest);
            sum += copy[start + i];
        }
        for (int i = 0; i < CLASSES; i++) {
            copy[start + i] /= (float) sum;
        }
        return largest + Math.log(sum);
    }

    /**
     * The cross-entropy as plain loops, forward and backward; the gradient is stored, not added.
     *
     * @return the loss
     */
    @Benchmark
    public double crossEntropyLoop() {
        double loss = 0;
        for (int row = 0; row < ROWS; row++) {
            loss += softmax(row) - x[row * CLASSES + labels[row]];
            copy[row * CLASSES + labels[row]] -= 1;
            for (int i = 0; i < CLASSES; i++) {
                copy[row * CLASSES + i] /= ROWS;
            }
        }
        return loss / ROWS;
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
