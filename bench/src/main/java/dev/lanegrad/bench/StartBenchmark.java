package dev.lanegrad.bench;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How long it takes from the start of Java until a program has printed its first loss, on the class path, with and without SIMD. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class StartBenchmark extends Metered {

    private double loss;

    /** Computes the loss that the program must print. */
    @Setup
    public void prepare() {
        loss = new TrainingStep(Kernels.floats(), Workers.single(), new TrainingData(32)).run();
    }

    /**
     * With the module that SIMD needs.
     *
     * @throws IOException if the program fails
     */
    @Benchmark
    public void firstLoss() throws IOException {
        Agreement.require("first loss", loss, Started.number(FirstLoss.class, "--add-modules=jdk.incubator.vector"), 0);
    }

    /**
     * Without it.
     *
     * @throws IOException if the program fails
     */
    @Benchmark
    public void firstLossPortable() throws IOException {
        Agreement.require("first loss, portable", loss, Started.number(FirstLoss.class), 0);
    }
}
