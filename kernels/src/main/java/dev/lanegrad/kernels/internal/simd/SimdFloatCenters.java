package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.internal.FloatCenters;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Rows of a hundred columns are too short for the compiler's own vectorisation to get into its stride. */
final class SimdFloatCenters extends FloatCenters {

    SimdFloatCenters(Reductions<float[]> reductions) {
        super(reductions);
    }

    @Override
    protected void addDifferences(int rows, int cols, float factor, float[] s, int sOffset, float[] x, int xOffset,
                                  int[] labels, int labelsOffset, float[] centers, int centersOffset,
                                  float[] sums, int sumsOffset, boolean byClass, boolean fromZero) {
        int whole = cols - cols % LANES;
        VectorMask<Float> rest = SPECIES.indexInRange(whole, cols);
        VectorMask<Float> cleared = SPECIES.maskAll(fromZero);
        for (int i = 0; i < rows; i++) {
            int k = labels[labelsOffset + i];
            if (k >= 0) {
                FloatVector f = FloatVector.broadcast(SPECIES, factor * s[sOffset + i]);
                int p = xOffset + i * cols;
                int q = centersOffset + k * cols;
                int r = sumsOffset + (byClass ? k : i) * cols;
                for (int j = 0; j < whole; j += LANES) {
                    REGISTER.cast(fromArray(SPECIES, x, p + j)).sub(fromArray(SPECIES, centers, q + j))
                            .fma(f, REGISTER.cast(fromArray(SPECIES, sums, r + j)).blend(0f, cleared)).intoArray(sums, r + j);
                }
                if (whole < cols && Math.max(r - sums.length, Math.max(p - x.length, q - centers.length)) + whole + LANES <= 0) {
                    FloatVector difference = REGISTER.cast(fromArray(SPECIES, x, p + whole, rest))
                            .sub(fromArray(SPECIES, centers, q + whole, rest));
                    difference.fma(f, REGISTER.cast(fromArray(SPECIES, sums, r + whole, rest)).blend(0f, cleared))
                            .intoArray(sums, r + whole, rest);
                } else {
                    // Past the end of an array, where a mask has a way of its own that makes objects.
                    for (int j = whole; j < cols; j++) {
                        sums[r + j] = Math.fma(factor * s[sOffset + i], x[p + j] - centers[q + j], fromZero ? 0f : sums[r + j]);
                    }
                }
            } else if (fromZero) {
                Arrays.fill(sums, sumsOffset + i * cols, sumsOffset + (i + 1) * cols, 0f);
            }
        }
    }
}
