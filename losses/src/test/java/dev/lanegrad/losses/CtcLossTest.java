package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.check.GradCheck;
import dev.lanegrad.autograd.check.GradCheckResult;
import dev.lanegrad.kernels.Workers;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CtcLossTest {

    private static final CtcLoss.Options PER_ITEM = CtcLoss.Options.defaults().withReduction(Reduction.NONE);

    /** The probability of a label, path by path. */
    private static double enumerated(double[] logits, int frames, int classes, int blank, List<Integer> label) {
        double total = 0;
        for (int code = 0; code < Math.pow(classes, frames); code++) {
            double p = 1;
            List<Integer> merged = new ArrayList<>();
            int before = -1;
            int rest = code;
            for (int t = 0; t < frames; t++) {
                int k = rest % classes;
                rest /= classes;
                double normalizer = 0;
                for (int j = 0; j < classes; j++) {
                    normalizer += Math.exp(logits[t * classes + j]);
                }
                p *= Math.exp(logits[t * classes + k]) / normalizer;
                if (k != before && k != blank) {
                    merged.add(k);
                }
                before = k;
            }
            total += merged.equals(label) ? p : 0;
        }
        return total;
    }

    private static double[] random(int n, long seed) {
        return new SplittableRandom(seed).doubles(n, -2, 2).toArray();
    }

    @Test
    void equalsTheSumOverAllPaths() {
        int[][] labels = {{}, {1}, {1, 1}, {1, 2}, {2, 1, 2}, {2, 2, 1}};
        for (int blank : new int[] {0, 3}) {
            for (int i = 0; i < labels.length; i++) {
                int[] label = Arrays.stream(labels[i]).map(k -> blank == 0 ? k : k - 1).toArray();
                double[] logits = random(5 * 4, i);
                double expected = -Math.log(
                        enumerated(logits, 5, 4, blank, Arrays.stream(label).boxed().toList()));
                Tensor<double[]> loss = CtcLoss.record(new Tape(), Tensor.constant(Shape.of(1, 5, 4), logits), label,
                        new int[] {5}, new int[] {label.length}, PER_ITEM.withBlank(blank));
                assertEquals(expected, loss.item(), 1e-12 * expected, Arrays.toString(label));
            }
        }
    }

    @Test
    void gradientsAreDifferenceQuotients() {
        double[] x = random(2 * 6 * 4, 9);
        int[] labels = {1, 1, 2, 3, 0, 0};
        int[] inputs = {6, 4};
        int[] lengths = {3, 1};
        Tensor<double[]> logits = Tensor.parameter(Shape.of(2, 6, 4), x);
        Tape tape = new Tape();
        Tensor<double[]> loss = CtcLoss.record(tape, logits, labels, inputs, lengths, CtcLoss.Options.defaults());
        tape.backward(loss);
        double[] gradient = logits.grad().clone();
        for (int i = 0; i < x.length; i++) {
            double kept = x[i];
            x[i] = kept + 1e-5;
            tape.replay();
            double up = loss.item();
            x[i] = kept - 1e-5;
            tape.replay();
            assertEquals((up - loss.item()) / 2e-5, gradient[i], 1e-8, "element " + i);
            x[i] = kept;
        }
        assertArrayEquals(new double[8], Arrays.copyOfRange(gradient, 24 + 16, 48), "frames past the input's length");
    }

    @Test
    void gradientsOfRandomShapesAgreeWithDifferences() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int batch = 1 + random.nextInt(3);
            int frames = 1 + random.nextInt(7);
            int classes = 2 + random.nextInt(5);
            int blank = random.nextInt(classes);
            int[] labels = new int[batch * frames];
            int[] inputs = new int[batch];
            int[] lengths = new int[batch];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (blank + 1 + random.nextInt(classes - 1)) % classes;
            }
            for (int b = 0; b < batch; b++) {
                inputs[b] = 1 + random.nextInt(frames);
                lengths[b] = random.nextInt(inputs[b] / 2 + 1);
            }
            Tensor<double[]> logits = Tensor.parameter(Shape.of(batch, frames, classes), random(batch * frames * classes, seed));
            GradCheckResult result = GradCheck.defaults().withEps(1e-5).withTolerances(1e-7, 1e-6).check(
                    tape -> CtcLoss.record(tape, logits, labels, inputs, lengths, PER_ITEM.withBlank(blank)), logits);
            assertTrue(result.passed() && result.maxRelativeError() < 1e-6, "seed " + seed + ": " + result);
        }
    }

    @Test
    void impossibleLabelsFollowTheChosenConvention() {
        double[] x = random(3 * 4, 1);
        for (CtcLoss.Impossible convention : CtcLoss.Impossible.values()) {
            Tensor<double[]> logits = Tensor.parameter(Shape.of(1, 3, 4), x);
            Tape tape = new Tape();
            Tensor<double[]> loss = CtcLoss.record(tape, logits, new int[] {1, 1, 2}, new int[] {3}, new int[] {3},
                    PER_ITEM.withImpossible(convention));
            tape.backward(loss);
            boolean zero = convention == CtcLoss.Impossible.ZERO;
            assertEquals(zero ? 0 : Double.POSITIVE_INFINITY, loss.item());
            assertTrue(Arrays.stream(logits.grad()).allMatch(g -> zero ? g == 0 : Double.isNaN(g)));
        }
    }

    @Test
    void bitsDoNotDependOnTheNumberOfWorkers() {
        float[] x = new float[7 * 20 * 11];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        int[] labels = random.ints(7 * 6, 1, 11).toArray();
        int[] inputs = {20, 20, 13, 20, 20, 15, 20};
        int[] lengths = {6, 5, 6, 0, 1, 6, 3};
        float[] one = null;
        for (int threads : new int[] {1, 2, 4}) {
            Tensor<float[]> logits = Tensor.parameter(Shape.of(7, 20, 11), x);
            try (Workers workers = Workers.of(threads)) {
                Tape tape = new Tape(workers);
                tape.backward(CtcLoss.record(tape, logits, labels, inputs, lengths, CtcLoss.Options.defaults()));
            }
            one = one == null ? logits.grad() : one;
            assertArrayEquals(one, logits.grad(), threads + " workers");
        }
    }

    /** What recording takes besides the gradient of the scores is the lattice and little more. */
    @Tag("allocation")
    @Test
    void memoryIsAtMostTwiceTheLattice() {
        int batch = 16;
        int frames = 80;
        int length = 25;
        int[] labels = new SplittableRandom(1).ints(batch * length, 1, 500).toArray();
        int[] inputs = new int[batch];
        int[] lengths = new int[batch];
        Arrays.fill(inputs, frames);
        Arrays.fill(lengths, length);
        Tensor<float[]> logits = Tensor.parameter(Shape.of(batch, frames, 500), new float[batch * frames * 500]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 200 && least > 2L * batch * frames * (2 * length + 1) * Double.BYTES; i++) {
            Tape tape = new Tape(Workers.single());
            long before = threads.getCurrentThreadAllocatedBytes();
            tape.backward(CtcLoss.record(tape, logits, labels, inputs, lengths, CtcLoss.Options.defaults()));
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least <= 2L * batch * frames * (2 * length + 1) * Double.BYTES, least + " bytes");
    }

    @Test
    void errorsNameTheItemTheValueAndTheBound() {
        assertError("ctcLoss: inputLengths[1] = 6 must lie in [0, 5], the frames of logits",
                new int[] {1, 2, 1, 2}, new int[] {5, 6}, new int[] {2, 2});
        assertError("ctcLoss: labelLengths[0] = 3 must lie in [0, 2], the width of labels",
                new int[] {1, 2, 1, 2}, new int[] {5, 5}, new int[] {3, 2});
        assertError("ctcLoss: labelLengths[1] = 2 must lie in [0, 1], the length of its input",
                new int[] {1, 2, 1, 2}, new int[] {5, 1}, new int[] {2, 2});
        assertError("ctcLoss: labels[0, 1] = 0 must lie in [0, 4) and differ from the blank 0",
                new int[] {1, 0, 1, 2}, new int[] {5, 5}, new int[] {2, 2});
        assertError("ctcLoss: labels[1, 0] = 4 must lie in [0, 4) and differ from the blank 0",
                new int[] {1, 2, 4, 2}, new int[] {5, 5}, new int[] {2, 2});
        assertError("ctcLoss: labels [3] must have the same number of entries for each of the 2 items",
                new int[] {1, 2, 3}, new int[] {5, 5}, new int[] {1, 1});
    }

    private static void assertError(String message, int[] labels, int[] inputs, int[] lengths) {
        Tensor<double[]> logits = Tensor.constant(Shape.of(2, 5, 4), new double[40]);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> CtcLoss.record(new Tape(), logits, labels, inputs, lengths, PER_ITEM));
        assertEquals(message, e.getMessage());
    }
}
