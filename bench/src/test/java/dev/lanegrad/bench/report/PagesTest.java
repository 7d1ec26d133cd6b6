package dev.lanegrad.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nu.validator.client.EmbeddedValidator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    @TempDir
    private Path folder;
    private String html;
    private String markdown;

    @BeforeEach
    void write() throws IOException {
        Pages.write(Samples.typical().into(folder), false);
        html = Files.readString(folder.resolve("report.html"));
        markdown = Files.readString(folder.resolve("report.md"));
    }

    @Test
    void onlyWinsAreColouredAsWins() {
        assertTrue(html.contains("<span class=\"faster\">2.00\u00d7</span>"));
        assertTrue(html.contains("<span class=\"even\">1.00\u00d7</span>"));
        assertTrue(html.contains("<span class=\"slower\">0.500\u00d7</span>"));
        assertTrue(markdown.contains("**2.00\u00d7**") && !markdown.contains("**1.00\u00d7**") && !markdown.contains("**0.500\u00d7**"));
    }

    @Test
    void textIsEscaped() {
        assertTrue(html.contains("no network &lt;here&gt;") && !html.contains("<here>"));
        assertTrue(markdown.contains("no network <here>"));
    }

    @Test
    void thePageNeedsNoNetworkAndIsSmall() {
        assertTrue(html.length() < 1_500_000, () -> html.length() + " characters");
        assertFalse(html.matches("(?s).*<(?:script|img|link)[^>]+(?:src|href)=\"(?!data:).*"));
        assertTrue(html.contains("Made-up(R) Processor 1") && html.contains("abc1234"));
        assertTrue(html.indexOf("{{") < 0 || html.indexOf("{{") > html.indexOf("id=\"data\""));
    }

    @Test
    void noTableOfTheMarkdownIsTorn() {
        List<String> lines = markdown.lines().toList();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("|") && lines.get(i - 1).startsWith("|")) {
                assertEquals(columns(lines.get(i - 1)), columns(lines.get(i)), lines.get(i));
            }
        }
        assertTrue(lines.stream().filter(line -> line.startsWith("|")).count() > 20);
    }

    private static long columns(String row) {
        return row.replace("\\|", "").chars().filter(c -> c == '|').count();
    }

    @Test
    void aBrowserDrawsItWithoutAnError() throws IOException, InterruptedException {
        String drawn = drawn(folder.resolve("report.html"));
        assertTrue(drawn.contains("data-ready=\"true\""), "the scripts did not reach their end");
        assertTrue(count(drawn, "<svg") > 5 && count(drawn, "class=\"mark\"") > 10, "charts are missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--window-size=1280,900", "--window-size=500,900",
        "--blink-settings=preferredColorScheme=0"})
    void accessibilityHasNoSeriousProblem(String option) throws IOException, InterruptedException {
        Path page = folder.resolve("axe.html");
        Files.writeString(page, html.replace("</body>", "<script>" + resource("/axe.min.js").replace("</script", "<\\/script") + """
                </script><script>
                axe.run().then(result => {
                    const serious = result.violations.filter(each => each.impact === 'serious' || each.impact === 'critical')
                        .map(each => each.id + ' at ' + each.nodes[0].target);
                    document.body.dataset.axe = result.passes.length + ' passed; ' + serious.join(', ');
                });
                </script></body>"""));
        Matcher axe = Pattern.compile("data-axe=\"(\\d+) passed; ([^\"]*)\"").matcher(drawn(page, option));
        assertTrue(axe.find(), "the check of accessibility did not end");
        assertTrue(Integer.parseInt(axe.group(1)) > 10, axe.group());
        assertEquals("", axe.group(2));
    }

    @Test
    void theHtmlIsValid() throws Exception {
        EmbeddedValidator validator = new EmbeddedValidator();
        validator.setOutputFormat(EmbeddedValidator.OutputFormat.GNU);
        assertEquals("", errors(validator, html));
        assertFalse(errors(validator, html.replace("</main>", "")).isEmpty());
    }

    /** The style sheet uses properties that are younger than the validator's list of them. */
    private static String errors(EmbeddedValidator validator, String page) throws Exception {
        String text = validator.validate(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
        return String.join("\n", text.lines().filter(line -> line.contains(" error: ") && !line.contains("CSS: ")).toList());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PagesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The page as a browser has it when its scripts have run, without a message on the console. */
    private String drawn(Path page, String... options) throws IOException, InterruptedException {
        String browser = BROWSERS.stream().filter(PagesTest::isInstalled).findFirst().orElse("");
        assumeTrue(!browser.isEmpty(), () -> "none of " + BROWSERS + " is installed, so no browser opens the page");
        Path dom = folder.resolve("dom.html");
        Path log = folder.resolve("browser.log");
        List<String> command = new ArrayList<>(List.of(browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=20000", "--dump-dom"));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        Process process = new ProcessBuilder(command).redirectOutput(dom.toFile()).redirectError(log.toFile()).start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        assertTrue(ended, "the browser did not end");
        String messages = String.join("\n", Files.readString(log).lines().filter(line -> line.contains("CONSOLE")).toList());
        assertEquals("", messages);
        return Files.readString(dom);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }
}
