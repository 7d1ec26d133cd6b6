package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.bench.report.Implementation.Kind;
import dev.lanegrad.bench.report.Task;
import java.util.List;
import java.util.Map;

/**
 * One benchmark with one set of parameters.
 *
 * @param benchmark package, class and method
 * @param task the task and who computes it
 * @param params the parameters by name, sorted
 * @param jvmArgs what the benchmark asks of its process, besides memory
 * @param cold whether the first call of a process is measured
 */
record Entry(String benchmark, Task task, Map<String, String> params, List<String> jvmArgs, boolean cold) {

    /** What all implementations of a task with the same parameters share. */
    record Group(String task, Map<String, String> params) {
    }

    Group group() {
        return new Group(task.key(), params);
    }

    /** What compiler and clock have to expect: the limits of the machine are short loops. */
    Kind kind() {
        return task.family().endsWith("Limit") ? Kind.LIMIT : task.implementation().kind();
    }

    /** Whether it uses more than one thread. */
    boolean threads() {
        return task.implementation() == Implementation.TWO_THREADS || "common".equals(params.get("threads"));
    }

    /** For readers. */
    String name() {
        return task.family() + "." + task.name() + task.implementation().suffix() + (params.isEmpty() ? "" : " " + params);
    }
}
