package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.testing.Allocation;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import dev.lanegrad.losses.PseLossTest.Run;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The forms of the labels: all give the same bits, none allocates at replay, and each says what it does not take. */
class PseFormsTest {

    private static final PseLoss.Options OPTIONS = PseLoss.Options.defaults();

    @Test
    void allFormsGiveTheSameBits() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 60; i++) {
            PseCase c = PseCase.random(random, 1 + random.nextInt(3), 1 + random.nextInt(5), 1 + random.nextInt(6),
                    1 + random.nextInt(40), PseCase.Labels.BINARY);
            PseLoss.Options options = OPTIONS.withKernelMask(PseLoss.KernelMask.values()[i % 3]);
            double[] expected = run(c, (tape, maps) ->
                    PseLoss.record(tape, maps, c.texts(), c.kernelLabels(), c.masks(), options));
            assertArrayEquals(expected, run(c, (tape, maps) -> PseLoss.record(
                    tape, maps, bytes(c.texts()), bytes(c.kernelLabels()), bytes(c.masks()), options)), "bytes");
            assertArrayEquals(expected, run(c, (tape, maps) -> PseLoss.record(
                    tape, maps, bits(c.texts()), bits(c.kernelLabels()), bits(c.masks()), options)), "bits");
            assertArrayEquals(expected, run(c, (tape, maps) -> PseLoss.record(
                    tape, maps, targets(c, j -> ofFloats(c, j)), options)), "prepared floats");
            assertArrayEquals(expected, run(c, (tape, maps) -> PseLoss.record(
                    tape, maps, targets(c, j -> ofBytes(c, j)), options)), "prepared bytes");
            assertArrayEquals(expected, run(c, (tape, maps) -> PseLoss.record(
                    tape, maps, targets(c, j -> ofBits(c, j)), options)), "prepared bits");
            assertArrayEquals(expected, run(c, (tape, maps) -> PseLoss.record(
                    tape, maps, targets(c, j -> ofPixels(c, j)), options)), "pixel by pixel");
        }
    }

    @Test
    void fractionalLabelsGiveTheSameBitsPrepared() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 40; i++) {
            PseCase c = PseCase.random(random, 2, 2, 1 + random.nextInt(6), 1 + random.nextInt(9), PseCase.Labels.FRACTIONAL);
            PseLoss.Options options = OPTIONS.withKernelMask(PseLoss.KernelMask.values()[i % 3]);
            assertArrayEquals(
                    run(c, (tape, maps) -> PseLoss.record(tape, maps, c.texts(), c.kernelLabels(), c.masks(), options)),
                    run(c, (tape, maps) -> PseLoss.record(tape, maps, targets(c, j -> ofFloats(c, j)), options)));
        }
    }

    private interface Recording {
        PseLoss.Values<float[]> record(Tape tape, Tensor<float[]> maps);
    }

    private static double[] run(PseCase c, Recording recording) {
        Tape tape = new Tape(Workers.single());
        Tensor<float[]> maps = Run.maps(Kernels.floats(), c);
        Run<float[]> run = new Run<>(tape, maps, recording.record(tape, maps));
        tape.backward(run.values().loss());
        return run.everything();
    }

    private static byte[] bytes(float[] labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return bytes;
    }

    private static long[] bits(float[] labels) {
        BitSet bits = new BitSet();
        for (int i = 0; i < labels.length; i++) {
            bits.set(i, labels[i] == 1);
        }
        return Arrays.copyOf(bits.toLongArray(), (labels.length + 63) / 64);
    }

    private static PseTargets[] targets(PseCase c, java.util.function.IntFunction<PseTargets> image) {
        return IntStream.range(0, c.images()).mapToObj(image).toArray(PseTargets[]::new);
    }

    private static float[] image(float[] labels, int images, int i) {
        int size = labels.length / images;
        return Arrays.copyOfRange(labels, i * size, (i + 1) * size);
    }

    private static PseTargets ofFloats(PseCase c, int i) {
        return PseTargets.of(c.h(), c.w(), image(c.texts(), c.images(), i), image(c.kernelLabels(), c.images(), i),
                image(c.masks(), c.images(), i));
    }

    private static PseTargets ofBytes(PseCase c, int i) {
        return PseTargets.of(c.h(), c.w(), bytes(image(c.texts(), c.images(), i)), bytes(image(c.kernelLabels(), c.images(), i)),
                bytes(image(c.masks(), c.images(), i)));
    }

    private static PseTargets ofBits(PseCase c, int i) {
        return PseTargets.of(c.h(), c.w(), c.kernels(), bits(image(c.texts(), c.images(), i)),
                bits(image(c.kernelLabels(), c.images(), i)), bits(image(c.masks(), c.images(), i)));
    }

    private static PseTargets ofPixels(PseCase c, int i) {
        PixelTargets targets = new PixelTargets(c.h(), c.w(), c.kernels(), image(c.masks(), c.images(), i), 0,
                image(c.texts(), c.images(), i), 0, image(c.kernelLabels(), c.images(), i), 0);
        targets.count();
        return targets;
    }

    @Test
    void labelsAreReadAnewAtEveryReplay() {
        SplittableRandom random = new SplittableRandom(6);
        PseCase first = PseCase.random(random, 2, 2, 5, 20, PseCase.Labels.BINARY);
        PseCase second = PseCase.random(random, 2, 2, 5, 20, PseCase.Labels.FRACTIONAL);
        Run<float[]> run = new Run<>(Kernels.floats(), Workers.single(), first, OPTIONS);
        double before = run.values().loss().item();
        for (PseCase next : new PseCase[] {second, PseCase.random(new SplittableRandom(6), 2, 2, 5, 20, PseCase.Labels.BINARY)}) {
            copy(next.texts(), first.texts());
            copy(next.kernelLabels(), first.kernelLabels());
            copy(next.masks(), first.masks());
            copy(next.maps(), run.maps().data());
            run.tape().replay();
            assertEquals(new Run<>(Kernels.floats(), Workers.single(), next, OPTIONS).values().loss().item(),
                    run.values().loss().item());
        }
        assertEquals(before, run.values().loss().item());
    }

    private static void copy(float[] from, float[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    @Tag("allocation")
    @Test
    void aReplayedStepAllocatesNothing() {
        for (PseCase.Labels labels : PseCase.Labels.values()) {
            PseCase c = PseCase.random(new SplittableRandom(7), 2, 3, 24, 40, labels);
            Run<float[]> run = new Run<>(Kernels.floats(), Workers.single(), c, OPTIONS);
            long least = Allocation.least(20, () -> {
                run.tape().replay();
                run.tape().backward(run.values().loss());
            });
            assertEquals(0, least, labels + " labels: bytes of a step");
        }
    }

    @Test
    void errorsNameTheArgumentAndTheRule() {
        Tensor<float[]> maps = Tensor.constant(Shape.of(2, 3, 4, 5), new float[120]);
        assertMessage("PseLoss: gtTexts has 600 elements and must have the 640 of [2, 16, 20], four times the height and width of"
                + " maps [2, 3, 4, 5]", () -> record(maps, 600, 1280, 640));
        assertMessage("PseLoss: gtKernels has 640 elements and must have the 1280 of [2, 2, 16, 20], four times the height and width of"
                + " maps [2, 3, 4, 5]", () -> record(maps, 640, 640, 640));
        Tensor<float[]> textOnly = Tensor.constant(Shape.of(2, 1, 4, 5), new float[40]);
        assertMessage("PseLoss: maps [2, 1, 4, 5] must be [images, 1 + kernels, h, w]: a text channel, at least one kernel, and at least"
                + " one cell", () -> record(textOnly, 640, 0, 640));
        assertMessage("PseLoss: alpha = 1.5 must lie in [0, 1]", () -> OPTIONS.withAlpha(1.5));
        assertMessage("PseLoss: eps = 0.0 must be greater than 0", () -> OPTIONS.withEps(0));
        assertMessage("PseLoss: kernelMask \"text\" must be \"pred\" or \"gt\"", () -> PseLoss.KernelMask.of("text"));
        assertEquals(PseLoss.KernelMask.TEXT_MASK, PseLoss.KernelMask.asInPaddleOcr("text"));
        assertEquals(PseLoss.KernelMask.PRED, PseLoss.KernelMask.of("pred"));
        byte[] text = new byte[640];
        text[37] = 2;
        assertMessage("PseLoss: text[37] = 2 must be 0 or 1 in labels of bytes", () -> PseLoss.record(
                new Tape(), maps, text, new byte[1280], new byte[640], OPTIONS));
        PseTargets small = PseTargets.of(1, 1, new float[16], new float[32], new float[16]);
        assertMessage("PseLoss: targets[0] of 2 kernels, 1 x 1 and must be those of a map of 2 kernels, 4 x 5",
                () -> PseLoss.record(new Tape(Workers.single()), maps, new PseTargets[] {small, small}, OPTIONS));
        assertMessage("PseTargets: a map of 1 x 1 needs 16 pixels of text and mask and a multiple of it of kernels, but text has 16, mask 15"
                + " and kernels 16 (float)", () -> PseTargets.of(1, 1, new float[16], new float[16], new float[15]));
    }

    private static void record(Tensor<float[]> maps, int texts, int kernels, int masks) {
        PseLoss.record(new Tape(), maps, new float[texts], new float[kernels], new float[masks], OPTIONS);
    }

    private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable code) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, code).getMessage());
    }

    @Test
    void preparedTargetsAreSmall() {
        PseTargets targets = PseTargets.of(2, 3, new byte[96], new byte[6 * 96], new byte[96]);
        assertEquals(2, targets.height());
        assertEquals(3, targets.width());
        assertEquals(6, targets.kernels());
        assertTrue(targets instanceof CountedTargets);
    }
}
