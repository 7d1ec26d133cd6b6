package dev.lanegrad.bench.peers.torch;

import static dev.lanegrad.bench.PlainLossBenchmark.COLUMNS;
import static dev.lanegrad.bench.PlainLossBenchmark.ROWS;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.PlainLossBenchmark;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
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

/** The losses of {@link PlainLossBenchmark} that libtorch has as one function, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx1g"})
public class PlainLossPeers extends Metered {

    /** The reduction to a sum, as libtorch numbers them. */
    private static final long SUM = 2;

    private Tensor x;
    private Tensor y;
    private Tensor probabilities;
    private Tensor labels;
    private Tensor signs;
    private Scalar rows;

    /** Copies the input, and compares the results with this library's. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        PlainLossBenchmark own = new PlainLossBenchmark();
        own.prepare();
        x = Tensor.create(own.x, ROWS, COLUMNS).requires_grad_(true);
        y = Tensor.create(own.y, ROWS, COLUMNS);
        probabilities = Tensor.create(own.p, ROWS, COLUMNS);
        labels = Tensor.create(own.t, ROWS, COLUMNS);
        signs = Tensor.create(own.signs, ROWS);
        rows = new Scalar(ROWS);
        Agreement.require("binary cross-entropy, libtorch", own.binaryCrossEntropy(), binaryCrossEntropyTorch(), 1e-5);
        Agreement.require("smooth L1, libtorch", own.smoothL1(), smoothL1Torch(), 1e-5);
        Agreement.require("Kullback-Leibler divergence, libtorch", own.klDivergence(), klDivergenceTorch(), 1e-5);
        Agreement.require("cosine embedding loss, libtorch", own.cosine(), cosineTorch(), 1e-5);
    }

    private double step(Supplier<Tensor> forward) {
        try (PointerScope _ = new PointerScope()) {
            Tensor loss = forward.get();
            x.mutable_grad().reset();
            loss.backward();
            return loss.item_double();
        }
    }

    /**
     * Binary cross-entropy of logits.
     *
     * @return the loss
     */
    @Benchmark
    public double binaryCrossEntropyTorch() {
        return step(() -> torch.binary_cross_entropy_with_logits(x, labels));
    }

    /**
     * Smooth L1.
     *
     * @return the loss
     */
    @Benchmark
    public double smoothL1Torch() {
        return step(() -> torch.smooth_l1_loss(x, y));
    }

    /**
     * Kullback-Leibler divergence, divided by the rows.
     *
     * @return the loss
     */
    @Benchmark
    public double klDivergenceTorch() {
        return step(() -> torch.kl_div(x, probabilities, SUM, false).div(rows));
    }

    /**
     * Cosine embedding loss.
     *
     * @return the loss
     */
    @Benchmark
    public double cosineTorch() {
        return step(() -> torch.cosine_embedding_loss(x, y, signs));
    }
}
