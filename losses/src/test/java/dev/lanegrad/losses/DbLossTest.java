package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.check.GradCheck;
import dev.lanegrad.autograd.check.GradCheckResult;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fused loss against its parts, each recorded by itself, and the parts against their definitions. */
class DbLossTest {

    private static final int IMAGES = 3;
    private static final int SIDE = 70;
    private static final int PIXELS = SIDE * SIDE;

    /** Labels and weights: of 0 and 1, as detectors have them, or any numbers. */
    private record Batch(double[] maps, double[] shrinkMap, double[] shrinkMask, double[] thresholdMap,
                         double[] thresholdMask) {

        static Batch draw(long seed, boolean binary) {
            SplittableRandom random = new SplittableRandom(seed);
            return new Batch(random.doubles(3 * IMAGES * PIXELS, 0.02, 0.98).toArray(),
                    labels(random, binary, 0.2), labels(random, binary, 0.9), labels(random, false, 1),
                    labels(random, binary, 0.1));
        }

        private static double[] labels(SplittableRandom random, boolean binary, double share) {
            return random.doubles(IMAGES * PIXELS).map(v -> binary ? v < share ? 1 : 0 : v).toArray();
        }

        DbLoss.Result<double[]> record(Tape tape, Tensor<double[]> x, DbLoss.Options options) {
            return DbLoss.record(tape, x, shrinkMap, shrinkMask, thresholdMap, thresholdMask, options);
        }

        /** One of the three maps as a parameter of its own. */
        Tensor<double[]> channel(int channel) {
            double[] x = new double[IMAGES * PIXELS];
            for (int i = 0; i < IMAGES; i++) {
                System.arraycopy(maps, (3 * i + channel) * PIXELS, x, i * PIXELS, PIXELS);
            }
            return Tensor.parameter(Shape.of(IMAGES, SIDE, SIDE), x);
        }
    }

    private static Shape shape() {
        return Shape.of(IMAGES, 3, SIDE, SIDE);
    }

    @ParameterizedTest
    @CsvSource({"true, HARD_NEGATIVES, 3", "false, HARD_NEGATIVES, 3", "false, HARD_NEGATIVES, 0.5", "true, NONE, 3"})
    void equalsTheSumOfItsParts(boolean binary, BalanceLoss.Balance balance, double ratio) {
        Batch batch = Batch.draw(1, binary);
        DbLoss.Options options = DbLoss.Options.defaults().withBalance(balance).withOhemRatio(ratio).withWeights(4, 7);
        Tensor<double[]> maps = Tensor.parameter(shape(), batch.maps());
        Tape tape = new Tape();
        DbLoss.Result<double[]> fused = batch.record(tape, maps, options);
        tape.backward(fused.loss());

        Tensor<double[]> shrink = batch.channel(0);
        Tensor<double[]> threshold = batch.channel(1);
        Tensor<double[]> binaryMap = batch.channel(2);
        Tape parts = new Tape();
        Tensor<double[]> shrinkLoss = Ops.scale(parts, BalanceLoss.record(parts, shrink, batch.shrinkMap(), batch.shrinkMask(),
                BalanceLoss.Options.defaults().withBalance(balance).withNegativeRatio(ratio)), 4);
        Tensor<double[]> thresholdLoss = Ops.scale(parts, MaskedL1Loss.record(
                parts, threshold, batch.thresholdMap(), batch.thresholdMask(), options.eps()), 7);
        Tensor<double[]> binaryLoss = RegionDiceLoss.record(
                parts, binaryMap, batch.shrinkMap(), batch.shrinkMask(), options.eps());
        Tensor<double[]> loss = Ops.add(parts, Ops.add(parts, shrinkLoss, thresholdLoss), binaryLoss);
        parts.backward(loss);

        assertEquals(loss.item(), fused.loss().item(), 1e-12);
        assertEquals(shrinkLoss.item(), fused.shrinkMaps().item(), 1e-12);
        assertEquals(thresholdLoss.item(), fused.thresholdMaps().item(), 1e-12);
        assertEquals(binaryLoss.item(), fused.binaryMaps().item(), 1e-12);
        List<Tensor<double[]>> channels = List.of(shrink, threshold, binaryMap);
        for (int plane = 0; plane < 3 * IMAGES; plane++) {
            double[] expected = channels.get(plane % 3).grad();
            int image = plane / 3;
            assertArrayEquals(Arrays.copyOfRange(expected, image * PIXELS, (image + 1) * PIXELS),
                    Arrays.copyOfRange(maps.grad(), plane * PIXELS, (plane + 1) * PIXELS), 1e-15, "plane " + plane);
        }
    }

    /** The balance by a sort of all negatives, as its formula says it. */
    @ParameterizedTest
    @CsvSource({"true, 3, DICE", "true, 0.25, DICE", "false, 3, DICE", "false, 0.25, DICE", "true, 3, MASKED_L1", "false, 0.25, MASKED_L1"})
    void hardNegativesAreTheLargestOfASort(boolean binary, double ratio, BalanceLoss.MainLoss mainLoss) {
        Batch batch = Batch.draw(2, binary);
        BalanceLoss.Options options = BalanceLoss.Options.defaults().withMainLoss(mainLoss).withNegativeRatio(ratio);
        double main = BalanceLoss.record(new Tape(), batch.channel(0), batch.shrinkMap(), batch.shrinkMask(),
                options.withBalance(BalanceLoss.Balance.NONE)).item();
        double positives = 0;
        double[] negatives = new double[IMAGES * PIXELS];
        for (int i = 0; i < negatives.length; i++) {
            positives += batch.shrinkMap()[i] * batch.shrinkMask()[i];
            negatives[i] = (1 - batch.shrinkMap()[i]) * batch.shrinkMask()[i] * main;
        }
        int k = (int) Math.min(Arrays.stream(negatives).sum() / main, (int) positives * ratio);
        Arrays.sort(negatives);
        double hardest = Arrays.stream(negatives, negatives.length - k, negatives.length).sum();
        Tensor<double[]> loss = BalanceLoss.record(new Tape(), batch.channel(0), batch.shrinkMap(), batch.shrinkMask(),
                options);
        assertEquals((positives * main + hardest) / ((int) positives + k + 1e-6), loss.item(), 1e-9);
    }

    @Test
    void gradientsOfRandomShapesAgreeWithDifferences() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int images = 1 + random.nextInt(3);
            int height = 2 + random.nextInt(4);
            int width = 2 + random.nextInt(4);
            int n = images * height * width;
            Tensor<double[]> maps = Tensor.parameter(Shape.of(images, 3, height, width), random.doubles(3 * n, 0.05, 0.95).toArray());
            double[] labels = random.doubles(n, 0.6, 0.95).toArray();
            double[] weights = random.doubles(n, 0.6, 0.95).toArray();
            // Beyond all predictions, so that no difference changes its sign.
            double[] border = random.doubles(n, 2, 3).toArray();
            double[] borderWeights = random.ints(n, 0, 2).asDoubleStream().toArray();
            GradCheckResult result = GradCheck.defaults().withEps(1e-5).withTolerances(1e-7, 1e-6).check(
                    tape -> DbLoss.record(tape, maps, labels, weights, border, borderWeights, DbLoss.Options.defaults()).loss(),
                    maps);
            assertTrue(result.passed() && result.maxRelativeError() < 1e-6, "seed " + seed + ": " + result);
        }
    }

    @Test
    void bitsDoNotDependOnTheNumberOfWorkers() {
        Batch batch = Batch.draw(3, true);
        double[] one = null;
        double loss = 0;
        for (int threads : new int[] {1, 2, 4}) {
            Tensor<double[]> maps = Tensor.parameter(shape(), batch.maps());
            try (Workers workers = Workers.of(threads)) {
                Tape tape = new Tape(workers);
                Tensor<double[]> result = batch.record(tape, maps, DbLoss.Options.defaults()).loss();
                tape.backward(result);
                loss = one == null ? result.item() : loss;
                assertEquals(loss, result.item(), threads + " workers");
            }
            one = one == null ? maps.grad() : one;
            assertArrayEquals(one, maps.grad(), threads + " workers");
        }
    }

    @Test
    void aMaskedPixelTakesNoPartWhateverItHolds() {
        Batch batch = Batch.draw(4, true);
        for (int i = 0; i < IMAGES * PIXELS; i++) {
            int image = i / PIXELS;
            int pixel = i % PIXELS;
            if (batch.shrinkMask()[i] == 0) {
                batch.maps()[3 * image * PIXELS + pixel] = Double.NaN;
                batch.maps()[(3 * image + 2) * PIXELS + pixel] = Double.NaN;
            }
            if (batch.thresholdMask()[i] == 0) {
                batch.maps()[(3 * image + 1) * PIXELS + pixel] = Double.NaN;
            }
        }
        Tensor<double[]> maps = Tensor.parameter(shape(), batch.maps());
        Tape tape = new Tape();
        Tensor<double[]> loss = batch.record(tape, maps, DbLoss.Options.defaults()).loss();
        tape.backward(loss);
        assertTrue(Double.isFinite(loss.item()));
        assertTrue(Arrays.stream(maps.grad()).allMatch(Double::isFinite));
    }

    @Test
    void aNegativeWeightOfAPixelIsRefusedHereAndAtAReplay() {
        Batch batch = Batch.draw(6, true);
        batch.shrinkMask()[2 * PIXELS + 17] = -0.5;
        assertRefused("dbLoss: shrinkMask[2, 17] = -0.5 must be at least 0",
                () -> batch.record(new Tape(), Tensor.parameter(shape(), batch.maps()), DbLoss.Options.defaults()));
        batch.shrinkMask()[2 * PIXELS + 17] = 1;
        Tape tape = new Tape();
        batch.record(tape, Tensor.parameter(shape(), batch.maps()), DbLoss.Options.defaults());
        batch.thresholdMask()[PIXELS + 4899] = -3;
        assertRefused("dbLoss: thresholdMask[1, 4899] = -3.0 must be at least 0", tape::replay);
        double[] mask = {1, 0, -1, 1};
        Tensor<double[]> pred = Tensor.parameter(Shape.of(4), 0.1, 0.2, 0.3, 0.4);
        double[] gt = {0, 1, 0, 1};
        assertRefused("regionDiceLoss: mask[2] = -1.0 must be at least 0", () -> RegionDiceLoss.record(new Tape(), pred, gt, mask, 1e-6));
        assertRefused("maskedL1Loss: mask[2] = -1.0 must be at least 0", () -> MaskedL1Loss.record(new Tape(), pred, gt, mask, 1e-6));
        assertRefused("balanceLoss: mask[2] = -1.0 must be at least 0", () -> BalanceLoss.record(new Tape(), pred, gt, mask,
                BalanceLoss.Options.defaults().withMainLoss(BalanceLoss.MainLoss.CROSS_ENTROPY)));
    }

    private static void assertRefused(String message, Executable record) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, record).getMessage());
    }

    @Test
    void negativeWeightsAreRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> DbLoss.Options.defaults().withWeights(-1, 10));
        assertEquals("dbLoss: alpha = -1.0, beta = 10.0 and ohemRatio = 3.0 must be at least 0", e.getMessage());
        Batch batch = Batch.draw(5, true);
        e = assertThrows(IllegalArgumentException.class, () -> DbLoss.record(new Tape(), Tensor.parameter(shape(), batch.maps()),
                new double[5], batch.shrinkMask(), batch.thresholdMap(), batch.thresholdMask(), DbLoss.Options.defaults()));
        assertEquals("dbLoss: shrinkMap has 5 elements and must have the 14700 of a map; losses do not broadcast",
                e.getMessage());
    }
}
