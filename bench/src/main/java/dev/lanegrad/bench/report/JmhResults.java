package dev.lanegrad.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanegrad.bench.report.Measurement.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the JSON files that JMH wrote, one for each round. */
public final class JmhResults {

    /** The property that says in a process's arguments, and so in the JSON, how its environment was set up. */
    public static final String ENVIRONMENT = "-Dlanegrad.bench.environment=";

    /** The secondary metric that has the bytes which a call allocates. */
    public static final String BYTES = "bytes";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Double> UNITS = Map.of("ns/op", 1e-9, "us/op", 1e-6, "ms/op", 1e-3, "s/op", 1.0);

    private JmhResults() {
    }

    private record Key(String benchmark, Map<String, String> params, boolean cold, Environment environment) {
    }

    private record Sample(double seconds, double bytes) {
    }

    /**
     * Reads the rounds.
     *
     * @param rounds the files, in the order of the rounds
     * @return a measurement for each benchmark, parameters, temperature and environment, in the order in which they were met
     * @throws IOException if a file cannot be read
     * @throws BrokenResults if a file is not what JMH writes; the message names the file and what is missing
     */
    public static List<Measurement> read(List<Path> rounds) throws IOException {
        Map<Key, Sample[]> samples = new LinkedHashMap<>();
        for (int round = 0; round < rounds.size(); round++) {
            for (JsonNode entry : entries(rounds.get(round))) {
                Key key = key(entry, rounds.get(round));
                samples.computeIfAbsent(key, _ -> new Sample[rounds.size()])[round] = sample(entry, rounds.get(round));
            }
        }
        Set<String> names = new TreeSet<>();
        samples.keySet().forEach(key -> names.add(key.benchmark()));
        List<Measurement> measurements = new ArrayList<>();
        samples.forEach((key, each) -> measurements.add(measurement(key, each, names)));
        return measurements;
    }

    private static Measurement measurement(Key key, Sample[] samples, Set<String> names) {
        double[] seconds = Arrays.stream(samples).mapToDouble(each -> each == null ? Double.NaN : each.seconds()).toArray();
        double[] bytes = Arrays.stream(samples).filter(each -> each != null && !Double.isNaN(each.bytes()))
                .mapToDouble(Sample::bytes).toArray();
        return new Measurement(key.benchmark(), Task.of(key.benchmark(), names), key.params(), key.cold(), key.environment(), seconds,
                bytes.length == 0 ? Double.NaN : Spread.of(bytes).median());
    }

    private static JsonNode entries(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new BrokenResults(file + ": not JSON: " + e.getOriginalMessage());
        }
        if (root == null || !root.isArray()) {
            throw new BrokenResults(file + ": not an array of results, as JMH writes it");
        }
        return root;
    }

    private static Key key(JsonNode entry, Path file) {
        String benchmark = field(entry, "benchmark", file).asText();
        if (!benchmark.matches("(?:\\w+\\.)+\\w+\\.\\w+")) {
            throw new BrokenResults(file + ": benchmark \"" + benchmark + "\" is not package, class and method");
        }
        Map<String, String> params = new TreeMap<>();
        entry.path("params").properties().forEach(each -> params.put(each.getKey(), each.getValue().asText()));
        Environment environment = Environment.PLAIN;
        for (JsonNode argument : entry.path("jvmArgs")) {
            if (argument.asText().equals(ENVIRONMENT + "tuned")) {
                environment = Environment.TUNED;
            }
        }
        return new Key(benchmark, params, field(entry, "mode", file).asText().equals("ss"), environment);
    }

    private static Sample sample(JsonNode entry, Path file) {
        JsonNode bytes = entry.path("secondaryMetrics").path(BYTES).path("score");
        return new Sample(seconds(entry, file), bytes.isNumber() ? bytes.asDouble() : Double.NaN);
    }

    /**
     * The time of a call: the least of the iterations, each of which is a mean over its calls. Neighbours of a virtual machine, clocks
     * and collectors only ever add to a time, on some machines half of it for a fraction of a second, and a median follows them.
     *
     * @param entry a result as JMH writes it
     * @param file where it stands, for messages
     * @return seconds
     * @throws BrokenResults if it has no times
     */
    public static double seconds(JsonNode entry, Path file) {
        JsonNode metric = field(entry, "primaryMetric", file);
        String unit = field(metric, "scoreUnit", file).asText();
        Double scale = UNITS.get(unit);
        if (scale == null) {
            throw new BrokenResults(file + ": unit \"" + unit + "\" of " + entry.path("benchmark").asText() + " is no time per call: "
                    + new TreeSet<>(UNITS.keySet()));
        }
        List<Double> iterations = new ArrayList<>();
        field(metric, "rawData", file).forEach(fork -> fork.forEach(value -> iterations.add(value.asDouble(Double.NaN))));
        double[] times = iterations.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (times.length == 0 || Arrays.stream(times).anyMatch(time -> !(time > 0 && time < Double.POSITIVE_INFINITY))) {
            throw new BrokenResults(file + ": times of " + entry.path("benchmark").asText() + " are " + iterations
                    + "; they must be positive numbers");
        }
        return times[0] * scale;
    }

    private static JsonNode field(JsonNode node, String name, Path file) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new BrokenResults(file + ": a result has no \"" + name + "\"; the run that wrote it may have been interrupted");
        }
        return value;
    }
}
