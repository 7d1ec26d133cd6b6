package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTERS;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.internal.FloatCenters;
import dev.lanegrad.kernels.internal.FloatSums;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Rows of a hundred columns are too short for the compiler's own vectorisation to get into its stride, and adding up the partial sums of a row takes
 * as long as making them. As many rows as a register has lanes are therefore added up together: where one row halves its register
 * and leaves a half unused, two rows share one.
 */
final class SimdFloatCenters extends FloatCenters {

    private static final int PARTIALS = FloatSums.PARTIALS;

    /** A register of partial sums for each row of those that are added up together. */
    private static final ThreadLocal<float[]> PARTIAL_SUMS = ThreadLocal.withInitial(() -> new float[LANES * LANES]);

    /** The lanes whose index has a certain bit, and the shuffles that swap lanes whose indices differ in it. */
    private static final VectorMask<Float> HAS_8 = lanesWith(8);
    private static final VectorMask<Float> HAS_4 = lanesWith(4);
    private static final VectorMask<Float> HAS_2 = lanesWith(2);
    private static final VectorMask<Float> HAS_1 = lanesWith(1);
    private static final VectorShuffle<Float> SWAP_8 = swapping(8);
    private static final VectorShuffle<Float> SWAP_4 = swapping(4);
    private static final VectorShuffle<Float> SWAP_2 = swapping(2);
    private static final VectorShuffle<Float> SWAP_1 = swapping(1);

    SimdFloatCenters(Reductions<float[]> reductions) {
        super(reductions);
    }

    private static VectorMask<Float> lanesWith(int bit) {
        long lanes = 0;
        for (int i = 0; i < LANES; i++) {
            lanes |= (i & bit) != 0 ? 1L << i : 0;
        }
        return VectorMask.fromLong(SPECIES, lanes);
    }

    private static VectorShuffle<Float> swapping(int bit) {
        int[] lanes = new int[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (i ^ bit) % LANES;
        }
        return VectorShuffle.fromArray(SPECIES, lanes, 0);
    }

    @Override
    protected void distances(int rows, int cols, float[] x, int xOffset, int[] labels, int labelsOffset,
                             float[] centers, int centersOffset, float[] y, int yOffset) {
        int together = REGISTERS <= 4 && cols <= FloatSums.GROUP && cols % PARTIALS == 0 ? rows - rows % LANES : 0;
        float[] sums = PARTIAL_SUMS.get();
        for (int i = 0; i < together; i += LANES) {
            partialSums(cols, x, xOffset + i * cols, labels, labelsOffset + i, centers, centersOffset, sums);
            addByHalves(sums, y, yOffset + i);
        }
        super.distances(rows - together, cols, x, xOffset + together * cols, labels, labelsOffset + together,
                centers, centersOffset, y, yOffset + together);
    }

    /** The squares of each row, added until they fill one register. */
    private static void partialSums(int cols, float[] x, int xOffset, int[] labels, int labelsOffset, float[] centers, int centersOffset,
                                    float[] sums) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < LANES; i++) {
            int k = labels[labelsOffset + i];
            int p = xOffset + i * cols;
            int q = centersOffset + Math.max(k, 0) * cols;
            int end = k < 0 ? p : p + cols;
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            for (; p < end; p += PARTIALS, q += PARTIALS) {
                FloatVector d0 = REGISTER.cast(fromArray(SPECIES, x, p)).sub(fromArray(SPECIES, centers, q));
                a0 = d0.fma(d0, a0);
                FloatVector d1 = REGISTER.cast(fromArray(SPECIES, x, p + LANES)).sub(fromArray(SPECIES, centers, q + LANES));
                a1 = d1.fma(d1, a1);
                if (REGISTERS > 2) {
                    FloatVector d2 = REGISTER.cast(fromArray(SPECIES, x, p + 2 * LANES)).sub(fromArray(SPECIES, centers, q + 2 * LANES));
                    a2 = d2.fma(d2, a2);
                    FloatVector d3 = REGISTER.cast(fromArray(SPECIES, x, p + 3 * LANES)).sub(fromArray(SPECIES, centers, q + 3 * LANES));
                    a3 = d3.fma(d3, a3);
                }
            }
            if (REGISTERS > 2) {
                a0 = REGISTER.cast(a0).add(a2);
                a1 = REGISTER.cast(a1).add(a3);
            }
            REGISTER.cast(a0).add(a1).intoArray(sums, i * LANES);
        }
    }

    /** One sum for each row: the lanes of its register are added by halves. */
    private static void addByHalves(float[] sums, float[] y, int yOffset) {
        if (LANES > 8) {
            for (int i = 0; i < 8 * LANES; i += LANES) {
                FloatVector a = REGISTER.cast(fromArray(SPECIES, sums, i));
                FloatVector b = REGISTER.cast(fromArray(SPECIES, sums, i + 8 * LANES));
                a.blend(b, HAS_8).add(b.blend(a, HAS_8).rearrange(SWAP_8)).intoArray(sums, i);
            }
        }
        if (LANES > 4) {
            for (int i = 0; i < 4 * LANES; i += LANES) {
                FloatVector a = REGISTER.cast(fromArray(SPECIES, sums, i));
                FloatVector b = REGISTER.cast(fromArray(SPECIES, sums, i + 4 * LANES));
                a.blend(b, HAS_4).add(b.blend(a, HAS_4).rearrange(SWAP_4)).intoArray(sums, i);
            }
        }
        for (int i = 0; i < 2 * LANES; i += LANES) {
            FloatVector a = REGISTER.cast(fromArray(SPECIES, sums, i));
            FloatVector b = REGISTER.cast(fromArray(SPECIES, sums, i + 2 * LANES));
            a.blend(b, HAS_2).add(b.blend(a, HAS_2).rearrange(SWAP_2)).intoArray(sums, i);
        }
        FloatVector a = REGISTER.cast(fromArray(SPECIES, sums, 0));
        FloatVector b = REGISTER.cast(fromArray(SPECIES, sums, LANES));
        a.blend(b, HAS_1).add(b.blend(a, HAS_1).rearrange(SWAP_1)).intoArray(y, yOffset);
    }

    @Override
    protected void addDifferences(int rows, int cols, float factor, float[] s, int sOffset, float[] x, int xOffset,
                                  int[] labels, int labelsOffset, float[] centers, int centersOffset,
                                  float[] sums, int sumsOffset, boolean byClass, boolean fromZero) {
        for (int i = 0; i < rows; i++) {
            int k = labels[labelsOffset + i];
            if (k >= 0) {
                addDifference(cols, factor * s[sOffset + i], x, xOffset + i * cols, centers, centersOffset + k * cols,
                        sums, sumsOffset + (byClass ? k : i) * cols, fromZero);
            } else if (fromZero) {
                Arrays.fill(sums, sumsOffset + i * cols, sumsOffset + (i + 1) * cols, 0f);
            }
        }
    }

    /** Adds {@code f * (x - y)}. What is taken as zeros is not read: it is not in the caches. */
    private static void addDifference(int n, float f, float[] x, int xOffset, float[] y, int yOffset, float[] sums, int sumsOffset,
                                      boolean fromZero) {
        FloatVector factor = FloatVector.broadcast(SPECIES, f);
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        if (fromZero) {
            for (; i <= n - LANES; i += LANES) {
                REGISTER.cast(fromArray(SPECIES, x, xOffset + i)).sub(fromArray(SPECIES, y, yOffset + i))
                        .fma(factor, zero).intoArray(sums, sumsOffset + i);
            }
        } else {
            for (; i <= n - LANES; i += LANES) {
                REGISTER.cast(fromArray(SPECIES, x, xOffset + i)).sub(fromArray(SPECIES, y, yOffset + i))
                        .fma(factor, fromArray(SPECIES, sums, sumsOffset + i)).intoArray(sums, sumsOffset + i);
            }
        }
        for (; i < n; i++) {
            sums[sumsOffset + i] = Math.fma(f, x[xOffset + i] - y[yOffset + i], fromZero ? 0f : sums[sumsOffset + i]);
        }
    }
}
