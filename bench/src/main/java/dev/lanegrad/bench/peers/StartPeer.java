package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.Started;
import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.TrainingStep;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The first loss of {@link dev.lanegrad.bench.StartBenchmark} by another library, whose native files were unpacked before. Each library has
 * a class of its own below this one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public abstract class StartPeer extends Metered {

    private double loss;

    /** For the classes of the libraries. */
    protected StartPeer() {
    }

    /** Computes the loss that the programs must print. */
    @Setup
    public void prepare() {
        loss = new TrainingStep(Kernels.floats(), Workers.single(), new TrainingData(32)).run();
    }

    /**
     * Starts a program and compares what it prints.
     *
     * @param program   prints the loss of one training step
     * @param arguments of the virtual machine
     * @throws IOException if it prints something else than a number
     */
    protected final void firstLoss(Class<?> program, String... arguments) throws IOException {
        Agreement.require("first loss, " + program.getName(), loss, Started.number(program, arguments), 1e-4);
    }
}
