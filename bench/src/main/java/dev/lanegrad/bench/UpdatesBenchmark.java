package dev.lanegrad.bench;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.Updates;
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

/** A step of Adam beside reading its four arrays, and beside copying them, which writes as much as it reads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class UpdatesBenchmark {

    /** The number of parameters. */
    @Param({"50890", "1000000"})
    public int n;

    private final Updates<float[]> updates = Kernels.floats().updates();
    private final Reductions<float[]> reductions = Kernels.floats().reductions();
    /** The gradients. */
    public float[] g;
    private float[] m;
    private float[] v;
    private int step;
    /** The parameters. */
    public float[] p;

    /** Draws gradients and parameters. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        g = CenterLossBenchmark.floats(random.doubles(n, -1, 1).toArray());
        p = CenterLossBenchmark.floats(random.doubles(n, -1, 1).toArray());
        m = new float[n];
        v = new float[n];
    }

    /** A step of Adam. */
    @Benchmark
    @Work(reads = "4 * size * n", writes = "3 * size * n", memory = "4 * size * n")
    public void adam() {
        step++;
        updates.adam(n, 1e-3 / (1 - Math.pow(0.9, step)), 0.9, 0.999, 1 / Math.sqrt(1 - Math.pow(0.999, step)), 1e-8,
                g, 0, m, 0, v, 0, p, 0);
    }

    /** A step of gradient descent with momentum. */
    @Benchmark
    @Work(reads = "3 * size * n", writes = "2 * size * n", memory = "3 * size * n")
    public void momentum() {
        updates.descendWithMomentum(n, 1e-3, 1e-4, 0.9, g, 0, m, 0, p, 0);
    }

    /**
     * The sums of the four arrays.
     *
     * @return the sum of the sums
     */
    @Benchmark
    public double adamRead() {
        return reductions.sum(n, g, 0) + reductions.sum(n, m, 0) + reductions.sum(n, v, 0) + reductions.sum(n, p, 0);
    }
}
