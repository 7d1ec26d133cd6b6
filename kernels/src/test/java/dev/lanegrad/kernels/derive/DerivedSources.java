package dev.lanegrad.kernels.derive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Derives the kernels for {@code double} from those for {@code float} by rules on tokens, and from some of the latter their {@link #VARIANTS}.
 *
 * <p>A file is derived if its name begins with {@code Float} or {@code SimdFloat} and it is not one of the
 * {@link #HAND_WRITTEN} ones, where the types differ in substance. A cast from {@code int} must not be written as
 * {@code (float)} inside a quotient, since the derived cast would change nothing but the precision; everything else
 * follows from the rules.
 */
final class DerivedSources {

    static final String COMMAND = "java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java";

    /** The kernels, and the plain loops that benchmarks hold operations against; from the root of the checkout. */
    static final List<String> ROOTS = List.of("kernels/src/main/java/dev/lanegrad/kernels/internal", "bench/src/main/java/dev/lanegrad/bench/ops");

    private static final String HEADER = "// Derived from %s. Do not edit: change that file, then run%n// %s%n";

    /** Files that exist twice by hand: constants, coefficients and bit tricks. */
    static final List<String> HAND_WRITTEN = List.of(
            "FloatStorage", "FloatSums", "FloatKeys", "FloatBits", "FloatCoefficients", "FloatMath", "FloatVectorMath", "FloatVectorLoops");

    /** Another kernel for {@code float} that differs from its source by rules. */
    private record Variant(String source, String target, UnaryOperator<String> rules) {
    }

    private static final List<Variant> VARIANTS = List.of(
            new Variant("SimdFloatElementwise", "SimdFloatHalfElementwise", DerivedSources::halfRegisters),
            new Variant("SimdFloatNarrowTile", "SimdFloatHalfNarrowTile", DerivedSources::halfTile),
            new Variant("SimdFloatKernel4", "SimdFloatPanelKernel4", DerivedSources::panels),
            new Variant("SimdFloatKernel8", "SimdFloatPanelKernel8", DerivedSources::panels),
            new Variant("SimdFloatTile", "SimdFloatPanelTile", DerivedSources::panelTile));

    private static final Pattern FLOAT_LITERAL =
            Pattern.compile("(?<![\\w.])(\\d[\\d_]*(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)[fF]\\b");

    private DerivedSources() {
    }

    /** Writes the derived sources; run from the root of the checkout. */
    public static void main(String[] args) throws IOException {
        for (String each : ROOTS) {
            Path root = Path.of(each);
            for (Map.Entry<Path, String> file : derive(root).entrySet()) {
                Files.writeString(root.resolve(file.getKey()), file.getValue());
            }
        }
    }

    /** The derived sources below a root, by path relative to it. */
    static Map<Path, String> derive(Path root) throws IOException {
        Map<Path, String> masters = masters(root);
        Map<Path, String> derived = new TreeMap<>();
        for (Variant each : VARIANTS) {
            Path target = Path.of("simd", each.target() + ".java");
            String source = masters.get(target.resolveSibling(each.source() + ".java"));
            if (source == null) {
                continue;
            }
            String variant = each.rules().apply(source).replace("class " + each.source(), "class " + each.target());
            masters.put(target, variant);
            derived.put(target, header(each.source() + ".java") + variant);
        }
        masters.forEach((file, source) -> {
            String name = file.getFileName().toString();
            derived.put(file.resolveSibling(name.replace("Float", "Double")), derive(name, source));
        });
        return derived;
    }

    private static Map<Path, String> masters(Path root) throws IOException {
        Map<Path, String> masters = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(DerivedSources::isMaster).toList()) {
                masters.put(root.relativize(file), Files.readString(file));
            }
        }
        return masters;
    }

    private static String header(String source) {
        return HEADER.formatted(source, COMMAND);
    }

    /** Loops over whole registers with half of them, before which only the portable ones are left: of eight numbers they would be scalar. */
    static String halfRegisters(String source) {
        return source.replaceAll("\\b(SPECIES|LANES|REGISTER)\\b", "HALF_$1")
                .replace("extends SimdFloatHalfElementwise", "extends FloatElementwise")
                .replace("final class", "class")
                .replaceFirst("(?m)^import jdk", "import dev.lanegrad.kernels.internal.FloatElementwise;\nimport jdk");
    }

    /** Tiles for half a register. */
    static String halfTile(String source) {
        return source.replaceAll("\\b(SPECIES|LANES|REGISTER)\\b", "HALF_$1").replace("private SimdFloat", "private SimdFloatHalf");
    }

    /** Micro-kernels with B in packed panels outside of the heap. One method for both kinds of memory would test at every load which it has. */
    static String panels(String source) {
        return source.replace("the rows of B,\n * {@code bStride} apart.", "a panel [kc][NR] of B\n * outside of the heap.")
                .replaceAll("private SimdFloat(Kernel\\d)", "private SimdFloatPanel$1")
                .replace("float[] b, int bOffset, int bStride", "MemorySegment panels, long bOffset")
                .replace("fromArray(SPECIES, b, bOffset + p * bStride)", "fromMemorySegment(SPECIES, b, bOffset + p * ROW, ORDER)")
                .replace("fromArray(SPECIES, b, bOffset + p * bStride + LANES)", "fromMemorySegment(SPECIES, b, bOffset + p * ROW + VECTOR, ORDER)")
                .replace("        for (int p", "        MemorySegment b = GemmPanels.SEGMENT.cast(panels);\n        for (int p")
                .replaceFirst("(?m)^(    private static final int MR .*)", """
                        $1
                            private static final long ROW = SimdFloatGemm.NR * (long) Float.BYTES;
                            private static final long VECTOR = LANES * (long) Float.BYTES;
                            private static final ByteOrder ORDER = ByteOrder.nativeOrder();""")
                .replaceFirst("(?m)^import jdk", """
                        import dev.lanegrad.kernels.internal.GemmPanels;
                        import java.lang.foreign.MemorySegment;
                        import java.nio.ByteOrder;
                        import jdk""");
    }

    /** What calls micro-kernels, with those of packed panels. */
    static String panelTile(String source) {
        return source.replaceAll("SimdFloat(Kernel\\d|Tile)", "SimdFloatPanel$1")
                .replace("float[] b, int bOffset, int bStride", "MemorySegment b, long bOffset")
                .replace("bOffset, bStride", "bOffset")
                .replaceFirst("\n\n/\\*\\*", "\n\nimport java.lang.foreign.MemorySegment;\n\n/**");
    }

    private static boolean isMaster(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        return file.toString().endsWith(".java") && name.matches("(Simd)?Float.*") && !HAND_WRITTEN.contains(name);
    }

    static String derive(String name, String source) {
        String body = FLOAT_LITERAL.matcher(source).replaceAll(literal -> asDouble(literal.group(1)));
        body = body.replaceAll("\\bfloat\\b", "double")
                .replace("Float", "Double")
                .replace("FLOAT", "DOUBLE")
                .replace("floats", "doubles");
        // The cast of a scalar argument to float becomes one of double to double.
        if (body.contains("(double)")) {
            body = body.replaceFirst("(?m)^((?:public |final |abstract )*class )",
                    Matcher.quoteReplacement("@SuppressWarnings(\"cast\")\n") + "$1");
        }
        return header(name) + body;
    }

    private static String asDouble(String digits) {
        return digits.matches("[\\d_]+") ? digits + "d" : digits;
    }
}
