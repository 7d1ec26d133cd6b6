package dev.lanegrad.bench;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import java.util.Arrays;
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
 * The masked dice loss of [4, 640, 640] logits, forward and backward, beside its definition as loops and beside one reading of its three inputs; and
 * the sigmoid of a million floats.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 12, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms4g", "-Xmx4g"})
public class SegmentationBenchmark extends Metered {

    /** The arguments of the sigmoid. */
    public static final int N = 1_000_000;

    /** The batch. */
    public final DiceBatch batch = new DiceBatch(Kernels.floats());

    /** The results of the sigmoid. */
    public final float[] probabilities = new float[N];

    private final DiceBatch portable = new DiceBatch(Kernels.floats(Backend.PORTABLE));
    private final Reductions<float[]> reductions = Kernels.floats().reductions();
    private final float[] gradient = new float[DiceBatch.SIZE];
    private final double[] scratch = new double[DiceBatch.SIZE];

    /** Compares the results. */
    @Setup
    public void prepare() {
        Agreement.require("sigmoidDice, portable", batch.run(), portable.run(), 0);
        Agreement.require("sigmoidDice, loops", batch.run(), sigmoidDiceLoop(), 1e-5);
        Arrays.fill(gradient, 0);
        sigmoidDiceLoop();
        Agreement.require("sigmoidDice, gradient, loops", batch.gradient(), gradient, 1e-4);
    }

    /**
     * The loss and the gradient of its logits.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "3 * 4 * 1638400", writes = "4 * 1638400")
    public double sigmoidDice() {
        return batch.run();
    }

    /**
     * The same without SIMD.
     *
     * @return the loss
     */
    @Benchmark
    public double sigmoidDicePortable() {
        return portable.run();
    }

    /**
     * The definition, pixel by pixel, in {@code double}.
     *
     * @return the loss
     */
    @Benchmark
    public double sigmoidDiceLoop() {
        double total = 0;
        int size = DiceBatch.SIZE / DiceBatch.ITEMS;
        for (int item = 0; item < DiceBatch.ITEMS; item++) {
            double qs = 0;
            double squares = 2e-6;
            for (int i = item * size; i < (item + 1) * size; i++) {
                scratch[i] = 1 / (1 + Math.exp(-batch.logits[i]));
                double q = scratch[i] * batch.masks[i];
                double s = batch.targets[i] * batch.masks[i];
                qs += q * s;
                squares += q * q + s * s;
            }
            total += 1 - 2 * qs / squares;
            double alpha = -2.0 / DiceBatch.ITEMS / squares;
            double beta = 4.0 / DiceBatch.ITEMS * qs / (squares * squares);
            for (int i = item * size; i < (item + 1) * size; i++) {
                double dq = alpha * batch.targets[i] * batch.masks[i] + beta * scratch[i] * batch.masks[i];
                gradient[i] += (float) (dq * batch.masks[i] * scratch[i] * (1 - scratch[i]));
            }
        }
        return total / DiceBatch.ITEMS;
    }

    /**
     * One reading of logits, targets and masks.
     *
     * @return their sum
     */
    @Benchmark
    public double sigmoidDiceRead() {
        return reductions.sum(DiceBatch.SIZE, batch.logits, 0) + reductions.sum(DiceBatch.SIZE, batch.targets, 0)
                + reductions.sum(DiceBatch.SIZE, batch.masks, 0);
    }

    /**
     * The sigmoid of a million floats.
     *
     * @return the results
     */
    @Benchmark
    @Work(reads = "4 * 1000000", writes = "4 * 1000000")
    public float[] sigmoid() {
        Kernels.floats().elementary().sigmoid(N, batch.logits, 0, probabilities, 0);
        return probabilities;
    }
}
