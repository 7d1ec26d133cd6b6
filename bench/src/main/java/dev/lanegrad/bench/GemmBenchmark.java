package dev.lanegrad.bench;

import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Matrix products: SIMD on one and two threads, portable, and the loop that a reader would write. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GemmBenchmark extends Metered {

    /** The type of elements. */
    @Param({"float", "double"})
    public String type;

    /** Rows of C, columns of C, terms of a sum, and what is transposed. */
    @Param({"64x64x64", "96x96x96", "128x128x128", "256x256x256", "512x512x512", "1024x1024x1024", "2048x2048x2048",
            "2000x6625x96:NT", "2000x96x6625", "6625x96x2000", "6625x96x2000:TN", "6625x96x2000:NT", "6625x96x2000:TT",
            "256x64x784", "784x64x256", "256x784x64", "8x8x8", "16x16x16", "32x32x32", "48x48x48", "100x100x100", "64x10x64",
            "64x64x10", "10x64x64"})
    public String shape;

    private final Kernels<float[]> floats = Kernels.floats();
    private final Kernels<double[]> doubles = Kernels.doubles();
    private final Kernels<float[]> portableFloats = Kernels.floats(Backend.PORTABLE);
    private final Kernels<double[]> portableDoubles = Kernels.doubles(Backend.PORTABLE);
    private final Workers two = Workers.of(2);
    private GemmInput input;

    /**
     * Draws the matrices and compares the result of the implementation that is measured with that of the selected backend.
     *
     * @param benchmark says which implementation is measured
     */
    @Setup
    public void prepare(BenchmarkParams benchmark) {
        input = new GemmInput(type, shape);
        gemm();
        double[] expected = input.result();
        Arrays.fill(input.c, 0);
        Arrays.fill(input.cFloat, 0);
        switch (Implementation.ofMethod(benchmark.getBenchmark())) {
            case LOOP -> gemmLoop();
            case PORTABLE -> gemmPortable();
            case TWO_THREADS -> gemmTwoThreads();
            default -> gemm();
        }
        Agreement.require("gemm, " + benchmark.getBenchmark(), expected, input.result(), input.tolerance());
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        two.close();
    }

    /** The selected backend, the calling thread alone. */
    @Benchmark
    @Work(operations = "2 * m * n * k", reads = "size * (m * k + k * n)", writes = "size * m * n")
    public void gemm() {
        input.multiply(floats, doubles, Workers.single());
    }

    /** The selected backend on two threads. */
    @Benchmark
    public void gemmTwoThreads() {
        input.multiply(floats, doubles, two);
    }

    /** The portable backend. */
    @Benchmark
    public void gemmPortable() {
        input.multiply(portableFloats, portableDoubles, Workers.single());
    }

    /** The triple loop in the order i, k, j. */
    @Benchmark
    public void gemmLoop() {
        input.loop();
    }
}
