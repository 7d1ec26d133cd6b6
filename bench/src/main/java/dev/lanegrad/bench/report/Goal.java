package dev.lanegrad.bench.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanegrad.bench.report.Measurement.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this library is meant to reach in one kind of work: a line of {@code goals.json}.
 *
 * @param work what is done, for readers
 * @param own the benchmark as family and method, {@code Gemm.gemmTwoThreads}
 * @param where a regular expression for each parameter that selects sizes
 * @param others the benchmarks to compare with, of which the fastest counts; empty if a limit of the machine or a number is the goal
 * @param as parameters in which the others differ
 * @param allocator the environment of a native library; the faster one if absent
 * @param atLeast how many times faster, the geometric mean over the sizes
 * @param each how many times faster, at every single size
 * @param atMost how many times the time of the other, the geometric mean over the sizes
 * @param share the share of the machine's limit, the geometric mean over the sizes
 * @param seconds the time of a call at most
 * @param bytes what a call may allocate on the heap
 */
public record Goal(String work, String own, Map<String, String> where, List<String> others, Map<String, String> as,
                   Environment allocator, Double atLeast, Double each, Double atMost, Double share, Double seconds,
                   Double bytes) {

    /** All goals. */
    public static final List<Goal> ALL = read();

    /** Without what is absent. */
    public Goal {
        where = where == null ? Map.of() : where;
        others = others == null ? List.of() : others;
        as = as == null ? Map.of() : as;
    }

    private static List<Goal> read() {
        try (InputStream in = Goal.class.getResourceAsStream("goals.json")) {
            return new ObjectMapper().readValue(in, new TypeReference<List<Goal>>() { });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether a benchmark is the one that has to reach the goal.
     *
     * @param task the task and who computes it
     * @param params its parameters
     * @return whether it is
     */
    public boolean isOwn(Task task, Map<String, String> params) {
        return own.equals(name(task)) && where.entrySet().stream()
                .allMatch(each -> params.getOrDefault(each.getKey(), "").matches(each.getValue()));
    }

    /**
     * Whether a benchmark is one that is compared with.
     *
     * @param task the task and who computes it
     * @param params its parameters
     * @param ownParams the parameters of the one that has to reach the goal
     * @return whether it is
     */
    public boolean isOther(Task task, Map<String, String> params, Map<String, String> ownParams) {
        Map<String, String> wanted = new TreeMap<>(ownParams);
        wanted.putAll(as);
        return others.contains(name(task)) && wanted.equals(params);
    }

    private static String name(Task task) {
        return task.key() + task.implementation().suffix();
    }
}
