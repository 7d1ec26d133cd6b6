package dev.lanegrad.bench.ops;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Kernels;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * The inputs of all operations, the same numbers for each implementation.
 *
 * @param <A> the type of the arrays
 * @param kernels what computes
 * @param x any numbers {@code [rows, 64]}
 * @param y other numbers {@code [rows, 64]}
 * @param p numbers between 0 and 1 {@code [rows, 64]}
 * @param weight {@code [64, 64]}
 * @param bias {@code [64]}
 * @param target labels of 0 and 1 {@code [rows, 64]}, a constant
 * @param upstream an upstream gradient of the same size, for smaller results its beginning
 * @param index a row for each row
 */
record OpInput<A>(Kernels<A> kernels, Tensor<A> x, Tensor<A> y, Tensor<A> p, Tensor<A> weight, Tensor<A> bias, Tensor<A> target,
                  A upstream, int[] index) {

    /** Elements of a row. */
    static final int COLUMNS = 64;

    static <A> OpInput<A> of(Kernels<A> kernels, int rows) {
        SplittableRandom random = new SplittableRandom(1);
        int n = rows * COLUMNS;
        Shape shape = Shape.of(rows, COLUMNS);
        return new OpInput<>(kernels,
                Tensor.parameter(kernels, shape, array(kernels, n, random::nextGaussian)),
                Tensor.parameter(kernels, shape, array(kernels, n, random::nextGaussian)),
                Tensor.parameter(kernels, shape, array(kernels, n, () -> random.nextDouble(0.05, 0.95))),
                Tensor.parameter(kernels, Shape.of(COLUMNS, COLUMNS), array(kernels, COLUMNS * COLUMNS, random::nextGaussian)),
                Tensor.parameter(kernels, Shape.of(COLUMNS), array(kernels, COLUMNS, random::nextGaussian)),
                Tensor.constant(kernels, shape, array(kernels, n, () -> random.nextInt(2))),
                array(kernels, n, random::nextGaussian), random.ints(rows, 0, rows).toArray());
    }

    private static <A> A array(Kernels<A> kernels, int n, DoubleSupplier numbers) {
        A array = kernels.storage().allocate(n);
        for (int i = 0; i < n; i++) {
            kernels.storage().set(array, i, numbers.getAsDouble());
        }
        return array;
    }
}
