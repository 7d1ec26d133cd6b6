package dev.lanegrad.bench.peers.torch;

import static dev.lanegrad.bench.RowwiseBenchmark.CLASSES;
import static dev.lanegrad.bench.RowwiseBenchmark.ROWS;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.RowwiseBenchmark;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
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

/** Arg-max and cross-entropy of 2000 rows of 6625 logits in float in libtorch on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
public class RowwisePeers extends Metered {

    private Tensor logits;
    private Tensor labels;

    /** Draws logits and labels, and compares the results with this library's. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        RowwiseBenchmark own = new RowwiseBenchmark();
        own.prepare();
        logits = Tensor.create(own.x, ROWS, CLASSES).requires_grad_(true);
        labels = Tensor.create(Arrays.stream(own.labels).asLongStream().toArray(), ROWS);
        Agreement.require("arg-max, libtorch", Arrays.stream(own.argMax()).sum(), argMaxTorch(), 0);
        Agreement.require("cross-entropy, libtorch", own.crossEntropy(), crossEntropyTorch(), 1e-5);
        Agreement.require("cross-entropy, gradient, libtorch", own.gradient(), Torch.doubles(logits.grad()), 1e-5);
    }

    /**
     * The place of the maximum of every row.
     *
     * @return the sum of the places
     */
    @Benchmark
    public long argMaxTorch() {
        try (PointerScope _ = new PointerScope()) {
            return logits.detach().argmax(new LongOptional(1), false).sum().item_long();
        }
    }

    /**
     * The mean cross-entropy, forward and backward.
     *
     * @return the loss
     */
    @Benchmark
    public double crossEntropyTorch() {
        try (PointerScope _ = new PointerScope()) {
            Tensor loss = torch.cross_entropy(logits, labels);
            logits.mutable_grad().reset();
            loss.backward();
            return loss.item_double();
        }
    }
}
