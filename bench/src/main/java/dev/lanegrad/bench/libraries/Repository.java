package dev.lanegrad.bench.libraries;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import eu.maveniverse.maven.mima.extensions.mmr.MavenModelReader;
import eu.maveniverse.maven.mima.extensions.mmr.ModelRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/** Finds the jars of one POM after the other with Maven's resolver, as the Maven that started this program would. */
final class Repository implements AutoCloseable {

    private final Context context;
    private final DefaultRepositorySystemSession session;

    /**
     * With a Maven's settings, all of them optional: {@code maven.repo.local} is the local repository, {@code lanegrad.maven.offline} says
     * whether to stay in it, {@code lanegrad.maven.settings} and {@code lanegrad.maven.global} are the files of settings; the others are
     * for the POMs.
     */
    Repository(Properties properties) {
        Map<String, String> user = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().filter(each -> each.startsWith("javacpp."))
                .forEach(each -> user.put(each, properties.getProperty(each)));
        ContextOverrides.Builder overrides = ContextOverrides.create().withUserSettings(true).userProperties(user)
                .offline(Boolean.parseBoolean(properties.getProperty("lanegrad.maven.offline")))
                .transferListener(new Announcement());
        Path local = file(properties, "maven.repo.local");
        Path settings = file(properties, "lanegrad.maven.settings");
        Path global = file(properties, "lanegrad.maven.global");
        if (local != null) {
            overrides.withLocalRepositoryOverride(local);
        }
        if (settings != null && Files.exists(settings)) {
            overrides.withUserSettingsXmlOverride(settings);
        }
        if (global != null && Files.exists(global)) {
            overrides.withGlobalSettingsXmlOverride(global);
        }
        context = Runtimes.INSTANCE.getRuntime().create(overrides.build());
        session = new DefaultRepositorySystemSession(context.repositorySystemSession());
        // Without its POM, nobody knows what a jar needs.
        session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(false, false));
    }

    private static Path file(Properties properties, String name) {
        String file = properties.getProperty(name, "");
        return file.isEmpty() ? null : Path.of(file);
    }

    /** Downloads take minutes the first time. */
    private static final class Announcement extends AbstractTransferListener {

        @Override
        public void transferInitiated(TransferEvent event) {
            String name = event.getResource().getResourceName();
            if (name.endsWith(".jar")) {
                System.err.println("fetching " + name.substring(name.lastIndexOf('/') + 1));
            }
        }
    }

    /**
     * What a POM's dependencies need to run.
     *
     * @return files by group, artifact, type and classifier
     * @throws RepositoryException if something is not there and cannot be fetched
     */
    Map<String, Path> jars(Path pom) throws RepositoryException {
        var model = new MavenModelReader(context).readModel(
                ModelRequest.builder().setPomFile(pom).setRepositories(context.remoteRepositories()).build());
        ArtifactDescriptorResult descriptor = model.toArtifactDescriptorResult(model.getEffectiveModel());
        CollectRequest collect =
                new CollectRequest(descriptor.getDependencies(), descriptor.getManagedDependencies(), context.remoteRepositories());
        Map<String, Path> jars = new LinkedHashMap<>();
        for (ArtifactResult each : context.repositorySystem().resolveDependencies(session,
                new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME))).getArtifactResults()) {
            Artifact artifact = each.getArtifact();
            jars.put(ArtifactIdUtils.toVersionlessId(artifact), artifact.getFile().toPath());
        }
        return jars;
    }

    /** What the resolver says of the first file that it did not get. */
    String reason(RepositoryException failure) {
        return reason(failure, context.remoteRepositories());
    }

    /** The same in one line that can be published: no addresses, no paths. */
    static String reason(RepositoryException failure, List<RemoteRepository> repositories) {
        String text = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .filter(ArtifactTransferException.class::isInstance).findFirst().orElse(failure).getMessage();
        text = text.replaceAll("\\s*\\(\\w+:[^)]*\\)", "").replaceAll("\\s*\\[[^\\]]*/[\\d.:]+\\]", "")
                .replaceAll("\\b\\w+:/\\S*", "…");
        for (RemoteRepository each : repositories) {
            text = each.getHost().isEmpty() ? text : text.replace(each.getHost(), each.getId());
        }
        return text.replaceAll("(?<![\\w.])/[^\\s:]*/[^\\s:]*", "…").replaceAll("\\s+", " ").strip();
    }

    @Override
    public void close() {
        context.close();
    }
}
