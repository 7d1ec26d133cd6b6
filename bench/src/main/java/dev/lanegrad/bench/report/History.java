package dev.lanegrad.bench.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Results as a table of text, small enough to be kept for every run. */
public final class History {

    private static final String[] COLUMNS =
            {"benchmark", "parameters", "allocator", "rounds", "seconds", "low", "high", "bytes", "ratio", "ratioRounds"};
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();
    private static final CSVFormat WITH_HEADER = FORMAT.builder().setHeader(COLUMNS).get();
    private static final CSVFormat READING = FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final double SMALLEST_CHANGE = 1.03;

    private History() {
    }

    /**
     * One benchmark, between two runs.
     *
     * @param benchmark with parameters
     * @param before seconds of a call
     * @param after seconds of a call
     */
    public record Change(String benchmark, Spread before, Spread after) {

        /**
         * How many times longer it takes.
         *
         * @return more than 1 if it became slower
         */
        public double factor() {
            return after.median() / before.median();
        }

        @Override
        public String toString() {
            double factor = factor();
            return benchmark + ": " + Spread.number(factor > 1 ? factor : 1 / factor) + " times as " + (factor > 1 ? "slow" : "fast")
                    + " (" + seconds(before) + ", now " + seconds(after) + ")";
        }

        private static String seconds(Spread time) {
            return Figures.time(time.median()) + " [" + Figures.time(time.low()) + ", " + Figures.time(time.high()) + "]";
        }
    }

    /**
     * The table of a report.
     *
     * @param report the report
     * @return comma-separated values with a line of names
     * @throws IOException never for text in memory
     */
    public static String table(Report report) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, WITH_HEADER)) {
            for (Measurement each : report.measurements()) {
                Spread time = each.time();
                Optional<Spread> ratio = report.comparisons().stream().filter(one -> one.other() == each).map(Comparison::ratio).findFirst();
                printer.printRecord(name(each), each.where(), Report.environment(each), time.rounds(), decimal(time.median()),
                        decimal(time.low()), decimal(time.high()), Double.isNaN(each.bytes()) ? "" : Math.round(each.bytes()),
                        ratio.map(one -> decimal(one.median())).orElse(""), ratio.map(one -> String.valueOf(one.rounds())).orElse(""));
            }
        }
        return text.toString();
    }

    private static String name(Measurement each) {
        return each.task().key() + each.task().implementation().suffix();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /**
     * A table that was read.
     *
     * @param times of a call, by benchmark and parameters
     * @param ratios how many times faster this library is than other libraries, by the other's benchmark and parameters, with low and
     *     high equal to the median: the table has no interval of them
     */
    public record Table(Map<String, Spread> times, Map<String, Spread> ratios) {
    }

    /**
     * Reads a table.
     *
     * @param file what {@link #table} made; tables of earlier versions have no ratios, which are then those of the times
     * @return the times and ratios
     * @throws IOException if it cannot be read
     * @throws BrokenResults if it is no such table
     */
    public static Table read(Path file) throws IOException {
        Map<String, Spread> times = new LinkedHashMap<>();
        Map<String, Spread> ratios = new LinkedHashMap<>();
        try (var records = READING.parse(new StringReader(Files.readString(file)))) {
            for (CSVRecord each : records) {
                String where = each.get("parameters");
                String name = each.get("benchmark") + (where.isEmpty() ? "" : " (" + where + ")");
                times.put(name, new Spread(number(each, "seconds"), number(each, "low"), number(each, "high"), (int) number(each, "rounds")));
                if (each.isSet("ratio") && !each.get("ratio").isEmpty() && who(name).isPeer()) {
                    double ratio = number(each, "ratio");
                    ratios.put(name, new Spread(ratio, ratio, ratio, (int) number(each, "ratioRounds")));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new BrokenResults(file + ": not a table of results: " + e.getMessage());
        }
        return new Table(times, ratios.isEmpty() ? ratios(times) : ratios);
    }

    private static Map<String, Spread> ratios(Map<String, Spread> times) {
        Map<String, Spread> ratios = new LinkedHashMap<>();
        times.forEach((other, time) -> {
            Spread own = times.get(own(other));
            if (who(other).isPeer() && own != null) {
                double ratio = time.median() / own.median();
                ratios.put(other, new Spread(ratio, ratio, ratio, Math.min(own.rounds(), time.rounds())));
            }
        });
        return ratios;
    }

    private static Implementation who(String benchmark) {
        return Implementation.ofMethod(benchmark.replaceFirst(" .*", ""));
    }

    /** This library's side of a comparison. */
    private static String own(String other) {
        String method = other.replaceFirst(" .*", "");
        return method.substring(0, method.length() - who(other).suffix().length()) + other.substring(method.length());
    }

    private static double number(CSVRecord row, String column) {
        double value = Double.parseDouble(row.get(column));
        if (!(value > 0)) {
            throw new IllegalArgumentException(column + " is " + value + " in line " + (row.getRecordNumber() + 1) + "; it must be positive");
        }
        return value;
    }

    /**
     * What changed by more than the noise: the intervals of both runs, of two rounds at least, lie apart, and the medians by 3 % or
     * more.
     *
     * @param before a run
     * @param after a later run
     * @return the changes of this library's benchmarks that both runs have, the worst first
     */
    public static List<Change> compare(Map<String, Spread> before, Map<String, Spread> after) {
        List<Change> changes = new ArrayList<>();
        before.forEach((benchmark, old) -> {
            Spread now = after.get(benchmark);
            if (now != null && isOwn(benchmark) && apart(old, now)) {
                changes.add(new Change(benchmark, old, now));
            }
        });
        changes.sort(Comparator.comparingDouble(Change::factor).reversed());
        return changes;
    }

    /**
     * How far two runs are apart in a ratio.
     *
     * @param comparison this library's benchmark with parameters, and the other's
     * @param before times faster in one run
     * @param after times faster in the other
     */
    public record Disagreement(String comparison, double before, double after) {

        /**
         * The larger ratio divided by the smaller.
         *
         * @return 1 if they are equal
         */
        public double factor() {
            return Math.max(before / after, after / before);
        }

        @Override
        public String toString() {
            return comparison + ": " + Spread.number(before) + "\u00d7 and " + Spread.number(after) + "\u00d7, apart by "
                    + Figures.percent(factor() - 1);
        }
    }

    /**
     * Compares the ratios of two runs, which do not change with the clock of the machine as times do. A quick run has some of the sizes
     * of a full one: only what both have counts.
     *
     * @param before a run
     * @param after another run
     * @return every comparison with another library that both have in two rounds or more, the largest disagreement first
     */
    public static List<Disagreement> ratios(Table before, Table after) {
        List<Disagreement> all = new ArrayList<>();
        before.ratios().forEach((other, old) -> {
            Spread now = after.ratios().get(other);
            if (now != null && old.rounds() > 1 && now.rounds() > 1) {
                all.add(new Disagreement(own(other) + " and " + who(other).label(), old.median(), now.median()));
            }
        });
        all.sort(Comparator.comparingDouble(Disagreement::factor).reversed());
        return all;
    }

    private static boolean isOwn(String benchmark) {
        Implementation.Kind kind = who(benchmark).kind();
        return kind == Implementation.Kind.OWN || kind == Implementation.Kind.OWN_VARIANT;
    }

    private static boolean apart(Spread before, Spread after) {
        double factor = Math.max(after.median() / before.median(), before.median() / after.median());
        return before.rounds() > 1 && after.rounds() > 1 && factor >= SMALLEST_CHANGE
                && (after.low() > before.high() || after.high() < before.low());
    }
}
