package dev.lanegrad.bench.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.bench.report.Run.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarOutputStream;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries of invented names in a local repository that is made here; the network is not asked. */
class WithLibrariesTest {

    private static final String BENCHMARK = """
            package peers.here;

            /** Something to measure. */
            public class HerePeers {

                /** A call. */
                @org.openjdk.jmh.annotations.Benchmark
                public void runHere() {
                }
            }
            """;

    @TempDir
    private Path folder;
    private Path compiled;

    @BeforeEach
    void libraries() throws IOException {
        compiled = folder.resolve("compiled");
        Path artifact = Files.createDirectories(folder.resolve("repository/org/invented/here/1"));
        Files.writeString(artifact.resolve("here-1.pom"), pom("", "org.invented", "here", ""));
        new JarOutputStream(Files.newOutputStream(artifact.resolve("here-1.jar")), new java.util.jar.Manifest()).close();
        library("here", "", "here", BENCHMARK);
        library("gone", "", "gone", "class Gone { }");
        library("above", parent("gone"), "here", "class Above { }");
        library("below", parent("here"), "here", "class Below extends peers.here.HerePeers { }");
    }

    private void library(String name, String parent, String needs, String source) throws IOException {
        Path java = Files.createDirectories(folder.resolve("peers").resolve(name).resolve("java"));
        Files.writeString(java.resolveSibling("pom.xml"), pom(parent, "peers", name,
                "<dependencies><dependency><groupId>org.invented</groupId><artifactId>" + needs
                        + "</artifactId><version>1</version></dependency></dependencies>"));
        String type = source.contains("HerePeers {") ? "HerePeers" : source.split(" ")[1];
        Files.writeString(java.resolve(type + ".java"), source);
    }

    private static String parent(String name) {
        return "<parent><groupId>peers</groupId><artifactId>" + name + "</artifactId><version>1</version><relativePath>../" + name
                + "/pom.xml</relativePath></parent>";
    }

    private static String pom(String parent, String group, String artifact, String dependencies) {
        return "<project><modelVersion>4.0.0</modelVersion>" + parent + "<groupId>" + group + "</groupId><artifactId>" + artifact
                + "</artifactId><version>1</version><packaging>pom</packaging>" + dependencies + "</project>";
    }

    private WithLibraries look() throws IOException {
        Properties maven = new Properties();
        maven.setProperty("maven.repo.local", folder.resolve("repository").toString());
        maven.setProperty("lanegrad.maven.offline", "true");
        return new WithLibraries(folder.resolve("peers"), compiled, maven);
    }

    @Test
    void whatIsThereRunsAndWhatIsNotIsNamedWithTheReason() throws IOException {
        WithLibraries here = look();
        assertTrue(here.classPath().contains("here-1.jar"), here::classPath);
        assertTrue(here.classPath().contains(compiled.resolve("below").toString()), here::classPath);
        assertTrue(Files.readString(compiled.resolve("here/META-INF/BenchmarkList")).contains("runHere"));
        List<Path> needed = WithLibraries.neededBy(compiled.resolve("below"));
        assertEquals(compiled.resolve("here"), needed.getFirst());
        assertEquals(List.of("here", "here-1.jar"), needed.stream().map(each -> each.getFileName().toString()).toList());
        assertEquals(List.of(), WithLibraries.neededBy(folder));
        // Whoever builds on a library that is not there is not there either.
        assertFalse(here.classPath().contains(compiled.resolve("above").toString()), here::classPath);
        assertEquals(List.of("org.invented:gone", "org.invented:here"), here.notFound().stream().map(Missing::what).toList());
        for (Missing each : here.notFound()) {
            assertTrue(each.why().contains("org.invented:gone:") && each.why().contains("offline"), each::why);
            assertFalse(each.why().contains("//") || each.why().contains(folder.toString()) || each.why().contains("\n"), each::why);
        }
    }

    @Test
    void compilesAgainOnlyWhatChanged() throws IOException {
        look();
        Path classes = compiled.resolve("here/peers/here/HerePeers.class");
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(classes, old);
        look();
        assertEquals(old, Files.getLastModifiedTime(classes));
        library("here", "", "here", BENCHMARK.replace("runHere", "callHere"));
        look();
        assertTrue(Files.readString(compiled.resolve("here/META-INF/BenchmarkList")).contains("callHere"));
        assertFalse(Files.readString(compiled.resolve("here/META-INF/BenchmarkList")).contains("runHere"));
    }

    @Test
    void aWarningIsAnErrorAndNotAMissingLibrary() throws IOException {
        library("here", "", "here", BENCHMARK.replace("runHere() {", "runHere() {\n        new java.util.ArrayList().add(1);"));
        String message = assertThrows(IllegalArgumentException.class, this::look).getMessage();
        assertTrue(message.contains("does not compile") && message.contains("rawtypes"), message);
    }

    @Test
    void reasonsNameNoAddress() {
        RemoteRepository central = new RemoteRepository.Builder("central", "default", "https://host.invalid/jars").build();
        var failure = new ArtifactTransferException(new DefaultArtifact("a:b:1"), central,
                "Could not transfer artifact a:b:jar:1 from/to central (https://host.invalid/jars):\n"
                        + "Connect to host.invalid:443 [host.invalid/127.0.0.1] failed: Connection refused");
        assertEquals("Could not transfer artifact a:b:jar:1 from/to central: Connect to central:443 failed: Connection refused",
                Repository.reason(new RepositoryException("outer", failure), List.of(central)));
        assertEquals("no space in … left", Repository.reason(new RepositoryException("no space in /home/me/file left"), List.of()));
    }
}
