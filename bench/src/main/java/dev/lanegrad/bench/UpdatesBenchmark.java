package dev.lanegrad.bench;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.Updates;
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

/** A step of Adam beside reading its four arrays, and beside copying them, which writes as much as it reads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class UpdatesBenchmark extends Metered {

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
        compareWithLoops();
    }

    private void compareWithLoops() {
        Agreement.require("adam, loop", moved(this::adam), moved(this::adamLoop), 1e-6);
        Agreement.require("momentum, loop", moved(this::momentum), moved(this::momentumLoop), 1e-6);
    }

    /** The parameters after a first step; the state is as before. */
    private float[] moved(Runnable update) {
        float[] start = p;
        p = start.clone();
        update.run();
        float[] moved = p;
        p = start;
        step = 0;
        Arrays.fill(m, 0);
        Arrays.fill(v, 0);
        return moved;
    }

    /** A step of Adam. */
    @Benchmark
    @Work(reads = "4 * size * n", writes = "3 * size * n", memory = "4 * size * n")
    public void adam() {
        step++;
        updates.adam(n, 1e-3 / (1 - Math.pow(0.9, step)), 0.9, 0.999, 1 / Math.sqrt(1 - Math.pow(0.999, step)), 1e-8,
                g, 0, m, 0, v, 0, p, 0);
    }

    /** A step of Adam as a loop. */
    @Benchmark
    public void adamLoop() {
        step++;
        float rate = (float) (1e-3 / (1 - Math.pow(0.9, step)));
        float scale = (float) (1 / Math.sqrt(1 - Math.pow(0.999, step)));
        for (int i = 0; i < n; i++) {
            m[i] = 0.9f * m[i] + 0.1f * g[i];
            v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
            p[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * scale + 1e-8f);
        }
    }

    /** A step of gradient descent with momentum as a loop. */
    @Benchmark
    public void momentumLoop() {
        for (int i = 0; i < n; i++) {
            m[i] = 0.9f * m[i] + g[i] + 1e-4f * p[i];
            p[i] -= 1e-3f * m[i];
        }
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
