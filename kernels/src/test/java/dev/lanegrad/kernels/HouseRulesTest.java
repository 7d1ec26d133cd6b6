package dev.lanegrad.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that hold in the whole checkout: what may import what, and which calls would give other bits elsewhere. */
class HouseRulesTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> LIBRARY = List.of("kernels", "autograd", "losses");
    private static final int MAX_LINES = 400;

    private static final Pattern NOT_CODE = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+'|//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern VECTOR_API = Pattern.compile("jdk\\s*\\.\\s*incubator\\s*\\.\\s*vector");
    private static final Pattern REDUCED_IN_ANY_ORDER =
            Pattern.compile("(\\w+|\\))\\s*\\.reduceLanes\\(\\s*(?:VectorOperators\\.)?(?:ADD|MUL)\\b");
    private static final Pattern BOUND_REGISTER = Pattern.compile("\\w+\\.cast\\((\\w+)\\)");
    /** A method called on what was just loaded, without the class of the register. */
    private static final Pattern UNBOUND_CALL = Pattern.compile(
            "\\b(?:fromArray|broadcast|zero)\\([A-Z]+\\b(?:[^()]|\\([^()]*\\))*\\)\\s*\\.\\w");
    private static final String FUNCTIONS =
            "exp|expm1|log|log10|log1p|pow|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh";
    private static final Pattern LANEWISE_FUNCTION = Pattern.compile(
            "\\.lanewise\\(\\s*(?:VectorOperators\\.)?(?:" + FUNCTIONS.toUpperCase(Locale.ROOT) + ")\\b");
    private static final Pattern LIBRARY_FUNCTION = Pattern.compile("\\bMath\\.(?:" + FUNCTIONS + ")\\(");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b|UnsupportedOperationException");

    /** A source file below the root, with its text and what of it is code. */
    private record Source(String path, String text, String code) {

        static Source read(Path file) {
            try {
                String text = Files.readString(file);
                return new Source(ROOT.relativize(file).toString().replace('\\', '/'), text, stripped(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isLibrary() {
            return LIBRARY.stream().anyMatch(module -> path.startsWith(module + "/src/main/"));
        }
    }

    /** The text without comments and literals. */
    private static String stripped(String text) {
        return NOT_CODE.matcher(text).replaceAll(" ");
    }

    private static List<Source> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Source> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().replace('\\', '/').contains("/target/"))
                    .map(Source::read).sorted(Comparator.comparing(Source::path)).toList();
            assertTrue(sources.stream().anyMatch(Source::isLibrary), "no sources below " + ROOT.toAbsolutePath());
            return sources;
        }
    }

    private static List<Source> library() throws IOException {
        return sources().stream().filter(Source::isLibrary).toList();
    }

    private static List<String> violations(List<Source> sources, Predicate<Source> rule) {
        return sources.stream().filter(rule.negate()).map(Source::path).toList();
    }

    @Test
    void onlyTheSimdPackageUsesTheVectorApi() throws IOException {
        assertEquals(List.of(), violations(library(), source -> !VECTOR_API.matcher(source.code()).find()
                || source.path().contains("/kernels/internal/simd/")
                || source.path().equals("kernels/src/main/java/module-info.java")));
    }

    @Test
    void noSumDependsOnTheOrderOfTheHardware() throws IOException {
        assertEquals(List.of(), violations(library(), source -> !reducesFloatingLanes(source.code())));
    }

    @Test
    void callsOnRegistersAreBoundByTheirClass() throws IOException {
        assertEquals(List.of(), violations(library(), source -> !UNBOUND_CALL.matcher(source.code()).find()));
    }

    @Test
    void noFunctionWhoseBitsDependOnTheCompiler() throws IOException {
        assertEquals(List.of(), violations(library(), source -> !LANEWISE_FUNCTION.matcher(source.code()).find()));
        assertEquals(List.of(), violations(library(), source -> !LIBRARY_FUNCTION.matcher(source.code()).find()));
    }

    @Test
    void nothingIsLeftUnfinished() throws IOException {
        assertEquals(List.of(), violations(library(), source -> !UNFINISHED.matcher(source.text()).find()));
    }

    @Test
    void filesFitAReader() throws IOException {
        assertEquals(List.of(), violations(sources(), source -> source.text().lines().count() <= MAX_LINES));
    }

    @Test
    void modulesDependInOneDirection() throws IOException {
        String annotations = "static org.jetbrains.annotations";
        assertEquals(Set.of("jdk.incubator.vector", annotations), requires("kernels"));
        assertEquals(Set.of("transitive dev.lanegrad.kernels", annotations), requires("autograd"));
        assertEquals(Set.of("transitive dev.lanegrad.autograd", annotations), requires("losses"));
    }

    @Test
    void libraryJarsDependOnEachOtherAlone() throws IOException {
        assertEquals(List.of(), dependencies("kernels"));
        assertEquals(List.of("lanegrad-kernels"), dependencies("autograd"));
        assertEquals(List.of("lanegrad-autograd"), dependencies("losses"));
    }

    @Test
    void internalPackagesAreNotExported() throws IOException {
        for (String module : LIBRARY) {
            String descriptor = stripped(Files.readString(ROOT.resolve(module).resolve("src/main/java/module-info.java")));
            assertFalse(Pattern.compile("(?:exports|opens)\\s+[\\w.]*\\binternal\\b").matcher(descriptor).find(), module);
        }
    }

    private static Set<String> requires(String module) throws IOException {
        String descriptor = stripped(Files.readString(ROOT.resolve(module).resolve("src/main/java/module-info.java")));
        Set<String> requires = new TreeSet<>();
        Matcher statement = Pattern.compile("\\brequires\\s+([^;]+);").matcher(descriptor);
        while (statement.find()) {
            requires.add(statement.group(1).strip().replaceAll("\\s+", " "));
        }
        return requires;
    }

    /** The dependencies that a user of the module gets, too: those of no scope or of one for use at run time. */
    private static List<String> dependencies(String module) throws IOException {
        String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
        List<String> names = new ArrayList<>();
        Matcher block = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL).matcher(pom);
        for (MatchResult dependency : block.results().toList()) {
            if (!dependency.group(1).matches("(?s).*<scope>(?:test|provided)</scope>.*")) {
                names.add(dependency.group(1).replaceAll("(?s).*<artifactId>(.*?)</artifactId>.*", "$1"));
            }
        }
        return names;
    }

    /** Whether lanes are added or multiplied across a register, unless the register is declared to hold integers. */
    private static boolean reducesFloatingLanes(String code) {
        String unbound = BOUND_REGISTER.matcher(code).replaceAll("$1");
        return REDUCED_IN_ANY_ORDER.matcher(unbound).results().map(call -> call.group(1)).anyMatch(
                register -> !Pattern.compile("\\b(?:Int|Long|Short|Byte)Vector\\s+" + Pattern.quote(register) + "\\b")
                        .matcher(unbound).find());
    }

    @Test
    void theRulesFindWhatBreaksThem() {
        assertTrue(reducesFloatingLanes("FloatVector a = b; float s = a.add(c).reduceLanes(VectorOperators.ADD);"));
        assertTrue(reducesFloatingLanes("return a.reduceLanes( MUL);"));
        assertFalse(reducesFloatingLanes("IntVector a = b; int s = a.reduceLanes(VectorOperators.ADD);"));
        assertFalse(reducesFloatingLanes("FloatVector a = b; float s = a.reduceLanes(VectorOperators.MAX);"));
        assertFalse(reducesFloatingLanes("IntVector a = b; int s = INTS.cast(a).reduceLanes(VectorOperators.ADD);"));
        assertTrue(reducesFloatingLanes("FloatVector a = b; float s = REGISTER.cast(a).reduceLanes(ADD);"));
        assertTrue(UNBOUND_CALL.matcher("fromArray(SPECIES, x, p(i)).add(y)").find());
        assertFalse(UNBOUND_CALL.matcher("REGISTER.cast(fromArray(SPECIES, x, i)).add(fromArray(SPECIES, y, i))").find());
        assertTrue(LANEWISE_FUNCTION.matcher("x.lanewise(VectorOperators.EXP)").find());
        assertTrue(LANEWISE_FUNCTION.matcher("x.lanewise(LOG1P)").find());
        assertFalse(LANEWISE_FUNCTION.matcher("x.lanewise(VectorOperators.LSHL, 3)").find());
        assertTrue(LIBRARY_FUNCTION.matcher("y = Math.exp(x)").find());
        assertFalse(LIBRARY_FUNCTION.matcher("y = Math.fma(x, x, x) + StrictMath.exp(x)").find());
        assertTrue(VECTOR_API.matcher(stripped("import jdk.incubator.vector.FloatVector;")).find());
        String mentions = "// jdk.incubator.vector\n\"jdk.incubator.vector\" /* jdk.incubator.vector */";
        assertFalse(VECTOR_API.matcher(stripped(mentions)).find());
        assertTrue(UNFINISHED.matcher("// TODO").find());
    }
}
