package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Storage;
import dev.lanegrad.kernels.Workers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The fused loss against its definition, and its forms against each other. */
class PseLossTest {

    private static final int CASES = Integer.getInteger("lanegrad.pse.cases", 3000);

    @Test
    void floatsFollowTheDefinition() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CASES; i++) {
            assertFollowsDefinition(Kernels.floats(), random, 1e-6, 2e-6, "case " + i);
        }
    }

    @Test
    void doublesFollowTheDefinition() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < CASES; i++) {
            assertFollowsDefinition(Kernels.doubles(), random, 1e-13, 1e-13, "case " + i);
        }
    }

    private static <A> void assertFollowsDefinition(Kernels<A> kernels, SplittableRandom random, double valueTolerance,
                                                    double gradientTolerance, String what) {
        PseCase c = PseCase.random(random, 1 + random.nextInt(3), 1 + random.nextInt(4), 1 + random.nextInt(7),
                1 + random.nextInt(random.nextInt(20) == 0 ? 60 : 7), PseCase.Labels.values()[random.nextInt(2)]);
        PseLoss.Options options = options(random);
        double[] weights = random.doubles(3L * c.images(), -1, 1).toArray();
        double[] textUpstream = new double[c.images()];
        double[] kernelsUpstream = new double[c.images()];
        Run<A> run = new Run<>(kernels, Workers.single(), c, options);
        for (int i = 0; i < c.images(); i++) {
            double scale = options.reduction() == Reduction.MEAN ? 1.0 / c.images() : 1;
            double loss = scale * weights[options.reduction() == Reduction.NONE ? 3 * i : 0];
            textUpstream[i] = loss * options.alpha() + scale * weights[options.reduction() == Reduction.NONE ? 3 * i + 1 : 1];
            kernelsUpstream[i] = loss * (1 - options.alpha()) + scale * weights[options.reduction() == Reduction.NONE ? 3 * i + 2 : 2];
        }
        run.backward(weights);
        double half = kernels.storage().elementType().bytes() == 4 ? 1.2e-7 : 2.3e-16;
        PseReference reference = new PseReference(c, options, half, textUpstream, kernelsUpstream);
        double[] loss = new double[c.images()];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = options.alpha() * reference.lossText[i] + (1 - options.alpha()) * reference.lossKernels[i];
        }
        String at = what + " " + options;
        assertValue(loss, options.reduction(), run.values.loss(), valueTolerance, at + " loss");
        assertValue(reference.lossText, options.reduction(), run.values.lossText(), valueTolerance, at + " lossText");
        assertValue(reference.lossKernels, options.reduction(), run.values.lossKernels(), valueTolerance, at + " lossKernels");
        assertValue(reference.iouText, options.reduction(), run.values.iouText(), valueTolerance, at + " iouText");
        assertValue(reference.iouKernel, options.reduction(), run.values.iouKernel(), valueTolerance, at + " iouKernel");
        assertArrayEquals(reference.gradient, widened(kernels.storage(), run.maps.grad()), gradientTolerance, at + " gradient");
    }

    private static PseLoss.Options options(SplittableRandom random) {
        return PseLoss.Options.defaults()
                .withAlpha(random.nextInt(11) / 10.0)
                .withEps(random.nextBoolean() ? 1e-6 : 0.5)
                .withKernelMask(PseLoss.KernelMask.values()[random.nextInt(3)])
                .withReduction(Reduction.values()[random.nextInt(3)])
                .withOhemRatio(random.nextInt(5) * 0.4, PseLoss.RatioUse.values()[random.nextInt(2)]);
    }

    private static <A> void assertValue(double[] perImage, Reduction reduction, Tensor<A> actual, double tolerance, String what) {
        double sum = 0;
        for (double value : perImage) {
            sum += value;
        }
        double[] expected = switch (reduction) {
            case NONE -> perImage;
            case SUM -> new double[] {sum};
            case MEAN -> new double[] {sum / perImage.length};
        };
        assertArrayEquals(expected, widened(actual.kernels().storage(), actual.data()), tolerance, what);
    }

    static <A> double[] widened(Storage<A> storage, A x) {
        double[] y = new double[storage.length(x)];
        for (int i = 0; i < y.length; i++) {
            y[i] = storage.get(x, i);
        }
        return y;
    }

    /** One recorded loss. */
    record Run<A>(Tape tape, Tensor<A> maps, PseLoss.Values<A> values) {

        Run(Kernels<A> kernels, Workers workers, PseCase c, PseLoss.Options options) {
            this(new Tape(workers), maps(kernels, c), c, options);
        }

        private Run(Tape tape, Tensor<A> maps, PseCase c, PseLoss.Options options) {
            this(tape, maps, PseLoss.record(tape, maps, c.texts(), c.kernelLabels(), c.masks(), options));
        }

        static <A> Tensor<A> maps(Kernels<A> kernels, PseCase c) {
            A data = kernels.storage().allocate(c.maps().length);
            kernels.storage().convert(c.maps().length, c.maps(), 0, data, 0);
            return Tensor.parameter(kernels, Shape.of(c.images(), 1 + c.kernels(), c.h(), c.w()), data);
        }

        /** Differentiates the three losses, weighted: {@code weights[3 i + j]} is that of loss {@code j} of element {@code i}. */
        void backward(double[] weights) {
            int j = 0;
            for (Tensor<A> loss : java.util.List.of(values.loss(), values.lossText(), values.lossKernels())) {
                A upstream = loss.kernels().storage().allocate(loss.shape().size());
                for (int i = 0; i < loss.shape().size(); i++) {
                    loss.kernels().storage().set(upstream, i, weights[3 * i + j]);
                }
                tape.backward(loss, upstream);
                j++;
            }
        }

        /** All that a run computes. */
        double[] everything() {
            Storage<A> storage = maps.kernels().storage();
            double[] gradient = widened(storage, maps.grad());
            double[] all = java.util.Arrays.copyOf(gradient, gradient.length + 5);
            int i = gradient.length;
            for (Tensor<A> value : java.util.List.of(
                    values.loss(), values.lossText(), values.lossKernels(), values.iouText(), values.iouKernel())) {
                all[i++] = value.item();
            }
            return all;
        }
    }

    @Test
    void backendsAndWorkersGiveTheSameBits() {
        for (PseCase.Labels labels : PseCase.Labels.values()) {
            PseCase c = PseCase.random(new SplittableRandom(5), 4, 2, 9, 71, labels);
            for (PseLoss.KernelMask mask : PseLoss.KernelMask.values()) {
                PseLoss.Options options = PseLoss.Options.defaults().withKernelMask(mask);
                assertSameBits(c, options, Kernels.floats(Backend.PORTABLE), Kernels.floats(Backend.SIMD));
                assertSameBits(c, options, Kernels.doubles(Backend.PORTABLE), Kernels.doubles(Backend.SIMD));
            }
        }
    }

    private static <A> void assertSameBits(PseCase c, PseLoss.Options options, Kernels<A> portable, Kernels<A> simd) {
        double[] expected = differentiated(new Run<>(portable, Workers.single(), c, options));
        for (int threads : new int[] {1, 2, 4}) {
            try (Workers workers = Workers.of(threads)) {
                assertArrayEquals(expected, differentiated(new Run<>(simd, workers, c, options)), threads + " threads");
                assertArrayEquals(expected, differentiated(new Run<>(portable, workers, c, options)), threads + " threads");
            }
        }
    }

    private static <A> double[] differentiated(Run<A> run) {
        run.tape.backward(run.values.loss());
        return run.everything();
    }

    @Test
    void floatsAreAsExactAsTheyCanBe() {
        PseCase c = PseCase.random(new SplittableRandom(8), 2, 6, 80, 80, PseCase.Labels.BINARY);
        for (PseLoss.KernelMask mask : PseLoss.KernelMask.values()) {
            PseLoss.Options options = PseLoss.Options.defaults().withKernelMask(mask).withReduction(Reduction.MEAN);
            double[] floats = differentiated(new Run<>(Kernels.floats(), Workers.single(), c, options));
            double[] doubles = differentiated(new Run<>(Kernels.doubles(), Workers.single(), c, options));
            int n = c.maps().length;
            for (int i = 0; i < n; i++) {
                assertEquals(doubles[i], floats[i], 1e-10, "gradient " + i);
            }
            for (int i = n; i < n + 3; i++) {
                assertEquals(doubles[i], floats[i], 5e-8, "loss " + (i - n));
            }
        }
    }

    @Test
    void aNanLogitSpoilsItsChannelAndRanksLowest() {
        PseCase c = PseCase.random(new SplittableRandom(11), 1, 2, 4, 5, PseCase.Labels.BINARY);
        java.util.Arrays.fill(c.masks(), 1);
        for (int p = 0; p < c.texts().length; p++) {
            c.texts()[p] = p % 9 == 0 ? 1 : 0;
        }
        c.maps()[20 + 3] = Float.NaN;
        PseLoss.Options options = PseLoss.Options.defaults().withKernelMask(PseLoss.KernelMask.GT);
        Run<float[]> run = new Run<>(Kernels.floats(), Workers.single(), c, options);
        run.tape.backward(run.values.loss());
        assertTrue(Double.isNaN(run.values.lossKernels().item()));
        assertTrue(Double.isFinite(run.values.lossText().item()));
        for (int i = 0; i < 60; i++) {
            assertEquals(i >= 20 && i < 40, Float.isNaN(run.maps.grad()[i]), "gradient " + i);
        }
        float[] mask = run.values.masks().text(c.texts(), c.masks());
        c.maps()[7] = Float.NaN;
        Run<float[]> spoilt = new Run<>(Kernels.floats(), Workers.single(), c, options);
        float[] spoiltMask = spoilt.values.masks().text(c.texts(), c.masks());
        assertEquals(mask.length, spoiltMask.length);
        for (int p = 0; p < mask.length; p++) {
            int cell = p / 20 / 4 * 5 + p % 20 / 4;
            if (cell == 7) {
                assertEquals(c.texts()[p], spoiltMask[p], "only positives of the cell are kept");
            }
        }
    }
}
