package dev.lanegrad.bench;

import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

/** Element-wise kernels beside the loop that a reader would write with the same offsets, and beside a copy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementwiseBenchmark extends Metered {

    /** The number of elements: in the first cache, in the second, and in memory. */
    @Param({"1024", "65536", "16777216"})
    public int n;

    /** Where the result begins; another place than the operands. */
    private static final int OFFSET = 3;

    private final Elementwise<float[]> kernels = Kernels.floats().elementwise();
    private float[] x;
    private float[] y;
    private float[] z;

    /** Draws the operands. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        x = new float[n];
        y = new float[n];
        z = new float[n + OFFSET];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextFloat() - 0.5f;
            y[i] = random.nextFloat() - 0.5f;
        }
        compare("add", this::add, this::addLoop);
        compare("axpy", this::axpy, this::axpyLoop);
        compare("addReluGradient", this::addReluGradient, this::addReluGradientLoop);
    }

    private void compare(String task, Supplier<float[]> own, Supplier<float[]> loop) {
        Arrays.fill(z, 0.25f);
        float[] expected = own.get().clone();
        Arrays.fill(z, 0.25f);
        Agreement.require(task + ", loop", expected, loop.get(), 1e-6);
    }

    /**
     * This library's sum.
     *
     * @return the sums
     */
    @Benchmark
    @Work(operations = "n", reads = "2 * size * n", writes = "size * n")
    public float[] add() {
        kernels.add(n, x, 0, y, 0, z, OFFSET);
        return z;
    }

    /**
     * This library's axpy.
     *
     * @return the sums
     */
    @Benchmark
    @Work(operations = "2 * n", reads = "2 * size * n", writes = "size * n", memory = "2 * size * n")
    public float[] axpy() {
        kernels.axpy(n, 1e-3, x, 0, z, OFFSET);
        return z;
    }

    /**
     * This library's gradient of relu.
     *
     * @return the gradient
     */
    @Benchmark
    @Work(reads = "3 * size * n", writes = "size * n", memory = "3 * size * n")
    public float[] addReluGradient() {
        kernels.addReluGradient(n, x, 0, y, 0, z, OFFSET);
        return z;
    }

    /**
     * A sum as a plain loop.
     *
     * @return the sums
     */
    @Benchmark
    public float[] addLoop() {
        addLoop(n, x, 0, y, 0, z, OFFSET);
        return z;
    }

    private static void addLoop(int n, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
        for (int i = 0; i < n; i++) {
            z[zOffset + i] = x[xOffset + i] + y[yOffset + i];
        }
    }

    /**
     * The axpy as a plain loop.
     *
     * @return the sums
     */
    @Benchmark
    public float[] axpyLoop() {
        for (int i = 0; i < n; i++) {
            z[OFFSET + i] += 1e-3f * x[i];
        }
        return z;
    }

    /**
     * The gradient of relu as a plain loop.
     *
     * @return the gradient
     */
    @Benchmark
    public float[] addReluGradientLoop() {
        for (int i = 0; i < n; i++) {
            z[OFFSET + i] += x[i] > 0 ? y[i] : 0;
        }
        return z;
    }

    /**
     * A copy: what memory allows.
     *
     * @return the copy
     */
    @Benchmark
    public float[] addCopy() {
        System.arraycopy(x, 0, z, OFFSET, n);
        return z;
    }
}
