package dev.lanegrad.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.bench.report.Run.Missing;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private static final Catalog ALL = Catalog.ofClassPath();

    @Test
    void implementationsOfATaskStandSideBySide() {
        List<Entry.Group> groups = ALL.entries().stream().map(Entry::group).toList();
        long changes = 1;
        for (int i = 1; i < groups.size(); i++) {
            changes += groups.get(i).equals(groups.get(i - 1)) ? 0 : 1;
        }
        assertEquals(new HashSet<>(groups).size(), changes);
        assertTrue(ALL.entries().size() > 50, ALL.entries()::toString);
    }

    @Test
    void setsOfParametersAreAllCombinations() {
        assertEquals(List.of(Map.of("a", "1", "b", "x"), Map.of("a", "1", "b", "y"), Map.of("a", "2", "b", "x"), Map.of("a", "2", "b", "y")),
                Catalog.sets(Map.of("a", new String[] {"1", "2"}, "b", new String[] {"x", "y"})));
        assertEquals(List.of(Map.of()), Catalog.sets(Map.of()));
    }

    @Test
    void namesSelect() {
        assertTrue(ALL.matching(List.of("dot")).entries().stream().allMatch(each -> each.benchmark().contains(".dot")));
        assertEquals(ALL, ALL.matching(List.of()));
    }

    @Test
    void anUnknownNameMeetsItsNeighbours() {
        String message = assertThrows(IllegalArgumentException.class, () -> ALL.matching(List.of("trainingstp"))).getMessage();
        assertTrue(message.startsWith("no benchmark matches \"trainingstp\"; the nearest names are [TrainingStep.step"), message);
    }

    @Test
    void everyGoalHasItsBenchmarks() {
        assertEquals(List.of(), ALL.goalsWithoutBenchmarks());
        assertFalse(new Catalog(List.of()).goalsWithoutBenchmarks().isEmpty());
    }

    @Test
    void otherLibrariesThatAreNotBuiltAreNamedWithTheReason() {
        assertTrue(ALL.missing().getFirst().why().contains("Maven profile peers"));
        List<Missing> missing = ALL.missing(List.of(new Missing("org.ejml:ejml-fdense", "no network")));
        assertTrue(missing.contains(new Missing("EJML", "no network")), missing::toString);
        assertTrue(missing.contains(new Missing("ojAlgo", "no benchmark of this build calls it")), missing::toString);
    }

    @Test
    void arraysFillHalfOfEachCacheAndMoreThanTheLast() {
        assertEquals(List.of(16L << 10, 512L << 10, 16L << 20, 256L << 20), CacheSizes.sizes(List.of(32L << 10, 1L << 20, 32L << 20)));
        assertEquals(1L << 30, CacheSizes.sizes(List.of(1L << 40)).getLast());
    }
}
