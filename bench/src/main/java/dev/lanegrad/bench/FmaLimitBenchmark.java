package dev.lanegrad.bench;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many multiplications and additions one core does at most, without touching memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class FmaLimitBenchmark extends Metered {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    /** Multiply-adds of each chain, all lanes together. */
    private static final int ELEMENTS = 1 << 20;

    /**
     * Twelve independent chains of fused multiply-adds in registers.
     *
     * @return something that needs all of them
     */
    @Benchmark
    @Work(operations = "24 * 2^20")
    public double fmaFloat() {
        return fmaFloat(ELEMENTS);
    }

    /**
     * As many multiply-adds as wanted, in vectors of the preferred width.
     *
     * @param elements how many of each chain, all lanes together
     * @return something that needs all of them
     */
    static double fmaFloat(int elements) {
        FloatVector x = FloatVector.broadcast(FLOATS, 0.9999f);
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
        for (int i = 0; i < elements / FLOATS.length(); i++) {
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

    /**
     * Twelve independent chains of fused multiply-adds in registers.
     *
     * @return something that needs all of them
     */
    @Benchmark
    @Work(operations = "24 * 2^20")
    public double fmaDouble() {
        return fmaDouble(ELEMENTS);
    }

    /**
     * As many multiply-adds as wanted, in vectors of the preferred width.
     *
     * @param elements how many of each chain, all lanes together
     * @return something that needs all of them
     */
    static double fmaDouble(int elements) {
        DoubleVector x = DoubleVector.broadcast(DOUBLES, 0.9999);
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
        for (int i = 0; i < elements / DOUBLES.length(); i++) {
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
