package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.CrossEntropy.Options;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {

    private static final int ROWS = 6;
    private static final int CLASSES = 5;

    private final Tape tape = new Tape();
    private final int[] labels = {0, 4, 2, 2, 1, 3};
    private final Tensor<double[]> logits = random(Shape.of(ROWS, CLASSES));

    private static Tensor<double[]> random(Shape shape) {
        return Tensor.parameter(shape, new SplittableRandom(shape.size()).doubles(shape.size(), -3, 3).toArray());
    }

    /** The obvious way: log-softmax, then a sum over rows and classes. */
    private static double[] obvious(double[] x, int[] labels, Options options) {
        double[] weights = options.classWeights();
        double[] losses = new double[ROWS];
        double divisor = 0;
        for (int i = 0; i < ROWS; i++) {
            if (options.ignoreIndex().isPresent() && options.ignoreIndex().getAsInt() == labels[i]) {
                continue;
            }
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(x[i * CLASSES + c]);
            }
            for (int c = 0; c < CLASSES; c++) {
                double share = options.labelSmoothing() / CLASSES + (c == labels[i] ? 1 - options.labelSmoothing() : 0);
                double weight = weights.length == 0 ? 1 : weights[c];
                losses[i] -= share * weight * (x[i * CLASSES + c] - Math.log(sum));
            }
            divisor += weights.length == 0 ? 1 : weights[labels[i]];
        }
        if (options.reduction() == Reduction.NONE) {
            return losses;
        }
        double total = 0;
        for (double loss : losses) {
            total += loss;
        }
        return new double[] {options.reduction() == Reduction.MEAN ? total / divisor : total};
    }

    private static List<Options> options() {
        Options plain = Options.defaults();
        Options weighted = plain.withClassWeights(0.5, 1, 2, 0, 3);
        return List.of(plain, plain.withLabelSmoothing(0.1), plain.withIgnoreIndex(2), weighted,
                weighted.withLabelSmoothing(0.3).withIgnoreIndex(-100), weighted.withIgnoreIndex(2).withLabelSmoothing(1));
    }

    @Test
    void valuesAreThoseOfTheFormulaForEveryReductionAndOption() {
        for (Options options : options()) {
            for (Reduction reduction : Reduction.values()) {
                Options o = options.withReduction(reduction);
                Tensor<double[]> loss = CrossEntropy.record(tape, logits, labels, o);
                assertEquals(reduction == Reduction.NONE ? Shape.of(ROWS) : Shape.of(), loss.shape());
                assertArrayEquals(obvious(logits.data(), labels, o), loss.data(), 1e-13, o.toString());
            }
        }
    }

    @Test
    void gradientsAreDifferenceQuotientsForEveryReductionAndOption() {
        double step = 1e-5;
        for (Options options : options()) {
            for (Reduction reduction : Reduction.values()) {
                Options o = options.withReduction(reduction);
                Tape tape = new Tape();
                Tensor<double[]> loss = CrossEntropy.record(tape, logits, labels, o);
                double[] upstream = random(loss.shape()).data();
                logits.zeroGrad();
                tape.backward(loss, upstream);
                for (int i = 0; i < logits.shape().size(); i++) {
                    double[] above = logits.data().clone();
                    double[] below = logits.data().clone();
                    above[i] += step;
                    below[i] -= step;
                    double[] high = obvious(above, labels, o);
                    double[] low = obvious(below, labels, o);
                    double expected = 0;
                    for (int r = 0; r < upstream.length; r++) {
                        expected += upstream[r] * (high[r] - low[r]) / (2 * step);
                    }
                    assertEquals(expected, logits.grad()[i], 1e-8, o + " at " + i);
                }
            }
        }
    }

    @Test
    void labelsAreReadAtEveryReplay() {
        Tensor<double[]> loss = CrossEntropy.mean(tape, logits, labels);
        labels[0] = 3;
        tape.replay();
        assertArrayEquals(obvious(logits.data(), labels, Options.defaults()), loss.data(), 1e-13);
        labels[5] = 5;
        assertMessage("crossEntropy: labels[5] = 5 must lie in [0, 5)", tape::replay);
    }

    @Test
    void leadingAxesAreRows() {
        Tensor<double[]> x = random(Shape.of(2, 3, CLASSES));
        Tensor<double[]> loss = CrossEntropy.record(tape, x, labels, Options.defaults().withReduction(Reduction.NONE));
        assertEquals(Shape.of(2, 3), loss.shape());
        assertArrayEquals(obvious(x.data(), labels, Options.defaults().withReduction(Reduction.NONE)), loss.data(), 1e-13);
    }

    @Test
    void aMeanOverNothingIsNotANumberAndPassesNothingBack() {
        Tensor<double[]> x = Tensor.parameter(Shape.of(2, 2), 1.0, 2.0, 3.0, 4.0);
        Tensor<double[]> loss = CrossEntropy.record(tape, x, new int[] {-1, -1}, Options.defaults().withIgnoreIndex(-1));
        tape.backward(loss);
        assertEquals(Double.NaN, loss.item());
        assertArrayEquals(new double[4], x.grad());
    }

    @Test
    void aMaskedClassLeavesTheLossOfOthersFinite() {
        Tensor<float[]> x = Tensor.parameter(Shape.of(1, 3), 1f, Float.NEGATIVE_INFINITY, 1f);
        Tensor<float[]> loss = CrossEntropy.mean(tape, x, new int[] {2});
        tape.backward(loss);
        assertEquals(Math.log(2), loss.item(), 1e-7);
        assertArrayEquals(new float[] {0.5f, 0, -0.5f}, x.grad());
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
