package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.internal.FloatSums;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The species of this machine, loads, and the combination of partial sums that lie in registers.
 *
 * <p>All methods that take vectors are far below the size that the compiler inlines at hot call sites.
 */
final class FloatLanes {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** The number of registers that hold the partial sums: 2, 4 or 8. */
    static final int REGISTERS = FloatSums.PARTIALS / LANES;

    private static final VectorShuffle<Float> BY_8 = rotation(8);
    private static final VectorShuffle<Float> BY_4 = rotation(4);
    private static final VectorShuffle<Float> BY_2 = rotation(2);
    private static final VectorShuffle<Float> BY_1 = rotation(1);

    private FloatLanes() {
    }

    private static VectorShuffle<Float> rotation(int lanes) {
        return VectorShuffle.iota(SPECIES, lanes % LANES, 1, true);
    }

    /** A whole register from {@code x[i]} on. */
    static FloatVector load(float[] x, int i) {
        return FloatVector.fromArray(SPECIES, x, i);
    }

    /** The elements {@code x[i]} to {@code x[end - 1]}, as far as they fit, then zeros. */
    static FloatVector load(float[] x, int i, int end) {
        return FloatVector.fromArray(SPECIES, x, i, SPECIES.indexInRange(i, end));
    }

    /**
     * Adds the partial sums by halves, first register by register, then within the last one.
     *
     * <p>All in one method: the compiler judges a call within an inlined method by that method's own, possibly young
     * profile, and a register passed to a method that it leaves alone becomes an object.
     */
    static float fold(FloatVector a0, FloatVector a1, FloatVector a2, FloatVector a3,
                      FloatVector a4, FloatVector a5, FloatVector a6, FloatVector a7) {
        if (REGISTERS > 4) {
            a0 = a0.add(a4);
            a1 = a1.add(a5);
            a2 = a2.add(a6);
            a3 = a3.add(a7);
        }
        if (REGISTERS > 2) {
            a0 = a0.add(a2);
            a1 = a1.add(a3);
        }
        FloatVector v = a0.add(a1);
        if (LANES > 8) {
            v = v.add(v.rearrange(BY_8));
        }
        if (LANES > 4) {
            v = v.add(v.rearrange(BY_4));
        }
        if (LANES > 2) {
            v = v.add(v.rearrange(BY_2));
        }
        if (LANES > 1) {
            v = v.add(v.rearrange(BY_1));
        }
        return v.lane(0);
    }

    /** Adds the lanes of a register by halves. */
    static float fold(FloatVector v) {
        if (LANES > 8) {
            v = v.add(v.rearrange(BY_8));
        }
        if (LANES > 4) {
            v = v.add(v.rearrange(BY_4));
        }
        if (LANES > 2) {
            v = v.add(v.rearrange(BY_2));
        }
        if (LANES > 1) {
            v = v.add(v.rearrange(BY_1));
        }
        return v.lane(0);
    }
}
