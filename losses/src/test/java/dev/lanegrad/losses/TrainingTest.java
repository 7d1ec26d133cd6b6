package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.testing.Allocation;
import dev.lanegrad.losses.TutorialModel.Step;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training: the loss falls, batches of two sizes share the parameters, and steps leave nothing behind. */
class TrainingTest {

    private final SplittableRandom random = new SplittableRandom(2);

    /** A batch whose first pixels tell the class. */
    private void fill(Step step) {
        for (int i = 0; i < step.labels.length; i++) {
            step.labels[i] = random.nextInt(TutorialModel.CLASSES);
            for (int j = 0; j < TutorialModel.PIXELS; j++) {
                double mean = j == step.labels[i] ? 3 : 0;
                step.pixels[i * TutorialModel.PIXELS + j] = (float) (mean + random.nextGaussian());
            }
        }
    }

    private double meanLoss(TutorialModel model, int batch, int steps) {
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            Step step = model.step(batch);
            fill(step);
            sum += step.run();
        }
        return sum / steps;
    }

    @Test
    void theLossFalls() {
        TutorialModel model = new TutorialModel();
        double first = meanLoss(model, 32, 20);
        meanLoss(model, 32, 2000);
        double last = meanLoss(model, 32, 20);
        assertTrue(last < 0.3 * first, () -> first + " became " + last);
    }

    @Test
    void aBatchOfAnotherSizeRecordsOnceAndSharesTheParameters() {
        TutorialModel model = new TutorialModel();
        Step large = model.step(32);
        fill(large);
        large.run();
        Step small = model.step(5);
        int nodes = small.tape.size();
        fill(small);
        double before = small.run();
        fill(large);
        large.run();
        assertSame(small, model.step(5));
        assertEquals(nodes, small.tape.size());
        // The same batch again: the step of the large one has changed the parameters in between.
        assertTrue(small.run() != before);
    }

    @Test
    void aSavedModelGoesOnWhereItStood(@TempDir Path directory) throws IOException {
        TutorialModel model = new TutorialModel();
        meanLoss(model, 32, 500);
        model.save(directory.resolve("model.safetensors"));
        TutorialModel loaded = new TutorialModel();
        loaded.load(directory.resolve("model.safetensors"));
        Step expected = model.step(7);
        Step actual = loaded.step(7);
        fill(expected);
        System.arraycopy(expected.pixels, 0, actual.pixels, 0, actual.pixels.length);
        System.arraycopy(expected.labels, 0, actual.labels, 0, actual.labels.length);
        assertEquals(expected.run(), actual.run());
    }

    @Test
    void twoRunsGiveTheSameBits() {
        float[][] centers = new float[2][];
        for (int run = 0; run < 2; run++) {
            TutorialModel model = new TutorialModel();
            SplittableRandom same = new SplittableRandom(7);
            for (int i = 0; i < 50; i++) {
                Step step = model.step(16);
                for (int j = 0; j < step.pixels.length; j++) {
                    step.pixels[j] = (float) same.nextGaussian();
                }
                step.run();
            }
            centers[run] = model.centers.data();
        }
        assertArrayEquals(centers[0], centers[1]);
    }

    @Tag("allocation")
    @Test
    void aStepAllocatesNothing() {
        TutorialModel model = new TutorialModel();
        Step step = model.step(32);
        fill(step);
        assertEquals(0, Allocation.least(100, step::run));
    }

    /** The number of steps is the system property {@code soak.steps}, 20,000 without it. */
    @Tag("soak")
    @Test
    void theHeapDoesNotGrow() {
        TutorialModel model = new TutorialModel();
        Step step = model.step(8);
        fill(step);
        run(step, 1000);
        long before = heapAfterCollection();
        run(step, Integer.getInteger("soak.steps", 20_000) - 1000);
        long growth = heapAfterCollection() - before;
        // What the virtual machine and the test engine keep for themselves meanwhile.
        assertTrue(growth < 256 * 1024, () -> "the heap grew by " + growth + " bytes");
    }

    private static void run(Step step, int steps) {
        for (int i = 0; i < steps; i++) {
            step.run();
        }
    }

    private static long heapAfterCollection() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
