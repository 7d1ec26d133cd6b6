package dev.lanegrad.verification.allocation;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What other code of an application may do with the Vector API before it meets the library: registers of classes that the kernels do not use. The virtual
 * machine keeps one record per method of the API for all of its callers, and C2 takes from it which class a call is for.
 */
final class OtherWidths {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_MAX;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_MAX;

    /** Calls enough that C1's profiling code has seen the other classes. */
    private static final int CALLS = 40_000;

    private OtherWidths() {
    }

    static void use() {
        float[] floats = new float[FLOATS.length()];
        int[] ints = new int[FLOATS.length()];
        double[] doubles = new double[DOUBLES.length()];
        long[] longs = new long[DOUBLES.length()];
        for (int i = 0; i < CALLS; i++) {
            use(floats, ints);
            use(doubles, longs);
        }
    }

    private static void use(float[] x, int[] bits) {
        FloatVector v = FloatVector.fromArray(FLOATS, x, 0);
        FloatVector w = FloatVector.broadcast(FLOATS, x[0]);
        FloatVector sum = w.fma(v, FloatVector.zero(FLOATS)).add(v).mul(w).sub(v).div(w).neg().abs().max(v).min(w).sqrt();
        sum = sum.blend(v, v.compare(VectorOperators.LT, w));
        IntVector integers = sum.viewAsIntegralLanes();
        integers = integers.add(integers).and(integers).or(integers).lanewise(VectorOperators.LSHL, 1).lanewise(VectorOperators.LSHR, 1);
        integers.intoArray(bits, 0);
        integers.viewAsFloatingLanes().add(sum.reduceLanes(VectorOperators.MAX)).intoArray(x, 0);
    }

    private static void use(double[] x, long[] bits) {
        DoubleVector v = DoubleVector.fromArray(DOUBLES, x, 0);
        DoubleVector w = DoubleVector.broadcast(DOUBLES, x[0]);
        DoubleVector sum = w.fma(v, DoubleVector.zero(DOUBLES)).add(v).mul(w).sub(v).div(w).neg().abs().max(v).min(w).sqrt();
        sum = sum.blend(v, v.compare(VectorOperators.LT, w));
        LongVector integers = sum.viewAsIntegralLanes();
        integers = integers.add(integers).and(integers).or(integers).lanewise(VectorOperators.LSHL, 1).lanewise(VectorOperators.LSHR, 1);
        integers.intoArray(bits, 0);
        integers.viewAsFloatingLanes().add(sum.reduceLanes(VectorOperators.MAX)).intoArray(x, 0);
    }
}
