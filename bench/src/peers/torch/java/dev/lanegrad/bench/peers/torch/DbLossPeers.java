package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.CenterLossBenchmark;
import dev.lanegrad.bench.DbBatch;
import dev.lanegrad.bench.Metered;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
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

/**
 * The DB loss of the same batch in libtorch on one thread: as PaddleOCR writes it, with a sort of all negatives, and with
 * {@code topk} in its place, which PaddleOCR has as a comment. Loss and gradient are checked first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class DbLossPeers extends Metered {

    private static final double EPS = 1e-6;
    private static final int NEGATIVES_PER_POSITIVE = 3;

    private Tensor maps;
    private Tensor shrinkMap;
    private Tensor shrinkMask;
    private Tensor thresholdMap;
    private Tensor thresholdMask;

    /** How the hardest negatives are found. */
    private interface Hardest {
        Tensor of(Tensor negatives, long count);
    }

    /** Makes the same batch for libtorch and compares the results. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        DbBatch batch = new DbBatch();
        double loss = batch.step();
        maps = tensor(batch.maps().data(), DbBatch.IMAGES, 3, DbBatch.SIDE, DbBatch.SIDE).requires_grad_(true);
        float[][] targets = batch.targets();
        shrinkMap = tensor(targets[0], DbBatch.IMAGES, DbBatch.SIDE, DbBatch.SIDE);
        shrinkMask = tensor(targets[1], DbBatch.IMAGES, DbBatch.SIDE, DbBatch.SIDE);
        thresholdMap = tensor(targets[2], DbBatch.IMAGES, DbBatch.SIDE, DbBatch.SIDE);
        thresholdMask = tensor(targets[3], DbBatch.IMAGES, DbBatch.SIDE, DbBatch.SIDE);
        Agreement.require("DB loss, libtorch", loss, stepTorchBest(), 1e-5);
        Agreement.require("DB loss, gradient, libtorch", CenterLossBenchmark.doubles(batch.maps().grad()), Torch.doubles(maps.grad()),
                1e-4);
        Agreement.require("DB loss, libtorch", loss, stepTorch(), 1e-5);
        Agreement.require("DB loss, gradient, libtorch", CenterLossBenchmark.doubles(batch.maps().grad()), Torch.doubles(maps.grad()),
                1e-4);
    }

    private static Tensor tensor(float[] data, long... shape) {
        return torch.from_blob(new FloatPointer(data), shape).clone();
    }

    /**
     * The loss and the gradient of the maps, with a sort.
     *
     * @return the loss
     */
    @Benchmark
    public double stepTorch() {
        return step((negatives, count) -> torch.sort(negatives, 0, true).get0().slice(
                0, optional(0), optional(count), 1));
    }

    /**
     * The loss and the gradient of the maps, with {@code topk}.
     *
     * @return the loss
     */
    @Benchmark
    public double stepTorchBest() {
        return step((negatives, count) -> torch.topk(negatives, count, 0, true, false).get0());
    }

    private static LongOptional optional(long value) {
        return new LongOptional(value);
    }

    private double step(Hardest hardest) {
        try (PointerScope _ = new PointerScope()) {
            maps.mutable_grad().reset();
            Tensor shrink = balance(maps.select(1, 0), hardest).mul(new Scalar(5.0));
            Tensor threshold = maskedL1(maps.select(1, 1)).mul(new Scalar(10.0));
            Tensor loss = shrink.add(threshold).add(dice(maps.select(1, 2)));
            loss.backward();
            return loss.item_double();
        }
    }

    private Tensor dice(Tensor p) {
        Tensor intersection = p.mul(shrinkMap).mul(shrinkMask).sum();
        Tensor union = p.mul(shrinkMask).sum().add(shrinkMap.mul(shrinkMask).sum()).add(new Scalar(EPS));
        return intersection.mul(new Scalar(-2.0)).div(union).add(new Scalar(1.0));
    }

    private Tensor maskedL1(Tensor p) {
        return p.sub(thresholdMap).abs().mul(thresholdMask).sum()
                .div(thresholdMask.sum().add(new Scalar(EPS)));
    }

    private Tensor balance(Tensor p, Hardest hardest) {
        Tensor positive = shrinkMap.mul(shrinkMask);
        Tensor negative = shrinkMap.neg().add(new Scalar(1.0)).mul(shrinkMask);
        long positives = (long) positive.sum().item_double();
        long negatives = (long) Math.min(negative.sum().item_double(), positives * NEGATIVES_PER_POSITIVE);
        Tensor main = dice(p);
        Tensor chosen = hardest.of(negative.mul(main).reshape(-1), negatives);
        return positive.mul(main).sum().add(chosen.sum()).div(new Scalar(positives + negatives + EPS));
    }
}
