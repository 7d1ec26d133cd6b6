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
public class DbLossBenchmark {

    private DbBatch batch;
    private float[] copy;

    /** Draws the batch. */
    @Setup
    public void prepare() {
        batch = new DbBatch();
        copy = new float[batch.maps().data().length];
    }

    /**
     * The loss and the gradient of the maps.
     *
     * @return the loss
     */
    @Benchmark
    public double step() {
        return batch.step();
    }

    /**
     * The loss alone.
     *
     * @return the loss
     */
    @Benchmark
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
