package dev.lanegrad.bench.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * Another library: a folder with a POM that lists what it needs, and with the sources that call it. If the parent of the POM is another
 * library's, its jars and sources are needed too.
 *
 * @param folder the folder
 * @param parent the library that it builds on, or null
 * @param artifacts what the POM itself lists, {@code group:artifact}
 */
record Library(Path folder, Library parent, List<String> artifacts) {

    private static final String POM = "pom.xml";

    /** The libraries in the folders of a folder, those that others build on before them. */
    static List<Library> in(Path folder) throws IOException {
        List<Library> libraries = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.filter(one -> Files.exists(one.resolve(POM))).sorted().toList()) {
                add(each, folder, libraries);
            }
        }
        return libraries;
    }

    private static Library add(Path folder, Path top, List<Library> libraries) throws IOException {
        for (Library each : libraries) {
            if (each.folder.equals(folder)) {
                return each;
            }
        }
        Model model = model(folder.resolve(POM));
        Path parent = model.getParent() == null ? top : folder.resolve(model.getParent().getRelativePath()).normalize().getParent();
        List<String> artifacts = model.getDependencies().stream()
                .map(each -> each.getGroupId() + ":" + each.getArtifactId()).distinct().toList();
        Library library = new Library(folder, parent.equals(top) ? null : add(parent, top, libraries), artifacts);
        libraries.add(library);
        return library;
    }

    private static Model model(Path pom) throws IOException {
        try (var in = Files.newInputStream(pom)) {
            return new MavenXpp3Reader().read(in);
        } catch (XmlPullParserException e) {
            throw new IOException(pom + ": " + e.getMessage(), e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    Path pom() {
        return folder.resolve(POM);
    }

    /** The sources that call it, sorted. */
    List<Path> sources() {
        try (Stream<Path> files = Files.walk(folder.resolve("java"))) {
            return files.filter(each -> each.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
