// Derived from SimdFloatCenters.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.internal.DoubleCenters;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** Rows of a hundred columns are too short for the compiler's own vectorisation to get into its stride. */
final class SimdDoubleCenters extends DoubleCenters {

    SimdDoubleCenters(Reductions<double[]> reductions) {
        super(reductions);
    }

    @Override
    protected void addDifferences(int rows, int cols, double factor, double[] s, int sOffset, double[] x, int xOffset,
                                  int[] labels, int labelsOffset, double[] centers, int centersOffset,
                                  double[] sums, int sumsOffset, boolean byClass, boolean fromZero) {
        int whole = cols - cols % LANES;
        VectorMask<Double> rest = SPECIES.indexInRange(whole, cols);
        VectorMask<Double> cleared = SPECIES.maskAll(fromZero);
        for (int i = 0; i < rows; i++) {
            int k = labels[labelsOffset + i];
            if (k >= 0) {
                DoubleVector f = DoubleVector.broadcast(SPECIES, factor * s[sOffset + i]);
                int p = xOffset + i * cols;
                int q = centersOffset + k * cols;
                int r = sumsOffset + (byClass ? k : i) * cols;
                for (int j = 0; j < whole; j += LANES) {
                    REGISTER.cast(fromArray(SPECIES, x, p + j)).sub(fromArray(SPECIES, centers, q + j))
                            .fma(f, REGISTER.cast(fromArray(SPECIES, sums, r + j)).blend(0d, cleared)).intoArray(sums, r + j);
                }
                if (whole < cols && Math.max(r - sums.length, Math.max(p - x.length, q - centers.length)) + whole + LANES <= 0) {
                    DoubleVector difference = REGISTER.cast(fromArray(SPECIES, x, p + whole, rest))
                            .sub(fromArray(SPECIES, centers, q + whole, rest));
                    difference.fma(f, REGISTER.cast(fromArray(SPECIES, sums, r + whole, rest)).blend(0d, cleared))
                            .intoArray(sums, r + whole, rest);
                } else {
                    // Past the end of an array, where a mask has a way of its own that makes objects.
                    for (int j = whole; j < cols; j++) {
                        sums[r + j] = Math.fma(factor * s[sOffset + i], x[p + j] - centers[q + j], fromZero ? 0d : sums[r + j]);
                    }
                }
            } else if (fromZero) {
                Arrays.fill(sums, sumsOffset + i * cols, sumsOffset + (i + 1) * cols, 0d);
            }
        }
    }
}
