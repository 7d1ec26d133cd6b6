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

/** CTC of a {@link CtcBatch}, the softmax included, and what moving the scores costs. One thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx3g"})
public class CtcLossBenchmark extends Metered {

    private CtcBatch batch;
    private float[] copy;
    private CtcLoop loop;

    /** Draws the batch and compares the results. */
    @Setup
    public void prepare() {
        batch = new CtcBatch();
        copy = new float[batch.logits().data().length];
        loop = new CtcLoop(batch);
        Agreement.require("CTC, loops", batch.step(), loop.run(), 1e-5);
        Agreement.require("CTC, gradient, loops", batch.logits().grad(), loop.gradient, 1e-4);
    }

    /**
     * The loss and the gradient of the scores.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "2 * 4 * 64 * 80 * 6625", writes = "4 * 64 * 80 * 6625", memory = "2 * 4 * 64 * 80 * 6625")
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
    @Work(reads = "4 * 64 * 80 * 6625")
    public double forward() {
        return batch.forward();
    }

    /**
     * A copy of the scores.
     *
     * @return the copy
     */
    @Benchmark
    public float[] stepCopy() {
        System.arraycopy(batch.logits().data(), 0, copy, 0, copy.length);
        return copy;
    }
}
