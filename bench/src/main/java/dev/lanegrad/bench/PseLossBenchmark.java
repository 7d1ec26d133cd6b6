package dev.lanegrad.bench;

import dev.lanegrad.kernels.Backend;
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

/**
 * PSELoss forward and backward on maps [images, 7, 160, 160] for every form of its labels, beside one reading of the labels. Bytes and bits say the
 * same as the labels in {@code float}; results are compared before they are timed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 12, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xms4g", "-Xmx4g"})
public class PseLossBenchmark extends Metered {

    /** The images of the batch. */
    @Param({"4", "16"})
    public int images;

    /** The threads that images are given to. */
    @Param("1")
    public int threads;

    private final Reductions<float[]> reductions = Kernels.floats().reductions();
    private PseBatch batch;
    private Workers workers;
    private Workers two;
    private PseBatch.Step step;
    private PseBatch.Step stepPortable;
    private PseBatch.Step bytes;
    private PseBatch.Step bits;
    private PseBatch.Step prepared;
    private PseLoop loop;
    private PseBatch.Step stepTwoThreads;
    private PseBatch.Step preparedTwoThreads;

    /** Records the losses and compares them. */
    @Setup
    public void prepare() {
        batch = new PseBatch(images);
        workers = Workers.of(threads);
        step = new PseBatch.Step(Kernels.floats(), batch, "floats", workers);
        stepPortable = new PseBatch.Step(Kernels.floats(Backend.PORTABLE), batch, "floats", workers);
        bytes = new PseBatch.Step(Kernels.floats(), batch, "bytes", workers);
        bits = new PseBatch.Step(Kernels.floats(), batch, "bits", workers);
        prepared = new PseBatch.Step(Kernels.floats(), batch, "prepared", workers);
        two = Workers.of(2);
        stepTwoThreads = new PseBatch.Step(Kernels.floats(), batch, "floats", two);
        preparedTwoThreads = new PseBatch.Step(Kernels.floats(), batch, "prepared", two);
        double loss = step.run();
        Agreement.require("PSELoss, two threads", loss, stepTwoThreads.run(), 0);
        Agreement.require("PSELoss, prepared, two threads", loss, preparedTwoThreads.run(), 0);
        loop = new PseLoop(batch);
        Agreement.require("PSELoss, loops", loss, loop.run(), 1e-5);
        Agreement.require("PSELoss, gradient, loops", step.gradient(), loop.gradient, 1e-4);
        Agreement.require("PSELoss, portable", loss, stepPortable.run(), 0);
        Agreement.require("PSELoss, bytes", loss, bytes.run(), 0);
        Agreement.require("PSELoss, bits", loss, bits.run(), 0);
        Agreement.require("PSELoss, prepared", loss, prepared.run(), 0);
        Agreement.require("PSELoss, gradient, prepared", step.gradient(), prepared.gradient(), 0);
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        workers.close();
        two.close();
    }

    /**
     * From labels in {@code float}.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "images * (4 * 8 * 409600 + 4 * 7 * 25600)", writes = "images * 4 * 7 * 25600")
    public double step() {
        return step.run();
    }

    /**
     * The same without SIMD.
     *
     * @return the loss
     */
    @Benchmark
    public double stepPortable() {
        return stepPortable.run();
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
     * The same on two threads.
     *
     * @return the loss
     */
    @Benchmark
    public double stepTwoThreads() {
        return stepTwoThreads.run();
    }

    /**
     * One reading of masks and labels in {@code float}, on one thread.
     *
     * @return their sum
     */
    @Benchmark
    public double stepRead() {
        return stepRead(batch.masks) + stepRead(batch.texts) + stepRead(batch.kernels);
    }

    private double stepRead(float[] labels) {
        return reductions.sum(labels.length, labels, 0);
    }

    /**
     * From labels in bytes.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "images * (8 * 409600 + 4 * 7 * 25600)", writes = "images * 4 * 7 * 25600")
    public double bytes() {
        return bytes.run();
    }

    /**
     * From labels in packed bits.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "images * (409600 + 4 * 7 * 25600)", writes = "images * 4 * 7 * 25600")
    public double bits() {
        return bits.run();
    }

    /**
     * From prepared labels: one training step.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "images * (16 * 25600 + 4 * 7 * 25600)", writes = "images * 4 * 7 * 25600")
    public double prepared() {
        return prepared.run();
    }

    /**
     * The same on two threads.
     *
     * @return the loss
     */
    @Benchmark
    public double preparedTwoThreads() {
        return preparedTwoThreads.run();
    }
}
