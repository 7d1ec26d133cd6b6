package dev.lanegrad.bench.peers.torch;

import static dev.lanegrad.bench.SegmentationBenchmark.N;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.DiceBatch;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.SegmentationBenchmark;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The masked dice loss and the sigmoid of {@link SegmentationBenchmark} in libtorch on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx4g"})
public class SegmentationPeers extends Metered {

    private Tensor logits;
    private Tensor targets;
    private Tensor masks;
    private Tensor million;
    private Tensor out;

    /** Copies the batch, and compares the results with this library's. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        SegmentationBenchmark own = new SegmentationBenchmark();
        long[] shape = {DiceBatch.ITEMS, DiceBatch.SIZE / DiceBatch.ITEMS};
        logits = Tensor.create(own.batch.logits, shape).requires_grad_(true);
        targets = Tensor.create(own.batch.targets, shape);
        masks = Tensor.create(own.batch.masks, shape);
        million = Tensor.create(Arrays.copyOf(own.batch.logits, N), N);
        out = torch.empty_like(million);
        Agreement.require("sigmoidDice, libtorch", own.batch.run(), sigmoidDiceTorch(), 1e-5);
        Agreement.require("sigmoidDice, gradient, libtorch", doubles(own.batch.gradient()), Torch.doubles(logits.grad()), 1e-4);
        Agreement.require("sigmoid, libtorch", doubles(own.sigmoid()), Torch.doubles(sigmoidTorch()), 1e-6);
    }

    private static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i];
        }
        return y;
    }

    /**
     * The loss and the gradient of its logits.
     *
     * @return the loss
     */
    @Benchmark
    public double sigmoidDiceTorch() {
        try (PointerScope _ = new PointerScope()) {
            Tensor p = logits.sigmoid().mul(masks);
            Tensor t = targets.mul(masks);
            Tensor denominator = p.mul(p).sum(1).add(new Scalar(1e-6)).add(t.mul(t).sum(1).add(new Scalar(1e-6)));
            Tensor loss = p.mul(t).sum(1).mul(new Scalar(2.0)).div(denominator).neg().add(new Scalar(1.0)).mean();
            logits.mutable_grad().reset();
            loss.backward();
            return loss.item_double();
        }
    }

    /**
     * The sigmoid of a million floats, into a tensor that is there.
     *
     * @return the results
     */
    @Benchmark
    public Tensor sigmoidTorch() {
        try (PointerScope _ = new PointerScope()) {
            torch.sigmoid_out(out, million);
            return out;
        }
    }
}
