package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.DoubleCoefficients.*;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.DoubleLanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import dev.lanegrad.kernels.internal.DoubleMath;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * exp of {@link DoubleMath} on vectors of the preferred species, operation by operation, so with the same bits; for the
 * loops of all kernels.
 *
 * <p>{@link #exp} takes every argument and {@link #expOfNonPositive} every one that is not positive; neither has a branch.
 * {@link #ordinaryExp} saves the handling of extreme arguments and may be called only where {@link #isExpOrdinary} holds.
 * What takes a vector stays below the 325 bytecodes that the compiler inlines at a hot call site, and calls no helper in turn: beneath two calls
 * vectors became objects in processes that had used other widths. Call them early in a loop of moderate length (see {@link DoubleVectorLoops}).
 */
final class DoubleVectorMath {

    /** The class of registers with the bit patterns of double lanes. */
    static final Class<? extends LongVector> BITS = SPECIES.withLanes(long.class).vectorType().asSubclass(LongVector.class);

    private DoubleVectorMath() {
    }

    /** {@link DoubleMath#exp} of one vector, passed on as a range of an array: too long a method for a vector to come and go in registers. */
    static void exp(double[] from, int fromOffset, double[] to, int toOffset) {
        DoubleVector x = REGISTER.cast(DoubleVector.fromArray(SPECIES, from, fromOffset));
        VectorMask<Double> under = x.compare(LT, EXP_UNDERFLOW);
        DoubleVector c = x.blend(EXP_UNDERFLOW, under).blend(EXP_OVERFLOW, x.compare(GT, EXP_OVERFLOW));
        DoubleVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_TWICE));
        DoubleVector k = t.sub(ROUND_TWICE);
        DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
        DoubleVector r2 = r.mul(r);
        DoubleVector even = r2.fma(broadcast(SPECIES, E12), broadcast(SPECIES, E10)).fma(r2, broadcast(SPECIES, E8))
                .fma(r2, broadcast(SPECIES, E6)).fma(r2, broadcast(SPECIES, E4));
        DoubleVector odd = r2.fma(broadcast(SPECIES, E11), broadcast(SPECIES, E9)).fma(r2, broadcast(SPECIES, E7))
                .fma(r2, broadcast(SPECIES, E5)).fma(r2, broadcast(SPECIES, E3));
        DoubleVector tail = even.fma(r, odd).fma(r, broadcast(SPECIES, E2));
        DoubleVector p = tail.fma(r, broadcast(SPECIES, 1d)).fma(r, broadcast(SPECIES, 1d));
        LongVector bits = BITS.cast(t.viewAsIntegralLanes());
        LongVector half = bits.lanewise(LSHR, 1);
        // Zero before the scaling: a product that underflows costs 100 cycles.
        p.blend(0d, under)
                .mul(half.lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes())
                .mul(bits.sub(half).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes())
                .blend(Double.NaN, x.compare(NE, x)).intoArray(to, toOffset);
    }

    /** {@link DoubleMath#exp} of lanes that are at most 0 or NaN; NaN lanes stay the NaN that they are. */
    static DoubleVector expOfNonPositive(DoubleVector x) {
        VectorMask<Double> under = x.compare(LT, EXP_UNDERFLOW);
        DoubleVector c = x.blend(EXP_UNDERFLOW, under);
        DoubleVector t = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_LIFTED));
        DoubleVector k = t.sub(ROUND_LIFTED);
        DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), c));
        DoubleVector r2 = r.mul(r);
        DoubleVector even = r2.fma(broadcast(SPECIES, E12), broadcast(SPECIES, E10)).fma(r2, broadcast(SPECIES, E8))
                .fma(r2, broadcast(SPECIES, E6)).fma(r2, broadcast(SPECIES, E4));
        DoubleVector odd = r2.fma(broadcast(SPECIES, E11), broadcast(SPECIES, E9)).fma(r2, broadcast(SPECIES, E7))
                .fma(r2, broadcast(SPECIES, E5)).fma(r2, broadcast(SPECIES, E3));
        DoubleVector tail = even.fma(r, odd).fma(r, broadcast(SPECIES, E2));
        DoubleVector p = tail.fma(r, broadcast(SPECIES, 1d)).fma(r, broadcast(SPECIES, 1d));
        return p.blend(0d, under)
                .mul(BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes()).mul(LOWER);
    }

    /** Whether all lanes allow {@link #ordinaryExp}. */
    static boolean isExpOrdinary(DoubleVector x) {
        return x.abs().compare(LT, EXP_ORDINARY).allTrue();
    }

    /** {@link DoubleMath#exp} of ordinary lanes. */
    static DoubleVector ordinaryExp(DoubleVector x) {
        DoubleVector t = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
        DoubleVector k = t.sub(ROUND);
        DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), x));
        DoubleVector r2 = r.mul(r);
        DoubleVector even = r2.fma(broadcast(SPECIES, E12), broadcast(SPECIES, E10)).fma(r2, broadcast(SPECIES, E8))
                .fma(r2, broadcast(SPECIES, E6)).fma(r2, broadcast(SPECIES, E4));
        DoubleVector odd = r2.fma(broadcast(SPECIES, E11), broadcast(SPECIES, E9)).fma(r2, broadcast(SPECIES, E7))
                .fma(r2, broadcast(SPECIES, E5)).fma(r2, broadcast(SPECIES, E3));
        DoubleVector tail = even.fma(r, odd).fma(r, broadcast(SPECIES, E2));
        DoubleVector p = tail.fma(r, broadcast(SPECIES, 1d)).fma(r, broadcast(SPECIES, 1d));
        return p.mul(BITS.cast(t.viewAsIntegralLanes()).lanewise(LSHL, EXPONENT_SHIFT).viewAsFloatingLanes());
    }
}
