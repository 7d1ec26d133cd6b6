package dev.lanegrad.bench;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.Workers;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** PSELoss forward and backward for every form of its labels, beside one reading of the labels in {@code float}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx4g"})
public class PseLossBenchmark {

    /** The images of the batch. */
    @Param({"4", "16"})
    public int images;

    /** The threads that images are given to. */
    @Param({"1", "2"})
    public int threads;

    private final Reductions<float[]> reductions = Kernels.floats().reductions();
    private PseBatch batch;
    private Workers workers;
    private PseBatch.Step floats;
    private PseBatch.Step bytes;
    private PseBatch.Step bits;
    private PseBatch.Step prepared;

    /** Records the losses and compares them. */
    @Setup
    public void prepare() {
        batch = new PseBatch(images);
        workers = Workers.of(threads);
        floats = new PseBatch.Step(batch, "floats", workers);
        bytes = new PseBatch.Step(batch, "bytes", workers);
        bits = new PseBatch.Step(batch, "bits", workers);
        prepared = new PseBatch.Step(batch, "prepared", workers);
        double loss = floats.run();
        if (loss != bytes.run() || loss != bits.run() || loss != prepared.run()) {
            throw new IllegalStateException("the forms of the labels differ");
        }
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
    }

    /**
     * From labels in {@code float}.
     *
     * @return the loss
     */
    @Benchmark
    public double floats() {
        return floats.run();
    }

    /**
     * From labels in bytes.
     *
     * @return the loss
     */
    @Benchmark
    public double bytes() {
        return bytes.run();
    }

    /**
     * From labels in packed bits.
     *
     * @return the loss
     */
    @Benchmark
    public double bits() {
        return bits.run();
    }

    /**
     * From prepared labels.
     *
     * @return the loss
     */
    @Benchmark
    public double prepared() {
        return prepared.run();
    }

    /**
     * One reading of the labels in {@code float}, on one thread.
     *
     * @return their sum
     */
    @Benchmark
    public double readFloats() {
        return reductions.sum(batch.masks.length, batch.masks, 0) + reductions.sum(batch.texts.length, batch.texts, 0)
                + reductions.sum(batch.kernels.length, batch.kernels, 0);
    }
}
