package dev.lanegrad.bench;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
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
import org.openjdk.jmh.annotations.Warmup;

/** Matrix products in vectors of 256 bits, on processors that have wider ones as well, beside as many multiply-adds in such registers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:UseAVX=2"})
public class Gemm256Benchmark extends Metered {

    /** The type of elements. */
    @Param({"float", "double"})
    public String type;

    /** Rows of C, columns of C, terms of a sum. */
    @Param({"512x512x512", "1024x1024x1024"})
    public String shape;

    private final Kernels<float[]> floats = Kernels.floats();
    private final Kernels<double[]> doubles = Kernels.doubles();
    private GemmInput input;

    /** Draws the matrices and compares the result with that of the loop. */
    @Setup
    public void prepare() {
        input = new GemmInput(type, shape);
        input.loop();
        double[] expected = input.result();
        gemm();
        Agreement.require("gemm in 256 bits, loop", expected, input.result(), input.tolerance());
    }

    /** One thread. */
    @Benchmark
    public void gemm() {
        input.multiply(floats, doubles, Workers.single());
    }

    /**
     * As many multiply-adds in registers of the same width.
     *
     * @return something that needs all of them
     */
    @Benchmark
    public double gemmFma() {
        int elements = Math.toIntExact((long) input.m * input.n * input.k / 12);
        return input.single ? FmaLimitBenchmark.fmaFloat(elements) : FmaLimitBenchmark.fmaDouble(elements);
    }
}
