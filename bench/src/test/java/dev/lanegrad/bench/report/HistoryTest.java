package dev.lanegrad.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    private Path folder;

    private static Spread times(double... seconds) {
        return Spread.of(seconds);
    }

    @Test
    void aTableIsReadAsItWasWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), History.table(Samples.typical().report(folder)));
        Map<String, Spread> read = History.read(file).times();
        assertEquals(new Spread(100e-9, 90e-9, 110e-9, 3), read.get("Reductions.dot (n 1024)"));
        assertTrue(read.containsKey("Rowwise.argMaxTorch"), read::toString);
        assertEquals(List.of(), History.compare(read, read));
    }

    @Test
    void onlyWhatLeavesTheNoiseIsNamed() {
        Map<String, Spread> before = Map.of("A.x", times(1, 1.1, 1.2), "A.y", times(1, 1.1, 1.2), "A.z", times(1, 1.1), "A.gone", times(1, 1),
                "A.xTorch", times(1, 1), "A.once", times(1), "A.close", times(1, 1));
        Map<String, Spread> after = Map.of("A.x", times(1.15, 1.4, 1.5), "A.y", times(2, 2.2, 2.4), "A.z", times(0.5, 0.6), "A.new", times(1, 1),
                "A.xTorch", times(9, 9), "A.once", times(9), "A.close", times(1.01, 1.01));
        List<History.Change> changes = History.compare(before, after);
        assertEquals(List.of("A.y", "A.z"), changes.stream().map(History.Change::benchmark).toList());
        assertEquals("A.y: 2.00 times as slow (1.10 s [1.00 s, 1.20 s], now 2.20 s [2.00 s, 2.40 s])", changes.get(0).toString());
        assertTrue(changes.get(1).toString().startsWith("A.z: 1.91 times as fast"), changes::toString);
    }

    private History.Table table(String name, String... rows) throws IOException {
        String header = "benchmark,parameters,allocator,rounds,seconds,low,high,bytes" + (rows[0].endsWith(";") ? "" : ",ratio,ratioRounds");
        return History.read(Files.writeString(folder.resolve(name), header + "\n" + String.join("\n", rows).replace(";", "") + "\n"));
    }

    @Test
    void ratiosOfTwoRunsAreHeldTogether() throws IOException {
        History.Table full = table("full.csv", "A.x,n 1,,4,1,1,1,,,", "A.xTorch,n 1,,4,9,9,9,,3,4", "A.xLoop,n 1,,4,9,9,9,,9,4",
                "A.x,n 2,,4,1,1,1,,,", "A.xTorch,n 2,,4,9,9,9,,5,4", "A.y,,,4,1,1,1,,,", "A.yTorch,,,4,2,2,2,,2,4",
                "A.z,,,4,1,1,1,,,", "A.zTorch,,,1,1,1,1,,1,1");
        History.Table quick = table("quick.csv", "A.x,n 1,,3,2,2,2,,,", "A.xTorch,n 1,,3,6,6,6,,3,3", "A.xLoop,n 1,,3,9,9,9,,1,3",
                "A.y,,,3,1,1,1,,,", "A.yTorch,,,3,9,9,9,,2.5,3", "A.z,,,3,1,1,1,,,", "A.zTorch,,,3,9,9,9,,9,3");
        List<History.Disagreement> ratios = History.ratios(quick, full);
        assertEquals(List.of("A.y and libtorch", "A.x (n 1) and libtorch"), ratios.stream().map(History.Disagreement::comparison).toList());
        assertEquals("A.y and libtorch: 2.50\u00d7 and 2.00\u00d7, apart by 25 %", ratios.getFirst().toString());
        assertEquals(1, ratios.getLast().factor(), 1e-12);
    }

    @Test
    void earlierTablesHaveTheRatiosOfTheirTimes() throws IOException {
        History.Table before = table("before.csv", "A.x,n 1,,3,1,1,1,;", "A.xTorch,n 1,,2,3,3,3,;");
        assertEquals(Map.of("A.xTorch (n 1)", new Spread(3, 3, 3, 2)), before.ratios());
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "one,two\n1,2\n");
        assertTrue(assertThrows(BrokenResults.class, () -> History.read(file)).getMessage().contains("not a table of results"));
        Files.writeString(file, "benchmark,parameters,allocator,rounds,seconds,low,high,bytes\nA.x,,,3,-1,1,1,\n");
        String message = assertThrows(BrokenResults.class, () -> History.read(file)).getMessage();
        assertTrue(message.contains("seconds is -1.0 in line 2"), message);
    }

    @Test
    void filesAreNamedByDateMachineAndCommit() {
        assertEquals("2026-01-31-made-up-processor-1-abc1234.csv", Pages.name(Samples.typical().run()));
    }
}
