package dev.lanegrad.bench;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Selection;
import java.util.Arrays;
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

/** The positions of the k largest of some floats, the best first, beside a sort. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TopKBenchmark extends Metered {

    /** The number of elements: in the first cache, and the pixels of a map of 640 x 640. */
    @Param({"4096", "409600"})
    public int n;

    /** How many of a hundred are wanted. */
    @Param({"3", "24"})
    public int percent;

    private final Selection<float[]> simd = Kernels.floats().selection();
    private final Selection<float[]> portable = Kernels.floats(Backend.PORTABLE).selection();
    private float[] x;
    private long[] keys;
    private int k;
    private int[] positions;

    /** Draws the elements and compares the answers. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        x = new float[n];
        for (int i = 0; i < n; i++) {
            // Some are equal.
            x[i] = (float) (random.nextInt(1 << 22) - (1 << 21)) / (1 << 20);
        }
        keys = new long[n];
        k = n / 100 * percent;
        positions = new int[k];
        double[] own = doubles(topK());
        Agreement.require("top k, portable", own, doubles(topKPortable()), 0);
        Agreement.require("top k, sort", own, doubles(topKSort()), 0);
    }

    private static double[] doubles(int[] positions) {
        return Arrays.stream(positions).asDoubleStream().toArray();
    }

    /**
     * This library.
     *
     * @return the positions
     */
    @Benchmark
    @Work(reads = "4 * n")
    public int[] topK() {
        simd.topK(n, x, 0, k, NanRank.LOWEST, positions, 0);
        return positions;
    }

    /**
     * This library without SIMD.
     *
     * @return the positions
     */
    @Benchmark
    public int[] topKPortable() {
        portable.topK(n, x, 0, k, NanRank.LOWEST, positions, 0);
        return positions;
    }

    /**
     * {@link Arrays#sort(long[])} of the elements with their positions below them.
     *
     * @return the positions
     */
    @Benchmark
    public int[] topKSort() {
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToIntBits(x[i] + 0f);
            // In the order of integers, the largest first.
            keys[i] = (long) ~(bits ^ bits >> 31 & Integer.MAX_VALUE) << 32 | i;
        }
        Arrays.sort(keys);
        for (int i = 0; i < k; i++) {
            positions[i] = (int) keys[i];
        }
        return positions;
    }
}
