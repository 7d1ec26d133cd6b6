package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.kernels.Workers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the tape costs: forward, clearing and backward of a node whose arrays hold eight numbers, in a chain of 64. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TapeBenchmark extends Metered {

    private static final int NODES = 64;

    private final Tape tape = new Tape(Workers.single());
    private Tensor<float[]> output;

    /** Records a chain of two kinds of nodes. */
    @Setup
    public void prepare() {
        output = Tensor.parameter(Shape.of(8), new float[8]);
        for (int i = 0; i < NODES; i++) {
            output = i % 2 == 0 ? Ops.scale(tape, output, 1.01) : Ops.relu(tape, output);
        }
    }

    /** Replays and differentiates the chain; the score is for one node. */
    @Benchmark
    @OperationsPerInvocation(NODES)
    public void node() {
        tape.replay();
        tape.backward(output);
    }
}
