package dev.lanegrad.bench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * Lets the iterations of several benchmarks of one process take turns: JMH calls a profiler before and after each of them, and this
 * one waits until it is the benchmark's turn. It has to be the first of the profilers, so that the others see its own iteration only.
 */
public final class Turns implements InternalProfiler {

    private static volatile Order order = Order.of(List.of());

    /** For JMH. */
    public Turns() {
    }

    /** Whose turn it is. */
    static final class Order {

        private final List<String> sequence;
        private final Set<String> gone = new HashSet<>();
        private int position;

        private Order(List<String> sequence) {
            this.sequence = sequence;
        }

        /** Warm-ups first: who has fewer of them joins later, so that all measure at the same time. */
        static Order of(List<SideBySide.Member> members) {
            List<String> sequence = new ArrayList<>();
            for (int left = most(members, SideBySide.Member::warmups); left > 0; left--) {
                for (SideBySide.Member each : members) {
                    addTurn(sequence, each, Math.max(0, each.warmups() - left + 1), 1);
                }
            }
            int turns = most(members, SideBySide.Member::turns);
            for (int turn = 0; turn < turns; turn++) {
                for (SideBySide.Member each : members) {
                    addTurn(sequence, each, each.iterations() - turn * each.turn(), each.turn());
                }
            }
            return new Order(sequence);
        }

        private static int most(List<SideBySide.Member> members, ToIntFunction<SideBySide.Member> count) {
            return members.stream().mapToInt(count).max().orElse(0);
        }

        private static void addTurn(List<String> sequence, SideBySide.Member member, int left, int most) {
            sequence.addAll(Collections.nCopies(Math.clamp(left, 0, most), member.benchmark()));
        }

        synchronized void await(String benchmark) throws InterruptedException {
            while (position < sequence.size() && !sequence.get(position).equals(benchmark)) {
                wait();
            }
        }

        synchronized void next() {
            position++;
            skip();
        }

        /** Whoever failed takes no more turns. */
        synchronized void leave(String benchmark) {
            gone.add(benchmark);
            skip();
        }

        private void skip() {
            while (position < sequence.size() && gone.contains(sequence.get(position))) {
                position++;
            }
            notifyAll();
        }

        /** Who is next, and after that; for tests. */
        List<String> sequence() {
            return sequence;
        }
    }

    /** Begins with other benchmarks. */
    static Order begin(List<SideBySide.Member> members) {
        order = Order.of(members);
        return order;
    }

    @Override
    public String getDescription() {
        return "Waits for the turn of the benchmark";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        try {
            order.await(benchmark.getBenchmark());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(benchmark.getBenchmark() + ": interrupted while it waited for its turn", e);
        }
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        order.next();
        return List.of();
    }
}
