package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.PseBatch;
import dev.lanegrad.bench.PseLossBenchmark;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.concurrent.TimeUnit;
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
 * PSELoss as in {@link PseLossBenchmark} in libtorch: the literal composition, and the best one that a careful user would write. libtorch has no
 * prepared labels: a training step there is the same step again.
 *
 * <p>Large temporaries are given back to the system and fetched again at each step, unless glibc is told to keep them:
 * {@code GLIBC_TUNABLES=glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=67108864:glibc.malloc.hugetlb=1} in the
 * environment. Both ways have to be measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx4g"})
public class PseLossPeers extends Metered {

    /** The images of the batch. */
    @Param({"4", "16"})
    public int images;

    /** The threads of libtorch. */
    @Param("1")
    public int threads;

    private TorchPse peer;

    /** Copies the batch, and compares loss and gradient with this library's. */
    @Setup
    public void prepare() {
        torch.set_num_threads(threads);
        PseBatch batch = new PseBatch(images);
        peer = new TorchPse(batch);
        PseBatch.Step own = new PseBatch.Step(Kernels.floats(), batch, "floats", Workers.single());
        double loss = own.run();
        double[] gradient = new double[batch.maps.length];
        float[] floats = own.gradient();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = floats[i];
        }
        Agreement.require("PSELoss, libtorch", loss, stepTorch(), 1e-5);
        Agreement.require("PSELoss, gradient, libtorch", gradient, peer.gradient(), 1e-4);
        Agreement.require("PSELoss, libtorch's careful composition", loss, stepTorchBest(), 1e-5);
        Agreement.require("PSELoss, gradient, libtorch's careful composition", gradient, peer.gradient(), 1e-4);
    }

    /**
     * The literal composition.
     *
     * @return the loss
     */
    @Benchmark
    public double stepTorch() {
        return peer.literal();
    }

    /**
     * The careful composition.
     *
     * @return the loss
     */
    @Benchmark
    public double stepTorchBest() {
        return peer.careful();
    }

    /**
     * A training step: the literal composition again.
     *
     * @return the loss
     */
    @Benchmark
    public double preparedTorch() {
        return peer.literal();
    }
}
