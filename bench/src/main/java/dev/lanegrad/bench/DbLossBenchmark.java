package dev.lanegrad.bench;

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

/** The DB loss of a {@link DbBatch}, and what moving its maps costs. One thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class DbLossBenchmark extends Metered {

    private DbBatch batch;
    private float[] copy;
    private DbLoop loop;

    /** Draws the batch and compares the results. */
    @Setup
    public void prepare() {
        batch = new DbBatch();
        copy = new float[batch.maps().data().length];
        loop = new DbLoop(batch);
        Agreement.require("DB loss, loops", batch.step(), loop.run(), 1e-5);
        Agreement.require("DB loss, gradient, loops", batch.maps().grad(), loop.gradient, 1e-4);
    }

    /**
     * The loss and the gradient of the maps.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "4 * 8 * 409600 * (3 + 4)", writes = "4 * 8 * 409600 * 3")
    public double step() {
        return batch.step();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double stepLoop() {
        return loop.run();
    }

    /**
     * The loss alone.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "4 * 8 * 409600 * (3 + 4)")
    public double forward() {
        return batch.forward();
    }

    /**
     * A copy of the three maps.
     *
     * @return the copy
     */
    @Benchmark
    public float[] stepCopy() {
        System.arraycopy(batch.maps().data(), 0, copy, 0, copy.length);
        return copy;
    }
}
