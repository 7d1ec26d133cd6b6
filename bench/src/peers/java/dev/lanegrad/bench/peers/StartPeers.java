package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.Started;
import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.TrainingStep;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The first loss of {@link dev.lanegrad.bench.StartBenchmark} by other libraries. Their native files were unpacked before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class StartPeers {

    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    private double loss;

    /** Computes the loss that the programs must print. */
    @Setup
    public void prepare() {
        loss = new TrainingStep(Kernels.floats(), Workers.single(), new TrainingData(32)).run();
    }

    /**
     * With libtorch.
     *
     * @throws IOException if the program fails
     */
    @Benchmark
    public void firstLossTorch() throws IOException {
        Agreement.require("first loss, libtorch", loss, Started.number(FirstLossPeer.class.getName(), NATIVE, "-Dpeer=TORCH"), 1e-4);
    }

    /**
     * With DJL.
     *
     * @throws IOException if the program fails
     */
    @Benchmark
    public void firstLossDjl() throws IOException {
        Agreement.require("first loss, DJL", loss, Started.number(FirstLossPeer.class.getName(), NATIVE, "-Dpeer=DJL",
                "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true", "-DPYTORCH_FLAVOR=cpu", "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1"), 1e-4);
    }
}
