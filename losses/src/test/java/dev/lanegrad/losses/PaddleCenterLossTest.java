package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Bounds;
import dev.lanegrad.losses.PaddleCenterLoss.Distance;
import dev.lanegrad.losses.PaddleCenterLoss.Options;
import dev.lanegrad.losses.PaddleCenterLoss.Result;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaddleCenterLossTest {

    private static final int B = 2;
    private static final int T = 5;
    private static final int D = 19;
    private static final int C = 6;

    private final SplittableRandom random = new SplittableRandom(11);

    private double[] normal(int n) {
        return IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    /** The definition of the original: the whole matrix of distances, masked, then clipped, then added up. */
    private static double wholeMatrix(double[] x, int[] labels, double[] centers, double min, double max) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int k = 0; k < C; k++) {
                double d = 0;
                for (int j = 0; j < D; j++) {
                    d += Math.pow(x[i * D + j] - centers[k * D + j], 2);
                }
                sum += Math.max(min, Math.min(max, labels[i] == k ? d : 0));
            }
        }
        return sum / labels.length;
    }

    @ParameterizedTest
    @EnumSource
    void equalsTheClippedMatrixOfAllDistances(Distance distance) {
        Tensor<double[]> x = Tensor.parameter(Shape.of(B, T, D), normal(B * T * D));
        Tensor<double[]> logits = Tensor.constant(Shape.of(B, T, C), normal(B * T * C));
        Tensor<double[]> centers = Tensor.parameter(Shape.of(C, D), normal(C * D));
        Options options = Options.defaults().withDistance(distance).withBounds(30, 45);
        Tape tape = new Tape();
        Result result = PaddleCenterLoss.record(tape, x, logits, centers, options);
        double expected = wholeMatrix(x.data(), result.labels(), centers.data(), 30, 45);
        assertEquals(expected, result.loss().item(), 1e-12 * expected);

        tape.backward(result.loss());
        double h = 1e-5;
        for (Tensor<double[]> input : List.of(x, centers)) {
            for (int i = 0; i < input.data().length; i++) {
                double old = input.data()[i];
                input.data()[i] = old + h;
                double above = wholeMatrix(x.data(), result.labels(), centers.data(), 30, 45);
                input.data()[i] = old - h;
                double below = wholeMatrix(x.data(), result.labels(), centers.data(), 30, 45);
                input.data()[i] = old;
                assertEquals((above - below) / (2 * h), input.grad()[i], 1e-7);
            }
        }
    }

    @Test
    void theLabelIsTheFirstMaximum() {
        Tensor<float[]> x = Tensor.parameter(Shape.of(3, 1), 0f, 0f, 0f);
        Tensor<float[]> logits =
                Tensor.constant(Shape.of(3, 3), 1f, 5f, 5f, Float.NaN, -1f, -2f, Float.NaN, Float.NaN, Float.NaN);
        Tensor<double[]> centers = Tensor.constant(Shape.of(3, 1), 1.0, 2.0, 3.0);
        Result result = PaddleCenterLoss.record(new Tape(), x, logits, centers);
        assertArrayEquals(new int[] {1, 1, 0}, result.labels());
        assertArrayEquals(new double[] {4, 4, 1}, result.ownSquaredDistances());
        assertEquals(3 + 2e-12, result.loss().item(), 1e-15);
    }

    @Test
    void floatFeaturesAreComputedInDouble() {
        float third = 1 / 3f;
        Tensor<float[]> x = Tensor.parameter(Shape.of(1, 1), third);
        Tensor<double[]> centers = Tensor.parameter(Shape.of(1, 1), 1 / 3.0);
        Tape tape = new Tape();
        Result result = PaddleCenterLoss.record(tape, x, new int[1], centers, Options.defaults().withBounds(0, 1));
        double difference = third - 1 / 3.0;
        assertEquals(difference * difference, result.loss().item());
        tape.backward(result.loss());
        assertEquals((float) (2 * difference), x.grad()[0]);
        assertEquals(-2 * difference, centers.grad()[0]);
    }

    @ParameterizedTest
    @EnumSource
    void onABoundTheGradientIsPassedOnOrNot(Bounds rule) {
        Tensor<double[]> x = Tensor.parameter(Shape.of(4, 1), 1.0, 2.0, 0.5, 3.0);
        Tensor<double[]> centers = Tensor.constant(Shape.of(1, 1), 0.0);
        Tape tape = new Tape();
        Options options = Options.defaults().withBounds(1, 4).withClipGradient(rule);
        Result result = PaddleCenterLoss.record(tape, x, new int[4], centers, options);
        assertEquals((1 + 4 + 1 + 4) / 4.0, result.loss().item());
        tape.backward(result.loss());
        double[] inclusive = {0.5, 1, 0, 0};
        assertArrayEquals(rule == Bounds.INCLUSIVE ? inclusive : new double[4], x.grad());
    }

    @Test
    void weightsAndIgnoredRows() {
        Tensor<double[]> x = Tensor.parameter(Shape.of(3, 1), 1.0, 2.0, 5.0);
        Tensor<double[]> centers = Tensor.parameter(Shape.of(2, 1), 0.0, 0.0);
        Options options = Options.defaults().withBounds(0, 1e12).withClassWeights(1, 3).withIgnoreIndex(255);
        Tape tape = new Tape();
        Result result = PaddleCenterLoss.record(tape, x, new int[] {0, 1, 255}, centers, options);
        assertEquals((1 + 3 * 4) / 4.0, result.loss().item());
        assertArrayEquals(new int[] {0, 1, -1}, result.labels());
        tape.backward(result.loss());
        assertArrayEquals(new double[] {0.5, 3, 0}, x.grad());
        assertArrayEquals(new double[] {-0.5, -3}, centers.grad());
    }

    @Test
    void aNanStaysInItsRow() {
        Tensor<double[]> x = Tensor.parameter(Shape.of(2, 1), Double.NaN, 2.0);
        Tape tape = new Tape();
        Result result = PaddleCenterLoss.record(
                tape, x, new int[2], Tensor.constant(Shape.of(1, 1), 0.0), Options.defaults());
        assertEquals(Double.NaN, result.loss().item());
        tape.backward(result.loss());
        assertEquals(2, x.grad()[1]);
    }

    @Test
    void badArgumentsAreNamed() {
        Tape tape = new Tape();
        Tensor<double[]> x = Tensor.parameter(Shape.of(2, 3, 4), new double[24]);
        Tensor<double[]> centers = Tensor.constant(Shape.of(5, 4), new double[20]);
        Tensor<double[]> logits = Tensor.constant(Shape.of(2, 3, 4), new double[24]);
        assertMessage("paddleCenterLoss: logits [2, 3, 4] must have the shape [2, 3, 5], the rows of features [2, 3, 4] "
                + "and the classes of centers [5, 4]",
                () -> PaddleCenterLoss.record(tape, x, logits, centers, Options.defaults()));
        assertMessage("paddleCenterLoss: centers [4, 5] must be [classes, 4], as wide as features [2, 3, 4]",
                () -> PaddleCenterLoss.record(tape, x, new int[6],
                        Tensor.constant(Shape.of(4, 5), new double[20]), Options.defaults()));
        Tensor<float[]> floats = Tensor.parameter(Shape.of(2, 3, 4), new float[24]);
        assertMessage("paddleCenterLoss: centers [4, 5] must be [classes, 4], as wide as features [2, 3, 4]",
                () -> PaddleCenterLoss.record(tape, floats, new int[6],
                        Tensor.constant(Shape.of(4, 5), new double[20]), Options.defaults()));
        assertMessage("paddleCenterLoss: centers [4, 5] must be [classes, 4], as wide as features [2, 3, 4]",
                () -> PaddleCenterLoss.record(tape, floats, logits,
                        Tensor.constant(Shape.of(4, 5), new double[20]), Options.defaults()));
        assertMessage("paddleCenterLoss: labels[5] = 5 must lie in [0, 5), the classes of the centers",
                () -> PaddleCenterLoss.record(tape, x, new int[] {0, 0, 0, 0, 0, 5}, centers, Options.defaults()));
        assertMessage("paddleCenterLoss: the bounds 2.0 and 1.0 must satisfy 0 <= clipMin <= clipMax",
                () -> Options.defaults().withBounds(2, 1));
        assertEquals(0, tape.size());
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
