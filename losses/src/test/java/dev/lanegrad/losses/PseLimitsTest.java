package dev.lanegrad.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Workers;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The largest maps, and what is said beyond. */
class PseLimitsTest {

    /** Columns and rows of the tile that the large map is made of: its logits and labels are all that is drawn. */
    private static final int TILE = 64;

    /** What the maps, their gradient, the labels in bits and the node need at 4096 x 4096. */
    private static final long BYTES = 1L << 30;

    @Test
    void mapsOf4096By4096Work() {
        assumeTrue(Runtime.getRuntime().maxMemory() > 2 * BYTES, "the heap is too small");
        Tensor<float[]> small = maps(TILE);
        double[] expected = run(small, TILE);
        Tensor<float[]> large = maps(4096);
        double[] actual = run(large, 4096);
        // Every sum is 64 * 64 times as large, and the threshold the same: what remains is eps.
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-6, "value " + i);
        }
        int cells = 4096 * 4096;
        double copies = (double) cells / TILE / TILE;
        for (int i = 0; i < 2 * cells; i += 997) {
            int cell = i % cells;
            int tiled = i / cells * TILE * TILE + cell / 4096 % TILE * TILE + cell % TILE;
            assertEquals(small.grad()[tiled], large.grad()[i] * copies, 1e-7, "gradient " + i);
        }
    }

    private static Tensor<float[]> maps(int side) {
        float[] x = new float[2 * side * side];
        SplittableRandom random = new SplittableRandom(1);
        float[] tile = new float[2 * TILE * TILE];
        for (int i = 0; i < tile.length; i++) {
            tile[i] = (float) (2 * random.nextGaussian());
        }
        for (int i = 0; i < x.length; i++) {
            int cell = i % (side * side);
            x[i] = tile[i / (side * side) * TILE * TILE + cell / side % TILE * TILE + cell % TILE];
        }
        return Tensor.parameter(Shape.of(1, 2, side, side), x);
    }

    private static double[] run(Tensor<float[]> maps, int side) {
        Tape tape = new Tape(Workers.single());
        PseLoss.Values<float[]> values = PseLoss.record(tape, maps, labels(side, 2), labels(side, 3), labels(side, 4), PseLoss.Options.defaults());
        tape.backward(values.loss());
        return new double[] {values.loss().item(), values.lossText().item(), values.lossKernels().item(), values.iouText().item(),
            values.iouKernel().item()};
    }

    /** Labels {@code [4 side, 4 side]} in bits that repeat after {@code 4 TILE} pixels, in both directions. */
    private static long[] labels(int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[][] tile = new long[4 * TILE][TILE / 16];
        for (long[] row : tile) {
            for (int i = 0; i < row.length; i++) {
                // Text and its kernel are the rarer, masks the more frequent bits.
                row[i] = seed == 4 ? random.nextLong() | random.nextLong() | random.nextLong() : random.nextLong() & random.nextLong() & random.nextLong();
            }
        }
        int longs = side / 16;
        long[] labels = new long[4 * side * longs];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = tile[i / longs % (4 * TILE)][i % longs % (TILE / 16)];
        }
        return labels;
    }

    @Test
    void beyondAnArrayTheRuleIsNamed() {
        Shape maps = Shape.of(1, 2, 16_384, 8_192);
        assertEquals("PseLoss: maps [1, 2, 16384, 8192] must have at most 2^31 - 1 pixels an image when upsampled by 4",
                assertThrows(IllegalArgumentException.class, () -> PseLabels.sizes(maps, 1)).getMessage());
        assertEquals(8191, PseLabels.sizes(Shape.of(1, 2, 16_384, 8_191), 1).w());
        assertEquals("PseTargets: map 16384 x 8192 must have at most 2^31 - 1 pixels when upsampled by 4",
                assertThrows(IllegalArgumentException.class, () -> PseTargets.of(16_384, 8_192, 1, new long[1], new long[1], new long[1])).getMessage());
        assertEquals("PseTargets: map 65536 x 65536 must have at most 2^31 - 1 pixels when upsampled by 4",
                assertThrows(IllegalArgumentException.class, () -> PseTargets.of(65_536, 65_536, new byte[1], new byte[1], new byte[1])).getMessage());
    }
}
