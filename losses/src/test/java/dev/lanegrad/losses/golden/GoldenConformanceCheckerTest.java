package dev.lanegrad.losses.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.kernels.Backend;
import dev.lanegrad.losses.golden.GoldenCase.Expected;
import dev.lanegrad.losses.golden.GoldenCase.Gradient;
import dev.lanegrad.losses.golden.GoldenCase.Tolerance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check itself can fail: wrong numbers, missing arrays and unknown names are reported. */
class GoldenConformanceCheckerTest {

    private static final String CASE = "op_row_sqnorm_f64";
    private static final GoldenRunner RUNNER = new GoldenRunner(Adapters.ALL);

    private GoldenSet vectors;
    private GoldenCase golden;

    @BeforeEach
    void load() throws IOException {
        vectors = GoldenSet.shipped();
        golden = vectors.load(CASE);
    }

    @AfterEach
    void close() throws IOException {
        vectors.close();
    }

    @Test
    void aCaseAsItIsPasses() {
        assertEquals(List.of(), RUNNER.run(golden, Backend.PORTABLE));
    }

    @Test
    void aWrongOutputIsReported() {
        Expected want = golden.outputs().getFirst();
        List<String> differences = RUNNER.run(with(List.of(perturbed(want)), golden.gradients()), Backend.PORTABLE);
        assertEquals(1, differences.size());
        assertTrue(differences.getFirst().startsWith("output out differs in 1 of 7 elements, most at [3]"),
                differences.getFirst());
    }

    @Test
    void aWrongGradientIsReported() {
        Gradient want = golden.gradients().getFirst();
        Gradient wrong = new Gradient(want.variant(), perturbed(want.expected()));
        List<String> differences = RUNNER.run(with(golden.outputs(), List.of(wrong)), Backend.PORTABLE);
        assertEquals(1, differences.size());
        assertTrue(differences.getFirst().startsWith("gradient x differs in 1 of 35 elements, most at [0, 3]"),
                differences.getFirst());
    }

    @Test
    void anOutputThatNobodyGivesIsReported() {
        Expected want = golden.outputs().getFirst();
        Expected other = new Expected("other", want.type(), want.dims(), want.values(), want.tolerance());
        assertEquals(List.of("output other is missing"),
                RUNNER.run(with(List.of(want, other), golden.gradients()), Backend.PORTABLE));
    }

    @Test
    void anUnknownOperationIsAnError() {
        GoldenRunner empty = new GoldenRunner(Map.of());
        Exception e = assertThrows(IllegalArgumentException.class, () -> empty.run(golden, Backend.PORTABLE));
        assertEquals(CASE + ": unknown operation row_sqnorm", e.getMessage());
    }

    @Test
    void aParameterThatTheAdapterDoesNotReadIsAnError() {
        GoldenRunner careless = new GoldenRunner(Map.of("clamp", GoldenConformanceCheckerTest::carelessly));
        GoldenCase clamp = vectors.load("op_clamp_f64");
        Exception e = assertThrows(IllegalStateException.class, () -> careless.run(clamp, Backend.PORTABLE));
        assertEquals("op_clamp_f64: the adapter of clamp does not know the parameters [max, min]",
                e.getMessage());
    }

    @Test
    void anInputThatTheAdapterDoesNotReadIsAnError() {
        GoldenRunner careless = new GoldenRunner(Map.of("gather_rows", GoldenConformanceCheckerTest::idly));
        GoldenCase gather = vectors.load("op_gather_rows_f64");
        Exception e = assertThrows(IllegalStateException.class, () -> careless.run(gather, Backend.PORTABLE));
        assertEquals("op_gather_rows_f64: the adapter of gather_rows does not know the inputs [index, table]",
                e.getMessage());
    }

    private static <A> void carelessly(Call<A> call) {
        call.put("out", Ops.rowSquaredNorms(call.tape(), call.tensor("x")));
    }

    private static <A> void idly(Call<A> call) {
        call.put("out", Tensor.constant(call.kernels(), Shape.of(0), call.kernels().storage().allocate(0)));
    }

    @Test
    void specialValuesMatchThemselvesOnly() {
        double inf = Double.POSITIVE_INFINITY;
        assertTrue(matches(Double.NaN, Double.NaN));
        assertTrue(matches(inf, inf));
        assertTrue(matches(-0.0, 0.0));
        assertTrue(matches(1 + 0.9e-9, 1));
        for (double[] pair : new double[][] {{inf, -inf}, {inf, 1}, {1, inf}, {Double.NaN, 0}, {0, Double.NaN},
            {Double.NaN, inf}, {1 + 1.1e-9, 1}}) {
            assertFalse(matches(pair[0], pair[1]), () -> Arrays.toString(pair));
        }
    }

    @Test
    void shapesAndTypesMustBeEqual() {
        Expected want = new Expected("x", "<f8", new int[] {1, 2}, new double[2], Tolerance.EXACT);
        assertEquals(Optional.empty(), Comparison.difference(want, zeros("<f8", 1, 2)));
        assertEquals(Optional.of("has the shape [2], must have [1, 2]"),
                Comparison.difference(want, zeros("<f8", 2)));
        assertEquals(Optional.of("is of type <f4, must be <f8"),
                Comparison.difference(want, zeros("<f4", 1, 2)));
    }

    private static Result zeros(String type, int... dims) {
        return new Result(Optional.of(type), dims, new double[NpyArray.size(dims)]);
    }

    @Test
    void aFolderIsReadLikeTheZip(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve(CASE));
        Files.writeString(folder.resolve("index.json"),
                "{\"set\": \"other\", \"format_version\": 1, \"cases\": [{\"name\": \"" + CASE + "\"}]}");
        for (String file : List.of("manifest.json", "in_x.npy", "up_out.npy", "out_out.npy", "grad_x.npy")) {
            Files.write(folder.resolve(CASE).resolve(file), vectors.bytes(CASE + "/" + file));
        }
        try (GoldenSet other = GoldenSet.open(folder)) {
            assertEquals("other", other.name());
            assertEquals(List.of(CASE), other.cases());
            assertEquals(List.of(), RUNNER.run(other.load(CASE), Backend.SIMD));
        }
    }

    @Test
    void theZipHoldsTheDataAloneAndDependsOnNothingElse(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("index.json"), "{}");
        Files.writeString(folder.resolve("script.py"), "pass");
        byte[] zip = zip(folder);
        Files.setLastModifiedTime(folder.resolve("index.json"), FileTime.fromMillis(1));
        assertArrayEquals(zip, zip(folder));
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertEquals("index.json", in.getNextEntry().getName());
            assertNull(in.getNextEntry());
        }
    }

    private static byte[] zip(Path folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GoldenZip.write(folder, out);
        return out.toByteArray();
    }

    private static boolean matches(double got, double want) {
        Expected expected = new Expected("x", "<f8", new int[0], new double[] {want}, new Tolerance(1e-9, 0));
        return Comparison.difference(expected, new Result(Optional.empty(), new int[0], new double[] {got})).isEmpty();
    }

    /** The same but for one element, which is off by twice what the tolerance allows. */
    private static Expected perturbed(Expected want) {
        double[] values = want.values().clone();
        Tolerance tolerance = want.tolerance();
        values[3] += 2 * (tolerance.absolute() + tolerance.relative() * Math.abs(values[3]));
        return new Expected(want.name(), want.type(), want.dims(), values, tolerance);
    }

    private GoldenCase with(List<Expected> outputs, List<Gradient> gradients) {
        return new GoldenCase(golden.name(), golden.group(), golden.operation(), golden.parameters(),
                golden.precision(), golden.inputs(), outputs, golden.objective(), golden.upstream(), gradients);
    }
}
