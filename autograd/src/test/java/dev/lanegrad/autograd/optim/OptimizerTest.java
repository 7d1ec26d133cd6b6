package dev.lanegrad.autograd.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.optim.Sgd.Momentum;
import dev.lanegrad.autograd.testing.Allocation;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OptimizerTest {

    private final Tensor<double[]> p = Tensor.parameter(Shape.of(3), 0.5, -1.0, 2.0);

    /** Steps with the gradients 1, 2, 3 ... times a fixed pattern, and what the formula gives one element at a time. */
    private void steps(int count, Runnable step, Consumer<double[]> formula) {
        double[] pattern = {0.3, -2.0, 0.0};
        for (int t = 1; t <= count; t++) {
            for (int i = 0; i < 3; i++) {
                p.grad()[i] = t * pattern[i];
            }
            step.run();
            formula.accept(p.grad());
        }
    }

    @Test
    void adamCorrectsTheBiasOfBothMoments() {
        double[] expected = p.data().clone();
        double[] m = new double[3];
        double[] v = new double[3];
        int[] t = {0};
        Adam adam = new Adam(Adam.Options.defaults().withLearningRate(0.1).withBetas(0.8, 0.95).withEps(1e-4), List.of(p));
        steps(7, adam::step, g -> {
            t[0]++;
            for (int i = 0; i < 3; i++) {
                m[i] = 0.8 * m[i] + 0.2 * g[i];
                v[i] = 0.95 * v[i] + 0.05 * g[i] * g[i];
                double corrected = m[i] / (1 - Math.pow(0.8, t[0]));
                expected[i] -= 0.1 * corrected / (Math.sqrt(v[i] / (1 - Math.pow(0.95, t[0]))) + 1e-4);
            }
        });
        assertArrayEquals(expected, p.data(), 1e-13);
    }

    @Test
    void descentWithMomentumFollowsTheVelocity() {
        for (Momentum momentum : Momentum.values()) {
            double factor = momentum == Momentum.NONE ? 0 : 0.9;
            double[] expected = p.data().clone();
            double[] u = new double[3];
            Sgd sgd = new Sgd(Sgd.Options.of(0.01).withMomentum(momentum, factor).withWeightDecay(0.1), List.of(p));
            steps(5, sgd::step, g -> {
                for (int i = 0; i < 3; i++) {
                    double d = g[i] + 0.1 * expected[i];
                    u[i] = factor * u[i] + d;
                    expected[i] -= 0.01 * (momentum == Momentum.NESTEROV ? d + factor * u[i] : u[i]);
                }
            });
            assertArrayEquals(expected, p.data(), 1e-13, momentum.toString());
        }
    }

    @Test
    void theLearningRateMayChangeBetweenSteps() {
        Optimizer sgd = new Sgd(Sgd.Options.of(0.5), List.of(p));
        p.grad()[0] = 1;
        sgd.step();
        sgd.learningRate(0.25);
        sgd.step();
        assertArrayEquals(new double[] {-0.25, -1, 2}, p.data());
        assertEquals(0.25, sgd.learningRate());
        sgd.zeroGrad();
        assertEquals(0, p.grad()[0]);
    }

    @Test
    void theCommonNormIsClippedAcrossElementTypes() {
        Tensor<float[]> q = Tensor.parameter(Shape.of(1), 0f);
        p.grad()[0] = 3;
        q.grad()[0] = 4;
        assertEquals(5, GradientClipping.clipNorm(List.of(p, q), 6));
        assertEquals(3, p.grad()[0]);
        assertEquals(5, GradientClipping.clipNorm(List.of(p, q), 1));
        assertEquals(3 / (5 + 1e-6), p.grad()[0], 1e-15);
        assertEquals(4 / (5 + 1e-6), q.grad()[0], 1e-7);
        assertEquals(1, GradientClipping.clipNorm(List.of(p, q), 0), 1e-6);
        assertEquals(0, p.grad()[0]);
        assertEquals(0, q.grad()[0]);
        q.grad()[0] = Float.NaN;
        assertEquals(Double.NaN, GradientClipping.clipNorm(List.of(p, q), 1));
        assertEquals(Double.NaN, p.grad()[0]);
    }

    @Tag("allocation")
    @Test
    void aStepAllocatesNothing() {
        SplittableRandom random = new SplittableRandom(1);
        Tensor<float[]> q = Tensor.parameter(Shape.of(4000), new float[4000]);
        for (int i = 0; i < 4000; i++) {
            q.grad()[i] = (float) random.nextGaussian();
        }
        List<Tensor<?>> parameters = List.of(p, q);
        Optimizer adam = new Adam(Adam.Options.defaults(), parameters);
        Optimizer sgd = new Sgd(Sgd.Options.of(1e-3).withMomentum(Momentum.NESTEROV, 0.9), parameters);
        assertEquals(0, Allocation.least(200, () -> {
            GradientClipping.clipNorm(parameters, 1e3);
            adam.step();
            sgd.step();
        }));
    }

    @Test
    void badSettingsAndParametersAreNamed() {
        assertMessage("Adam: beta2 = 1.0 must lie in [0, 1)", () -> Adam.Options.defaults().withBetas(0.9, 1));
        assertMessage("Adam: eps = NaN must be finite and at least 0", () -> Adam.Options.defaults().withEps(Double.NaN));
        assertMessage("Sgd: learningRate = -1.0 must be finite and at least 0", () -> Sgd.Options.of(-1));
        assertMessage("Sgd: momentum = 0.5 must be 0 with Momentum.NONE",
                () -> Sgd.Options.of(1).withMomentum(Momentum.NONE, 0.5));
        assertMessage("Adam: parameters must not be empty", () -> new Adam(Adam.Options.defaults(), List.of()));
        assertMessage("Adam: parameters[1] double[3] occurs twice and would make two steps",
                () -> new Adam(Adam.Options.defaults(), List.of(p, p)));
        assertMessage("Sgd: parameters[0] float[1] is a constant; what is optimised must have a gradient",
                () -> new Sgd(Sgd.Options.of(1), List.of(Tensor.constant(Shape.of(1), 1f))));
        assertMessage("clipNorm: maxNorm = -1.0 must be at least 0", () -> GradientClipping.clipNorm(List.of(p), -1));
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
