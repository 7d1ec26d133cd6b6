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
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nu.validator.client.EmbeddedValidator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

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
    void aSizeAtWhichTimeEndedBeforeThisLibraryWasMeasuredIsInTheTableAlone() throws IOException {
        Pages.write(Samples.typical().with("ReductionsBenchmark.dotLoop", Map.of("n", "2097152"), "plain", 1e6, 1e6, 1e6).into(folder), false);
        assertTrue(Files.readString(folder.resolve("report.md")).contains("2097152"));
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
    void aBrowserDrawsItWithoutAnError() throws IOException {
        String drawn = drawn(folder.resolve("report.html"));
        assertTrue(drawn.contains("data-ready=\"true\""), "the scripts did not reach their end");
        assertTrue(count(drawn, "<svg") > 5 && count(drawn, "class=\"mark\"") > 10, "charts are missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--window-size=1280,900", "--window-size=500,900",
        "--blink-settings=preferredColorScheme=0"})
    void accessibilityHasNoSeriousProblem(String option) throws IOException {
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
    private String drawn(Path page, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--dump-dom"));
        all.addAll(List.of(options));
        Browser.Drawn drawn = browser().open(page, all);
        assertEquals("", String.join("\n", drawn.messages().lines().filter(line -> line.contains("CONSOLE")).toList()));
        return drawn.page();
    }

    private static Browser browser() {
        assumeTrue(Browser.find().isPresent(), () -> "none of " + Browser.NAMES + " is installed, so no browser opens the page");
        return Browser.find().orElseThrow();
    }

    @Test
    void thePictureIsDrawn() throws IOException {
        Path picture = folder.resolve("images").resolve("page.png");
        assertEquals("picture: " + picture, Pages.picture(Optional.of(browser()), folder.resolve("report.html"), picture));
        var image = javax.imageio.ImageIO.read(picture.toFile());
        assertEquals(List.of(1280, 1000), List.of(image.getWidth(), image.getHeight()));
        assertTrue(image.getRGB(5, 5) == 0xffffffff, "the page is not light");
    }

    @Test
    void withoutABrowserTheOldPictureStays() throws IOException {
        Path picture = Files.writeString(folder.resolve("page.png"), "old");
        String said = Pages.picture(Browser.find(folder.toString()), folder.resolve("report.html"), picture);
        assertTrue(said.contains("none of [chromium"), said);
        assertEquals("old", Files.readString(picture));
    }

    @Test
    void printedPagesAreWideForTheLargeTable() throws IOException {
        Path pdf = folder.resolve("page.pdf");
        browser().open(folder.resolve("report.html"), List.of("--no-pdf-header-footer", "--print-to-pdf=" + pdf));
        Matcher boxes = Pattern.compile("/MediaBox ?\\[0 0 ([\\d.]+) ([\\d.]+)\\]").matcher(Files.readString(pdf, StandardCharsets.ISO_8859_1));
        boolean upright = false;
        boolean wide = false;
        while (boxes.find()) {
            boolean isWide = Double.parseDouble(boxes.group(1)) > Double.parseDouble(boxes.group(2));
            wide |= isWide;
            upright |= !isWide;
        }
        assertTrue(wide && upright);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
