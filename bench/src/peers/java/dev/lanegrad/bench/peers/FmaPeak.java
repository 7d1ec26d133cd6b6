package dev.lanegrad.bench.peers;

import dev.lanegrad.kernels.ElementType;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** How many operations one core does at most: twelve independent chains of fused multiply-adds in registers. */
final class FmaPeak {

    private static final int STEPS = 20_000;
    private static volatile double sink;

    private FmaPeak() {
    }

    static double gigaflops(ElementType type) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 400; round++) {
            long start = System.nanoTime();
            sink = type == ElementType.FLOAT ? floats() : doubles();
            best = Math.min(best, System.nanoTime() - start);
        }
        int lanes = type == ElementType.FLOAT ? FloatVector.SPECIES_PREFERRED.length() : DoubleVector.SPECIES_PREFERRED.length();
        return 2.0 * 12 * STEPS * lanes / best;
    }

    private static double floats() {
        FloatVector x = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, 0.9999f);
        FloatVector s0 = x.mul(1);
        FloatVector s1 = x.mul(2);
        FloatVector s2 = x.mul(3);
        FloatVector s3 = x.mul(4);
        FloatVector s4 = x.mul(5);
        FloatVector s5 = x.mul(6);
        FloatVector s6 = x.mul(7);
        FloatVector s7 = x.mul(8);
        FloatVector s8 = x.mul(9);
        FloatVector s9 = x.mul(10);
        FloatVector s10 = x.mul(11);
        FloatVector s11 = x.mul(12);
        for (int i = 0; i < STEPS; i++) {
            s0 = s0.fma(x, x);
            s1 = s1.fma(x, x);
            s2 = s2.fma(x, x);
            s3 = s3.fma(x, x);
            s4 = s4.fma(x, x);
            s5 = s5.fma(x, x);
            s6 = s6.fma(x, x);
            s7 = s7.fma(x, x);
            s8 = s8.fma(x, x);
            s9 = s9.fma(x, x);
            s10 = s10.fma(x, x);
            s11 = s11.fma(x, x);
        }
        return s0.add(s1.add(s2.add(s3.add(s4.add(s5.add(s6.add(s7.add(s8.add(s9.add(s10.add(s11))))))))))).lane(0);
    }

    private static double doubles() {
        DoubleVector x = DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, 0.9999);
        DoubleVector s0 = x.mul(1);
        DoubleVector s1 = x.mul(2);
        DoubleVector s2 = x.mul(3);
        DoubleVector s3 = x.mul(4);
        DoubleVector s4 = x.mul(5);
        DoubleVector s5 = x.mul(6);
        DoubleVector s6 = x.mul(7);
        DoubleVector s7 = x.mul(8);
        DoubleVector s8 = x.mul(9);
        DoubleVector s9 = x.mul(10);
        DoubleVector s10 = x.mul(11);
        DoubleVector s11 = x.mul(12);
        for (int i = 0; i < STEPS; i++) {
            s0 = s0.fma(x, x);
            s1 = s1.fma(x, x);
            s2 = s2.fma(x, x);
            s3 = s3.fma(x, x);
            s4 = s4.fma(x, x);
            s5 = s5.fma(x, x);
            s6 = s6.fma(x, x);
            s7 = s7.fma(x, x);
            s8 = s8.fma(x, x);
            s9 = s9.fma(x, x);
            s10 = s10.fma(x, x);
            s11 = s11.fma(x, x);
        }
        return s0.add(s1.add(s2.add(s3.add(s4.add(s5.add(s6.add(s7.add(s8.add(s9.add(s10.add(s11))))))))))).lane(0);
    }
}
