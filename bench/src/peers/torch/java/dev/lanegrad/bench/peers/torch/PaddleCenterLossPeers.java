package dev.lanegrad.bench.peers.torch;

import static dev.lanegrad.bench.CenterLossBenchmark.COLS;
import static dev.lanegrad.bench.CenterLossBenchmark.ROWS;
import static dev.lanegrad.bench.PaddleCenterLossBenchmark.CLASSES;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.PaddleCenterLossBenchmark;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
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

/**
 * PaddleOCR's centre loss in libtorch on one thread, arg-max of the logits included, forward and backward: as it is written there,
 * with the matrix of all distances, and in the form that gathers the own centre of each row. The arithmetic is that of
 * {@code double}, the features and logits are {@code float}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
public class PaddleCenterLossPeers extends Metered {

    private Tensor features;
    private Tensor logits;
    private Tensor centers;

    /** Draws the batch, and compares the losses with this library's. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        PaddleCenterLossBenchmark own = new PaddleCenterLossBenchmark();
        own.prepare();
        features = Torch.tensor("float", own.x, ROWS, COLS).requires_grad_(true);
        logits = Torch.tensor("float", own.z, ROWS, CLASSES);
        centers = Torch.tensor("double", own.c, CLASSES, COLS);
        Agreement.require("PaddleOCR's center loss, libtorch", own.paddle(), paddleTorch(), 1e-6);
        Agreement.require("PaddleOCR's center loss, libtorch, gathered", own.paddle(), paddleTorchBest(), 1e-6);
    }

    private Tensor argMax() {
        return logits.argmax(new LongOptional(1), false);
    }

    /**
     * The form of the original.
     *
     * @return the loss
     */
    @Benchmark
    public double paddleTorch() {
        try (PointerScope _ = new PointerScope()) {
            Tensor label = argMax();
            Tensor x = features.to(torch.ScalarType.Double);
            Tensor squares = x.square().sum(new long[] {1}, true, new ScalarTypeOptional()).add(centers.square().sum(1));
            Tensor distances = squares.sub(x.matmul(centers.t()).mul(new Scalar(2.0)));
            Tensor mask = label.unsqueeze(1).eq(torch.arange(new Scalar(CLASSES))).to(torch.ScalarType.Double);
            return backward(distances.mul(mask));
        }
    }

    /**
     * The form that gathers.
     *
     * @return the loss
     */
    @Benchmark
    public double paddleTorchBest() {
        try (PointerScope _ = new PointerScope()) {
            Tensor own = centers.index_select(0, argMax());
            return backward(features.to(torch.ScalarType.Double).sub(own).square().sum(1));
        }
    }

    private double backward(Tensor squares) {
        Tensor loss = squares.clamp(Torch.bound(1e-12), Torch.bound(1e12)).sum().div(new Scalar((double) ROWS));
        features.mutable_grad().reset();
        loss.backward();
        return loss.item_double();
    }
}
