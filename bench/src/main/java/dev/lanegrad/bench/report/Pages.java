package dev.lanegrad.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The report as a page, as Markdown and as a table, all from the files of a run. */
public final class Pages {

    private static final String SCRIPTS = "/META-INF/resources/webjars/";
    private static final String D3 = SCRIPTS + "d3/7.9.0/dist/d3.min.js";
    private static final String TABLE_SORT = SCRIPTS + "tablesort/5.2.0/dist/tablesort.min.js";
    private static final String SORT_NUMBERS = SCRIPTS + "tablesort/5.2.0/dist/sorts/tablesort.number.min.js";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Pages() {
    }

    /**
     * Reads a run and writes {@code report.html}, {@code report.md} and {@code results.csv} beside it.
     *
     * @param folder the folder of the run
     * @param publish whether to write the same into {@code docs} and {@code bench/results} of the working directory, and a picture
     *     of the page if there is a browser
     * @throws IOException if a file cannot be read or written
     * @throws BrokenResults if the results cannot be used; then no file is written
     */
    public static void write(Path folder, boolean publish) throws IOException {
        Run run = Run.read(folder);
        Report report = Report.of(run, JmhResults.read(run.files(folder)));
        String html = html(report);
        String markdown = markdown(report);
        String table = History.table(report);
        WholeFile.write(folder.resolve("report.html"), html);
        WholeFile.write(folder.resolve("report.md"), markdown);
        WholeFile.write(folder.resolve("results.csv"), table);
        if (publish) {
            WholeFile.write(Path.of("docs", "benchmarks.html"), html);
            WholeFile.write(Path.of("docs", "benchmarks.md"), markdown);
            WholeFile.write(Path.of("bench", "results", name(run)), table);
            System.err.println(picture(Browser.find(), Path.of("docs", "benchmarks.html"), Path.of("docs", "images", "benchmarks.png")));
        }
    }

    /** Draws the picture of the page; without a browser the old one stays. Returns what happened. */
    static String picture(Optional<Browser> browser, Path page, Path picture) {
        if (browser.isEmpty()) {
            return picture + " is as before: none of " + Browser.NAMES + " is installed";
        }
        try {
            browser.get().picture(page, picture);
            return "picture: " + picture;
        } catch (IOException e) {
            return picture + " is as before: " + e.getMessage();
        }
    }

    /** Date, processor and commit. */
    static String name(Run run) {
        String processor = run.machine().getOrDefault("Processor", "unknown").replaceFirst(" \\(.*", "").toLowerCase(Locale.ROOT)
                .replaceAll("\\((?:r|tm)\\)", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return run.date() + "-" + processor + "-" + run.commit().replace("+", "-changed") + ".csv";
    }

    /**
     * The page.
     *
     * @param report what it shows
     * @return a whole document, scripts and styles included
     * @throws IOException never for text in memory
     */
    static String html(Report report) throws IOException {
        View view = new View(report);
        Map<String, Object> scope = new LinkedHashMap<>();
        scope.put("view", view);
        scope.put("style", resource("page.css"));
        scope.put("script", resource("page.js"));
        scope.put("libraries", resource(D3) + "\n" + resource(TABLE_SORT) + "\n" + resource(SORT_NUMBERS));
        scope.put("data", json(view.charts()));
        return rendered("report.html.mustache", scope, new DefaultMustacheFactory("dev/lanegrad/bench/report"));
    }

    /** The charts, in a form that can stand inside of a script element. */
    private static String json(Object charts) throws JsonProcessingException {
        return JSON.writeValueAsString(charts).replace("</", "<\\/").replace("<!--", "<\\!--");
    }

    /**
     * The report in Markdown.
     *
     * @param report what it says
     * @return the text
     * @throws IOException never for text in memory
     */
    static String markdown(Report report) throws IOException {
        MustacheFactory plain = new DefaultMustacheFactory("dev/lanegrad/bench/report") {
            @Override
            public void encode(String value, Writer writer) {
                try {
                    writer.write(value.replace("|", "\\|"));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
        return rendered("report.md.mustache", Map.of("view", new View(report)), plain);
    }

    private static String rendered(String template, Map<String, Object> scope, MustacheFactory factory) throws IOException {
        StringWriter text = new StringWriter();
        factory.compile(template).execute(text, scope).flush();
        return text.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("page: " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
