package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.BinaryCrossEntropy;
import dev.lanegrad.losses.BinaryFocalLoss;
import dev.lanegrad.losses.CosineEmbeddingLoss;
import dev.lanegrad.losses.FocalLoss;
import dev.lanegrad.losses.KlDivergence;
import dev.lanegrad.losses.RegressionLoss;
import dev.lanegrad.losses.TverskyLoss;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
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

/** The plain losses of 4,096 rows of 128 numbers in float with their defaults, forward and backward. One thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx1g"})
public class PlainLossBenchmark extends Metered {

    /** The number of rows. */
    public static final int ROWS = 4096;
    /** Their length. */
    public static final int COLUMNS = 128;

    private static final int SIZE = ROWS * COLUMNS;

    /** Any numbers. */
    public final float[] x = new float[SIZE];
    /** Other numbers. */
    public final float[] y = new float[SIZE];
    /** Probabilities. */
    public final float[] p = new float[SIZE];
    /** Labels of 0 and 1. */
    public final float[] t = new float[SIZE];
    /** A class of each row. */
    public int[] classes;
    /** Whether the rows of x and y belong together: 1 or -1. */
    public int[] signs;

    private PlainLossLoops loops;
    private RecordedLoss binaryCrossEntropy;
    private RecordedLoss binaryFocal;
    private RecordedLoss focal;
    private RecordedLoss smoothL1;
    private RecordedLoss tversky;
    private RecordedLoss klDivergence;
    private RecordedLoss cosine;

    /** Draws the input, records the losses and compares the results. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SIZE; i++) {
            x[i] = (float) random.nextGaussian();
            y[i] = (float) random.nextGaussian();
            p[i] = (float) random.nextDouble(0.001, 0.999);
            t[i] = random.nextInt(2);
        }
        classes = random.ints(ROWS, 0, COLUMNS).toArray();
        signs = random.ints(ROWS, 0, 2).map(i -> 2 * i - 1).toArray();
        Tensor<float[]> constant = Tensor.constant(Shape.of(ROWS, COLUMNS), y);
        Tensor<float[]> probabilities = Tensor.constant(Shape.of(ROWS, COLUMNS), p);
        binaryCrossEntropy = of(x, (tape, in) -> BinaryCrossEntropy.ofLogits(tape, in, t, BinaryCrossEntropy.Options.defaults()));
        binaryFocal = of(x, (tape, in) -> BinaryFocalLoss.record(tape, in, t, BinaryFocalLoss.Options.defaults()));
        focal = of(x, (tape, in) -> FocalLoss.record(tape, in, classes, FocalLoss.Options.defaults()));
        smoothL1 = of(x, (tape, in) -> RegressionLoss.record(tape, in, constant, RegressionLoss.Options.defaults()));
        tversky = of(p, (tape, in) -> TverskyLoss.record(tape, in, t, TverskyLoss.Options.defaults()));
        klDivergence = of(x, (tape, in) -> KlDivergence.record(tape, in, probabilities, KlDivergence.Options.defaults()));
        cosine = of(x, (tape, in) -> CosineEmbeddingLoss.record(tape, in, constant, signs, CosineEmbeddingLoss.Options.defaults()));
        loops = new PlainLossLoops(this);
        binaryCrossEntropy.require("binary cross-entropy", loops.binaryCrossEntropy(), loops.gradient);
        binaryFocal.require("binary focal loss", loops.binaryFocal(), loops.gradient);
        focal.require("focal loss", loops.focal(), loops.gradient);
        smoothL1.require("smooth L1", loops.smoothL1(), loops.gradient);
        tversky.require("Tversky loss", loops.tversky(), loops.gradient);
        klDivergence.require("Kullback-Leibler divergence", loops.klDivergence(), loops.gradient);
        cosine.require("cosine embedding loss", loops.cosine(), loops.gradient);
    }

    private static RecordedLoss of(float[] input, BiFunction<Tape, Tensor<float[]>, Tensor<float[]>> loss) {
        return RecordedLoss.of(Tensor.parameter(Shape.of(ROWS, COLUMNS), input), loss);
    }

    /**
     * Binary cross-entropy of logits.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "2 * 8 * 4096 * 128", writes = "4 * 4096 * 128")
    public double binaryCrossEntropy() {
        return binaryCrossEntropy.run();
    }

    /**
     * The same as a plain loop.
     *
     * @return the loss
     */
    @Benchmark
    public double binaryCrossEntropyLoop() {
        return loops.binaryCrossEntropy();
    }

    /**
     * Binary focal loss of logits.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "2 * 8 * 4096 * 128", writes = "4 * 4096 * 128")
    public double binaryFocal() {
        return binaryFocal.run();
    }

    /**
     * The same as a plain loop.
     *
     * @return the loss
     */
    @Benchmark
    public double binaryFocalLoop() {
        return loops.binaryFocal();
    }

    /**
     * Focal loss of rows of logits.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "2 * 4 * 4096 * 128", writes = "4 * 4096 * 128")
    public double focal() {
        return focal.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double focalLoop() {
        return loops.focal();
    }

    /**
     * Smooth L1.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "2 * 8 * 4096 * 128", writes = "4 * 4096 * 128")
    public double smoothL1() {
        return smoothL1.run();
    }

    /**
     * The same as a plain loop.
     *
     * @return the loss
     */
    @Benchmark
    public double smoothL1Loop() {
        return loops.smoothL1();
    }

    /**
     * Tversky loss of probabilities.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "2 * 8 * 4096 * 128", writes = "4 * 4096 * 128")
    public double tversky() {
        return tversky.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double tverskyLoop() {
        return loops.tversky();
    }

    /**
     * Kullback-Leibler divergence.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "3 * 4 * 4096 * 128", writes = "4 * 4096 * 128")
    public double klDivergence() {
        return klDivergence.run();
    }

    /**
     * The same as a plain loop.
     *
     * @return the loss
     */
    @Benchmark
    public double klDivergenceLoop() {
        return loops.klDivergence();
    }

    /**
     * Cosine embedding loss.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "2 * 8 * 4096 * 128", writes = "4 * 4096 * 128")
    public double cosine() {
        return cosine.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double cosineLoop() {
        return loops.cosine();
    }
}
