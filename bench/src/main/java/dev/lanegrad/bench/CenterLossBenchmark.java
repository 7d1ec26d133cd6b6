package dev.lanegrad.bench;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.losses.CenterLoss;
import dev.lanegrad.losses.PaddleCenterLoss;
import java.util.SplittableRandom;
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
 * Centre losses, forward and backward, for 2000 rows of 96 features: a batch of a text recogniser. The gradient of the
 * features is cleared in each call, as a training step does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx4g"})
public class CenterLossBenchmark {

    static final int ROWS = 2000;
    static final int COLS = 96;

    /** The number of classes: PaddleOCR's Chinese characters, and a vocabulary beyond all alphabets. */
    @Param({"6625", "1000000"})
    public int classes;

    private Tensor<double[]> features;
    private Tensor<float[]> floatFeatures;
    private Tape given;
    private Tape givenFloat;
    private Tensor<double[]> loss;
    private Tensor<float[]> floatLoss;

    /** Records the losses with labels that are given. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        int[] labels = random.ints(ROWS, 0, classes).toArray();
        double[] x = random.doubles(ROWS * COLS).toArray();
        double[] c = random.doubles(classes * COLS).toArray();
        features = Tensor.parameter(Shape.of(ROWS, COLS), x);
        given = new Tape();
        loss = PaddleCenterLoss.record(given, features, labels,
                Tensor.constant(Shape.of(classes, COLS), c), PaddleCenterLoss.Options.defaults()).loss();
        floatFeatures = Tensor.parameter(Shape.of(ROWS, COLS), floats(x));
        givenFloat = new Tape();
        floatLoss = CenterLoss.record(givenFloat, floatFeatures, labels,
                Tensor.constant(Shape.of(classes, COLS), floats(c)));
    }

    static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    /**
     * PaddleOCR's loss in double, labels given.
     *
     * @return the loss
     */
    @Benchmark
    public double paddleDouble() {
        features.zeroGrad();
        given.replay();
        given.backward(loss);
        return loss.item();
    }

    /**
     * Half the mean squared distance in float, labels given.
     *
     * @return the loss
     */
    @Benchmark
    public double centerFloat() {
        floatFeatures.zeroGrad();
        givenFloat.replay();
        givenFloat.backward(floatLoss);
        return floatLoss.item();
    }
}
