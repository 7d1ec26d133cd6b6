package dev.lanegrad.bench.peers.torch;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.CenterLossBenchmark;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.UpdatesBenchmark;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
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

/** A step of Adam in libtorch, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class UpdatesPeers extends Metered {

    /** The number of parameters. */
    @Param({"50890", "1000000"})
    public int n;

    private Adam adam;

    /** Makes parameters with gradients, and compares a step with this library's. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        UpdatesBenchmark own = new UpdatesBenchmark();
        own.n = n;
        own.prepare();
        Tensor parameter = Tensor.create(own.p).requires_grad_(true);
        parameter.mutable_grad().put(Tensor.create(own.g));
        adam = new Adam(new TensorVector(parameter), new AdamOptions(1e-3));
        for (int step = 0; step < 3; step++) {
            own.adam();
            adamTorch();
        }
        Agreement.require("adam, libtorch", CenterLossBenchmark.doubles(own.p), Torch.doubles(parameter), 1e-6);
    }

    /** One step. */
    @Benchmark
    public void adamTorch() {
        adam.step();
    }
}
