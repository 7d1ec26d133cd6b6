package dev.lanegrad.bench;

import dev.lanegrad.kernels.Elementary;
import dev.lanegrad.kernels.Kernels;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
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

/** exp and sigmoid, beside loops over the Vector API's own exp, which calls a native library and differs by machine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementaryBenchmark extends Metered {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** The number of elements, a multiple of every number of lanes: in the first cache, and beyond the second. */
    @Param({"4096", "1048576"})
    public int n;

    private final Elementary<float[]> elementary = Kernels.floats().elementary();
    private float[] x;
    private float[] y;

    /** Draws the arguments and checks the results against each other. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        x = new float[n];
        y = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        float[] sigmoids = sigmoid().clone();
        Agreement.require("sigmoid, Vector API", sigmoids, sigmoidVectorApi(), 1e-6);
        Agreement.require("sigmoid, loop", sigmoids, sigmoidLoop(), 1e-6);
        float[] powers = exp().clone();
        Agreement.require("exp, Vector API", powers, expVectorApi(), 1e-6);
        Agreement.require("exp, loop", powers, expLoop(), 1e-6);
    }

    /**
     * This library's exp.
     *
     * @return the results
     */
    @Benchmark
    @Work(reads = "size * n", writes = "size * n")
    public float[] exp() {
        elementary.exp(n, x, 0, y, 0);
        return y;
    }

    /**
     * Java's exp in a loop.
     *
     * @return the results
     */
    @Benchmark
    public float[] expLoop() {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.exp(x[i]);
        }
        return y;
    }

    /**
     * The sigmoid by Java's exp in a loop.
     *
     * @return the results
     */
    @Benchmark
    public float[] sigmoidLoop() {
        for (int i = 0; i < n; i++) {
            y[i] = (float) (1 / (1 + Math.exp(-x[i])));
        }
        return y;
    }

    /**
     * The Vector API's exp.
     *
     * @return the results
     */
    @Benchmark
    public float[] expVectorApi() {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector.fromArray(SPECIES, x, i).lanewise(VectorOperators.EXP).intoArray(y, i);
        }
        return y;
    }

    /**
     * This library's sigmoid.
     *
     * @return the results
     */
    @Benchmark
    @Work(reads = "size * n", writes = "size * n")
    public float[] sigmoid() {
        elementary.sigmoid(n, x, 0, y, 0);
        return y;
    }

    /**
     * 1 / (1 + e^-x) with the Vector API's exp.
     *
     * @return the results
     */
    @Benchmark
    public float[] sigmoidVectorApi() {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector e = FloatVector.fromArray(SPECIES, x, i).neg().lanewise(VectorOperators.EXP);
            one.div(e.add(1f)).intoArray(y, i);
        }
        return y;
    }
}
