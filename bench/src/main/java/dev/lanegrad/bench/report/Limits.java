package dev.lanegrad.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the machine can do at most, measured in the same run.
 *
 * @param floats multiplications and additions of {@code float} per second on one core, 0 if not measured
 * @param doubles the same of {@code double}
 * @param reads bytes read per second, by the size of the array
 * @param writes bytes written per second, by the size of the array
 */
public record Limits(double floats, double doubles, TreeMap<Long, Double> reads, TreeMap<Long, Double> writes) {

    private static final String FMA = "FmaLimit";
    private static final String MEMORY = "MemoryLimit";

    /**
     * Finds the limits among the measurements.
     *
     * @param measurements all of a run
     * @return what was measured of them
     */
    public static Limits of(List<Measurement> measurements) {
        Limits limits = new Limits(rate(measurements, "fmaFloat"), rate(measurements, "fmaDouble"), new TreeMap<>(), new TreeMap<>());
        for (Measurement each : measurements) {
            if (each.task().family().equals(MEMORY) && !each.cold()) {
                long bytes = Long.parseLong(each.params().get("bytes"));
                (each.task().name().equals("read") ? limits.reads : limits.writes).put(bytes, bytes / each.time().median());
            }
        }
        return limits;
    }

    private static double rate(List<Measurement> measurements, String name) {
        Predicate<Measurement> named = each -> each.task().key().equals(FMA + "." + name) && !each.cold();
        return measurements.stream().filter(named).findFirst()
                .flatMap(each -> WorkModel.of(each).map(work -> work.operations() / each.time().median())).orElse(0.0);
    }

    /**
     * Whether a measurement is one of the limits.
     *
     * @param measurement a measurement
     * @return whether it is
     */
    public static boolean isLimit(Measurement measurement) {
        return measurement.task().family().equals(FMA) || measurement.task().family().equals(MEMORY);
    }

    /**
     * The shortest time that work can take: that of its arithmetic, or that of its memory, whichever is longer. In a cache reads and
     * writes go side by side; in memory they share the way.
     *
     * @param work the work
     * @param params the parameters; {@code type=double} selects the arithmetic
     * @return seconds, empty if a limit that the work needs was not measured
     */
    public OptionalDouble seconds(WorkModel work, Map<String, String> params) {
        double peak = "double".equals(params.get("type")) ? doubles : floats;
        boolean known = (work.operations() == 0 || peak > 0) && (work.bytes() == 0 || !reads.isEmpty() && !writes.isEmpty());
        if (!known || work.operations() + work.bytes() == 0) {
            return OptionalDouble.empty();
        }
        double arithmetic = work.operations() == 0 ? 0 : work.operations() / peak;
        double read = work.reads() == 0 ? 0 : work.reads() / bandwidth(reads, work.memory());
        double write = work.writes() == 0 ? 0 : work.writes() / bandwidth(writes, work.memory());
        boolean memory = work.bytes() > 0 && isMemory(work.memory());
        return OptionalDouble.of(Math.max(arithmetic, memory ? read + write : Math.max(read, write)));
    }

    /** The largest array that was measured lies in memory, the others fill half of a cache. */
    private boolean isMemory(double bytes) {
        Long largestInCache = reads.lowerKey(reads.lastKey());
        return largestInCache == null || bytes / 2 > largestInCache;
    }

    private static double bandwidth(TreeMap<Long, Double> rates, double bytes) {
        return Optional.ofNullable(rates.ceilingEntry((long) bytes / 2)).orElse(rates.lastEntry()).getValue();
    }
}
