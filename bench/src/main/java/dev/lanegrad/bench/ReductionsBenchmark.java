package dev.lanegrad.bench;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
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

/** Dot products from the first cache to memory, beside the loop that a reader would write. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ReductionsBenchmark extends Metered {

    /** The number of elements: in the first cache, in the second, and in memory. */
    @Param({"1024", "65536", "16777216"})
    public int n;

    private final Reductions<float[]> reductions = Kernels.floats().reductions();
    private float[] x;
    private float[] y;

    /** Draws the vectors and checks the results against each other. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        x = new float[n];
        y = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextFloat() * 2 - 1;
            y[i] = random.nextFloat() * 2 - 1;
        }
        // One running sum of 16 million floats loses half of its digits.
        Agreement.require("dot, loop", dot(), dotLoop(), 2e-3);
    }

    /**
     * This library.
     *
     * @return the dot product
     */
    @Benchmark
    @Work(operations = "2 * n", reads = "2 * size * n")
    public double dot() {
        return reductions.dot(n, x, 0, y, 0);
    }

    /**
     * The plain loop.
     *
     * @return the dot product
     */
    @Benchmark
    public double dotLoop() {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
