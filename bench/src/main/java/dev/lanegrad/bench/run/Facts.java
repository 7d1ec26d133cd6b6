package dev.lanegrad.bench.run;

import dev.lanegrad.bench.report.Implementation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.incubator.vector.FloatVector;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;

/** What a reader has to know of the machine and of the libraries. */
final class Facts {

    private static final Pattern CORE = Pattern.compile("Core: (\\w+)");

    private Facts() {
    }

    static Map<String, String> machine() {
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        var processor = hardware.getProcessor();
        Map<String, String> facts = new LinkedHashMap<>();
        var identifier = processor.getProcessorIdentifier();
        facts.put("Processor", identifier.getName().strip() + " (" + identifier.getIdentifier() + ")");
        facts.put("Cores", processor.getPhysicalProcessorCount() + " physical, " + processor.getLogicalProcessorCount() + " logical");
        facts.put("SIMD", FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits");
        CacheSizes.byLevel().forEach((level, bytes) -> facts.put("L" + level + " cache", size(bytes)));
        facts.put("Memory", size(hardware.getMemory().getTotal()));
        facts.put("System", system.getOperatingSystem() + ", " + System.getProperty("os.arch"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version") + ", "
                + System.getProperty("java.vendor"));
        return facts;
    }

    private static String size(long bytes) {
        return bytes >= 1 << 30 ? (bytes + (1 << 29) >> 30) + " GB" : bytes >= 1 << 20 ? (bytes >> 20) + " MB" : (bytes >> 10) + " KB";
    }

    /** How busy the machine is; a benchmark on a machine with other work says so. */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : Math.round(load * 10) / 10.0 + "";
    }

    static Map<String, String> versions(List<Entry> entries) {
        Map<String, String> versions = new LinkedHashMap<>();
        for (Implementation peer : Implementation.values()) {
            if (peer.isPeer() && entries.stream().anyMatch(each -> each.task().implementation() == peer)) {
                versions.putIfAbsent(peer.artifact(), version(peer.artifact()));
            }
        }
        openBlasCore().ifPresent(core -> versions.put("OpenBLAS chose the core", core));
        return versions;
    }

    /** The version in the properties that Maven puts into a jar. */
    static String version(String artifact) {
        String file = "/META-INF/maven/" + artifact.replace(':', '/') + "/pom.properties";
        try (InputStream in = Facts.class.getResourceAsStream(file)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", versionInName(artifact));
        } catch (IOException _) {
            return "unknown version";
        }
    }

    /** The version in the name of a file of the class path, for jars without such properties. */
    private static String versionInName(String artifact) {
        Matcher matcher = Pattern.compile("[/\\\\]" + Pattern.quote(artifact.replaceFirst(".*:", "")) + "-(\\d[^/\\\\]*)\\.jar")
                .matcher(System.getProperty("java.class.path"));
        return matcher.find() ? matcher.group(1) : "unknown version";
    }

    private static java.util.Optional<String> openBlasCore() {
        List<String> command = new ArrayList<>(List.of(java(), "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), "dev.lanegrad.bench.peers.openblas.OpenBlasCore"));
        Matcher matcher = CORE.matcher(output(command, Map.of("OPENBLAS_VERBOSE", "2")));
        return matcher.find() ? java.util.Optional.of(matcher.group(1)) : java.util.Optional.empty();
    }

    static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    /** The abbreviated commit, with {@code +} behind it if files differ from it. */
    static String commit() {
        String commit = output(List.of("git", "rev-parse", "--short", "HEAD"), Map.of()).strip();
        String changed = output(List.of("git", "status", "--porcelain", "--untracked-files=no"), Map.of()).strip();
        return commit.matches("[0-9a-f]+") ? commit + (changed.isEmpty() ? "" : "+") : "unknown";
    }

    private static String output(List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeAll(List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(1, TimeUnit.MINUTES);
            return text;
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
