package dev.lanegrad.bench;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Gemm;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.SplittableRandom;
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

/** Square matrices of {@code float}: SIMD on one and two threads, portable, and the loop that a reader would write. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class GemmBenchmark {

    /** Rows and columns. */
    @Param({"64", "128", "512", "1024"})
    public int n;

    private final Gemm<float[]> gemm = Kernels.floats().gemm();
    private final Gemm<float[]> portable = Kernels.floats(Backend.PORTABLE).gemm();
    private final Workers two = Workers.of(2);
    private float[] a;
    private float[] b;
    private float[] c;

    /** Draws the matrices and checks the results against each other. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        a = CenterLossBenchmark.floats(random.doubles((long) n * n, -1, 1).toArray());
        b = CenterLossBenchmark.floats(random.doubles((long) n * n, -1, 1).toArray());
        c = new float[n * n];
        gemmLoop();
        float[] expected = c.clone();
        gemm();
        for (int i = 0; i < c.length; i++) {
            if (!(Math.abs(c[i] - expected[i]) <= 1e-6 * n)) {
                throw new IllegalStateException("gemm: element " + i + " is " + c[i] + ", the plain loop gives " + expected[i]);
            }
        }
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        two.close();
    }

    /** The selected backend, the calling thread alone. */
    @Benchmark
    @Work(operations = "2 * n^3")
    public void gemm() {
        multiply(gemm, Workers.single());
    }

    /** The selected backend on two threads. */
    @Benchmark
    public void gemmTwoThreads() {
        multiply(gemm, two);
    }

    /** The portable backend. */
    @Benchmark
    public void gemmPortable() {
        multiply(portable, Workers.single());
    }

    private void multiply(Gemm<float[]> kernel, Workers workers) {
        kernel.gemm(workers, false, false, n, n, n, 1, a, 0, n, b, 0, n, 0, c, 0, n);
    }

    /** The triple loop in the order i, k, j. */
    @Benchmark
    public void gemmLoop() {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                c[i * n + j] = 0;
            }
            for (int p = 0; p < n; p++) {
                float x = a[i * n + p];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += x * b[p * n + j];
                }
            }
        }
    }
}
