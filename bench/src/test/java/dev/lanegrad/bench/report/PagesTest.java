package dev.lanegrad.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        String browser = BROWSERS.stream().filter(PagesTest::isInstalled).findFirst().orElse("");
        assumeTrue(!browser.isEmpty(), () -> "none of " + BROWSERS + " is installed, so no browser opens the page");
        Path dom = folder.resolve("dom.html");
        Path log = folder.resolve("browser.log");
        Process process = new ProcessBuilder(browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=5000", "--dump-dom",
                folder.resolve("report.html").toUri().toString()).redirectOutput(dom.toFile()).redirectError(log.toFile()).start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        assertTrue(ended, "the browser did not end");
        String messages = String.join("\n", Files.readString(log).lines().filter(line -> line.contains("CONSOLE")).toList());
        assertEquals("", messages);
        String drawn = Files.readString(dom);
        assertTrue(drawn.contains("data-ready=\"true\""), "the scripts did not reach their end");
        assertTrue(count(drawn, "<svg") > 5 && count(drawn, "class=\"mark\"") > 10, "charts are missing");
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }
}
