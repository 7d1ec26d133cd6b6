package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Indexed;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.ops.Probabilities;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What docs/paddleocr-losses.md says to be composed, where that is not obvious: each against the original's formula, written down plainly. */
class PaddleCompositionsTest {

    private final SplittableRandom random = new SplittableRandom(11);
    private final Tape tape = new Tape();

    private double[] values(int n, double min, double max) {
        return random.doubles(n, min, max).toArray();
    }

    private static double[] softmax(double[] x, int row, int n) {
        double[] p = new double[n];
        double sum = 0;
        for (int c = 0; c < n; c++) {
            p[c] = Math.exp(x[row * n + c]);
            sum += p[c];
        }
        for (int c = 0; c < n; c++) {
            p[c] /= sum;
        }
        return p;
    }

    /** text_focus_loss.py: a weight for each pair of classes, within the softmax. It is one more term of each logit. */
    @Test
    void confusionWeightsAreAddedToTheLogits() {
        int n = 4;
        int rows = 6;
        double[] x = values(rows * n, -2, 2);
        double[] table = values(n * n, 0.2, 1);
        int[] labels = random.ints(rows, 0, n).toArray();
        double expected = 0;
        double[] logWeights = new double[rows * n];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int c = 0; c < n; c++) {
                double weight = table[labels[i] * n + c];
                logWeights[i * n + c] = Math.log(weight);
                sum += weight * Math.exp(x[i * n + c]);
            }
            expected -= Math.log(table[labels[i] * n + labels[i]] * Math.exp(x[i * n + labels[i]]) / sum) / rows;
        }
        Shape shape = Shape.of(rows, n);
        Tensor<double[]> logits = Ops.add(tape, Tensor.parameter(shape, x), Tensor.constant(shape, logWeights));
        assertItem(expected, CrossEntropy.mean(tape, logits, labels), 1e-14);
    }

    private static void assertItem(double expected, Tensor<double[]> actual, double tolerance) {
        assertEquals(expected, actual.item(), tolerance);
    }

    /** basic_loss.py, DMLLoss: the mean of both divergences; both networks learn. */
    @Test
    void mutualLearningIsTheMeanOfTwoDivergences() {
        int rows = 5;
        int n = 3;
        double[] x = values(rows * n, -2, 2);
        double[] y = values(rows * n, -2, 2);
        double expected = 0;
        for (int i = 0; i < rows; i++) {
            double[] p = softmax(x, i, n);
            double[] q = softmax(y, i, n);
            for (int c = 0; c < n; c++) {
                expected += (p[c] - q[c]) * (Math.log(p[c]) - Math.log(q[c])) / (2 * rows);
            }
        }
        Tensor<double[]> a = Probabilities.logSoftmax(tape, Tensor.parameter(Shape.of(rows, n), x), -1);
        Tensor<double[]> b = Probabilities.logSoftmax(tape, Tensor.parameter(Shape.of(rows, n), y), -1);
        KlDivergence.Options logs = KlDivergence.Options.defaults().withTarget(KlDivergence.Target.LOGARITHMS);
        assertItem(expected, Ops.scale(tape, Ops.add(tape, KlDivergence.record(tape, a, b, logs),
                KlDivergence.record(tape, b, a, logs)), 0.5), 1e-14);
    }

    /** table_att_loss.py: the generalised intersection over union of boxes, out of differences and magnitudes. */
    @Test
    void generalisedIntersectionOverUnionFromOperations() {
        int boxes = 7;
        double[] p = new double[4 * boxes];
        double[] t = new double[4 * boxes];
        for (int i = 0; i < 2 * boxes; i++) {
            int at = i / 2 * 4 + i % 2;
            p[at] = random.nextDouble();
            p[at + 2] = p[at] + random.nextDouble(0.1, 1);
            t[at] = random.nextDouble();
            t[at + 2] = t[at] + random.nextDouble(0.1, 1);
        }
        double expected = 0;
        for (int i = 0; i < boxes; i++) {
            double inter = 1;
            double enclose = 1;
            double areas = 0;
            for (double[] box : new double[][] {p, t}) {
                areas += (box[4 * i + 2] - box[4 * i] + 1e-3) * (box[4 * i + 3] - box[4 * i + 1] + 1e-3);
            }
            for (int axis = 4 * i; axis < 4 * i + 2; axis++) {
                inter *= Math.max(0, Math.min(p[axis + 2], t[axis + 2]) - Math.max(p[axis], t[axis]) + 1e-3);
                enclose *= Math.max(p[axis + 2], t[axis + 2]) - Math.min(p[axis], t[axis]) + 1e-3;
            }
            double union = areas - inter + 1e-7;
            enclose += 1e-7;
            expected += (1 - inter / union + (enclose - union) / enclose) / boxes;
        }
        assertItem(expected, new Boxes(Tensor.parameter(Shape.of(4 * boxes, 1), p),
                Tensor.constant(Shape.of(4 * boxes, 1), t)).loss(), 1e-13);
    }

    /** Two lists of boxes, their corners one below the other. */
    private final class Boxes {

        private final Tensor<double[]> p;
        private final Tensor<double[]> t;

        Boxes(Tensor<double[]> p, Tensor<double[]> t) {
            this.p = p;
            this.t = t;
        }

        private Tensor<double[]> corner(Tensor<double[]> boxes, int which) {
            return Indexed.gatherRows(tape, boxes, IntStream.range(0, boxes.shape().dim(0) / 4).map(i -> 4 * i + which).toArray());
        }

        private Tensor<double[]> plus(Tensor<double[]> x, double summand) {
            return Ops.add(tape, x, Tensor.constant(Shape.of(), summand));
        }

        /** The larger of two, or, with -1, the smaller: half of their sum and of their distance. */
        private Tensor<double[]> extreme(Tensor<double[]> a, Tensor<double[]> b, double sign) {
            Tensor<double[]> distance = Ops.abs(tape, Ops.sub(tape, a, b));
            return Ops.scale(tape, Ops.add(tape, Ops.add(tape, a, b), Ops.scale(tape, distance, sign)), 0.5);
        }

        private Tensor<double[]> side(Tensor<double[]> far, Tensor<double[]> near) {
            return plus(Ops.sub(tape, far, near), 1e-3);
        }

        private Tensor<double[]> area(Tensor<double[]> boxes) {
            return Ops.mul(tape, side(corner(boxes, 2), corner(boxes, 0)), side(corner(boxes, 3), corner(boxes, 1)));
        }

        private Tensor<double[]> span(int axis, double sign) {
            return Ops.clamp(tape, side(extreme(corner(p, axis + 2), corner(t, axis + 2), sign),
                    extreme(corner(p, axis), corner(t, axis), -sign)), 0, 1e10);
        }

        Tensor<double[]> loss() {
            Tensor<double[]> inter = Ops.mul(tape, span(0, -1), span(1, -1));
            Tensor<double[]> union = plus(Ops.sub(tape, Ops.add(tape, area(p), area(t)), inter), 1e-7);
            Tensor<double[]> enclose = plus(Ops.mul(tape, span(0, 1), span(1, 1)), 1e-7);
            Tensor<double[]> giou = Ops.sub(tape, Ops.div(tape, inter, union),
                    Ops.div(tape, Ops.sub(tape, enclose, union), enclose));
            return Ops.mean(tape, plus(Ops.scale(tape, giou, -1), 1));
        }
    }

    /** det_sast_loss.py and e2e_pg_loss.py: smooth L1 under a norm, a score and a mask, over the sum of score and mask. */
    @Test
    void bordersAreSmoothL1UnderWeights() {
        int n = 40;
        double[] pred = values(n, -3, 3);
        double[] target = values(n, -3, 3);
        double[] norm = values(n, 0, 1);
        double[] score = values(n, 0, 1);
        double[] mask = values(n, 0, 1);
        double above = 0;
        double below = 1e-5;
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double d = Math.abs(target[i] - pred[i]);
            above += norm[i] * (d < 1 ? 0.5 * d * d : d - 0.5) * score[i] * mask[i];
            below += score[i] * mask[i];
        }
        for (int i = 0; i < n; i++) {
            weights[i] = norm[i] * score[i] * mask[i] / below;
        }
        Shape shape = Shape.of(n);
        Tensor<double[]> parts = RegressionLoss.record(tape, Tensor.parameter(shape, pred), Tensor.constant(shape, target),
                RegressionLoss.Options.defaults().withReduction(Reduction.NONE));
        assertItem(above / below, Ops.sum(tape, Ops.mul(tape, parts, Tensor.constant(shape, weights))), 1e-14);
    }

    /** rec_satrn_loss.py: the mean is over all frames, those that are ignored included. */
    @Test
    void aMeanOverIgnoredFramesToo() {
        int n = 5;
        double[] x = values(3 * n, -2, 2);
        int[] labels = {2, 92, 4};
        double expected = -(Math.log(softmax(x, 0, n)[2]) + Math.log(softmax(x, 2, n)[4])) / 3;
        CrossEntropy.Options none = CrossEntropy.Options.defaults().withIgnoreIndex(92).withReduction(Reduction.NONE);
        assertItem(expected, Ops.mean(tape, CrossEntropy.record(tape, Tensor.parameter(Shape.of(3, n), x), labels, none)), 1e-14);
    }

    /** e2e_pg_loss.py: scores along the centre line of a text, taken out of a map whose channels are the classes. */
    @Test
    void scoresAlongALineAreRowsOfOneElement() {
        int channels = 3;
        int h = 4;
        int w = 5;
        double[] map = values(channels * h * w, -1, 1);
        int[] ys = {0, 2, 3};
        int[] xs = {4, 1, 0};
        int[] index = IntStream.range(0, ys.length * channels)
                .map(k -> (k % channels * h + ys[k / channels]) * w + xs[k / channels]).toArray();
        Tensor<double[]> elements = Ops.reshape(tape, Tensor.parameter(Shape.of(channels, h, w), map), Shape.of(map.length, 1));
        Tensor<double[]> line = Ops.reshape(tape, Indexed.gatherRows(tape, elements, index), Shape.of(ys.length, channels));
        double[] expected = Arrays.stream(index).mapToDouble(k -> map[k]).toArray();
        assertArrayEquals(expected, line.data());
        assertEquals(map[(2 * h + 2) * w + 1], line.data()[1 * channels + 2]);
    }
}
