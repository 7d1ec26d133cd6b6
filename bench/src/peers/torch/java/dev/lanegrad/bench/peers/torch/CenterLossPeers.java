package dev.lanegrad.bench.peers.torch;

import static dev.lanegrad.bench.CenterLossBenchmark.COLS;
import static dev.lanegrad.bench.CenterLossBenchmark.ROWS;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.CenterLossBenchmark;
import dev.lanegrad.bench.Metered;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The losses of {@link CenterLossBenchmark} in libtorch on one thread, in the form that gathers the own centre of each row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
public class CenterLossPeers extends Metered {

    /** The type of features and centres. */
    @Param({"float", "double"})
    public String type;

    /** The number of classes. */
    @Param({"6625", "1000000"})
    public int classes;

    private Tensor features;
    private Tensor centers;
    private Tensor labels;

    /** Draws the batch, and compares loss and gradient with this library's. */
    @Setup
    public void prepare() {
        CenterLossBenchmark own = draw();
        own.record();
        // PaddleOCR's loss adds its lower bound for every class that is not a row's own.
        double tolerance = type.equals("float") ? 1e-5 : 1e-9 + 1e-12 * classes;
        Agreement.require("center loss, libtorch", own.gathered(), gatheredTorch(), tolerance);
        Agreement.require("center loss, gradient, libtorch", own.gradient(), Torch.doubles(features.grad()), tolerance);
    }

    /** Makes the tensors from what this library's benchmark draws. */
    CenterLossBenchmark draw() {
        torch.set_num_threads(1);
        CenterLossBenchmark own = new CenterLossBenchmark();
        own.type = type;
        own.classes = classes;
        own.draw();
        features = Torch.tensor(type, own.x, ROWS, COLS).requires_grad_(true);
        centers = Torch.tensor(type, own.c, classes, COLS);
        labels = Tensor.create(Arrays.stream(own.labels).asLongStream().toArray(), ROWS);
        return own;
    }

    /**
     * The loss and the gradient of the features.
     *
     * @return the loss
     */
    @Benchmark
    public double gatheredTorch() {
        try (PointerScope _ = new PointerScope()) {
            Tensor squares = features.sub(centers.index_select(0, labels)).square().sum(1);
            Tensor loss = type.equals("float") ? squares.mean().mul(new Scalar(0.5))
                    : squares.clamp(Torch.bound(1e-12), Torch.bound(1e12)).sum().div(new Scalar((double) ROWS));
            features.mutable_grad().reset();
            loss.backward();
            return loss.item_double();
        }
    }
}
