package dev.lanegrad.bench;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A step of the centre-loss tutorials: a network 784-64-10 without activation, cross-entropy and a tenth of the centre loss,
 * Adam on weights and centres, then the update of the centres.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TrainingStepBenchmark extends Metered {

    /** The number of rows in a batch. */
    @Param({"32", "256"})
    public int batch;

    /** The threads: the calling one alone, or those that a tape has by default. */
    @Param({"one", "common"})
    public String threads;

    private TrainingStep step;
    private TrainingStep stepPortable;
    private TrainingLoop stepLoop;

    /** Records the step and compares the losses of three steps. */
    @Setup
    public void prepare() {
        TrainingData data = new TrainingData(batch);
        Workers workers = threads.equals("one") ? Workers.single() : Workers.common();
        step = new TrainingStep(Kernels.floats(), workers, data);
        stepPortable = new TrainingStep(Kernels.floats(Backend.PORTABLE), workers, data);
        stepLoop = new TrainingLoop(data);
        for (int i = 0; i < 3; i++) {
            double loss = step.run();
            Agreement.require("training step " + i + ", portable", loss, stepPortable.run(), 0);
            Agreement.require("training step " + i + ", loops", loss, stepLoop.run(), 1e-5);
        }
    }

    /**
     * A step on the batch.
     *
     * @return the loss before the step
     */
    @Benchmark
    @Work(operations = "4 * batch * 784 * 64 + 6 * batch * 64 * 10",
            reads = "4 * (batch * 784 + 4 * 51530)", writes = "4 * 3 * 51530", memory = "4 * (batch * 784 + 4 * 51530)")
    public double step() {
        return step.run();
    }

    /**
     * The same without SIMD.
     *
     * @return the loss before the step
     */
    @Benchmark
    public double stepPortable() {
        return stepPortable.run();
    }

    /**
     * The same as plain loops, on one thread.
     *
     * @return the loss before the step
     */
    @Benchmark
    public double stepLoop() {
        return stepLoop.run();
    }
}
