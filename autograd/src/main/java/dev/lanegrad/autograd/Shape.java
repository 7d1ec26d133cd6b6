package dev.lanegrad.autograd;

import java.util.Arrays;

/**
 * The sizes of a tensor's axes. Tensors are contiguous and row-major: the last axis varies fastest.
 *
 * <p>Immutable, so safe for use by any number of threads.
 */
public final class Shape {

    private static final Shape SCALAR = new Shape(new int[0], 1);

    private final int[] dims;
    private final int size;

    private Shape(int[] dims, int size) {
        this.dims = dims;
        this.size = size;
    }

    /**
     * Creates a shape.
     *
     * @param dims the size of each axis, at least 0; none for a scalar
     * @return the shape
     * @throws IllegalArgumentException if a size is negative, or if the shape has more than
     *                                  {@link Integer#MAX_VALUE} elements
     */
    public static Shape of(int... dims) {
        if (dims.length == 0) {
            return SCALAR;
        }
        int size = 1;
        for (int dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException(
                        "Shape: " + Arrays.toString(dims) + " has the negative size " + dim);
            }
            try {
                size = Math.multiplyExact(size, dim);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        "Shape: " + Arrays.toString(dims) + " has more than 2^31 - 1 elements", e);
            }
        }
        return new Shape(dims.clone(), size);
    }

    /**
     * Returns the number of axes.
     *
     * @return the rank, 0 for a scalar
     */
    public int rank() {
        return dims.length;
    }

    /**
     * Returns the number of elements: the product of the sizes.
     *
     * @return the number of elements, 1 for a scalar
     */
    public int size() {
        return size;
    }

    /**
     * Returns the size of an axis.
     *
     * @param axis the axis, from 0; negative ones count from the end, -1 being the last
     * @return its size
     * @throws IllegalArgumentException if there is no such axis
     */
    public int dim(int axis) {
        return dims[axis("Shape.dim", axis)];
    }

    /**
     * Resolves an axis that may count from the end.
     *
     * @param operation the operation that an error names
     * @param axis      the axis, in {@code [-rank, rank)}
     * @return the axis, in {@code [0, rank)}
     * @throws IllegalArgumentException if there is no such axis
     */
    public int axis(String operation, int axis) {
        if (axis < -dims.length || axis >= dims.length) {
            throw new IllegalArgumentException(operation + ": axis = " + axis + " must lie in ["
                    + -dims.length + ", " + dims.length + ") for the shape " + this);
        }
        return axis < 0 ? axis + dims.length : axis;
    }

    /**
     * Returns the sizes of all axes.
     *
     * @return a copy of the sizes
     */
    public int[] dims() {
        return dims.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** Returns the sizes in brackets, as in {@code [2, 320]}. */
    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
