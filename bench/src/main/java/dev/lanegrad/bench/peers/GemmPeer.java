package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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

/**
 * The products of {@link dev.lanegrad.bench.GemmBenchmark} by another library; natives work on memory outside of the heap. Each library
 * has a class of its own below this one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public abstract class GemmPeer extends Metered {

    /** The type of elements. */
    @Param({"float", "double"})
    public String type;

    /** Rows of C, columns of C, terms of a sum, and what is transposed. */
    @Param({"64x64x64", "96x96x96", "128x128x128", "256x256x256", "512x512x512", "1024x1024x1024", "2048x2048x2048",
            "2000x6625x96:NT", "2000x96x6625", "6625x96x2000", "6625x96x2000:TN", "6625x96x2000:NT", "6625x96x2000:TT",
            "256x64x784", "784x64x256", "256x784x64", "8x8x8", "16x16x16", "32x32x32", "48x48x48", "100x100x100", "64x10x64",
            "64x64x10", "10x64x64"})
    public String shape;

    /** What is measured. */
    protected Gemm product;

    /** For the classes of the libraries. */
    protected GemmPeer() {
    }

    /**
     * Makes a product.
     *
     * @param input the operands
     * @return the product by the library
     */
    public abstract Gemm product(GemmInput input);

    /**
     * Copies the operands, and compares the result with this library's.
     *
     * @param benchmark says which library is asked for
     */
    @Setup
    public void prepare(BenchmarkParams benchmark) {
        GemmInput input = new GemmInput(type, shape);
        input.multiply(Kernels.floats(), Kernels.doubles(), Workers.single());
        double[] expected = input.result();
        Arrays.fill(input.c, 0);
        Arrays.fill(input.cFloat, 0);
        product = product(input);
        product.run();
        Agreement.require("gemm, " + Implementation.ofMethod(benchmark.getBenchmark()).label(), expected, product.result(), input.tolerance());
    }

    /** Frees the memory outside of the heap. */
    @TearDown
    public void close() {
        product.close();
    }
}
