package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.CenterLossBenchmark;
import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.PseBatch;
import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.TrainingStep;
import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The first calls of {@link dev.lanegrad.bench.FirstCallBenchmark} by other libraries, which are loaded and have their inputs before the clock starts.
 * Results are compared afterwards: a call before would not leave a first one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true",
    "-DPYTORCH_FLAVOR=cpu", "-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1"})
public class FirstCallPeers {

    private String task;
    private Implementation library;
    private GemmInput input;
    private Gemm product;
    private PseBatch pages;
    private TorchPse pse;
    private CenterLossPeers center;
    private TrainingData data;
    private Training training;
    private double result;

    /**
     * Loads the library and makes the input of the call.
     *
     * @param benchmark says which library and which call
     */
    @Setup
    public void prepare(BenchmarkParams benchmark) {
        String method = benchmark.getBenchmark().replaceFirst(".*\\.", "");
        library = Implementation.ofMethod(method);
        task = method.substring(0, method.length() - library.suffix().length());
        switch (task) {
            case "gemm" -> {
                input = new GemmInput("float", "256x256x256");
                product = Gemm.of(library, input);
            }
            case "pse" -> {
                pages = new PseBatch(4);
                pse = new TorchPse(pages);
            }
            case "center" -> {
                center = new CenterLossPeers();
                center.type = "float";
                center.classes = 6625;
                center.draw();
            }
            default -> {
                data = new TrainingData(32);
                training = Training.of(library, data);
            }
        }
    }

    /** Compares the result with this library's. */
    @TearDown
    public void compare() {
        String what = "first call, " + task + ", " + library.label();
        switch (task) {
            case "gemm" -> {
                double[] actual = product.result();
                input.multiply(Kernels.floats(), Kernels.doubles(), Workers.single());
                Agreement.require(what, input.result(), actual, input.tolerance());
            }
            case "pse" -> Agreement.require(what, new PseBatch.Step(Kernels.floats(), pages, "floats", Workers.single()).run(), result, 1e-5);
            case "center" -> {
                CenterLossBenchmark own = new CenterLossBenchmark();
                own.type = "float";
                own.classes = 6625;
                own.draw();
                own.record();
                Agreement.require(what, own.gathered(), result, 1e-5);
            }
            default -> Agreement.require(what, new TrainingStep(Kernels.floats(), Workers.single(), data).run(), result, 1e-4);
        }
    }

    /** A product of matrices by OpenBLAS. */
    @Benchmark
    public void gemmOpenBlas() {
        product.run();
    }

    /** A product of matrices by libtorch. */
    @Benchmark
    public void gemmTorch() {
        product.run();
    }

    /** PSELoss by libtorch. */
    @Benchmark
    public void pseTorch() {
        result = pse.literal();
    }

    /** The centre loss by libtorch. */
    @Benchmark
    public void centerTorch() {
        result = center.gatheredTorch();
    }

    /** A training step by libtorch. */
    @Benchmark
    public void trainingTorch() {
        result = training.run();
    }

    /** A training step by DJL. */
    @Benchmark
    public void trainingDjl() {
        result = training.run();
    }
}
