package dev.lanegrad.bench.report;

import dev.lanegrad.bench.report.Measurement.Environment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What was measured of a goal.
 *
 * @param goal the goal
 * @param value ratio, share, seconds or bytes, whatever the goal is about; round by round, the geometric mean over the sizes
 * @param worst the smallest ratio of a single size, a median of rounds; NaN if the goal has no ratio
 * @param sizes the number of sizes that were measured
 */
public record GoalResult(Goal goal, Spread value, double worst, int sizes) {

    /** How it ended. */
    public enum Verdict {
        /** The whole interval is on the right side. */
        REACHED("reached"),
        /** The interval contains the goal, or there is no interval. */
        NEAR("open"),
        /** The whole interval, or the ratio of a size, is on the wrong side. */
        MISSED("not reached");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        /**
         * For readers.
         *
         * @return a word or two
         */
        public String label() {
            return label;
        }
    }

    /**
     * Looks for what a goal asks for.
     *
     * @param goal the goal
     * @param report the measurements
     * @return what was found, empty if the run has none of it
     */
    public static Optional<GoalResult> of(Goal goal, Report report) {
        List<Measurement> own = report.measurements().stream().filter(each -> goal.isOwn(each.task(), each.params())).toList();
        List<double[]> rounds = new ArrayList<>();
        for (Measurement each : own) {
            values(goal, each, report).filter(values -> Arrays.stream(values).anyMatch(value -> !Double.isNaN(value)))
                    .ifPresent(rounds::add);
        }
        double[] means = means(rounds, report.run().rounds());
        if (Arrays.stream(means).allMatch(Double::isNaN)) {
            return Optional.empty();
        }
        double worst = goal.others().isEmpty() ? Double.NaN
                : rounds.stream().mapToDouble(each -> Spread.of(each).median()).min().orElseThrow();
        return Optional.of(new GoalResult(goal, Spread.of(means), worst, rounds.size()));
    }

    /** The value of one size, round by round: times faster, or share, seconds, bytes. */
    private static Optional<double[]> values(Goal goal, Measurement own, Report report) {
        if (goal.bytes() != null) {
            return Double.isNaN(own.bytes()) ? Optional.empty() : Optional.of(map(own, _ -> own.bytes()));
        }
        if (goal.seconds() != null) {
            return Optional.of(own.seconds());
        }
        if (goal.share() != null) {
            OptionalDouble limit = report.work(own).map(work -> report.limits().seconds(work, own.params())).orElse(OptionalDouble.empty());
            return limit.isEmpty() ? Optional.empty() : Optional.of(map(own, seconds -> limit.getAsDouble() / seconds));
        }
        Stream<Measurement> all = goal.allocator() == null ? report.measurements().stream()
                : Stream.concat(report.measurements().stream(), report.outdone().stream())
                        .filter(each -> each.environment() == goal.allocator() || each.environment() == Environment.PLAIN && !isNative(each));
        return all.filter(each -> goal.isOther(each.task(), each.params(), own.params()))
                .min(Comparator.comparingDouble(each -> each.time().median())).map(other -> report.ratios(own, other));
    }

    private static boolean isNative(Measurement each) {
        return each.task().implementation().kind() == Implementation.Kind.NATIVE_PEER;
    }

    private static double[] map(Measurement own, ToDoubleFunction<Double> value) {
        return Arrays.stream(own.seconds()).map(each -> Double.isNaN(each) ? each : value.applyAsDouble(each)).toArray();
    }

    /** Geometric means over the sizes, of those rounds that have all of them; bytes may be 0, so theirs is the largest. */
    private static double[] means(List<double[]> sizes, int rounds) {
        double[] means = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            int at = round;
            means[round] = sizes.size() == 1 ? at(sizes.getFirst(), at)
                    : Math.exp(sizes.stream().mapToDouble(each -> Math.log(Math.max(at(each, at), 1e-9))).average().orElse(Double.NaN));
        }
        return means;
    }

    private static double at(double[] values, int round) {
        return round < values.length ? values[round] : Double.NaN;
    }

    /**
     * How it ended.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        if (goal.bytes() != null) {
            return value.high() < goal.bytes() + 1 ? Verdict.REACHED : Verdict.MISSED;
        }
        if (value.rounds() < 2) {
            return Verdict.NEAR;
        }
        if (goal.each() != null && worst < goal.each()) {
            return Verdict.MISSED;
        }
        if (goal.seconds() != null) {
            return verdict(-value.high(), -value.low(), -goal.seconds());
        }
        double least = goal.share() != null ? goal.share() : goal.atMost() != null ? 1 / goal.atMost() : goal.atLeast();
        return verdict(value.low(), value.high(), least);
    }

    private static Verdict verdict(double low, double high, double least) {
        return low >= least ? Verdict.REACHED : high < least ? Verdict.MISSED : Verdict.NEAR;
    }
}
