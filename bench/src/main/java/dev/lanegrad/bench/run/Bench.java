package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.BrokenResults;
import dev.lanegrad.bench.report.Pages;
import dev.lanegrad.bench.report.Run;
import dev.lanegrad.bench.report.Run.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures this library, other libraries and the limits of the machine in one run, and writes the report. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures, then writes report.html, report.md and results.csv.",
        subcommands = {Bench.Again.class, Bench.Listing.class, Compare.class, Check.class})
public final class Bench implements Callable<Integer> {

    private static final double SHORT_MINUTES = 9;
    private static final double FULL_MINUTES = 65;
    /** Seconds for the pages. */
    private static final double PAGES = 20;

    @Parameters(arity = "0..*", paramLabel = "NAME",
            description = "Families, tasks or methods (regular expressions); all without one.")
    private List<String> names = List.of();

    @Option(names = "--minutes", description = "The longest time that it may take: 9, with --full 65. "
            + "What does not fit is left out, and the report says so.")
    private Double minutes;

    @Option(names = "--full", description = "Every size, and longer measurements.")
    private boolean full;

    @Option(names = "--out", defaultValue = "out/bench", description = "The folder of the results: ${DEFAULT-VALUE}.")
    private Path folder;

    @Option(names = "--publish", description = "Also writes docs/benchmarks.md, docs/benchmarks.html and bench/results/*.csv.")
    private boolean publish;

    /** For picocli. */
    public Bench() {
    }

    /**
     * Runs the program.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).setExecutionExceptionHandler((e, command, _) -> {
            if (e instanceof IllegalArgumentException || e instanceof BrokenResults) {
                command.getErr().println(e.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            throw e;
        }).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        double seconds = 60 * (minutes != null ? minutes : full ? FULL_MINUTES : SHORT_MINUTES) - PAGES;
        long deadline = System.nanoTime() + Math.round(seconds * TimeUnit.SECONDS.toNanos(1));
        Settings settings = full ? Settings.LONG : Settings.SHORT;
        Catalog all = Catalog.ofClassPath();
        Catalog catalog = all.matching(names);
        Costs costs = new Costs(catalog.entries(), settings);
        Plan plan = Plan.within(catalog, seconds, costs);
        System.err.printf("of %d benchmarks and sizes %d in %d rounds, %d once; %s%n", catalog.entries().size(), plan.repeated().size(),
                Plan.ROUNDS, plan.single().size(), settings.text());
        List<Entry> measurable = Plan.measurable(catalog, costs);
        clear(folder);
        String load = Facts.load();
        Rounds rounds = new Rounds(plan, catalog, costs, settings, folder, deadline);
        int count = rounds.measure();
        List<Missing> absent = new ArrayList<>(all.missing());
        absent.addAll(rounds.absent());
        List<Entry> slow = catalog.entries().stream().filter(each -> !measurable.contains(each)).toList();
        slow.forEach(each -> absent.add(new Missing(each.name(), "a call takes seconds, and the next smaller size shows the same")));
        rounds.plan().dropped().forEach(each -> System.err.println("left out for lack of time: " + each.name()));
        Run run = new Run(LocalDate.now().toString(), Facts.commit(), Facts.machine(), settings(rounds.plan(), settings, count, load),
                Facts.versions(catalog.entries()), absent, rounds.failed(), count);
        run.write(folder);
        Pages.write(folder, publish);
        rounds.failed().forEach(each -> System.err.println("FAILED " + each.what() + ": " + each.why()));
        System.err.println("report: " + folder.resolve("report.html").toAbsolutePath().toUri());
        return rounds.failed().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** Old results would otherwise be taken for rounds of this run. */
    private static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.newDirectoryStream(folder, "r*.{json,html,md,csv}")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static Map<String, String> settings(Plan plan, Settings each, int rounds, String load) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("Rounds", rounds + ", new processes in each; " + (plan.single().isEmpty() ? "everything in all of them"
                : plan.repeated().size() + " benchmarks and sizes in at least " + Plan.ROUNDS + " of them, " + plan.single().size() + " in one"));
        settings.put("Processes", "one for each family; benchmarks with the same parameters take turns");
        settings.put("Each benchmark", each.text());
        settings.put("Heap", Forks.heap() + ", -Xms = -Xmx");
        settings.put("Load average at the start", load);
        if (!plan.dropped().isEmpty()) {
            settings.put("Left out for lack of time", plan.dropped().size() + " benchmarks and sizes");
        }
        if (Forks.canTune()) {
            settings.put("Native libraries", "as they come, and with GLIBC_TUNABLES=" + Forks.TUNABLES + " (and Java with " + Forks.LARGE_PAGES
                    + "); the faster one counts");
        }
        return settings;
    }

    @Command(name = "report", mixinStandardHelpOptions = true, description = "Writes the pages of a run again.")
    static final class Again implements Callable<Integer> {

        @Parameters(paramLabel = "FOLDER", defaultValue = "out/bench", description = "The folder of the results: ${DEFAULT-VALUE}.")
        private Path folder;

        @Option(names = "--publish", description = "Also writes docs/benchmarks.md, docs/benchmarks.html and bench/results/*.csv.")
        private boolean publish;

        @Override
        public Integer call() throws IOException {
            Pages.write(folder, publish);
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the benchmarks of this build, and which libraries are not here.")
    static final class Listing implements Callable<Integer> {

        @Override
        public Integer call() {
            Catalog all = Catalog.ofClassPath();
            all.entries().forEach(each -> System.out.println(each.name()));
            all.missing().forEach(each -> System.out.println("not measured here: " + each.what() + ": " + each.why()));
            return CommandLine.ExitCode.OK;
        }
    }
}
