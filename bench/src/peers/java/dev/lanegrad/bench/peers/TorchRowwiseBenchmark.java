package dev.lanegrad.bench.peers;

import java.util.SplittableRandom;
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
@Fork(value = 3, jvmArgsAppend = "-Xmx2g")
public class TorchRowwiseBenchmark {

    private static final int ROWS = 2000;
    private static final int CLASSES = 6625;

    private Tensor logits;
    private Tensor labels;

    /** Draws logits and labels. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[ROWS * CLASSES];
        for (int i = 0; i < x.length; i++) {
            x[i] = 3 * (float) random.nextGaussian();
        }
        logits = Tensor.create(x, ROWS, CLASSES).requires_grad_(true);
        labels = Tensor.create(random.longs(ROWS, 0, CLASSES).toArray(), ROWS);
    }

    /**
     * The place of the maximum of every row.
     *
     * @return the sum of the places
     */
    @Benchmark
    public long argMax() {
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
    public double crossEntropy() {
        try (PointerScope _ = new PointerScope()) {
            Tensor loss = torch.cross_entropy(logits, labels);
            logits.mutable_grad().reset();
            loss.backward();
            return loss.item_double();
        }
    }
}
