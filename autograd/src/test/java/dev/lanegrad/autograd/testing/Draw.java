package dev.lanegrad.autograd.testing;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.testing.OpCase.Input;
import dev.lanegrad.autograd.testing.OpCase.Recorder;
import dev.lanegrad.autograd.testing.OpCase.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** Random shapes and values, determined by a seed. Sizes of axes lie between 1 and a bound. */
public final class Draw {

    private static final int MAX_SIZE = 5000;

    private final SplittableRandom random;
    private final int maxDim;
    private int moved;

    public Draw(long seed, int maxDim) {
        this.random = new SplittableRandom(seed);
        this.maxDim = maxDim;
    }

    /** The source of randomness, for what has no method here, such as labels. */
    public SplittableRandom random() {
        return random;
    }

    /** The size of an axis. */
    public int dim() {
        return 1 + random.nextInt(maxDim);
    }

    /** A shape of {@code minRank} to {@code maxRank} axes with at most 5,000 elements. */
    public Shape shape(int minRank, int maxRank) {
        int rank = minRank + random.nextInt(maxRank - minRank + 1);
        int[] dims = new int[rank];
        int size = 1;
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = 1 + random.nextInt(Math.min(maxDim, MAX_SIZE / size));
            size *= dims[axis];
        }
        return Shape.of(dims);
    }

    /** A shape that broadcasts to the given one or beyond it: leading axes dropped, some sizes 1. */
    public Shape broadcastable(Shape shape) {
        int dropped = random.nextInt(shape.rank() + 1);
        return Shape.of(Arrays.stream(shape.dims()).skip(dropped).map(n -> random.nextInt(3) == 0 ? 1 : n).toArray());
    }

    /** Some of the axes of a shape, some of them counted from the end. */
    public int[] axes(Shape shape) {
        return IntStream.range(0, shape.rank())
                .filter(axis -> random.nextBoolean())
                .map(axis -> random.nextBoolean() ? axis : axis - shape.rank())
                .toArray();
    }

    /** A parameter of normally distributed values. */
    public Input normal(String name, Shape shape) {
        return parameter(name, shape, random::nextGaussian);
    }

    /** A parameter of values uniform in an interval. */
    public Input uniform(String name, Shape shape, double min, double max) {
        return parameter(name, shape, () -> min + (max - min) * random.nextDouble());
    }

    /** A parameter of values that lie at least a hundredth away from all kinks. */
    public Input awayFrom(String name, Shape shape, double... kinks) {
        return parameter(name, shape, () -> {
            double value = random.nextGaussian();
            for (double kink : kinks) {
                if (Math.abs(value - kink) < 0.01) {
                    value = kink + Math.copySign(0.01, value - kink);
                    moved++;
                }
            }
            return value;
        });
    }

    /** How many values {@link #awayFrom} has moved. */
    public int moved() {
        return moved;
    }

    private Input parameter(String name, Shape shape, DoubleSupplier values) {
        double[] x = new double[shape.size()];
        Arrays.setAll(x, i -> values.getAsDouble());
        return new Input(name, shape, x, true);
    }

    /** Completes a sample. */
    public Sample sample(Recorder recorder, Input... inputs) {
        return new Sample(recorder, List.of(inputs));
    }
}
