package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.losses.AceLoss;
import dev.lanegrad.losses.metric.ArcFaceLoss;
import dev.lanegrad.losses.metric.ContrastiveLoss;
import dev.lanegrad.losses.metric.CosFaceLoss;
import dev.lanegrad.losses.metric.TripletLoss;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
 * The metric losses of 256 embeddings of 96 numbers, with 500 classes where there are weights, and aggregation cross-entropy of 64 lines of 80
 * frames and 100 classes; float, defaults, forward and backward, the gradient of the embeddings or scores. One thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx1g"})
public class MetricLossBenchmark extends Metered {

    static final int ROWS = 256;
    static final int DIM = 96;
    static final int CLASSES = 500;
    static final int GROUPS = 16;
    static final int LINES = 64;
    static final int FRAMES = 80;
    static final int SYMBOLS = 100;

    final float[] embeddings = new float[ROWS * DIM];
    final float[] weights = new float[CLASSES * DIM];
    final float[] scores = new float[LINES * FRAMES * SYMBOLS];
    final int[] groups = new int[ROWS];
    final int[] classes = new int[ROWS];
    final int[] lengths = new int[LINES];
    final int[] counts = new int[LINES * SYMBOLS];

    private MetricLossLoops loops;
    private RecordedLoss triplet;
    private RecordedLoss contrastive;
    private RecordedLoss arcFace;
    private RecordedLoss cosFace;
    private RecordedLoss ace;

    /** Draws the input, records the losses and compares the results. */
    @Setup
    public void prepare() {
        draw();
        Shape rows = Shape.of(ROWS, DIM);
        Tensor<float[]> directions = Tensor.constant(Shape.of(CLASSES, DIM), weights);
        triplet = RecordedLoss.of(Tensor.parameter(rows, embeddings),
                (tape, x) -> TripletLoss.record(tape, x, groups, TripletLoss.Options.defaults()));
        contrastive = RecordedLoss.of(Tensor.parameter(rows, embeddings),
                (tape, x) -> ContrastiveLoss.record(tape, x, groups, ContrastiveLoss.Options.defaults()));
        arcFace = RecordedLoss.of(Tensor.parameter(rows, embeddings),
                (tape, x) -> ArcFaceLoss.record(tape, x, directions, classes, ArcFaceLoss.Options.defaults()));
        cosFace = RecordedLoss.of(Tensor.parameter(rows, embeddings),
                (tape, x) -> CosFaceLoss.record(tape, x, directions, classes, CosFaceLoss.Options.defaults()));
        ace = RecordedLoss.of(Tensor.parameter(Shape.of(LINES, FRAMES, SYMBOLS), scores),
                (tape, x) -> Ops.mean(tape, AceLoss.record(tape, x, lengths, counts)));
        loops = new MetricLossLoops(this);
        triplet.require("triplet loss", loops.triplet(), loops.gradient);
        contrastive.require("contrastive loss", loops.contrastive(), loops.gradient);
        arcFace.require("ArcFace", loops.arcFace(), loops.gradient);
        cosFace.require("CosFace", loops.cosFace(), loops.gradient);
        ace.require("aggregation cross-entropy", loops.ace(), loops.scoreGradient);
    }

    private void draw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < ROWS; i++) {
            groups[i] = i % GROUPS;
            classes[i] = random.nextInt(CLASSES);
        }
        for (int i = 0; i < embeddings.length; i++) {
            embeddings[i] = (float) random.nextGaussian() / 16;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        for (int line = 0; line < LINES; line++) {
            lengths[line] = random.nextInt(1, 30);
            for (int i = 0; i < lengths[line]; i++) {
                counts[line * SYMBOLS + random.nextInt(1, SYMBOLS)]++;
            }
        }
    }

    /**
     * Triplet loss with the hardest of the batch.
     *
     * @return the loss
     */
    @Benchmark
    @Work(operations = "3 * 256 * 256 * 96")
    public double triplet() {
        return triplet.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double tripletLoop() {
        return loops.triplet();
    }

    /**
     * Contrastive loss of all pairs.
     *
     * @return the loss
     */
    @Benchmark
    @Work(operations = "3 * 256 * 256 * 96")
    public double contrastive() {
        return contrastive.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double contrastiveLoop() {
        return loops.contrastive();
    }

    /**
     * ArcFace.
     *
     * @return the loss
     */
    @Benchmark
    @Work(operations = "4 * 256 * 500 * 96")
    public double arcFace() {
        return arcFace.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double arcFaceLoop() {
        return loops.arcFace();
    }

    /**
     * CosFace.
     *
     * @return the loss
     */
    @Benchmark
    @Work(operations = "4 * 256 * 500 * 96")
    public double cosFace() {
        return cosFace.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double cosFaceLoop() {
        return loops.cosFace();
    }

    /**
     * Aggregation cross-entropy.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "2 * 4 * 64 * 80 * 100", writes = "4 * 64 * 80 * 100")
    public double ace() {
        return ace.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double aceLoop() {
        return loops.ace();
    }
}
