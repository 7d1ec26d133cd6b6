package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.FloatCoefficients.*;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import dev.lanegrad.kernels.internal.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * exp of {@link FloatMath} on vectors of the preferred species, operation by operation, so with the same bits; for the
 * loops of all kernels.
 *
 * <p>{@link #exp} takes every argument and {@link #expOfNonPositive} every one that is not positive; neither has a branch.
 * {@link #ordinaryExp} saves the handling of extreme arguments and may be called only where {@link #isExpOrdinary} holds.
 * What takes a vector stays below the 325 bytecodes that the compiler inlines at a hot call site, and calls no helper in turn: beneath two calls
 * vectors became objects in processes that had used other widths. Call them early in a loop of moderate length (see {@link FloatVectorLoops}).
 */
final class FloatVectorMath {

    /** The class of registers with the bit patterns of float lanes. */
    static final Class<? extends IntVector> BITS = SPECIES.withLanes(int.class).vectorType().asSubclass(IntVector.class);

    private FloatVectorMath() {
    }

    /** {@link FloatMath#exp} of one vector, passed on as a range of an array: too long a method for a vector to come and go in registers. */
    static void exp(float[] from, int fromOffset, float[] to, int toOffset) {
        FloatVector x = REGISTER.cast(FloatVector.fromArray(SPECIES, from, fromOffset));
        VectorMask<Float> under = x.compare(LT, EXP_UNDERFLOW);
        FloatVector c = x.blend(EXP_UNDERFLOW, under).blend(EXP_OVERFLOW, x.compare(GT, EXP_OVERFLOW));
        FloatVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_TWICE));
        FloatVector k = t.sub(ROUND_TWICE);
        FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
        FloatVector tail = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5)).fma(r, broadcast(SPECIES, E4))
                .fma(r, broadcast(SPECIES, E3)).fma(r, broadcast(SPECIES, E2));
        FloatVector p = tail.fma(r, broadcast(SPECIES, 1f)).fma(r, broadcast(SPECIES, 1f));
        IntVector bits = BITS.cast(t.viewAsIntegralLanes());
        IntVector half = bits.lanewise(LSHR, 1);
        // Zero before the scaling: a product that underflows costs 100 cycles.
        p.blend(0f, under)
                .mul(half.lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes())
                .mul(bits.sub(half).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes())
                .blend(Float.NaN, x.compare(NE, x)).intoArray(to, toOffset);
    }

    /** {@link FloatMath#exp} of lanes that are at most 0 or NaN; NaN lanes stay the NaN that they are. */
    static FloatVector expOfNonPositive(FloatVector x) {
        VectorMask<Float> under = x.compare(LT, EXP_UNDERFLOW);
        FloatVector c = x.blend(EXP_UNDERFLOW, under);
        FloatVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_LIFTED));
        FloatVector k = t.sub(ROUND_LIFTED);
        FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
        FloatVector tail = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5)).fma(r, broadcast(SPECIES, E4))
                .fma(r, broadcast(SPECIES, E3)).fma(r, broadcast(SPECIES, E2));
        FloatVector p = tail.fma(r, broadcast(SPECIES, 1f)).fma(r, broadcast(SPECIES, 1f));
        return p.blend(0f, under)
                .mul(BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes()).mul(LOWER);
    }

    /** Whether all lanes allow {@link #ordinaryExp}. */
    static boolean isExpOrdinary(FloatVector x) {
        return x.abs().compare(LT, EXP_ORDINARY).allTrue();
    }

    /** {@link FloatMath#exp} of ordinary lanes. */
    static FloatVector ordinaryExp(FloatVector x) {
        FloatVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
        FloatVector k = t.sub(ROUND);
        FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), x));
        FloatVector tail = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5)).fma(r, broadcast(SPECIES, E4))
                .fma(r, broadcast(SPECIES, E3)).fma(r, broadcast(SPECIES, E2));
        FloatVector p = tail.fma(r, broadcast(SPECIES, 1f)).fma(r, broadcast(SPECIES, 1f));
        return p.mul(BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes());
    }
}
