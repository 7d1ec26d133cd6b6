package dev.lanegrad.bench.libraries;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanegrad.bench.report.Run.Missing;
import dev.lanegrad.bench.report.WholeFile;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;

/**
 * Starts another program with the other libraries that Maven finds on its class path, and with the benchmarks that call them. Each library
 * is looked for on its own, so that one that cannot be had takes no other with it; {@link #missing()} has the reason.
 */
public final class WithLibraries {

    private static final String FILE = "lanegrad.libraries.missing";
    /** Beside the classes that call a library: what they need. */
    private static final String NEEDED = "needed.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Path> jars = new LinkedHashMap<>();
    private final List<Path> classes = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();

    /** Finds the libraries of a folder and compiles what calls them into folders of another. */
    WithLibraries(Path folder, Path compiled, Properties properties) throws IOException {
        try (Repository repository = new Repository(properties)) {
            for (Library each : Library.in(folder)) {
                Map<String, Path> needed;
                try {
                    needed = repository.jars(each.pom());
                } catch (RepositoryException e) {
                    String reason = repository.reason(e);
                    System.err.println("without " + each.name() + ": " + reason);
                    each.artifacts().forEach(one -> missing.add(new Missing(one, reason)));
                    continue;
                }
                List<Path> library = new ArrayList<>();
                for (Library one = each.parent(); one != null; one = one.parent()) {
                    library.add(compiled.resolve(one.name()));
                }
                library.addAll(needed.values());
                List<Path> path = new ArrayList<>(ownClassPath());
                path.addAll(library);
                Path own = compiled.resolve(each.name());
                SourceCompiler.compile(each.sources(), path, own);
                WholeFile.write(own.resolve(NEEDED), JSON.writeValueAsString(library.stream().map(Path::toString).toList()));
                classes.add(own);
                needed.forEach(jars::putIfAbsent);
            }
        }
    }

    /**
     * Runs a program.
     *
     * @param args the name of its class, then its arguments
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if the wait for the program is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path compiled = Path.of(System.getProperty("lanegrad.libraries.classes"));
        WithLibraries here;
        try {
            here = new WithLibraries(Path.of(System.getProperty("lanegrad.libraries")), compiled, System.getProperties());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Path file = compiled.resolve("missing.json");
        WholeFile.write(file, JSON.writeValueAsString(here.missing));
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-D" + FILE + "=" + file, "-classpath", here.classPath()));
        command.addAll(Arrays.asList(args));
        Process program = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(program::destroy));
        System.exit(program.waitFor());
    }

    private static List<Path> ownClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }

    /** This module's own first, so that no library changes what the report is made with. */
    String classPath() {
        return Stream.of(ownClassPath(), classes, jars.values()).flatMap(java.util.Collection::stream)
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * What was looked for and not found before this program was started.
     *
     * @return artifacts, {@code group:artifact}, with the resolver's reasons; none if nobody looked
     */
    public static List<Missing> missing() {
        String file = System.getProperty(FILE);
        if (file == null) {
            return List.of();
        }
        try {
            return List.of(JSON.readValue(Files.readString(Path.of(file)), Missing[].class));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * What the classes in a folder need of other libraries.
     *
     * @param classes the folder
     * @return jars and folders; none if the folder is not one of a library
     * @throws IOException if the list of a library cannot be read
     */
    public static List<Path> neededBy(Path classes) throws IOException {
        Path file = classes.resolve(NEEDED);
        return Files.exists(file) ? Arrays.stream(JSON.readValue(Files.readString(file), String[].class)).map(Path::of).toList() : List.of();
    }

    /** What was looked for and not found. */
    List<Missing> notFound() {
        return missing;
    }
}
