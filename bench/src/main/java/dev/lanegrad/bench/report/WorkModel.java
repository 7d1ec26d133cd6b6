package dev.lanegrad.bench.report;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.parser.ParseException;
import dev.lanegrad.bench.Work;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one call has to do at least, from the {@link Work} annotation of a benchmark's method and the parameters.
 *
 * @param operations multiplications and additions
 * @param reads bytes read
 * @param writes bytes written
 * @param memory bytes of all arrays
 */
public record WorkModel(double operations, double reads, double writes, double memory) {

    private static final Pattern SHAPE = Pattern.compile("(\\d+)x(\\d+)x(\\d+)(?::\\w+)?");

    /**
     * The work of a measurement's task.
     *
     * @param own this library's measurement
     * @return the work, empty if the benchmark's class is not here or says nothing
     * @throws IllegalArgumentException if the annotation's expression does not compute
     */
    public static Optional<WorkModel> of(Measurement own) {
        String benchmark = own.benchmark();
        int dot = benchmark.lastIndexOf('.');
        try {
            Class<?> type = Class.forName(benchmark.substring(0, dot), false, WorkModel.class.getClassLoader());
            for (var method : type.getMethods()) {
                Work work = method.getName().equals(benchmark.substring(dot + 1)) ? method.getAnnotation(Work.class) : null;
                if (work != null) {
                    Map<String, Double> variables = variables(own.params());
                    return Optional.of(of(work, variables));
                }
            }
            return Optional.empty();
        } catch (ClassNotFoundException | LinkageError _) {
            return Optional.empty();
        }
    }

    private static WorkModel of(Work work, Map<String, Double> variables) {
        double reads = value(work.reads(), variables);
        double writes = value(work.writes(), variables);
        double memory = work.memory().isEmpty() ? reads + writes : value(work.memory(), variables);
        return new WorkModel(value(work.operations(), variables), reads, writes, memory);
    }

    private static double value(String expression, Map<String, Double> variables) {
        if (expression.isEmpty()) {
            return 0;
        }
        try {
            return new Expression(expression).withValues(variables).evaluate().getNumberValue().doubleValue();
        } catch (EvaluationException | ParseException e) {
            throw new IllegalArgumentException("work \"" + expression + "\" of " + variables + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Double> variables(Map<String, String> params) {
        Map<String, Double> variables = new HashMap<>();
        params.forEach((name, value) -> {
            Matcher shape = SHAPE.matcher(value);
            if (shape.matches()) {
                variables.put("m", Double.valueOf(shape.group(1)));
                variables.put("n", Double.valueOf(shape.group(2)));
                variables.put("k", Double.valueOf(shape.group(3)));
            } else if (value.matches("\\d+(?:\\.\\d+)?")) {
                variables.put(name, Double.valueOf(value));
            }
        });
        variables.put("size", "double".equals(params.get("type")) ? 8.0 : 4.0);
        return variables;
    }

    /**
     * Bytes that are read or written.
     *
     * @return their sum
     */
    public double bytes() {
        return reads + writes;
    }
}
