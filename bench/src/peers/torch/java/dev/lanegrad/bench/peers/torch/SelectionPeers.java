package dev.lanegrad.bench.peers.torch;

import static dev.lanegrad.bench.SelectionBenchmark.N;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.SelectionBenchmark;
import dev.lanegrad.bench.SelectionInput;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
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

/** The k-th largest elements of {@link SelectionBenchmark} in libtorch on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx2g"})
public class SelectionPeers extends Metered {

    /** The input. */
    @Param
    public SelectionInput input;

    /** The rank in percent of the elements. */
    @Param({"3", "24", "50"})
    public int percent;

    private Tensor x;
    private int k;

    /** Draws the input, and compares the answers with this library's. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        SelectionBenchmark own = new SelectionBenchmark();
        own.input = input;
        own.percent = percent;
        own.prepare();
        x = Tensor.create(own.x, N);
        k = own.k();
        Agreement.require("k-th largest, libtorch's kthvalue", own.kthLargest(), kthLargestTorch(), 0);
        Agreement.require("k-th largest, libtorch's topk", own.kthLargest(), kthLargestTorchBest(), 0);
    }

    /**
     * {@code kthvalue}.
     *
     * @return the element
     */
    @Benchmark
    public double kthLargestTorch() {
        try (PointerScope _ = new PointerScope()) {
            return torch.kthvalue(x, N - k + 1).get0().item_double();
        }
    }

    /**
     * The least of {@code topk}, unsorted.
     *
     * @return the element
     */
    @Benchmark
    public double kthLargestTorchBest() {
        try (PointerScope _ = new PointerScope()) {
            return x.topk(k, 0, true, false).get0().min().item_double();
        }
    }
}
