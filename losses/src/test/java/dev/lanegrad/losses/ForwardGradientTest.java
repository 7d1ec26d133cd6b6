package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recorded losses that write their gradients in the forward pass, against fresh ones, whatever happens between the passes. */
class ForwardGradientTest {

    private static final int ROWS = 30;
    private static final int CLASSES = 40;
    private static final int STEPS = 300;

    private static final Tensor<double[]> CENTERS =
            Tensor.parameter(Shape.of(CLASSES, CLASSES), new SplittableRandom(7).doubles(CLASSES * CLASSES, -1, 1).toArray());

    /** Labels of two images of 10 x 20 cells with two kernels. */
    private static final byte[] PIXELS = bits(2, 3);
    private static final byte[] KERNELS = bits(4, 4);
    private static final byte[] MASKS = bits(2, 5);

    /** Which loss is recorded, twice with different settings. */
    enum Kind {
        CROSS_ENTROPY {
            @Override
            Tensor<double[]> first(Tape tape, Tensor<double[]> x, int[] labels) {
                return CrossEntropy.mean(tape, x, labels);
            }

            @Override
            Tensor<double[]> second(Tape tape, Tensor<double[]> x, int[] labels) {
                return CrossEntropy.record(tape, x, labels, CrossEntropy.Options.defaults().withLabelSmoothing(0.1).withIgnoreIndex(3));
            }
        },
        CENTER {
            @Override
            Tensor<double[]> first(Tape tape, Tensor<double[]> x, int[] labels) {
                return CenterLoss.record(tape, x, labels, CENTERS);
            }

            @Override
            Tensor<double[]> second(Tape tape, Tensor<double[]> x, int[] labels) {
                return CenterLoss.record(tape, x, labels, CENTERS,
                        CenterLoss.Options.defaults().withReduction(Reduction.SUM).withIgnoreIndex(3));
            }
        },
        PADDLE_CENTER {
            @Override
            Tensor<double[]> first(Tape tape, Tensor<double[]> x, int[] labels) {
                return PaddleCenterLoss.record(tape, x, labels, CENTERS, PaddleCenterLoss.Options.defaults()).loss();
            }

            @Override
            Tensor<double[]> second(Tape tape, Tensor<double[]> x, int[] labels) {
                return PaddleCenterLoss.record(tape, x, labels, CENTERS,
                        PaddleCenterLoss.Options.defaults().withBounds(60, 70).withIgnoreIndex(3)).loss();
            }
        },
        PSE {
            @Override
            Shape shape() {
                return Shape.of(2, 3, 10, 20);
            }

            @Override
            Tensor<double[]> first(Tape tape, Tensor<double[]> x, int[] labels) {
                return PseLoss.record(tape, x, PIXELS, KERNELS, MASKS, PseLoss.Options.defaults()).loss();
            }

            @Override
            Tensor<double[]> second(Tape tape, Tensor<double[]> x, int[] labels) {
                PseLoss.Values<double[]> values = PseLoss.record(tape, x, PIXELS, KERNELS, MASKS,
                        PseLoss.Options.defaults().withReduction(Reduction.SUM));
                return Ops.add(tape, values.loss(), Ops.scale(tape, values.lossText(), 0.7));
            }
        };

        Shape shape() {
            return Shape.of(ROWS, CLASSES);
        }

        abstract Tensor<double[]> first(Tape tape, Tensor<double[]> x, int[] labels);

        abstract Tensor<double[]> second(Tape tape, Tensor<double[]> x, int[] labels);
    }

    /** A parameter with two losses of the same input, which is the parameter itself or computed from it. */
    private record Losses(Tape tape, Tensor<double[]> parameter, Tensor<double[]> input, List<Tensor<double[]>> all) {

        static Losses of(Kind kind, Tensor<double[]> parameter, boolean computed, int[] labels) {
            Tape tape = new Tape();
            Tensor<double[]> input = computed ? Ops.scale(tape, parameter, 1.5) : parameter;
            List<Tensor<double[]>> all = new ArrayList<>();
            all.add(kind.first(tape, input, labels));
            all.add(kind.second(tape, input, labels));
            all.add(Ops.add(tape, all.get(0), Ops.scale(tape, all.get(1), 0.5)));
            return new Losses(tape, parameter, input, all);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyGradientOfAParameterIsThatOfAFreshTape(Kind kind) {
        compare(kind, false);
    }

    @ParameterizedTest
    @EnumSource
    void everyGradientBehindAResultIsThatOfAFreshTape(Kind kind) {
        compare(kind, true);
    }

    @ParameterizedTest
    @EnumSource
    void theGradientIsWrittenInTheForwardPass(Kind kind) {
        Tensor<double[]> parameter = Tensor.parameter(kind.shape(), new SplittableRandom(9).doubles(ROWS * CLASSES, -2, 2).toArray());
        Losses recorded = Losses.of(kind, parameter, false, new SplittableRandom(11).ints(ROWS, 0, CLASSES).toArray());
        Tape tape = recorded.tape;
        double[] array = parameter.grad();
        tape.backward(recorded.all.get(0));
        double[] gradient = array.clone();
        parameter.zeroGrad();
        Arrays.fill(array, Double.NaN);
        tape.replay();
        assertArrayEquals(gradient, array, "before the backward pass");
        tape.backward(recorded.all.get(0));
        assertArrayEquals(gradient, parameter.grad());
        parameter.zeroGrad();
        tape.replay();
        assertArrayEquals(new double[ROWS * CLASSES], parameter.grad(), "without a backward pass it is still zero");
    }

    private static byte[] bits(int images, int seed) {
        byte[] bits = new byte[images * 16 * 200];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        return bits;
    }

    private static void compare(Kind kind, boolean computed) {
        SplittableRandom random = new SplittableRandom(5);
        double[] data = new double[ROWS * CLASSES];
        int[] labels = new int[ROWS];
        Losses recorded = Losses.of(kind, Tensor.parameter(kind.shape(), data), computed, labels);
        Tensor<double[]> parameter = Tensor.parameter(kind.shape(), data);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(3) > 0) {
                recorded.parameter.zeroGrad();
                parameter.zeroGrad();
            }
            Arrays.setAll(data, _ -> random.nextDouble(-2, 2));
            Arrays.setAll(labels, _ -> random.nextInt(CLASSES));
            recorded.tape.replay();
            Losses fresh = Losses.of(kind, parameter, computed, labels);
            for (int passes = random.nextInt(3); passes > 0; passes--) {
                between(random, recorded, fresh);
                int loss = random.nextInt(5) == 0 ? random.nextInt(3) : step * 3 / STEPS;
                double[] upstream = {random.nextInt(4) == 0 ? 2 : 1};
                assertArrayEquals(gradients(fresh, loss, upstream), gradients(recorded, loss, upstream), "centres, step " + step);
            }
            assertArrayEquals(fresh.all.get(2).data(), recorded.all.get(2).data());
            if (random.nextInt(3) > 0) {
                assertArrayEquals(parameter.grad(), recorded.parameter.grad(), "step " + step);
            }
        }
        assertArrayEquals(parameter.grad(), recorded.parameter.grad());
    }

    /** A backward pass; returns the gradient of the centres. */
    private static double[] gradients(Losses losses, int loss, double[] upstream) {
        CENTERS.zeroGrad();
        losses.tape.backward(losses.all.get(loss), upstream);
        return CENTERS.grad().clone();
    }

    /** Now and then somebody looks at a gradient, or sets it to zero once more. */
    private static void between(SplittableRandom random, Losses recorded, Losses fresh) {
        if (random.nextInt(5) == 0) {
            recorded.input.grad();
            fresh.input.grad();
        }
        if (random.nextInt(5) == 0) {
            recorded.parameter.zeroGrad();
            fresh.parameter.zeroGrad();
        }
    }
}
