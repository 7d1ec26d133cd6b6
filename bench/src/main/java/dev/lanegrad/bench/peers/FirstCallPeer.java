package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.Metered;
import dev.lanegrad.bench.TrainingData;
import dev.lanegrad.bench.TrainingStep;
import dev.lanegrad.bench.report.Implementation;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The first calls of {@link dev.lanegrad.bench.FirstCallBenchmark} by another library, which is loaded and has its input before the clock
 * starts. Results are compared afterwards: a call before would not leave a first one. Each library has a class of its own below this one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public abstract class FirstCallPeer extends Metered {

    /** What is measured. */
    protected Runnable call;
    private Call compared;
    private String what;

    /** For the classes of the libraries. */
    protected FirstCallPeer() {
    }

    /**
     * A call that has its input.
     *
     * @param run       the call
     * @param actual    what it computed
     * @param expected  the same by this library
     * @param tolerance the largest difference, see {@link Agreement}
     */
    protected record Call(Runnable run, Supplier<double[]> actual, Supplier<double[]> expected, double tolerance) {

        /**
         * A call that returns its only result.
         *
         * @param run       the call
         * @param expected  the same by this library
         * @param tolerance the largest difference
         * @return the call
         */
        public static Call of(DoubleSupplier run, DoubleSupplier expected, double tolerance) {
            double[] result = new double[1];
            return new Call(() -> result[0] = run.getAsDouble(), () -> result, () -> new double[] {expected.getAsDouble()}, tolerance);
        }
    }

    /**
     * Makes a call with its input.
     *
     * @param task the method without the library's name
     * @return the call
     */
    protected abstract Call call(String task);

    /**
     * A product of matrices.
     *
     * @param library who computes it
     * @return the call
     */
    protected static Call product(GemmPeer library) {
        GemmInput input = new GemmInput("float", "256x256x256");
        Gemm product = library.product(input);
        return new Call(product::run, product::result, () -> {
            input.multiply(Kernels.floats(), Kernels.doubles(), Workers.single());
            return input.result();
        }, input.tolerance());
    }

    /**
     * A training step.
     *
     * @param library who computes it
     * @return the call
     */
    protected static Call training(TrainingStepPeer library) {
        TrainingData data = new TrainingData(32);
        Training training = library.training(data);
        return Call.of(training::run, () -> new TrainingStep(Kernels.floats(), Workers.single(), data).run(), 1e-4);
    }

    /**
     * Loads the library and makes the input of the call.
     *
     * @param benchmark says which call
     */
    @Setup
    public void prepare(BenchmarkParams benchmark) {
        String method = benchmark.getBenchmark().replaceFirst(".*\\.", "");
        Implementation library = Implementation.ofMethod(method);
        String task = method.substring(0, method.length() - library.suffix().length());
        what = "first call, " + task + ", " + library.label();
        compared = call(task);
        call = compared.run;
    }

    /** Compares the result with this library's. */
    @TearDown
    public void compare() {
        // In this order: both products of a library in Java end in the same array.
        double[] actual = compared.actual.get();
        Agreement.require(what, compared.expected.get(), actual, compared.tolerance);
    }
}
