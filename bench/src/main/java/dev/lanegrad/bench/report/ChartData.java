package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the charts of the page draw: a panel for each task and each setting besides the size. */
final class ChartData {

    private final Report report;

    ChartData(Report report) {
        this.report = report;
    }

    /** One chart. {@code numeric} sizes go on an axis, others are names in a row. */
    record Panel(String title, String axis, boolean numeric, String unit, List<Series> series, List<Point> limit) {
    }

    /** The values of one implementation. */
    record Series(String name, String id, List<Point> points) {
    }

    /** A rate at a size, with its interval. */
    record Point(String x, double y, double low, double high) {
    }

    /** The panels of a family by their titles. */
    List<Panel> panels(String family) {
        Map<String, List<Measurement>> tasks = new LinkedHashMap<>();
        report.measurements().stream().filter(each -> each.task().family().equals(family) && !each.cold())
                .filter(each -> each.task().implementation().kind() != Implementation.Kind.LIMIT)
                .forEach(each -> tasks.computeIfAbsent(each.task().name(), _ -> new ArrayList<>()).add(each));
        List<Panel> panels = new ArrayList<>();
        for (List<Measurement> task : tasks.values()) {
            String size = size(task);
            Map<Map<String, String>, List<Measurement>> groups = new LinkedHashMap<>();
            for (Measurement each : task) {
                Map<String, String> rest = new TreeMap<>(each.params());
                rest.remove(size);
                groups.computeIfAbsent(rest, _ -> new ArrayList<>()).add(each);
            }
            groups.forEach((rest, group) -> panels.add(panel(group, size, rest)));
        }
        return panels;
    }

    /** The parameter with most values, numbers preferred; empty without parameters. */
    private static String size(List<Measurement> task) {
        Map<String, TreeSet<String>> values = new TreeMap<>();
        task.forEach(each -> each.params().forEach((name, value) -> values.computeIfAbsent(name, _ -> new TreeSet<>()).add(value)));
        return values.entrySet().stream().max(Comparator.comparing((Map.Entry<String, TreeSet<String>> each) -> each.getValue().size())
                .thenComparing(each -> isNumeric(each.getValue().first()))).map(Map.Entry::getKey).orElse("");
    }

    private static boolean isNumeric(String value) {
        return value.matches("\\d+");
    }

    private Panel panel(List<Measurement> all, String size, Map<String, String> rest) {
        // Where time ended before this library was measured, nothing says what a call has to do.
        List<Measurement> known = all.stream().filter(each -> report.work(each).isPresent()).toList();
        List<Measurement> group = known.isEmpty() ? all : known;
        Unit unit = unit(group.getFirst());
        Map<Implementation, List<Point>> series = new TreeMap<>();
        List<Point> limit = new ArrayList<>();
        for (Measurement each : group) {
            double amount = unit.amount(report.work(each));
            Spread time = each.time();
            String x = each.params().getOrDefault(size, "");
            series.computeIfAbsent(each.task().implementation(), _ -> new ArrayList<>())
                    .add(new Point(x, amount / time.median(), amount / time.high(), amount / time.low()));
            OptionalDouble seconds = limit(each);
            if (seconds.isPresent() && limit.stream().noneMatch(point -> point.x.equals(x))) {
                double rate = amount / seconds.getAsDouble();
                limit.add(new Point(x, rate, rate, rate));
            }
        }
        boolean numeric = group.stream().allMatch(each -> isNumeric(each.params().getOrDefault(size, "")));
        String title = Titles.task(group.getFirst().task()) + (rest.isEmpty() ? "" : ", " + settings(rest));
        List<Series> named = series.entrySet().stream().map(each -> new Series(each.getKey().label(), each.getKey().name(),
                each.getValue())).toList();
        return new Panel(title, size, numeric && limitOrPoints(group, size) > 1, unit.label, named, limit);
    }

    private static long limitOrPoints(List<Measurement> group, String size) {
        return group.stream().map(each -> each.params().getOrDefault(size, "")).distinct().count();
    }

    private static String settings(Map<String, String> params) {
        return String.join(", ", params.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList());
    }

    private OptionalDouble limit(Measurement measurement) {
        return report.work(measurement).map(work -> report.limits().seconds(work, measurement.params())).orElse(OptionalDouble.empty());
    }

    /** What is counted per second. */
    private enum Unit {
        OPERATIONS("GFLOP/s"), BYTES("GB/s"), CALLS("calls/s");

        private final String label;

        Unit(String label) {
            this.label = label;
        }

        double amount(Optional<WorkModel> work) {
            return switch (this) {
                case OPERATIONS -> work.orElseThrow().operations() / 1e9;
                case BYTES -> work.orElseThrow().bytes() / 1e9;
                case CALLS -> 1;
            };
        }
    }

    private Unit unit(Measurement measurement) {
        Optional<WorkModel> work = report.work(measurement);
        if (work.isEmpty() || work.get().operations() + work.get().bytes() == 0) {
            return Unit.CALLS;
        }
        return work.get().operations() > 0 ? Unit.OPERATIONS : Unit.BYTES;
    }
}
