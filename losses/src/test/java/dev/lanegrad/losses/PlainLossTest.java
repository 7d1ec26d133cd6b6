package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.RegressionLoss.Penalty;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Values of the losses of elements and rows against the formulas of their sources, written down plainly, over several pieces. */
class PlainLossTest {

    private static final int N = 2 * ElementwiseLossNode.PIECE + 37;

    private final SplittableRandom random = new SplittableRandom(8);
    private final Tape tape = new Tape();

    private double[] values(double min, double max) {
        return random.doubles(N, min, max).toArray();
    }

    private static double mean(double[] a, double[] b, DoubleBinaryOperator loss) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += loss.applyAsDouble(a[i], b[i]);
        }
        return sum / a.length;
    }

    private static Tensor<double[]> parameter(double... x) {
        return Tensor.parameter(Shape.of(x.length), x);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void regression() {
        double[] pred = values(-3, 3);
        double[] target = values(-1, 1);
        assertRegression(Penalty.L1, 0.7, pred, target, Math::abs);
        assertRegression(Penalty.MSE, 0.7, pred, target, d -> d * d);
        assertRegression(Penalty.SMOOTH_L1, 0.7, pred, target, d -> Math.abs(d) < 0.7 ? 0.5 * d * d / 0.7 : Math.abs(d) - 0.35);
        assertRegression(Penalty.SMOOTH_L1, 0, pred, target, Math::abs);
        assertRegression(Penalty.HUBER, 0.7, pred, target, d -> Math.abs(d) < 0.7 ? 0.5 * d * d : 0.7 * (Math.abs(d) - 0.35));
    }

    private void assertRegression(Penalty penalty, double threshold, double[] pred, double[] target, DoubleUnaryOperator loss) {
        RegressionLoss.Options options = new RegressionLoss.Options(penalty, threshold, Reduction.MEAN);
        double expected = mean(pred, target, (p, t) -> loss.applyAsDouble(p - t));
        Tensor<double[]> x = parameter(pred);
        assertEquals(expected, RegressionLoss.record(tape, x, Tensor.constant(x.shape(), target), options).item(), 1e-12);
        Tensor<double[]> none = RegressionLoss.record(
                tape, x, Tensor.constant(x.shape(), target), options.withReduction(Reduction.NONE));
        assertEquals(x.shape(), none.shape());
        assertEquals(loss.applyAsDouble(pred[N - 1] - target[N - 1]), none.data()[N - 1], 1e-12);
    }

    @Test
    void atTheTargetAndAtNanNothingIsInvented() {
        Tensor<double[]> x = parameter(1, Double.NaN, 3);
        Tensor<double[]> target = Tensor.constant(Shape.of(3), 1.0, 0, 5);
        for (Penalty penalty : Penalty.values()) {
            x.zeroGrad();
            Tensor<double[]> loss = RegressionLoss.record(
                    tape, x, target, new RegressionLoss.Options(penalty, 1, Reduction.NONE));
            tape.backward(loss);
            assertEquals(0, loss.data()[0]);
            assertEquals(0, x.grad()[0]);
            assertTrue(Double.isNaN(loss.data()[1]) && Double.isNaN(x.grad()[1]), penalty.name());
            assertTrue(x.grad()[2] < 0);
        }
    }

    @Test
    void binaryCrossEntropy() {
        double[] x = values(-6, 6);
        double[] t = values(0, 1);
        double[] w = values(0, 2);
        BinaryCrossEntropy.Options options = BinaryCrossEntropy.Options.defaults();
        double plain = mean(x, t, (a, b) -> -b * Math.log(sigmoid(a)) - (1 - b) * Math.log(1 - sigmoid(a)));
        assertEquals(plain, BinaryCrossEntropy.ofLogits(tape, parameter(x), t, options).item(), 1e-12);
        double[] p = new double[N];
        Arrays.setAll(p, i -> sigmoid(x[i]));
        assertEquals(plain, BinaryCrossEntropy.ofProbabilities(tape, parameter(p), t, options).item(), 1e-12);
        double weighted = 0;
        for (int i = 0; i < N; i++) {
            weighted -= w[i] * (2.5 * t[i] * Math.log(p[i]) + (1 - t[i]) * Math.log(1 - p[i]));
        }
        assertEquals(weighted / N,
                BinaryCrossEntropy.ofLogits(tape, parameter(x), t, w, options.withPositiveWeight(2.5)).item(), 1e-12);
    }

    @Test
    void positiveWeightsBelongToTheLastAxis() {
        double[] v = {1, 4, 0.5};
        for (int rows : new int[] {1, 2, 900}) {
            double[] x = random.doubles(3 * rows, -2, 2).toArray();
            double[] t = random.doubles(3 * rows, 0, 1).toArray();
            double expected = 0;
            for (int i = 0; i < x.length; i++) {
                expected -= v[i % 3] * t[i] * Math.log(sigmoid(x[i])) + (1 - t[i]) * Math.log(1 - sigmoid(x[i]));
            }
            BinaryCrossEntropy.Options options =
                    BinaryCrossEntropy.Options.defaults().withPositiveWeight(v).withReduction(Reduction.SUM);
            Tensor<double[]> logits = Tensor.parameter(Shape.of(rows, 3), x);
            assertEquals(expected, BinaryCrossEntropy.ofLogits(tape, logits, t, options).item(), 1e-9);
        }
    }

    @Test
    void saturatedLogitsKeepTheirLossAndGradient() {
        Tensor<float[]> x = Tensor.parameter(Shape.of(3), -90f, 90f, 30f);
        float[] t = {1, 0, 1};
        Tensor<float[]> loss = BinaryCrossEntropy.ofLogits(
                tape, x, t, BinaryCrossEntropy.Options.defaults().withReduction(Reduction.NONE));
        tape.backward(loss);
        assertArrayEquals(new float[] {90, 90, (float) Math.log1p(Math.exp(-30))}, loss.data(), 1e-6f);
        assertArrayEquals(new float[] {-1, 1, 0}, x.grad(), 1e-6f);
    }

    @Test
    void binaryFocal() {
        double[] x = values(-4, 4);
        double[] t = values(0, 1);
        double expected = mean(x, t, (a, b) -> {
            double p = sigmoid(a);
            double pt = p * b + (1 - p) * (1 - b);
            double entropy = -b * Math.log(p) - (1 - b) * Math.log(1 - p);
            return (0.25 * b + 0.75 * (1 - b)) * Math.pow(1 - pt, 1.7) * entropy;
        });
        BinaryFocalLoss.Options options = BinaryFocalLoss.Options.defaults().withGamma(1.7);
        assertEquals(expected, BinaryFocalLoss.record(tape, parameter(x), t, options).item(), 1e-12);
        double entropy = BinaryCrossEntropy.ofLogits(tape, parameter(x), t, BinaryCrossEntropy.Options.defaults()).item();
        assertEquals(entropy,
                BinaryFocalLoss.record(tape, parameter(x), t, options.withGamma(0).withoutAlpha()).item(), 1e-12);
    }

    @Test
    void focalOfCertainRowsIsZeroWithoutNan() {
        Tensor<float[]> x = Tensor.parameter(Shape.of(2, 2), 200f, 0, 0, 200f);
        for (double gamma : new double[] {0, 0.5, 1, 2}) {
            x.zeroGrad();
            Tensor<float[]> loss = FocalLoss.record(tape, x, new int[] {0, 1}, FocalLoss.Options.defaults().withGamma(gamma));
            tape.backward(loss);
            assertEquals(0, loss.item());
            assertArrayEquals(new float[4], x.grad(), 1e-30f);
            Tensor<float[]> binary = BinaryFocalLoss.record(
                    tape, x, new float[] {1, 0, 0, 1}, BinaryFocalLoss.Options.defaults().withGamma(gamma));
            tape.backward(binary);
            assertTrue(binary.item() >= 0 && Float.isFinite(x.grad()[0]), "gamma " + gamma);
        }
    }

    @Test
    void focalOfClasses() {
        double[] x = random.doubles(15, -2, 2).toArray();
        int[] labels = {0, 2, -1, 1, 2};
        double[] w = {1, 3, 0.5};
        double expected = 0;
        for (int i = 0; i < 5; i++) {
            if (labels[i] >= 0) {
                double sum = Math.exp(x[3 * i]) + Math.exp(x[3 * i + 1]) + Math.exp(x[3 * i + 2]);
                double p = Math.exp(x[3 * i + labels[i]]) / sum;
                expected -= w[labels[i]] * (1 - p) * (1 - p) * Math.log(p);
            }
        }
        FocalLoss.Options options = FocalLoss.Options.defaults().withClassWeights(w).withIgnoreIndex(-1);
        Tensor<double[]> logits = Tensor.parameter(Shape.of(5, 3), x);
        assertEquals(expected / 4, FocalLoss.record(tape, logits, labels, options).item(), 1e-14);
        int[] none = {-1, -1, -1, -1, -1};
        assertEquals(0, FocalLoss.record(tape, logits, none, options).item());
    }

    @Test
    void tverskyAndItsNamedCases() {
        double[] p = values(0, 1);
        double[] t = values(0, 1);
        double[] m = values(0, 1);
        double tp = 0;
        double fp = 0;
        double fn = 0;
        for (int i = 0; i < N; i++) {
            tp += m[i] * p[i] * t[i];
            fp += m[i] * p[i] * (1 - t[i]);
            fn += m[i] * (1 - p[i]) * t[i];
        }
        Tensor<double[]> x = Tensor.parameter(Shape.of(1, N), p);
        TverskyLoss.Options options = TverskyLoss.Options.defaults().withSmooth(2).withGamma(0.75);
        assertEquals(Math.pow(1 - (tp + 2) / (tp + 0.3 * fp + 0.7 * fn + 2), 0.75),
                TverskyLoss.record(tape, x, t, m, options).item(), 1e-13);
        double dice = 1 - 2 * tp / (2 * tp + fp + fn);
        assertEquals(dice, TverskyLoss.record(tape, x, t, m, TverskyLoss.Options.dice()).item(), 1e-8);
        assertEquals(1 - tp / (tp + fp + fn), TverskyLoss.record(tape, x, t, m, TverskyLoss.Options.jaccard()).item(), 1e-8);
        assertEquals(dice, RegionDiceLoss.record(tape, x, t, m, 1e-6).item(), 1e-8);
    }

    @Test
    void anEmptyRegionCostsNothing() {
        Tensor<float[]> p = Tensor.parameter(Shape.of(2, 3), new float[6]);
        for (double gamma : new double[] {0.75, 1, 2}) {
            Tensor<float[]> loss = TverskyLoss.record(tape, p, new float[6], TverskyLoss.Options.defaults().withGamma(gamma));
            tape.backward(loss);
            assertEquals(0, loss.item());
            assertTrue(Float.isFinite(p.grad()[0]));
        }
    }

    @Test
    void diceOfProbabilitiesIsThatOfTheirLogits() {
        double[] x = random.doubles(24, -2, 2).toArray();
        double[] p = new double[24];
        Arrays.setAll(p, i -> sigmoid(x[i]));
        Shape shape = Shape.of(2, 12);
        Tensor<double[]> target = Tensor.constant(shape, random.doubles(24).toArray());
        Tensor<double[]> mask = Tensor.constant(shape, random.doubles(24).toArray());
        DiceLoss.Options options = DiceLoss.Options.defaults();
        assertEquals(DiceLoss.record(tape, Tensor.parameter(shape, x), target, mask, options).item(),
                DiceLoss.ofProbabilities(tape, Tensor.parameter(shape, p), target, mask, options).item(), 1e-14);
    }

    @Test
    void divergence() {
        double[] x = random.doubles(12, -4, -0.5).toArray();
        double[] t = random.doubles(12).toArray();
        t[5] = 0;
        double[] logs = Arrays.stream(t).map(Math::log).toArray();
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += t[i] == 0 ? 0 : t[i] * (Math.log(t[i]) - x[i]);
        }
        Shape shape = Shape.of(3, 4);
        Tensor<double[]> logPred = Tensor.parameter(shape, x);
        KlDivergence.Options options = KlDivergence.Options.defaults();
        Tensor<double[]> target = Tensor.constant(shape, t);
        assertEquals(sum / 3, KlDivergence.record(tape, logPred, target, options).item(), 1e-14);
        assertEquals(sum / 12,
                KlDivergence.record(tape, logPred, target, options.withMean(KlDivergence.Mean.ELEMENTS)).item(), 1e-14);
        assertEquals(sum, KlDivergence.record(tape, logPred, target, options.withReduction(Reduction.SUM)).item(), 1e-13);
        logs[5] = -800;
        assertEquals(sum / 3, KlDivergence.record(tape, logPred, Tensor.constant(shape, logs),
                options.withTarget(KlDivergence.Target.LOGARITHMS)).item(), 1e-14);
    }

    @Test
    void cosine() {
        Tensor<double[]> a = Tensor.parameter(Shape.of(4, 2), 3.0, 4, 1, 0, 1, 0, 0, 0);
        Tensor<double[]> b = Tensor.parameter(Shape.of(4, 2), 4.0, 3, 2, 0, 1, 1, 5, 5);
        int[] labels = {1, -1, -1, 1};
        CosineEmbeddingLoss.Options options =
                CosineEmbeddingLoss.Options.defaults().withMargin(0.75).withReduction(Reduction.NONE);
        Tensor<double[]> loss = CosineEmbeddingLoss.record(tape, a, b, labels, options);
        assertArrayEquals(new double[] {1 - 24 / 25.0, 0.25, 0, 1}, loss.data(), 1e-12);
        tape.backward(loss);
        assertArrayEquals(new double[] {-(4 - 0.96 * 3) / 25, -(3 - 0.96 * 4) / 25}, new double[] {a.grad()[0], a.grad()[1]}, 1e-12);
        assertArrayEquals(new double[] {0, 0}, new double[] {a.grad()[4], a.grad()[5]});
        assertTrue(Double.isFinite(a.grad()[6]));
    }

    /** PaddleOCR's recognisers spread epsilon over the other classes alone; the label's own share follows from both. */
    @Test
    void paddleSmoothingIsCrossEntropyWithALargerShare() {
        int classes = 7;
        double epsilon = 0.1;
        int pad = 0;
        int[] labels = {3, 0, 6, 1, 0};
        double[] x = random.doubles(labels.length * classes, -2, 2).toArray();
        double expected = 0;
        for (int i = 0; i < labels.length; i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(x[i * classes + c]);
            }
            for (int c = 0; c < classes && labels[i] != pad; c++) {
                double share = c == labels[i] ? 1 - epsilon : epsilon / (classes - 1);
                expected -= share * (x[i * classes + c] - Math.log(sum)) / 3;
            }
        }
        CrossEntropy.Options options =
                CrossEntropy.Options.defaults().withIgnoreIndex(pad).withLabelSmoothing(epsilon * classes / (classes - 1));
        Tensor<double[]> logits = Tensor.parameter(Shape.of(labels.length, classes), x);
        assertEquals(expected, CrossEntropy.record(tape, logits, labels, options).item(), 1e-13);
    }
}
