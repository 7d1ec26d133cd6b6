package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.CenterLossBenchmark;
import dev.lanegrad.bench.CtcBatch;
import dev.lanegrad.bench.Metered;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
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

/** libtorch's CTC of the same batch, its log-softmax included, on one thread. Loss and gradient are checked first. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx3g"})
public class CtcLossPeers extends Metered {

    private static final int NO_REDUCTION = 0;

    private Tensor logits;
    private Tensor labels;
    private long[] inputLengths;
    private long[] labelLengths;

    /** Makes the same batch for libtorch and compares the results. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        CtcBatch batch = new CtcBatch();
        double loss = batch.step();
        logits = torch.from_blob(new FloatPointer(batch.logits().data()),
                CtcBatch.ITEMS, CtcBatch.FRAMES, CtcBatch.CLASSES).clone().requires_grad_(true);
        labels = Tensor.create(Arrays.stream(batch.labels()).asLongStream().toArray(),
                CtcBatch.ITEMS, CtcBatch.SYMBOLS);
        inputLengths = new long[CtcBatch.ITEMS];
        labelLengths = new long[CtcBatch.ITEMS];
        Arrays.fill(inputLengths, CtcBatch.FRAMES);
        Arrays.fill(labelLengths, CtcBatch.SYMBOLS);
        check(batch, loss);
    }

    /** libtorch's lattice is in the type of the scores; held against it in double precision, ours must be close. */
    private void check(CtcBatch batch, double loss) {
        Agreement.require("CTC, libtorch", loss, stepTorch(), 1e-5);
        Agreement.require("CTC, gradient, libtorch", CenterLossBenchmark.doubles(batch.logits().grad()), Torch.doubles(logits.grad()),
                2e-3);
        Tensor floats = logits;
        logits = floats.detach().to(torch.ScalarType.Double).requires_grad_(true);
        Agreement.require("CTC, libtorch", loss, stepTorch(), 1e-6);
        Agreement.require("CTC, gradient, libtorch", CenterLossBenchmark.doubles(batch.logits().grad()), Torch.doubles(logits.grad()),
                1e-5);
        logits.close();
        logits = floats;
    }

    /**
     * The loss and the gradient of the scores.
     *
     * @return the loss
     */
    @Benchmark
    public double stepTorch() {
        try (PointerScope _ = new PointerScope()) {
            logits.mutable_grad().reset();
            Tensor loss = loss();
            loss.backward();
            return loss.item_double();
        }
    }

    /**
     * The loss alone.
     *
     * @return the loss
     */
    @Benchmark
    public double forwardTorch() {
        try (PointerScope _ = new PointerScope()) {
            return loss().item_double();
        }
    }

    private Tensor loss() {
        Tensor logProbabilities = torch.log_softmax(logits, 2).transpose(0, 1);
        return torch.ctc_loss(logProbabilities, labels, inputLengths, labelLengths, 0, NO_REDUCTION, true).mean();
    }
}
