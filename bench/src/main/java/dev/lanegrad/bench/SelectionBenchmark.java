package dev.lanegrad.bench;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Selection;
import java.util.Arrays;
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

/** The k-th largest of 409,600 floats, on inputs of every kind, beside a sort. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SelectionBenchmark extends Metered {

    /** The number of elements: the pixels of a map of 640 x 640. */
    public static final int N = 409_600;

    /** The input. */
    @Param
    public SelectionInput input;

    /** The rank in percent of the elements. */
    @Param({"3", "24", "50"})
    public int percent;

    /** The elements. */
    public float[] x;

    private final Selection<float[]> selection = Kernels.floats().selection();
    private final Selection<float[]> portable = Kernels.floats(Backend.PORTABLE).selection();
    private float[] sorted;

    /** Draws the input and compares the answers. */
    @Setup
    public void prepare() {
        x = input.draw(N);
        sorted = new float[N];
        Agreement.require("k-th largest, sort, " + input, kthLargest(), kthLargestSort(), 0);
        Agreement.require("k-th largest, portable, " + input, kthLargest(), kthLargestPortable(), 0);
    }

    /**
     * The rank.
     *
     * @return the rank
     */
    public int k() {
        return N / 100 * percent;
    }

    /**
     * This library.
     *
     * @return the element
     */
    @Benchmark
    @Work(reads = "4 * 409600")
    public double kthLargest() {
        return selection.kthLargest(N, x, 0, k(), NanRank.LOWEST);
    }

    /**
     * This library without SIMD.
     *
     * @return the element
     */
    @Benchmark
    public double kthLargestPortable() {
        return portable.kthLargest(N, x, 0, k(), NanRank.LOWEST);
    }

    /**
     * A copy and {@link Arrays#sort(float[])}.
     *
     * @return the element
     */
    @Benchmark
    public double kthLargestSort() {
        System.arraycopy(x, 0, sorted, 0, N);
        Arrays.sort(sorted);
        return sorted[N - k()];
    }
}
