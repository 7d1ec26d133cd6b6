package dev.lanegrad.bench.report;

import java.util.Arrays;
import java.util.Map;

/**
 * The times of one implementation of a task with one set of parameters.
 *
 * @param benchmark package, class and method
 * @param task the task and who computes it
 * @param params the parameters by name, sorted
 * @param cold whether the first call of a process was timed, instead of warm ones
 * @param environment the setting of the processes
 * @param seconds the time of a call, by round; NaN where a round has none
 * @param bytes what a call allocates on the heap, the median of the rounds; NaN if unknown
 */
public record Measurement(String benchmark, Task task, Map<String, String> params, boolean cold, Environment environment,
                          double[] seconds, double bytes) {

    /** How the processes were set up. */
    public enum Environment {
        /** As the platform comes. */
        PLAIN,
        /** With the allocator of the C library told to keep freed memory. */
        TUNED
    }

    /**
     * The time of a call.
     *
     * @return the median and the interval of the rounds, in seconds
     */
    public Spread time() {
        return Spread.of(seconds);
    }

    /**
     * The parameters in a line.
     *
     * @return for example {@code batch 32, threads one}
     */
    public String where() {
        return String.join(", ", params.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList());
    }

    /**
     * Whether both were measured for the same task, parameters and temperature.
     *
     * @param other another measurement
     * @return whether a ratio of both means something
     */
    public boolean comparable(Measurement other) {
        return cold == other.cold && task.key().equals(other.task.key()) && params.equals(other.params);
    }

    /**
     * The number of rounds that measured it.
     *
     * @return the count of times
     */
    public long rounds() {
        return Arrays.stream(seconds).filter(value -> !Double.isNaN(value)).count();
    }
}
