package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.kernels.Broadcast;
import java.util.Arrays;

/**
 * Some axes of a shape over which an operation reduces.
 *
 * @param result the shape of the result
 * @param count  the number of elements that make one
 * @param plan   how the shape, as operand {@code a}, combines with the result's, as operand {@code b}
 */
record Axes(Shape result, long count, Broadcast plan) {

    /** All axes. */
    static Axes all(String operation, Shape shape) {
        return new Axes(Shape.of(), shape.size(), Broadcast.of(operation, shape.dims(), new int[0]));
    }

    /** The axes given, which may count from the end; they stay with size 1 or vanish. */
    static Axes of(String operation, Shape shape, int[] axes, boolean keepDims) {
        boolean[] reduced = new boolean[shape.rank()];
        for (int axis : axes) {
            int resolved = shape.axis(operation, axis);
            if (reduced[resolved]) {
                throw new IllegalArgumentException(operation + ": axes " + Arrays.toString(axes)
                        + " must name each axis of the shape " + shape + " at most once");
            }
            reduced[resolved] = true;
        }
        int[] kept = shape.dims();
        int[] remaining = new int[shape.rank()];
        int rank = 0;
        long count = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (reduced[axis]) {
                count *= shape.dim(axis);
                kept[axis] = 1;
            } else {
                remaining[rank++] = shape.dim(axis);
            }
        }
        Shape result = Shape.of(keepDims ? kept : Arrays.copyOf(remaining, rank));
        return new Axes(result, count, Broadcast.of(operation, shape.dims(), kept));
    }
}
