package dev.lanegrad.bench;

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
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SelectionBenchmark {

    private static final int N = 409_600;

    /** The input. */
    @Param
    public SelectionInput input;

    /** The rank in percent of the elements. */
    @Param({"3", "24", "50"})
    public int percent;

    private final Selection<float[]> selection = Kernels.floats().selection();
    private float[] x;
    private float[] sorted;

    /** Draws the input and compares the answers. */
    @Setup
    public void prepare() {
        x = input.draw(N);
        sorted = new float[N];
        if (sort() != kthLargest()) {
            throw new IllegalStateException(input + ": " + sort() + " and " + kthLargest());
        }
    }

    /**
     * This library.
     *
     * @return the element
     */
    @Benchmark
    public double kthLargest() {
        return selection.kthLargest(N, x, 0, N / 100 * percent, NanRank.LOWEST);
    }

    /**
     * A copy and {@link Arrays#sort(float[])}.
     *
     * @return the element
     */
    @Benchmark
    public double sort() {
        System.arraycopy(x, 0, sorted, 0, N);
        Arrays.sort(sorted);
        return sorted[N - N / 100 * percent];
    }
}
