package dev.lanegrad.bench.run;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * Before this library is measured, its kernels are called with both element types and both backends, as in a program that does more
 * than one thing: a compiler that has seen one implementation of an interface only makes code that no such program gets.
 */
public final class CallSites implements InternalProfiler {

    private static final int SIZE = 64;
    private static final int CALLS = 200;
    private static volatile double sink;

    /** Once in a process; benchmarks take turns, so one thread at a time is here. */
    private static volatile boolean done;

    /** For JMH. */
    public CallSites() {
    }

    @Override
    public String getDescription() {
        return "Calls kernels of all types and backends before the first iteration";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (!done && !benchmark.getBenchmark().matches(".*(?:\\.peers\\.|Limit).*")) {
            for (Backend backend : List.of(Kernels.floats().backend(), Backend.PORTABLE)) {
                IntStream.range(0, CALLS).forEach(_ -> {
                    call(Kernels.floats(backend), new float[SIZE], new float[SIZE]);
                    call(Kernels.doubles(backend), new double[SIZE], new double[SIZE]);
                });
            }
            done = true;
        }
    }

    private static <A> void call(Kernels<A> kernels, A x, A y) {
        kernels.elementwise().add(SIZE, x, 0, y, 0, y, 0);
        kernels.elementwise().axpy(SIZE, 0.5, x, 0, y, 0);
        kernels.elementary().sigmoid(SIZE, x, 0, y, 0);
        kernels.rowwise().softmax(8, 8, 1, x, 0, y, 0);
        kernels.gemm().gemm(Workers.single(), false, false, 8, 8, 8, 1, x, 0, 8, x, 0, 8, 0, y, 0, 8);
        sink = kernels.reductions().dot(SIZE, x, 0, y, 0) + kernels.reductions().sum(SIZE, x, 0);
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        return List.of();
    }
}
