package dev.lanegrad.kernels.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DerivedSourcesTest {

    private static final List<Path> ROOTS = DerivedSources.ROOTS.stream().map(Path.of("..")::resolve).toList();

    @Test
    void doubleSourcesAreUpToDate() throws IOException {
        for (Path root : ROOTS) {
            Map<Path, String> derived = DerivedSources.derive(root);
            assertFalse(derived.isEmpty());
            for (Map.Entry<Path, String> file : derived.entrySet()) {
                Path target = root.resolve(file.getKey());
                String committed = Files.exists(target) ? Files.readString(target) : "";
                assertEquals(file.getValue(), committed,
                        () -> target + " is not what its source gives; from the root of the checkout run " + DerivedSources.COMMAND);
            }
        }
    }

    @Test
    void everyDoubleSourceIsDerivedOrKnownToBeWrittenByHand() throws IOException {
        for (Path root : ROOTS) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(f -> f.getFileName().toString().matches("(Simd)?Double.*\\.java")).toList()) {
                    String name = file.getFileName().toString().replace("Double", "Float");
                    boolean byHand = DerivedSources.HAND_WRITTEN.contains(name.replace(".java", ""));
                    assertEquals(!byHand, Files.readString(file).startsWith("// Derived from " + name + "."), file::toString);
                }
            }
        }
    }

    @Test
    void rulesOnTokens() {
        String source = """
                final class FloatThing {
                    static final float ONE = 1f, HALF = 0.5f, SMALL = 1e-3f;
                    float[] scaled(double alpha) { return floats((float) alpha); }
                }
                """;
        String expected = """
                @SuppressWarnings("cast")
                final class DoubleThing {
                    static final double ONE = 1d, HALF = 0.5, SMALL = 1e-3;
                    double[] scaled(double alpha) { return doubles((double) alpha); }
                }
                """;
        String derived = DerivedSources.derive("FloatThing.java", source);
        assertEquals(expected, derived.substring(derived.indexOf("@Suppress")));
    }

    @Test
    void halfRegistersComeBetweenWholeOnesAndScalars() {
        String source = """
                import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
                import jdk.incubator.vector.FloatVector;

                final class SimdFloatElementwise extends SimdFloatHalfElementwise {
                }
                """;
        String expected = """
                import static dev.lanegrad.kernels.internal.simd.FloatLanes.HALF_LANES;
                import dev.lanegrad.kernels.internal.FloatElementwise;
                import jdk.incubator.vector.FloatVector;

                class SimdFloatElementwise extends FloatElementwise {
                }
                """;
        assertEquals(expected, DerivedSources.halfRegisters(source));
    }
}
