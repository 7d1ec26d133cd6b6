package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.BalanceLoss;
import dev.lanegrad.losses.MaskedL1Loss;
import dev.lanegrad.losses.RegionDiceLoss;
import java.util.Arrays;
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

/** The parts of a DB loss as losses of their own, on maps of 8 images of 640 x 640: forward and backward, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class PixelLossBenchmark extends Metered {

    private RecordedLoss balance;
    private RecordedLoss regionDice;
    private RecordedLoss maskedL1;
    private PixelLossLoops shrink;
    private PixelLossLoops threshold;

    /** Draws the maps, records the losses and compares the results. */
    @Setup
    public void prepare() {
        DbBatch batch = new DbBatch();
        float[][] targets = batch.targets();
        float[] p = Arrays.copyOf(batch.maps().data(), targets[0].length);
        Tensor<float[]> maps = Tensor.parameter(Shape.of(p.length), p);
        BalanceLoss.Options options = BalanceLoss.Options.defaults().withMainLoss(BalanceLoss.MainLoss.CROSS_ENTROPY);
        balance = RecordedLoss.of(maps, (tape, in) -> BalanceLoss.record(tape, in, targets[0], targets[1], options));
        regionDice = RecordedLoss.of(maps, (tape, in) -> RegionDiceLoss.record(tape, in, targets[0], targets[1], 1e-6));
        maskedL1 = RecordedLoss.of(maps, (tape, in) -> MaskedL1Loss.record(tape, in, targets[2], targets[3], 1e-6));
        shrink = new PixelLossLoops(p, targets[0], targets[1]);
        threshold = new PixelLossLoops(p, targets[2], targets[3]);
        balance.require("balanced cross-entropy", shrink.balance(), shrink.gradient);
        regionDice.require("dice of a region", shrink.regionDice(), shrink.gradient);
        maskedL1.require("masked L1", threshold.maskedL1(), threshold.gradient);
    }

    /**
     * Cross-entropy per pixel of all positives and the hardest negatives.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "3 * 4 * 8 * 409600", writes = "4 * 8 * 409600")
    public double balance() {
        return balance.run();
    }

    /**
     * The same as plain loops, with a sort.
     *
     * @return the loss
     */
    @Benchmark
    public double balanceLoop() {
        return shrink.balance();
    }

    /**
     * Dice over all pixels.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "3 * 4 * 8 * 409600", writes = "4 * 8 * 409600")
    public double regionDice() {
        return regionDice.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double regionDiceLoop() {
        return shrink.regionDice();
    }

    /**
     * Distances in a band.
     *
     * @return the loss
     */
    @Benchmark
    @Work(reads = "3 * 4 * 8 * 409600", writes = "4 * 8 * 409600")
    public double maskedL1() {
        return maskedL1.run();
    }

    /**
     * The same as plain loops.
     *
     * @return the loss
     */
    @Benchmark
    public double maskedL1Loop() {
        return threshold.maskedL1();
    }
}
