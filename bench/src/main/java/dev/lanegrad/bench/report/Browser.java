package dev.lanegrad.bench.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser of this machine that draws pages without a window. */
final class Browser {

    /** Programs that understand the same options. */
    static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final String program;

    private Browser(String program) {
        this.program = program;
    }

    /** The first of {@link #NAMES} in a list of folders, as the variable {@code PATH} has it. */
    static Optional<Browser> find(String path) {
        return NAMES.stream().filter(name -> Stream.of(path.split(File.pathSeparator))
                .anyMatch(entry -> !entry.isEmpty() && Files.isExecutable(Path.of(entry, name)))).findFirst().map(Browser::new);
    }

    /** The first in this process's {@code PATH}. */
    static Optional<Browser> find() {
        return find(System.getenv().getOrDefault("PATH", ""));
    }

    /**
     * Opens a page until its scripts have run.
     *
     * @return what it wrote: the page as it has it if {@code --dump-dom} is an option, and the messages
     */
    Drawn open(Path page, List<String> options) throws IOException {
        Path folder = Files.createTempDirectory("browser");
        try {
            Path out = folder.resolve("out");
            Path log = folder.resolve("log");
            List<String> command = new ArrayList<>(List.of(program, "--headless=new", "--no-sandbox", "--disable-gpu",
                    "--enable-logging=stderr", "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=20000"));
            command.addAll(options);
            command.add(page.toUri().toString());
            Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(log.toFile()).start();
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            process.destroyForcibly().waitFor();
            if (!ended) {
                throw new IOException(program + " did not end");
            }
            return new Drawn(Files.readString(out), Files.readString(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " drew a page", e);
        } finally {
            delete(folder);
        }
    }

    /** What a browser wrote. */
    record Drawn(String page, String messages) {
    }

    /** The top of a page as a picture. */
    void picture(Path page, Path picture) throws IOException {
        Path beside = Files.createTempFile("page", ".png");
        try {
            open(page, List.of("--window-size=1280,1000", "--hide-scrollbars", "--blink-settings=preferredColorScheme=1",
                    "--screenshot=" + beside));
            if (Files.size(beside) == 0) {
                throw new IOException(program + " drew no picture of " + page);
            }
            Files.createDirectories(picture.toAbsolutePath().getParent());
            Files.copy(beside, picture, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** A child of the browser may still write into its profile. */
    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (java.io.UncheckedIOException _) {
            folder.toFile().deleteOnExit();
        }
    }
}
