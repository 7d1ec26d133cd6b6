package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.CtcDecoder.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CtcDecoderTest {

    /** What all paths together say of a label: its probability, and the largest one of a path. */
    private record Mass(double sum, double best) {
    }

    private static double[] random(int n, long seed) {
        return new SplittableRandom(seed).doubles(n, -3, 3).toArray();
    }

    private static double probability(double[] logits, int classes, int t, int k) {
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            sum += Math.exp(logits[t * classes + j]);
        }
        return Math.exp(logits[t * classes + k]) / sum;
    }

    /** Every path of {@code frames} frames, by the label that it becomes. */
    private static Map<List<Integer>, Mass> enumerated(double[] logits, int frames, int classes, int blank) {
        Map<List<Integer>, Mass> labels = new HashMap<>();
        int[] path = new int[frames];
        for (int code = 0; code < Math.pow(classes, frames); code++) {
            double p = 1;
            for (int t = 0, rest = code; t < frames; t++, rest /= classes) {
                path[t] = rest % classes;
                p *= probability(logits, classes, t, path[t]);
            }
            List<Integer> label = Arrays.stream(CtcDecoder.collapse(path, blank)).boxed().toList();
            double mass = p;
            labels.merge(label, new Mass(p, p), (a, b) -> new Mass(a.sum() + mass, Math.max(a.best(), mass)));
        }
        return labels;
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 0", "3, 3, 0", "5, 3, 2", "6, 4, 1", "4, 6, 5"})
    void aWideBeamFindsEveryLabelWithItsProbability(int frames, int classes, int blank) {
        for (int seed = 0; seed < 10; seed++) {
            double[] logits = random(frames * classes, seed);
            Map<List<Integer>, Mass> all = enumerated(logits, frames, classes, blank);
            List<CtcReading> readings = CtcDecoder.beam(Tensor.constant(Shape.of(1, frames, classes), logits),
                    new int[] {frames}, new Options(blank, 100_000)).getFirst();
            assertEquals(all.size(), readings.size(), "labels of " + frames + " frames and " + classes + " classes");
            double before = Double.POSITIVE_INFINITY;
            for (CtcReading reading : readings) {
                Mass mass = all.get(Arrays.stream(reading.labels()).boxed().toList());
                assertEquals(Math.log(mass.sum()), reading.logProbability(), 1e-12, reading.toString());
                assertTrue(reading.logProbability() <= before, "sorted");
                before = reading.logProbability();
                assertArrayEquals(reading.labels(), CtcDecoder.collapse(reading.path(), blank), "the path's label");
                double p = 1;
                for (int t = 0; t < frames; t++) {
                    p *= probability(logits, classes, t, reading.path()[t]);
                }
                assertEquals(mass.best(), p, 1e-12 * p, "the most probable path of " + reading);
            }
        }
    }

    /** The search as it is published: every class extends every beginning. */
    private static List<List<Integer>> published(double[] logits, int frames, int classes, int blank, int width) {
        Map<List<Integer>, double[]> beam = new HashMap<>(Map.of(List.of(), new double[] {1, 0}));
        for (int t = 0; t < frames; t++) {
            Map<List<Integer>, double[]> next = new HashMap<>();
            for (Map.Entry<List<Integer>, double[]> entry : beam.entrySet()) {
                List<Integer> prefix = entry.getKey();
                double[] ends = entry.getValue();
                for (int k = 0; k < classes; k++) {
                    double p = probability(logits, classes, t, k);
                    boolean repeat = !prefix.isEmpty() && prefix.getLast() == k;
                    if (k == blank) {
                        next.computeIfAbsent(prefix, q -> new double[2])[0] += p * (ends[0] + ends[1]);
                        continue;
                    }
                    if (repeat) {
                        next.computeIfAbsent(prefix, q -> new double[2])[1] += p * ends[1];
                    }
                    List<Integer> longer = new ArrayList<>(prefix);
                    longer.add(k);
                    next.computeIfAbsent(longer, q -> new double[2])[1] += p * (repeat ? ends[0] : ends[0] + ends[1]);
                }
            }
            beam = new HashMap<>();
            for (List<Integer> prefix : sorted(next).subList(0, Math.min(width, next.size()))) {
                beam.put(prefix, next.get(prefix));
            }
        }
        return sorted(beam);
    }

    private static List<List<Integer>> sorted(Map<List<Integer>, double[]> beam) {
        return beam.keySet().stream()
                .sorted((a, b) -> Double.compare(beam.get(b)[0] + beam.get(b)[1], beam.get(a)[0] + beam.get(a)[1])).toList();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 3", "3, 39", "7, 0"})
    void aNarrowBeamKeepsWhatTryingEveryClassKeeps(int width, int blank) {
        for (int seed = 0; seed < 50; seed++) {
            double[] logits = random(12 * 40, seed);
            List<CtcReading> readings = CtcDecoder.beam(Tensor.constant(Shape.of(1, 12, 40), logits),
                    new int[] {12}, new Options(blank, width)).getFirst();
            List<List<Integer>> labels =
                    readings.stream().map(r -> Arrays.stream(r.labels()).boxed().toList()).toList();
            assertEquals(published(logits, 12, 40, blank, width), labels, "seed " + seed);
        }
    }

    @Test
    void greedyReadsTheBestClassOfEachFrame() {
        double[] logits = {0, 5, 1, 0, 5, 1, 9, 5, 1, 0, 5, 1, 0, 1, 5, 5, 5, 5};
        int[] lengths = {6, 4};
        double[] both = Arrays.copyOf(logits, 36);
        System.arraycopy(logits, 0, both, 18, 18);
        List<CtcReading> readings =
                CtcDecoder.greedy(Tensor.constant(Shape.of(2, 6, 3), both), lengths, 0);
        assertArrayEquals(new int[] {1, 1, 0, 1, 2, 0}, readings.get(0).path(), "of equal classes the lowest");
        assertArrayEquals(new int[] {1, 1, 2}, readings.get(0).labels());
        assertArrayEquals(new int[] {1, 1}, readings.get(1).labels(), "four frames");
        double expected = 0;
        for (int t = 0; t < 6; t++) {
            expected += Math.log(probability(logits, 3, t, readings.get(0).path()[t]));
        }
        assertEquals(expected, readings.get(0).logProbability(), 1e-14);
        assertEquals("aab", readings.get(0).text(List.of("-", "a", "b")));
        assertEquals("[1, 1, 2] with log-probability " + readings.get(0).logProbability(), readings.get(0).toString());
    }

    @Test
    void theBeamFindsLabelsWhoseBestPathIsNotTheBest() {
        // Graves' example: the single path of blanks has 0.36, the three paths of "a" have 0.64 together.
        double[] logits = {Math.log(0.6), Math.log(0.4), Math.log(0.6), Math.log(0.4)};
        Tensor<double[]> x = Tensor.constant(Shape.of(1, 2, 2), logits);
        assertEquals(0, CtcDecoder.greedy(x, new int[] {2}, 0).getFirst().labels().length);
        CtcReading best = CtcDecoder.beam(x, new int[] {2}, Options.defaults()).getFirst().getFirst();
        assertArrayEquals(new int[] {1}, best.labels());
        assertEquals(Math.log(0.64), best.logProbability(), 1e-15);
        assertArrayEquals(new int[] {0, 1}, best.path(), "of equal paths the one that enters its states later");
    }

    @Test
    void tiesAreBrokenByTheOrderOfTheLabels() {
        Tensor<float[]> x = Tensor.constant(Shape.of(1, 1, 5), new float[5]);
        List<CtcReading> readings = CtcDecoder.beam(x, new int[] {1}, new Options(2, 3)).getFirst();
        assertEquals(List.of("[]", "[0]", "[1]"),
                readings.stream().map(r -> Arrays.toString(r.labels())).toList());
        assertEquals(readings, CtcDecoder.beam(x, new int[] {1}, new Options(2, 3)).getFirst());
    }

    @Test
    void impossibleClassesAndEmptyInputsAreRead() {
        float off = Float.NEGATIVE_INFINITY;
        Tensor<float[]> x = Tensor.constant(Shape.of(2, 2, 3), off, 0, off, off, 0, off, 1, 2, 3, 4, 5, 6);
        List<List<CtcReading>> readings = CtcDecoder.beam(x, new int[] {2, 0}, Options.defaults());
        assertEquals(List.of(new CtcReading(new int[] {1}, 0, new int[] {1, 1})), readings.get(0));
        assertEquals(List.of(new CtcReading(new int[0], 0, new int[0])), readings.get(1));
    }

    @Test
    void theLossIsWhatTheReadingSays() {
        double[] logits = random(7 * 5, 3);
        Tensor<double[]> x = Tensor.constant(Shape.of(1, 7, 5), logits);
        CtcReading best = CtcDecoder.beam(x, new int[] {7}, new Options(0, 100_000)).getFirst().getFirst();
        double loss = CtcLoss.record(new Tape(), x, best.labels(), new int[] {7},
                new int[] {best.labels().length}, CtcLoss.Options.defaults()).item();
        assertEquals(loss, -best.logProbability(), 1e-12);
    }

    @Test
    void errorsNameTheItemTheValueAndTheBound() {
        Tensor<float[]> x = Tensor.constant(Shape.of(2, 3, 2), new float[12]);
        assertError("ctcDecoder: inputLengths[1] = 4 must lie in [0, 3], the frames of logits",
                () -> CtcDecoder.greedy(x, new int[] {3, 4}, 0));
        assertError("ctcDecoder: inputLengths [1] must have one entry for each of the 2 items",
                () -> CtcDecoder.greedy(x, new int[] {3}, 0));
        assertError("ctcDecoder: blank = 2 must lie in [0, 2)",
                () -> CtcDecoder.beam(x, new int[] {3, 3}, Options.defaults().withBlank(2)));
        assertError("ctcDecoder: beamWidth = 0 must lie in [1, 1000000]", () -> Options.defaults().withBeamWidth(0));
        assertError("ctcDecoder: logits [6, 2] must be [batch, frames, classes]",
                () -> CtcDecoder.greedy(Tensor.constant(Shape.of(6, 2), new float[12]), new int[6], 0));
        Tensor<float[]> nan = Tensor.constant(Shape.of(1, 2, 2), 0, 0, 0, Float.NaN);
        assertError("ctcDecoder: logits[0, 1] have no softmax: they hold NaN, infinity or nothing finite",
                () -> CtcDecoder.beam(nan, new int[] {2}, Options.defaults()));
    }

    private static void assertError(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
