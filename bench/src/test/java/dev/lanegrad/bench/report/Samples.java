package dev.lanegrad.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs that were never measured, in the form of JMH's files. */
final class Samples {

    private final List<List<String>> rounds = new ArrayList<>();

    /** Adds a benchmark with a time for each round; NaN leaves the round out. */
    Samples with(String benchmark, Map<String, String> params, String environment, double... nanos) {
        for (int round = 0; round < nanos.length; round++) {
            while (rounds.size() <= round) {
                rounds.add(new ArrayList<>());
            }
            if (!Double.isNaN(nanos[round])) {
                rounds.get(round).add(entry(benchmark, params, environment, nanos[round]));
            }
        }
        return this;
    }

    static String entry(String benchmark, Map<String, String> params, String environment, double nanos) {
        String named = params.entrySet().stream().map(each -> '"' + each.getKey() + "\":\"" + each.getValue() + '"')
                .collect(Collectors.joining(","));
        return String.format(Locale.ROOT, """
                {"benchmark": "dev.lanegrad.bench.%s", "mode": "avgt", "jvmArgs": ["-Dlanegrad.bench.environment=%s"],
                 "params": {%s},
                 "primaryMetric": {"score": %f, "scoreUnit": "ns/op", "rawData": [[%f, %f, %f]]},
                 "secondaryMetrics": {"bytes": {"score": 48.0}}}
                """, benchmark, environment, named, nanos, 1.5 * nanos, nanos, 1.1 * nanos);
    }

    /** Writes the files of the run. */
    Path into(Path folder) throws IOException {
        for (int round = 0; round < rounds.size(); round++) {
            Files.writeString(Run.roundFile(folder, round + 1), "[" + String.join(",", rounds.get(round)) + "]");
        }
        run().write(folder);
        return folder;
    }

    Run run() {
        return new Run("2026-01-31", "abc1234", Map.of("Processor", "Made-up(R) Processor 1 (family 2)"), Map.of("Heap", "1 GB"),
                Map.of("org.example:peer", "1.0"), List.of(new Run.Missing("MKL", "no network <here>")), List.of(), rounds.size());
    }

    Report report(Path folder) throws IOException {
        into(folder);
        return Report.of(run(), JmhResults.read(run().files(folder)));
    }

    /** A run with wins, losses, ties, limits and two environments. */
    static Samples typical() {
        Samples samples = new Samples();
        for (String n : List.of("1024", "65536")) {
            Map<String, String> params = Map.of("n", n);
            double scale = Double.parseDouble(n) / 1024;
            samples.with("ReductionsBenchmark.dot", params, "plain", 100 * scale, 110 * scale, 90 * scale);
            samples.with("ReductionsBenchmark.dotLoop", params, "plain", 800 * scale, 700 * scale, 900 * scale);
            samples.with("peers.ReductionsPeers.dotTorch", params, "plain", 400 * scale, Double.NaN, Double.NaN);
            samples.with("peers.ReductionsPeers.dotTorch", params, "tuned", 200 * scale, 220 * scale, 190 * scale);
        }
        samples.with("RowwiseBenchmark.argMax", Map.of(), "plain", 100, 100, 100);
        samples.with("peers.RowwisePeers.argMaxTorch", Map.of(), "plain", 90, 100, 120);
        samples.with("UpdatesBenchmark.adam", Map.of("n", "1000000"), "plain", 100_000, 100_000, 100_000);
        samples.with("peers.UpdatesPeers.adamTorch", Map.of("n", "1000000"), "plain", 50_000, 60_000, 40_000);
        samples.with("UpdatesBenchmark.adamRead", Map.of("n", "1000000"), "plain", 90_000, 90_000, 90_000);
        samples.with("FmaLimitBenchmark.fmaFloat", Map.of(), "plain", 24 << 20, 24 << 20, 24 << 20);
        samples.with("FmaLimitBenchmark.fmaDouble", Map.of(), "plain", 48 << 20, 48 << 20, 48 << 20);
        for (int bytes : new int[] {1 << 14, 1 << 20, 1 << 28}) {
            Map<String, String> params = Map.of("bytes", String.valueOf(bytes));
            samples.with("MemoryLimitBenchmark.read", params, "plain", bytes / 100.0, bytes / 100.0, bytes / 100.0);
            samples.with("MemoryLimitBenchmark.write", params, "plain", bytes / 50.0, bytes / 50.0, bytes / 50.0);
        }
        return samples;
    }
}
