package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.TrainingStep;
import dev.lanegrad.bench.report.Implementation;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The training step of the centre-loss tutorials by other libraries: the model, losses, optimiser and update of
 * {@code TrainingStepBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true",
    "-DPYTORCH_FLAVOR=cpu", "-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1"})
public class TrainingStepPeers {

    /** The number of rows in a batch. */
    @Param({"32", "256"})
    public int batch;

    /** The calling thread alone. */
    @Param("one")
    public String threads;

    private Training training;

    /**
     * Makes the model with the weights that this library has, and compares the losses of three steps.
     *
     * @param benchmark says which library is asked for
     */
    @Setup
    public void prepare(BenchmarkParams benchmark) {
        TrainingData data = new TrainingData(batch);
        TrainingStep own = new TrainingStep(Kernels.floats(), Workers.single(), data);
        Implementation library = Implementation.ofMethod(benchmark.getBenchmark());
        training = Training.of(library, data);
        for (int step = 0; step < 3; step++) {
            Agreement.require("training step " + step + ", " + library.label(), own.run(), training.run(), 1e-4);
        }
    }

    /**
     * A step by libtorch.
     *
     * @return the loss before the step
     */
    @Benchmark
    public double stepTorch() {
        return training.run();
    }

    /**
     * A step by DJL.
     *
     * @return the loss before the step
     */
    @Benchmark
    public double stepDjl() {
        return training.run();
    }

    /**
     * A step by rapaio.
     *
     * @return the loss before the step
     */
    @Benchmark
    public double stepRapaio() {
        return training.run();
    }
}
