package dev.lanegrad.bench.report;

import dev.lanegrad.bench.report.Comparison.Verdict;
import dev.lanegrad.bench.report.Implementation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A report in the words and numbers that the templates show. */
final class View {

    private final Report report;
    private final ChartData chartData;

    View(Report report) {
        this.report = report;
        chartData = new ChartData(report);
    }

    /** A name and its value. */
    record Pair(String name, String value) {

        static List<Pair> of(Map<String, String> map) {
            return map.entrySet().stream().map(each -> new Pair(each.getKey(), each.getValue())).toList();
        }
    }

    /** A line at the top. */
    record Top(String family, String task, String other, String factor, String interval, String sizes, String verdict) {

        /** Around a number that is a win, in Markdown. */
        String bold() {
            return verdict.equals("faster") ? "**" : "";
        }
    }

    /** A row of a table of results. {@code order} is the time in a form that sorts. */
    record Row(String family, String task, String where, String who, String environment, String time, String order, String interval,
               String rate, String share, String bytes, String factor, String factorInterval, String verdict, boolean own) {

        /** Around a number that is a win, in Markdown. */
        String bold() {
            return verdict.equals("faster") ? "**" : "";
        }
    }

    /** A comparison that is not won. */
    record Lost(String task, String where, String other, String factor, String interval, String verdict, String reason) {
    }

    /** A goal and what was measured of it; {@code style} is that of a win, a loss or neither. */
    record Aim(String work, String other, String goal, String value, String interval, String sizes, String verdict, String style) {

        /** Around what is reached, in Markdown. */
        String bold() {
            return style.equals("faster") ? "**" : "";
        }
    }

    /** A size of memory and what it gives. */
    record Bandwidth(String level, String size, String reads, String writes) {
    }

    /** A chapter. */
    record Family(String id, String title, List<Row> rows, List<Integer> panels) {
    }

    /** What the scripts draw. */
    record Charts(List<Bar> bars, List<ChartData.Panel> panels) {
    }

    /** A ratio with its interval. */
    record Bar(String label, String other, double ratio, double low, double high, String verdict) {
    }

    String date() {
        return report.run().date();
    }

    String commit() {
        return report.run().commit();
    }

    String processor() {
        return report.run().machine().getOrDefault("Processor", "unknown processor");
    }

    int rounds() {
        return report.run().rounds();
    }

    boolean oneRound() {
        return rounds() < 2;
    }

    List<Pair> machine() {
        return Pair.of(report.run().machine());
    }

    List<Pair> settings() {
        return Pair.of(report.run().settings());
    }

    List<Pair> versions() {
        return Pair.of(report.run().versions());
    }

    List<Run.Missing> absent() {
        return report.run().absent();
    }

    List<Run.Missing> failed() {
        return report.run().failed();
    }

    boolean anyFailed() {
        return !failed().isEmpty();
    }

    List<Top> headlines() {
        return report.headlines().stream().map(each -> {
            Task task = new Task(each.task().replaceFirst("\\..*", ""), each.task().replaceFirst(".*\\.", ""), Implementation.OWN);
            return new Top(Titles.family(task.family()), Titles.task(task), each.other(), each.ratio().factor(), each.ratio().interval(),
                    each.sizes() == 1 ? "1 size" : each.sizes() + " sizes", word(each.verdict()));
        }).toList();
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    String peakFloat() {
        return Figures.giga(report.limits().floats());
    }

    String peakDouble() {
        return Figures.giga(report.limits().doubles());
    }

    boolean hasPeaks() {
        return report.limits().floats() > 0 && report.limits().doubles() > 0;
    }

    List<Bandwidth> bandwidths() {
        List<Bandwidth> rows = new ArrayList<>();
        int level = 0;
        for (Map.Entry<Long, Double> read : report.limits().reads().entrySet()) {
            level++;
            boolean last = read.getKey().equals(report.limits().reads().lastKey());
            Double write = report.limits().writes().get(read.getKey());
            rows.add(new Bandwidth(last ? "memory" : "L" + level + " cache", Figures.bytes(read.getKey()),
                    Figures.giga(read.getValue()), write == null ? "" : Figures.giga(write)));
        }
        return rows;
    }

    List<Lost> notFaster() {
        return report.notFaster().stream().map(each -> {
            Task own = each.own().task();
            Implementation other = each.other().task().implementation();
            return new Lost(Titles.family(own.family()) + ": " + Titles.task(own), each.own().where(), other.label(),
                    each.ratio().factor(), each.ratio().interval(), word(each.verdict()),
                    Titles.reason(own, other).orElse("not explained yet"));
        }).toList();
    }

    List<Aim> goals() {
        return GoalText.of(report);
    }

    boolean anyGoals() {
        return !goals().isEmpty();
    }

    boolean allFaster() {
        return report.notFaster().isEmpty();
    }

    List<Family> families() {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        report.measurements().stream().filter(each -> !Limits.isLimit(each))
                .forEach(each -> rows.computeIfAbsent(each.task().family(), _ -> new ArrayList<>()).add(row(each)));
        List<Family> families = new ArrayList<>();
        int panel = 0;
        for (Map.Entry<String, List<Row>> each : rows.entrySet()) {
            List<Integer> panels = new ArrayList<>();
            for (int i = 0; i < chartData.panels(each.getKey()).size(); i++) {
                panels.add(panel++);
            }
            families.add(new Family(each.getKey().toLowerCase(Locale.ROOT), Titles.family(each.getKey()), each.getValue(), panels));
        }
        return families;
    }

    /** First calls have no charts: they are in the tables. */
    List<Family> drawn() {
        return families().stream().filter(each -> !each.panels().isEmpty()).toList();
    }

    /** Every measurement, those in the slower environment at the end. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        report.measurements().forEach(each -> rows.add(row(each)));
        report.outdone().forEach(each -> rows.add(row(each)));
        return rows;
    }

    private Row row(Measurement each) {
        Spread time = each.time();
        Optional<Comparison> comparison = report.comparisons().stream().filter(one -> one.other() == each).findFirst();
        OptionalDouble share = report.share(each);
        Implementation who = each.task().implementation();
        return new Row(Titles.family(each.task().family()), Titles.task(each.task()), each.where(), who.label(),
                Report.environment(each), Figures.time(time.median()), Double.toString(time.median()),
                Figures.time(time.low()) + " to " + Figures.time(time.high()), rate(each),
                share.isPresent() ? Figures.percent(share.getAsDouble()) : "",
                Double.isNaN(each.bytes()) ? "" : Figures.bytes(each.bytes()), comparison.map(one -> one.ratio().factor()).orElse(""),
                comparison.map(one -> one.ratio().interval()).orElse(""), comparison.map(View::verdict).orElse(""),
                who.kind() == Kind.OWN);
    }

    /** A memory limit or another setting of this library is nothing to win against. */
    private static String verdict(Comparison comparison) {
        Kind kind = comparison.other().task().implementation().kind();
        return kind == Kind.LIMIT || kind == Kind.OWN_VARIANT ? "" : word(comparison.verdict());
    }

    private String rate(Measurement each) {
        Optional<WorkModel> work = report.work(each);
        if (work.isEmpty() || each.task().implementation().kind() == Kind.LIMIT) {
            return "";
        }
        double seconds = each.time().median();
        return work.get().operations() > 0 ? Figures.giga(work.get().operations() / seconds) + " GFLOP/s"
                : Figures.giga(work.get().bytes() / seconds) + " GB/s";
    }

    Charts charts() {
        List<Bar> bars = new ArrayList<>();
        for (Report.Headline each : report.headlines()) {
            Task task = new Task(each.task().replaceFirst("\\..*", ""), each.task().replaceFirst(".*\\.", ""), Implementation.OWN);
            bars.add(new Bar(Titles.family(task.family()) + ": " + Titles.task(task), each.other(), each.ratio().median(),
                    each.ratio().low(), each.ratio().high(), word(each.verdict())));
        }
        List<ChartData.Panel> panels = new ArrayList<>();
        report.measurements().stream().filter(each -> !Limits.isLimit(each)).map(each -> each.task().family()).distinct()
                .forEach(family -> panels.addAll(chartData.panels(family)));
        return new Charts(bars, panels);
    }
}
