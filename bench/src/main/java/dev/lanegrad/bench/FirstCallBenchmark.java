package dev.lanegrad.bench;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The first call of the main operations in a process that has not used the library before: classes are loaded, nothing is compiled. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class FirstCallBenchmark extends Metered {

    private GemmInput product;
    private PseBatch pages;
    private CenterLossBenchmark rows;
    private TrainingData data;

    /** Draws the inputs. */
    @Setup
    public void prepare() {
        product = new GemmInput("float", "256x256x256");
        pages = new PseBatch(4);
        rows = new CenterLossBenchmark();
        rows.type = "float";
        rows.classes = 6625;
        rows.draw();
        data = new TrainingData(32);
    }

    /** A product of matrices. */
    @Benchmark
    public void gemm() {
        product.multiply(Kernels.floats(), Kernels.doubles(), Workers.single());
    }

    /**
     * PSELoss from float labels, recorded, computed and differentiated.
     *
     * @return the loss
     */
    @Benchmark
    public double pse() {
        return new PseBatch.Step(Kernels.floats(), pages, "floats", Workers.single()).run();
    }

    /**
     * The centre loss, recorded, computed and differentiated.
     *
     * @return the loss
     */
    @Benchmark
    public double center() {
        rows.record();
        return rows.gathered();
    }

    /**
     * A training step, recorded and run.
     *
     * @return the loss
     */
    @Benchmark
    public double training() {
        return new TrainingStep(Kernels.floats(), Workers.single(), data).run();
    }
}
