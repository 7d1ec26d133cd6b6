package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.TrainingStep;
import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The training step of the centre-loss tutorials by another library: the model, losses, optimiser and update of
 * {@link dev.lanegrad.bench.TrainingStepBenchmark}. Each library has a class of its own below this one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public abstract class TrainingStepPeer extends Metered {

    /** The number of rows in a batch. */
    @Param({"32", "256"})
    public int batch;

    /** The calling thread alone. */
    @Param("one")
    public String threads;

    /** What is measured. */
    protected Training training;

    /** For the classes of the libraries. */
    protected TrainingStepPeer() {
    }

    /**
     * Makes the model with its optimiser.
     *
     * @param data where to start
     * @return the step by the library
     */
    protected abstract Training training(TrainingData data);

    /**
     * Makes the model with the weights that this library has, and compares the losses of three steps.
     *
     * @param benchmark says which library is asked for
     */
    @Setup
    public void prepare(BenchmarkParams benchmark) {
        TrainingData data = new TrainingData(batch);
        TrainingStep own = new TrainingStep(Kernels.floats(), Workers.single(), data);
        String library = Implementation.ofMethod(benchmark.getBenchmark()).label();
        training = training(data);
        for (int step = 0; step < 3; step++) {
            Agreement.require("training step " + step + ", " + library, own.run(), training.run(), 1e-4);
        }
    }
}
