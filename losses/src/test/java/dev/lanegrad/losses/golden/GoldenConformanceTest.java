package dev.lanegrad.losses.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.losses.golden.GoldenRunner.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every case of the reference vectors through the public API, in the precision that the case names, with SIMD and
 * with portable kernels, and compares all outputs and gradients. {@code -Dgolden.dir=DIR} names another folder in the
 * same format.
 */
class GoldenConformanceTest {

    private static final Set<String> GROUPS = Set.of("primitive", "center_paddle", "pse", "ohem", "dice", "iou",
            "center_tutorial", "trajectory", "db", "ctc", "pickle");

    private static final GoldenRunner RUNNER = new GoldenRunner(Adapters.ALL);

    private static final Map<String, Counts> COUNTS = new TreeMap<>();

    private static GoldenSet vectors;

    /** How many cases of a group there are, and how many have passed on each backend. */
    private static final class Counts {
        private int cases;
        private final int[] passed = new int[Backend.values().length];

        void print(String group) {
            System.out.printf("  %-16s %4d cases: %4d passed with SIMD kernels, %4d with portable kernels%n",
                    group, cases, passed[Backend.SIMD.ordinal()], passed[Backend.PORTABLE.ordinal()]);
        }
    }

    @BeforeAll
    static void open() throws IOException {
        vectors = GoldenSet.open();
    }

    @AfterAll
    static void report() throws IOException {
        if (vectors == null) {
            return;
        }
        System.out.println("Conformance, set '" + vectors.name() + "':");
        COUNTS.forEach((group, counts) -> counts.print(group));
        vectors.close();
    }

    @TestFactory
    Stream<DynamicNode> everyCase() {
        List<String> cases = vectors.cases();
        assertFalse(cases.isEmpty(), "the set has no cases");
        return cases.stream().flatMap(GoldenConformanceTest::tests);
    }

    private static Stream<DynamicNode> tests(String name) {
        String group = vectors.group(name);
        Counts counts = COUNTS.computeIfAbsent(group, key -> new Counts());
        counts.cases++;
        if (!GROUPS.contains(group)) {
            return Stream.of(dynamicTest(name, () -> fail("unknown group " + group)));
        }
        if (vectors.operation(name).equals(CenterFileCases.OPERATION)) {
            return Stream.of(dynamicTest(name, () -> filesPass(name, counts)));
        }
        return Stream.of(dynamicContainer(name, Stream.of(
                dynamicTest("SIMD", () -> passes(name, Backend.SIMD, counts)),
                dynamicTest("portable", () -> passes(name, Backend.PORTABLE, counts)),
                dynamicTest("same bits", () -> givesTheSameBits(name)))));
    }

    private static void passes(String name, Backend backend, Counts counts) {
        List<String> differences = RUNNER.run(vectors.load(name), backend);
        assertEquals(List.of(), differences, () -> name + ": " + String.join("; ", differences));
        counts.passed[backend.ordinal()]++;
    }

    /** Files are read without kernels, so that one run counts for both. */
    private static void filesPass(String name, Counts counts) {
        assertEquals(List.of(), CenterFileCases.differences(vectors, name));
        for (Backend backend : Backend.values()) {
            counts.passed[backend.ordinal()]++;
        }
    }

    private static void givesTheSameBits(String name) {
        GoldenCase golden = vectors.load(name);
        Outcome simd = RUNNER.outcome(golden, GoldenCase.DEFAULT_VARIANT, Backend.SIMD);
        Outcome portable = RUNNER.outcome(golden, GoldenCase.DEFAULT_VARIANT, Backend.PORTABLE);
        assertSameBits("output", simd.outputs(), portable.outputs());
        assertSameBits("gradient", simd.gradients(), portable.gradients());
        assertSameBits("replayed output", simd.replayed(), subset(simd.outputs(), simd.replayed().keySet()));
    }

    private static Map<String, Result> subset(Map<String, Result> results, Set<String> names) {
        Map<String, Result> subset = new TreeMap<>(results);
        subset.keySet().retainAll(names);
        return subset;
    }

    private static void assertSameBits(String what, Map<String, Result> expected, Map<String, Result> actual) {
        assertEquals(expected.keySet(), actual.keySet(), what);
        expected.forEach((name, result) -> assertEquals(hex(result.values()), hex(actual.get(name).values()),
                () -> what + " " + name));
    }

    private static List<String> hex(double[] values) {
        return Arrays.stream(values).mapToObj(Double::toHexString).toList();
    }
}
