package dev.lanegrad.bench.peers;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
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

/**
 * PaddleOCR's centre loss in libtorch on one thread, forward and backward, 2000 rows of 96 features and 6625 classes: as it is
 * written there, with the matrix of all distances, and in the form that gathers the own centre of each row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx2g")
public class TorchCenterLossBenchmark {

    private static final int ROWS = 2000;
    private static final int COLS = 96;
    private static final int CLASSES = 6625;

    /** The type of features and centres. */
    @Param({"float", "double"})
    public String type;

    private Tensor features;
    private Tensor logits;
    private Tensor centers;
    private Tensor labels;

    /** Draws the batch. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        SplittableRandom random = new SplittableRandom(1);
        features = matrix(random, ROWS, COLS).requires_grad_(true);
        centers = matrix(random, CLASSES, COLS);
        logits = matrix(random, ROWS, CLASSES);
        labels = logits.argmax(new org.bytedeco.pytorch.LongOptional(1), false);
    }

    private Tensor matrix(SplittableRandom random, int rows, int cols) {
        double[] data = random.doubles((long) rows * cols).toArray();
        Tensor tensor = Tensor.create(data, rows, cols);
        return type.equals("float") ? tensor.to(torch.ScalarType.Float) : tensor;
    }

    /**
     * The form that gathers, labels given.
     *
     * @return the loss
     */
    @Benchmark
    public double gathered() {
        try (PointerScope _ = new PointerScope()) {
            Tensor own = features.sub(centers.index_select(0, labels)).square().sum(1);
            Tensor loss = own.clamp(bound(1e-12), bound(1e12)).sum().div(new Scalar((double) ROWS));
            return backward(loss);
        }
    }

    /**
     * The form of the original, arg-max included.
     *
     * @return the loss
     */
    @Benchmark
    public double literal() {
        try (PointerScope _ = new PointerScope()) {
            Tensor label = logits.argmax(new org.bytedeco.pytorch.LongOptional(1), false);
            Tensor squares = features.square().sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional())
                    .add(centers.square().sum(1));
            Tensor distances = squares.sub(features.matmul(centers.t()).mul(new Scalar(2.0)));
            Tensor mask = label.unsqueeze(1).eq(torch.arange(new Scalar(CLASSES))).to(features.scalar_type());
            Tensor loss = distances.mul(mask).clamp(bound(1e-12), bound(1e12)).sum().div(new Scalar((double) ROWS));
            return backward(loss);
        }
    }

    private double backward(Tensor loss) {
        features.mutable_grad().reset();
        loss.backward();
        return loss.item_double();
    }

    private static ScalarOptional bound(double value) {
        return new ScalarOptional(new Scalar(value));
    }
}
