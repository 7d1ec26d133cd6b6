package dev.lanegrad.bench.run;

import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.report.JmhResults;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Adds to a benchmark's figures what a call allocates, as {@link Metered} counts it. */
public final class Bytes implements InternalProfiler {

    /** For JMH. */
    public Bytes() {
    }

    @Override
    public String getDescription() {
        return "Bytes on the heap per call, without those of JMH";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        String type = benchmark.getBenchmark().substring(0, benchmark.getBenchmark().lastIndexOf('.'));
        try {
            Class.forName(type).asSubclass(Metered.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IllegalStateException(type + " does not extend Metered, so that nothing counts its bytes", e);
        }
        Metered.harness();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double calls = result.getMetadata().getAllOps();
        return List.of(new ScalarResult(JmhResults.BYTES, Metered.allocated() / calls, "B/op", AggregationPolicy.AVG));
    }
}
