package dev.lanegrad.bench.ops;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.Work;
import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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

/**
 * Every operation of the tape, forward and backward with an upstream gradient, on rows of 64 numbers. Matrices are multiplied with one of 64 x 64; a second operand
 * has the size of the first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx1g"})
public class OpsBenchmark extends Metered {

    /** The operation. */
    @Param({"add", "addRow", "sub", "mul", "div", "scale", "relu", "clamp", "abs", "square", "sqrt", "exp", "expm1", "log", "log1p", "tanh", "sigmoid",
        "logSigmoid", "softplus", "sum", "sumRows", "sumColumns", "mean", "rowSquaredNorms", "logSumExp", "softmax", "logSoftmax", "binaryCrossEntropy",
        "reshape", "gatherRows", "scatterAddRows", "resizeNearest", "matmul", "linear", "linearRelu", "pairwiseSquaredDistances"})
    public String op;

    /** The number of elements: in the first cache, and beyond the second. */
    @Param({"4096", "1048576"})
    public int n;

    /** The type of the elements. */
    @Param({"float", "double"})
    public String type;

    private RecordedOp<?> simd;
    private RecordedOp<?> portable;
    private Runnable loop;

    /** Records the operation, and compares its result and gradients with the loop's. */
    @Setup
    public void prepare() {
        int rows = n / OpInput.COLUMNS;
        OpLoops[] loops;
        if (type.equals("float")) {
            OpInput<float[]> in = OpInput.of(Kernels.floats(), rows);
            simd = new RecordedOp<>(in, op);
            portable = new RecordedOp<>(OpInput.of(Kernels.floats(Backend.PORTABLE), rows), op);
            loops = new OpLoops[] {new FloatElementwiseLoops(in), new FloatRowLoops(in)};
        } else {
            OpInput<double[]> in = OpInput.of(Kernels.doubles(), rows);
            simd = new RecordedOp<>(in, op);
            portable = new RecordedOp<>(OpInput.of(Kernels.doubles(Backend.PORTABLE), rows), op);
            loops = new OpLoops[] {new DoubleElementwiseLoops(in), new DoubleRowLoops(in)};
        }
        double[][] results = simd.results();
        require("portable", results, portable.results(), 0);
        OpLoops those = Arrays.stream(loops).filter(each -> each.byName().containsKey(op)).findFirst().orElseThrow();
        loop = those.byName().get(op);
        loop.run();
        require("loop", results, those.results(results[0].length), 1e-3);
    }

    private void require(String who, double[][] expected, double[][] actual, double tolerance) {
        String[] what = {"result", "gradient of x", "gradient of y", "gradient of p", "gradient of the weights", "gradient of the bias"};
        for (int i = 0; i < what.length; i++) {
            Agreement.require(op + ", " + what[i] + ", " + who, expected[i], actual[i], tolerance);
        }
    }

    /** This library. At least the operand is read, and its gradient written. */
    @Benchmark
    @Work(reads = "size * n", writes = "size * n")
    public void op() {
        simd.run();
    }

    /** This library without SIMD. */
    @Benchmark
    public void opPortable() {
        portable.run();
    }

    /** The loops that a reader would write. */
    @Benchmark
    public void opLoop() {
        loop.run();
    }
}
