package dev.lanegrad.bench.peers;

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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A step of Adam on a million parameters in libtorch, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class TorchAdamBenchmark {

    private static final int SIZE = 1_000_000;

    private Adam adam;

    /** Makes parameters with gradients. */
    @Setup
    public void prepare() {
        torch.set_num_threads(1);
        Tensor parameter = torch.rand(SIZE).requires_grad_(true);
        parameter.square().sum().backward();
        adam = new Adam(new TensorVector(parameter), new AdamOptions(1e-3));
    }

    /** One step. */
    @Benchmark
    public void adam() {
        adam.step();
    }
}
