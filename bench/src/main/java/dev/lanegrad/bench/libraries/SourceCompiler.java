package dev.lanegrad.bench.libraries;

import dev.lanegrad.bench.report.WholeFile;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles the benchmarks of a library with the warnings and the annotation processor that this module has. */
final class SourceCompiler {

    private static final String PROCESSOR = "org.openjdk.jmh.generators.BenchmarkProcessor";
    private static final List<String> OPTIONS = List.of("-Xlint:all,-incubating,-processing,-classfile,-path,-serial,-static,-cast", "-Werror",
            "--add-modules=jdk.incubator.vector", "-parameters", "-processor", PROCESSOR);
    private static final String STAMP = "compiled";

    private SourceCompiler() {
    }

    /**
     * Compiles, unless nothing has changed since it was done last.
     *
     * @param sources   the files
     * @param classPath what they may use
     * @param classes   the folder of the classes, which is emptied before
     * @throws IllegalArgumentException if there is an error or a warning
     */
    static void compile(List<Path> sources, List<Path> classPath, Path classes) throws IOException {
        String stamp = stamp(sources, classPath);
        Path file = classes.resolve(STAMP);
        if (Files.exists(file) && Files.readString(file).equals(stamp)) {
            return;
        }
        empty(classes);
        String own = System.getProperty("java.class.path");
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("-processorpath", own, "-d", classes.toString(), "-classpath",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalArgumentException("other libraries: this Java has no compiler; a JDK is needed");
        }
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources)).call()) {
                throw new IllegalArgumentException("other libraries: what calls them does not compile\n" + messages);
            }
        }
        WholeFile.write(file, stamp);
    }

    private static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).filter(one -> !one.equals(folder)).toList()) {
                Files.delete(each);
            }
        }
    }

    /** A hash of the sources, and of the names, sizes and times of what they use. */
    private static String stamp(List<Path> sources, List<Path> classPath) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path each : sources) {
                digest.update(each.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(each));
            }
            for (Path each : classPath) {
                try (Stream<Path> files = Files.walk(each)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update((file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file)).getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
