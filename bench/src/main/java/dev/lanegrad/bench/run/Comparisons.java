package dev.lanegrad.bench.run;

import dev.lanegrad.bench.Agreement;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Adds to a benchmark's figures how many comparisons of results its process has made for it: setting up is part of the first iteration. */
public final class Comparisons implements InternalProfiler {

    /** The name of the figure. */
    static final String METRIC = "comparisons";

    private int before;
    private int made;

    /** For JMH. */
    public Comparisons() {
    }

    @Override
    public String getDescription() {
        return "Counts comparisons of results";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = Agreement.comparisons();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        made += Agreement.comparisons() - before;
        return List.of(new ScalarResult(METRIC, made, "1", AggregationPolicy.MAX));
    }
}
