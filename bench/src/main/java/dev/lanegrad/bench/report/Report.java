package dev.lanegrad.bench.report;

import dev.lanegrad.bench.report.Measurement.Environment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a run says: its measurements, and every comparison of this library with another implementation.
 *
 * @param run where and how
 * @param limits what the machine can do
 * @param measurements the measurements that count: of a native library, those in the environment that it is faster in
 * @param outdone the measurements of native libraries in their slower environment
 * @param beside this library in the tuned environment, measured to have both sides of a ratio in one process
 * @param comparisons this library against every other implementation, in the order of the measurements
 */
public record Report(Run run, Limits limits, List<Measurement> measurements, List<Measurement> outdone,
                     List<Measurement> beside, List<Comparison> comparisons) {

    /**
     * A statement for the top of the page.
     *
     * @param task family and task
     * @param other who is compared with
     * @param ratio times faster, the geometric mean over all sizes, round by round
     * @param sizes the number of sets of parameters
     */
    public record Headline(String task, String other, Spread ratio, int sizes) {

        /**
         * What it says.
         *
         * @return the verdict
         */
        public Comparison.Verdict verdict() {
            return Comparison.verdict(ratio);
        }
    }

    /**
     * Puts measurements together.
     *
     * @param run where and how
     * @param all everything that was measured
     * @return the report
     */
    public static Report of(Run run, List<Measurement> all) {
        Map<List<Object>, Measurement> best = new LinkedHashMap<>();
        List<Measurement> outdone = new ArrayList<>();
        List<Measurement> beside = all.stream().filter(Report::isBeside).toList();
        for (Measurement each : all.stream().filter(one -> !isBeside(one)).toList()) {
            best.merge(List.of(each.benchmark(), each.params(), each.cold()), each, (first, second) -> {
                Measurement counts = faster(first, second);
                outdone.add(counts == first ? second : first);
                return counts;
            });
        }
        List<Measurement> measurements = List.copyOf(best.values());
        return new Report(run, Limits.of(measurements), measurements, outdone, beside, comparisons(measurements, beside));
    }

    /** Whether this library was measured in the tuned environment only to have both sides of a ratio in one process. */
    private static boolean isBeside(Measurement each) {
        return each.environment() == Environment.TUNED && each.task().implementation().kind() != Implementation.Kind.NATIVE_PEER;
    }

    /**
     * Times of this library divided into another implementation's, from the same processes where there are such.
     *
     * @param own this library's times
     * @param other another implementation's
     * @return other / own for every round, NaN for rounds that miss one of them
     */
    double[] ratios(Measurement own, Measurement other) {
        return ratios(own, other, beside);
    }

    private static double[] ratios(Measurement own, Measurement other, List<Measurement> beside) {
        double[] apart = Comparison.ratios(own, other);
        if (other.environment() == Environment.TUNED) {
            for (Measurement each : beside) {
                if (each.benchmark().equals(own.benchmark()) && each.params().equals(own.params())) {
                    double[] together = Comparison.ratios(each, other);
                    return Arrays.stream(together).allMatch(Double::isNaN) ? apart : together;
                }
            }
        }
        return apart;
    }

    /** The faster of two environments of one benchmark, among those that were measured in most rounds. */
    private static Measurement faster(Measurement first, Measurement second) {
        if (first.rounds() != second.rounds()) {
            return first.rounds() > second.rounds() ? first : second;
        }
        return first.time().median() <= second.time().median() ? first : second;
    }

    private static List<Comparison> comparisons(List<Measurement> measurements, List<Measurement> beside) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Measurement own : measurements) {
            if (own.task().implementation() == Implementation.OWN && !Limits.isLimit(own)) {
                for (Measurement other : measurements) {
                    double[] ratios = ratios(own, other, beside);
                    if (other.task().implementation() != Implementation.OWN && own.comparable(other) && rounds(ratios) > 0) {
                        comparisons.add(Comparison.of(own, other, ratios));
                    }
                }
            }
        }
        return comparisons;
    }

    private static long rounds(double[] ratios) {
        return Arrays.stream(ratios).filter(ratio -> !Double.isNaN(ratio)).count();
    }

    /**
     * For every task one line against its fastest peer, size by size, and, without peers, one against the plain loop. It counts the
     * sizes that were measured in most rounds.
     *
     * @return the lines, largest ratio first
     */
    public List<Headline> headlines() {
        Map<String, Map<Measurement, Comparison>> tasks = new TreeMap<>();
        for (Comparison each : comparisons) {
            Implementation other = each.other().task().implementation();
            if (other.isPeer() || other.kind() == Implementation.Kind.BASELINE) {
                tasks.computeIfAbsent(each.own().task().key(), _ -> new LinkedHashMap<>())
                        .merge(each.own(), each, Report::harder);
            }
        }
        List<Headline> headlines = new ArrayList<>();
        tasks.forEach((task, sizes) -> headline(task, List.copyOf(sizes.values())).ifPresent(headlines::add));
        headlines.sort(Comparator.comparingDouble((Headline each) -> each.ratio().median()).reversed());
        return headlines;
    }

    /** The one of two comparisons that counts: with a peer rather than with plain Java, with the faster of two. */
    private static Comparison harder(Comparison first, Comparison second) {
        boolean firstPeer = first.other().task().implementation().isPeer();
        boolean secondPeer = second.other().task().implementation().isPeer();
        if (firstPeer != secondPeer) {
            return firstPeer ? first : second;
        }
        return first.other().time().median() <= second.other().time().median() ? first : second;
    }

    private Optional<Headline> headline(String task, List<Comparison> sizes) {
        boolean anyPeer = sizes.stream().anyMatch(each -> each.other().task().implementation().isPeer());
        List<Comparison> comparable = sizes.stream()
                .filter(each -> each.other().task().implementation().isPeer() == anyPeer).toList();
        int most = comparable.stream().mapToInt(each -> each.ratio().rounds()).max().orElseThrow();
        List<Comparison> counted = comparable.stream().filter(each -> each.ratio().rounds() == most).toList();
        double[] means = new double[run.rounds()];
        for (int round = 0; round < means.length; round++) {
            double logarithms = 0;
            for (Comparison each : counted) {
                double[] ratios = ratios(each.own(), each.other());
                logarithms += round < ratios.length ? Math.log(ratios[round]) : Double.NaN;
            }
            means[round] = Math.exp(logarithms / counted.size());
        }
        List<String> others = counted.stream().map(each -> each.other().task().implementation().label()).distinct().sorted().toList();
        boolean common = Arrays.stream(means).anyMatch(mean -> !Double.isNaN(mean));
        return common ? Optional.of(new Headline(task, String.join(", ", others), Spread.of(means), counted.size())) : Optional.empty();
    }

    /**
     * The comparisons in which this library is not faster than a peer or than plain Java.
     *
     * @return those whose interval does not lie above 1 (with one round: whose ratio does not), smallest ratio first
     */
    public List<Comparison> notFaster() {
        return comparisons.stream()
                .filter(each -> each.other().task().implementation().isPeer()
                        || each.other().task().implementation().kind() == Implementation.Kind.BASELINE)
                .filter(each -> each.verdict() != Comparison.Verdict.FASTER && (each.ratio().rounds() > 1 || each.ratio().median() <= 1))
                .sorted(Comparator.comparingDouble(each -> each.ratio().median())).toList();
    }

    /**
     * What was measured of the goals.
     *
     * @return a result for every goal of which the run has anything
     */
    public List<GoalResult> goals() {
        return Goal.ALL.stream().flatMap(goal -> GoalResult.of(goal, this).stream()).toList();
    }

    /**
     * The work of a measurement's task, which this library's method declares.
     *
     * @param measurement of any implementation
     * @return the work, empty if it is not declared
     */
    public Optional<WorkModel> work(Measurement measurement) {
        return measurements.stream().filter(own -> own.task().implementation() == Implementation.OWN && own.comparable(measurement))
                .findFirst().flatMap(WorkModel::of);
    }

    /**
     * How close a measurement comes to the limit of its work.
     *
     * @param measurement of any implementation
     * @return 1 at the limit, empty where no limit is known
     */
    public OptionalDouble share(Measurement measurement) {
        Optional<WorkModel> work = work(measurement);
        if (work.isEmpty() || measurement.cold() || measurement.task().implementation().kind() == Implementation.Kind.LIMIT) {
            return OptionalDouble.empty();
        }
        OptionalDouble limit = limits.seconds(work.get(), measurement.params());
        return limit.isPresent() ? OptionalDouble.of(limit.getAsDouble() / measurement.time().median()) : limit;
    }

    /**
     * The environment that a measurement was made in, for readers.
     *
     * @param measurement a measurement
     * @return empty for what has one environment only
     */
    public static String environment(Measurement measurement) {
        if (measurement.task().implementation().kind() != Implementation.Kind.NATIVE_PEER) {
            return "";
        }
        return measurement.environment() == Environment.TUNED ? "tuned allocator" : "as it comes";
    }
}
