package dev.lanegrad.bench;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many bytes one core reads and writes at most, from and to an array on the heap, in each cache and in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class MemoryLimitBenchmark extends Metered {

    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** The size of the array: the program that makes the report puts half of each cache here, and more than the last. */
    @Param({"24576", "524288", "8388608", "536870912"})
    public int bytes;

    private int[] data;
    private int value;

    /** Makes the array. */
    @Setup
    public void prepare() {
        data = new int[bytes / Integer.BYTES / (4 * LANES) * (4 * LANES)];
        for (int i = 0; i < data.length; i++) {
            data[i] = i;
        }
    }

    /**
     * Reads the array once.
     *
     * @return the bits that are set anywhere
     */
    @Benchmark
    @Work(reads = "bytes")
    public int read() {
        IntVector s0 = IntVector.zero(SPECIES);
        IntVector s1 = s0;
        IntVector s2 = s0;
        IntVector s3 = s0;
        for (int i = 0; i < data.length; i += 4 * LANES) {
            s0 = s0.or(IntVector.fromArray(SPECIES, data, i));
            s1 = s1.or(IntVector.fromArray(SPECIES, data, i + LANES));
            s2 = s2.or(IntVector.fromArray(SPECIES, data, i + 2 * LANES));
            s3 = s3.or(IntVector.fromArray(SPECIES, data, i + 3 * LANES));
        }
        return s0.or(s1).or(s2.or(s3)).reduceLanes(VectorOperators.OR);
    }

    /**
     * Writes the array once.
     *
     * @return the array
     */
    @Benchmark
    @Work(writes = "bytes")
    public int[] write() {
        IntVector x = IntVector.broadcast(SPECIES, value++);
        for (int i = 0; i < data.length; i += 4 * LANES) {
            x.intoArray(data, i);
            x.intoArray(data, i + LANES);
            x.intoArray(data, i + 2 * LANES);
            x.intoArray(data, i + 3 * LANES);
        }
        return data;
    }
}
