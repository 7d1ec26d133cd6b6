package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.internal.FloatSums;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The species of this machine and the shuffles that add up its lanes. */
final class FloatLanes {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /**
     * The class of this species' registers. {@code REGISTER.cast(v).add(w)} binds the call when the kernel is compiled. {@code v.add(w)} binds it by
     * the classes that the Vector API has met in the whole process, so beside code that uses registers of another width ours became objects.
     */
    static final Class<? extends FloatVector> REGISTER = SPECIES.vectorType().asSubclass(FloatVector.class);

    /** Half a register of 512 bits, for what is shorter than a whole one; of narrower ones the whole: two lanes have no masks on x86. */
    static final VectorSpecies<Float> HALF_SPECIES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Math.min(VectorShape.S_256_BIT.vectorBitSize(), SPECIES.vectorBitSize())));
    static final int HALF_LANES = HALF_SPECIES.length();
    static final Class<? extends FloatVector> HALF_REGISTER = HALF_SPECIES.vectorType().asSubclass(FloatVector.class);

    /** As many {@code int} lanes as a register has elements, and their class. */
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, VectorShape.forBitSize(LANES * Integer.SIZE));
    static final Class<? extends IntVector> INT_REGISTER = INTS.vectorType().asSubclass(IntVector.class);

    /** The number of registers that hold the partial sums: 2, 4 or 8. */
    static final int REGISTERS = FloatSums.PARTIALS / LANES;

    /** Rotations by 8, 4 and 2 lanes, with which the lanes of a register are added by halves until two are left. */
    static final VectorShuffle<Float> BY_8 = rotation(8);
    static final VectorShuffle<Float> BY_4 = rotation(4);
    static final VectorShuffle<Float> BY_2 = rotation(2);

    private FloatLanes() {
    }

    /** From an array: {@code VectorShuffle.iota} takes 50 ms at its first call. */
    private static VectorShuffle<Float> rotation(int by) {
        int[] lanes = new int[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (i + by) % LANES;
        }
        return VectorShuffle.fromArray(SPECIES, lanes, 0);
    }
}
