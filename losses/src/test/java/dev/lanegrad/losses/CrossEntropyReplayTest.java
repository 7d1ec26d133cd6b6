package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded loss that writes its gradient ahead against fresh ones, whatever happens between its passes. */
class CrossEntropyReplayTest {

    private static final int ROWS = 30;
    private static final int CLASSES = 40;
    private static final int STEPS = 300;

    /** A parameter with two losses of the same logits, which are the parameter itself or computed from it. */
    private record Losses(Tape tape, Tensor<float[]> parameter, Tensor<float[]> logits, List<Tensor<float[]>> all) {

        static Losses of(Tensor<float[]> parameter, boolean computed, int[] labels) {
            Tape tape = new Tape();
            Tensor<float[]> logits = computed ? Ops.scale(tape, parameter, 1.5) : parameter;
            List<Tensor<float[]>> all = new ArrayList<>();
            all.add(CrossEntropy.mean(tape, logits, labels));
            all.add(CrossEntropy.record(tape, logits, labels, CrossEntropy.Options.defaults().withLabelSmoothing(0.1).withIgnoreIndex(3)));
            all.add(Ops.add(tape, all.get(0), Ops.scale(tape, all.get(1), 0.5)));
            return new Losses(tape, parameter, logits, all);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyGradientIsThatOfAFreshTape(boolean computed) {
        SplittableRandom random = new SplittableRandom(5);
        float[] data = new float[ROWS * CLASSES];
        int[] labels = new int[ROWS];
        Losses recorded = Losses.of(Tensor.parameter(Shape.of(ROWS, CLASSES), data), computed, labels);
        Tensor<float[]> parameter = Tensor.parameter(Shape.of(ROWS, CLASSES), data);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(3) > 0) {
                recorded.parameter.zeroGrad();
                parameter.zeroGrad();
            }
            for (int i = 0; i < data.length; i++) {
                data[i] = 4 * random.nextFloat() - 2;
            }
            for (int i = 0; i < ROWS; i++) {
                labels[i] = random.nextInt(CLASSES);
            }
            recorded.tape.replay();
            Losses fresh = Losses.of(parameter, computed, labels);
            for (int passes = random.nextInt(3); passes > 0; passes--) {
                between(random, recorded, fresh);
                int loss = random.nextInt(5) == 0 ? random.nextInt(3) : step * 3 / STEPS;
                float[] upstream = {random.nextInt(4) == 0 ? 2 : 1};
                recorded.tape.backward(recorded.all.get(loss), upstream);
                fresh.tape.backward(fresh.all.get(loss), upstream);
            }
            assertArrayEquals(fresh.all.get(2).data(), recorded.all.get(2).data());
            if (random.nextInt(3) > 0) {
                assertArrayEquals(parameter.grad(), recorded.parameter.grad(), "step " + step);
            }
        }
        assertArrayEquals(parameter.grad(), recorded.parameter.grad());
    }

    /** Now and then somebody looks at a gradient, or sets it to zero once more. */
    private static void between(SplittableRandom random, Losses recorded, Losses fresh) {
        if (random.nextInt(5) == 0) {
            recorded.logits.grad();
            fresh.logits.grad();
        }
        if (random.nextInt(5) == 0) {
            recorded.parameter.zeroGrad();
            fresh.parameter.zeroGrad();
        }
    }
}
