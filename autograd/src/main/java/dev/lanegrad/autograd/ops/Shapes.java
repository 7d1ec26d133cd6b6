package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Shape;
import java.util.Arrays;

/** Checks and cuts of shapes that operations share. */
final class Shapes {

    private Shapes() {
    }

    /** Requires that a shape has at least so many axes. */
    static void requireRank(String operation, String name, Shape shape, int rank) {
        if (shape.rank() < rank) {
            throw new IllegalArgumentException(operation + ": " + name + " " + shape + " must have at least "
                    + (rank == 1 ? "one axis" : rank + " axes"));
        }
    }

    /** The shape without its last {@code count} axes. */
    static Shape leading(Shape shape, int count) {
        return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - count));
    }

    /** The shape without its first {@code count} axes. */
    static Shape trailing(Shape shape, int count) {
        return Shape.of(Arrays.copyOfRange(shape.dims(), count, shape.rank()));
    }

    /** The shape without one axis. */
    static Shape without(Shape shape, int axis) {
        return append(leading(shape, shape.rank() - axis), trailing(shape, axis + 1).dims());
    }

    /** The shape with further axes. */
    static Shape append(Shape shape, int... dims) {
        int[] all = Arrays.copyOf(shape.dims(), shape.rank() + dims.length);
        System.arraycopy(dims, 0, all, shape.rank(), dims.length);
        return Shape.of(all);
    }

    /** The distance between the rows of a matrix that a product takes: at least 1, even where the rows are empty. */
    static int rowStride(Shape shape) {
        return Math.max(1, shape.dim(-1));
    }

    /**
     * The common shape of leading axes: aligned at the end, each pair of sizes equal or one of them 1. An error names the
     * whole shapes.
     */
    static Shape broadcast(String operation, Shape a, Shape leadingA, Shape b, Shape leadingB) {
        int[] dims = new int[Math.max(leadingA.rank(), leadingB.rank())];
        for (int axis = 1; axis <= dims.length; axis++) {
            int sizeA = axis <= leadingA.rank() ? leadingA.dim(-axis) : 1;
            int sizeB = axis <= leadingB.rank() ? leadingB.dim(-axis) : 1;
            if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
                throw new IllegalArgumentException(operation + ": the leading axes of a " + a + " and b " + b
                        + " do not broadcast: aligned at the end, sizes must be equal or 1");
            }
            dims[dims.length - axis] = sizeA == 1 ? sizeB : sizeA;
        }
        return Shape.of(dims);
    }

    /** For every index of a common shape the offset of an operand's block, in row-major order. */
    static int[] offsets(Shape common, Shape operand, int block) {
        int[] offsets = new int[common.size()];
        for (int i = 0; i < offsets.length; i++) {
            int rest = i;
            int stride = block;
            for (int axis = 1; axis <= operand.rank(); axis++) {
                int index = rest % common.dim(-axis);
                rest /= common.dim(-axis);
                if (operand.dim(-axis) > 1) {
                    offsets[i] += index * stride;
                    stride *= operand.dim(-axis);
                }
            }
        }
        return offsets;
    }
}
