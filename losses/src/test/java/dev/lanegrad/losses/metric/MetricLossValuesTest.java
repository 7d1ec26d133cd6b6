package dev.lanegrad.losses.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.Reduction;
import dev.lanegrad.losses.metric.TripletLoss.Distance;
import dev.lanegrad.losses.metric.TripletLoss.Form;
import dev.lanegrad.losses.metric.TripletLoss.Incomplete;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values against plain loops over all pairs, batches of several blocks, threads and memory. */
class MetricLossValuesTest {

    /** Several blocks, the last of them not full. */
    private static final int ROWS = 3 * PairBlocks.BLOCK + 11;
    private static final int COLS = 5;
    private static final int CLASSES = 9;

    private final SplittableRandom random = new SplittableRandom(5);
    private final Tape tape = new Tape();
    private final double[] x = random.doubles(ROWS * COLS, -1, 1).toArray();
    private final int[] labels = random.ints(ROWS, 0, CLASSES).toArray();

    private Tensor<double[]> embeddings() {
        return Tensor.parameter(Shape.of(ROWS, COLS), x);
    }

    private double distance(int i, int j) {
        double square = 0;
        for (int l = 0; l < COLS; l++) {
            square += (x[i * COLS + l] - x[j * COLS + l]) * (x[i * COLS + l] - x[j * COLS + l]);
        }
        return Math.sqrt(square);
    }

    /** Farthest of the own class less nearest of the others. */
    private double gap(int i, boolean squared) {
        double far = 0;
        double near = Double.POSITIVE_INFINITY;
        for (int j = 0; j < ROWS; j++) {
            if (labels[j] != labels[i]) {
                near = Math.min(near, distance(i, j));
            } else {
                far = Math.max(far, distance(i, j));
            }
        }
        return squared ? far * far - near * near : far - near;
    }

    @Test
    void tripletsAreTheHardest() {
        double hinge = 0;
        double soft = 0;
        for (int i = 0; i < ROWS; i++) {
            hinge += Math.max(0, gap(i, false) + 0.2) / ROWS;
            soft += Math.log1p(Math.exp(gap(i, true)));
        }
        TripletLoss.Options options = TripletLoss.Options.defaults();
        assertEquals(hinge, TripletLoss.record(tape, embeddings(), labels, options).item(), 1e-12);
        assertEquals(soft, TripletLoss.record(tape, embeddings(), labels, options.withForm(Form.SOFT).withMargin(0)
                .withDistance(Distance.SQUARED).withReduction(Reduction.SUM)).item(), 1e-9);
    }

    @Test
    void skippedRowsDoNotCount() {
        Tensor<double[]> rows = Tensor.parameter(Shape.of(4, 1), 0.0, 3, 1, 10);
        TripletLoss.Options options = TripletLoss.Options.defaults().withIncomplete(Incomplete.SKIP).withMargin(1);
        assertArrayEquals(new double[] {3 - 1 + 1, 3 - 2 + 1, 0, 0}, TripletLoss.record(
                tape, rows, new int[] {0, 0, 1, 2}, options.withReduction(Reduction.NONE)).data());
        assertEquals(2.5, TripletLoss.record(tape, rows, new int[] {0, 0, 1, 2}, options).item());
        Tensor<double[]> nothing = TripletLoss.record(tape, rows, new int[] {0, 1, 2, 3}, options);
        rows.zeroGrad();
        tape.backward(nothing);
        assertEquals(0, nothing.item());
        assertArrayEquals(new double[4], rows.grad());
    }

    @Test
    void rowsThatCoincideHaveAFiniteGradient() {
        Tensor<double[]> rows = Tensor.parameter(Shape.of(4, 2), new double[8]);
        int[] classes = {0, 0, 1, 1};
        tape.backward(TripletLoss.record(tape, rows, classes, TripletLoss.Options.defaults()));
        tape.backward(ContrastiveLoss.record(tape, rows, classes, ContrastiveLoss.Options.defaults()));
        assertArrayEquals(new double[8], rows.grad());
    }

    @Test
    void contrastiveIsTheMeanOverAllPairs() {
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < i; j++) {
                double gap = Math.max(0, 1.3 - distance(i, j));
                sum += labels[i] == labels[j] ? distance(i, j) * distance(i, j) / 2 : gap * gap / 2;
            }
        }
        ContrastiveLoss.Options options = ContrastiveLoss.Options.defaults().withMargin(1.3);
        assertEquals(sum / (ROWS * (ROWS - 1) / 2.0), ContrastiveLoss.record(tape, embeddings(), labels, options).item(), 1e-12);
    }

    @Test
    void contrastiveOverABatchIsThatOfItsPairs() {
        int pairs = ROWS * (ROWS - 1) / 2;
        double[] a = new double[pairs * COLS];
        double[] b = new double[pairs * COLS];
        boolean[] same = new boolean[pairs];
        int k = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < i; j++, k++) {
                System.arraycopy(x, i * COLS, a, k * COLS, COLS);
                System.arraycopy(x, j * COLS, b, k * COLS, COLS);
                same[k] = labels[i] == labels[j];
            }
        }
        Tensor<double[]> first = Tensor.parameter(Shape.of(pairs, COLS), a);
        Tensor<double[]> second = Tensor.parameter(Shape.of(pairs, COLS), b);
        ContrastiveLoss.Options options = ContrastiveLoss.Options.defaults();
        tape.backward(ContrastiveLoss.ofPairs(tape, first, second, same, options));
        Tensor<double[]> all = embeddings();
        tape.backward(ContrastiveLoss.record(tape, all, labels, options));
        double[] expected = new double[ROWS * COLS];
        k = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < i; j++, k++) {
                for (int l = 0; l < COLS; l++) {
                    expected[i * COLS + l] += first.grad()[k * COLS + l];
                    expected[j * COLS + l] += second.grad()[k * COLS + l];
                }
            }
        }
        assertArrayEquals(expected, all.grad(), 1e-15);
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        assertSameForAllWorkers((t, rows) -> TripletLoss.record(t, rows, labels, TripletLoss.Options.defaults()));
        assertSameForAllWorkers((t, rows) -> ContrastiveLoss.record(t, rows, labels, ContrastiveLoss.Options.defaults()));
        Tensor<double[]> w = Tensor.parameter(Shape.of(CLASSES, COLS), random.doubles(CLASSES * COLS, -1, 1).toArray());
        assertSameForAllWorkers((t, rows) -> ArcFaceLoss.record(t, rows, w, labels, ArcFaceLoss.Options.defaults()));
    }

    private void assertSameForAllWorkers(BiFunction<Tape, Tensor<double[]>, Tensor<double[]>> loss) {
        Tape single = new Tape(Workers.single());
        Tensor<double[]> rows = embeddings();
        Tensor<double[]> value = loss.apply(single, rows);
        single.backward(value);
        for (int threads : new int[] {2, 4}) {
            try (Workers workers = Workers.of(threads)) {
                Tape shared = new Tape(workers);
                Tensor<double[]> others = embeddings();
                Tensor<double[]> other = loss.apply(shared, others);
                shared.backward(other);
                assertEquals(value.item(), other.item(), 0);
                assertArrayEquals(rows.grad(), others.grad(), 0);
            }
        }
    }

    /** All distances of 20,000 rows would take 1.6 GB; recording and differentiating takes less than 8 MB. */
    @Tag("allocation")
    @Test
    void memoryGrowsWithTheRowsAndNotWithTheirSquare() {
        int rows = 20_000;
        float[] points = new float[rows];
        int[] classes = new int[rows];
        for (int i = 0; i < rows; i++) {
            points[i] = random.nextFloat();
            classes[i] = i % 100;
        }
        // The portable kernels allocate nothing on their own account, from the first call on.
        Kernels<float[]> kernels = Kernels.floats(Backend.PORTABLE);
        Tensor<float[]> x = Tensor.parameter(kernels, Shape.of(rows, 1), points);
        Tape single = new Tape(Workers.single());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Tensor<float[]> loss = TripletLoss.record(single, x, classes, TripletLoss.Options.defaults());
        single.backward(loss);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < 8_000_000, bytes + " bytes for " + rows + " rows");
        assertTrue(loss.item() > 0);
    }

    @Test
    void arcFaceAndCosFaceAreSoftmaxesOfCosines() {
        double[] w = random.doubles(CLASSES * COLS, -1, 1).toArray();
        Tensor<double[]> weights = Tensor.parameter(Shape.of(CLASSES, COLS), w);
        double arc = 0;
        double cos = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] cosines = new double[CLASSES];
            for (int c = 0; c < CLASSES; c++) {
                double dot = 0;
                double xx = 0;
                double ww = 0;
                for (int l = 0; l < COLS; l++) {
                    dot += x[i * COLS + l] * w[c * COLS + l];
                    xx += x[i * COLS + l] * x[i * COLS + l];
                    ww += w[c * COLS + l] * w[c * COLS + l];
                }
                cosines[c] = dot / Math.sqrt(xx * ww);
            }
            double own = cosines[labels[i]];
            double theta = Math.acos(own);
            arc += crossEntropy(cosines, labels[i], theta + 0.5 > Math.PI ? own - 0.5 * Math.sin(0.5) : Math.cos(theta + 0.5), 10);
            cos += crossEntropy(cosines, labels[i], own - 0.35, 10);
        }
        assertEquals(arc / ROWS, ArcFaceLoss.record(
                tape, embeddings(), weights, labels, ArcFaceLoss.Options.defaults().withScale(10)).item(), 1e-11);
        assertEquals(cos / ROWS, CosFaceLoss.record(
                tape, embeddings(), weights, labels, CosFaceLoss.Options.defaults().withScale(10)).item(), 1e-11);
    }

    private static double crossEntropy(double[] cosines, int label, double own, double scale) {
        double sum = Math.exp(scale * own);
        for (int c = 0; c < cosines.length; c++) {
            sum += c == label ? 0 : Math.exp(scale * cosines[c]);
        }
        return Math.log(sum) - scale * own;
    }

    /** In the plane every angle can be set: the own logit falls from 0 to half a turn and has its jump where the margin gets there. */
    @Test
    void beyondHalfATurnTheOwnLogitGoesOnFalling() {
        int n = 1001;
        double[] rows = new double[2 * n];
        for (int i = 0; i < n; i++) {
            rows[2 * i] = 3 * Math.cos(Math.PI * i / (n - 1));
            rows[2 * i + 1] = 3 * Math.sin(Math.PI * i / (n - 1));
        }
        Tensor<double[]> weights = Tensor.parameter(Shape.of(1, 2), 0.5, 0);
        Tensor<double[]> angles = Tensor.parameter(Shape.of(n, 2), rows);
        Tensor<double[]> logits = ArcFaceLoss.logits(
                tape, angles, weights, new int[n], ArcFaceLoss.Options.defaults().withScale(2).withMargin(0.5));
        for (int i = 0; i < n; i++) {
            double theta = Math.PI * i / (n - 1);
            double expected = theta > Math.PI - 0.5 ? Math.cos(theta) - 0.5 * Math.sin(0.5) : Math.cos(theta + 0.5);
            assertEquals(2 * expected, logits.data()[i], 1e-7, "theta " + theta);
            assertTrue(i == 0 || logits.data()[i] < logits.data()[i - 1]);
        }
        tape.backward(logits);
        for (double slope : angles.grad()) {
            assertTrue(Double.isFinite(slope));
        }
    }

    @Test
    void aRowOfZerosHasNoDirection() {
        Tensor<float[]> rows = Tensor.parameter(Shape.of(1, 2), 0f, 0);
        Tensor<float[]> weights = Tensor.parameter(Shape.of(2, 2), 1f, 0, 0, 1);
        Tensor<float[]> logits = CosFaceLoss.logits(tape, rows, weights, new int[1], CosFaceLoss.Options.defaults().withScale(1));
        assertArrayEquals(new float[] {-0.35f, 0}, logits.data());
    }
}
