package dev.lanegrad.bench.report;

import java.util.Collection;

/**
 * What is computed, and by whom, read from a benchmark's name: the method {@code step} of {@code PseLossBenchmark} is this
 * library's, {@code stepTorch} of {@code PseLossPeers} is libtorch's for the same task.
 *
 * @param family the class without {@code Benchmark} or {@code Peers}
 * @param name the method without the suffix of an implementation
 * @param implementation who computes
 */
public record Task(String family, String name, Implementation implementation) {

    /**
     * Reads a name. A suffix counts only if the same family has the method without it, so that a task may end in such a word.
     *
     * @param benchmark package, class and method
     * @param all all benchmarks that there are
     * @return its parts
     */
    public static Task of(String benchmark, Collection<String> all) {
        String method = method(benchmark);
        String family = family(benchmark);
        Implementation implementation = Implementation.ofMethod(method);
        String task = method.substring(0, method.length() - implementation.suffix().length());
        boolean paired = all.stream().anyMatch(each -> family(each).equals(family) && method(each).equals(task));
        return paired ? new Task(family, task, implementation) : new Task(family, method, Implementation.OWN);
    }

    /**
     * The family that a benchmark belongs to.
     *
     * @param benchmark package, class and method
     * @return the class without package and ending
     */
    public static String family(String benchmark) {
        String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
        return type.substring(type.lastIndexOf('.') + 1).replaceFirst("(?:Benchmark|Peers)$", "");
    }

    private static String method(String benchmark) {
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    /**
     * Family and task, in that order.
     *
     * @return for example {@code PseLoss.step}
     */
    public String key() {
        return family + "." + name;
    }
}
