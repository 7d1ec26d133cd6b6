package dev.lanegrad.kernels;

import java.util.Arrays;

/**
 * How two row-major arrays {@code a} and {@code b} combine element by element when their shapes differ: NumPy's rule.
 *
 * <p>Shapes are aligned at their last axes; a missing axis counts as one of size 1. Two sizes of an axis must be equal,
 * or one of them 1; that operand is then repeated along the axis. So {@code [3, 1, 5]} and {@code [4, 1]} give
 * {@code [3, 4, 5]}.
 *
 * <p>The plan reduces the common shape to {@code blocks x rows x cols}: axes of size 1 vanish, and neighbouring axes that
 * both operands treat alike become one. Along a row an operand either advances by one element or stays.
 *
 * <p>Immutable, so safe for use by any number of threads; using a plan allocates nothing.
 */
public final class Broadcast {

    private final int[] dims;
    private final int aSize;
    private final int bSize;

    private final Axis row;
    private final Axis col;
    private final Axis[] outer;
    private final int blocks;

    /** An axis: its size, and how far each operand advances along it, 0 where it is repeated. */
    private record Axis(int size, int aStride, int bStride) {

        static final Axis NONE = new Axis(1, 0, 0);

        /** Tells whether a step along this axis is as long as a run through the whole inner one. */
        boolean continues(Axis inner) {
            return aStride == inner.aStride * inner.size && bStride == inner.bStride * inner.size;
        }
    }

    private Broadcast(int[] dims, int aSize, int bSize, Axis[] axes, int rank) {
        this.dims = dims;
        this.aSize = aSize;
        this.bSize = bSize;
        // The axes come innermost first.
        this.col = rank > 0 ? axes[0] : Axis.NONE;
        this.row = rank > 1 ? axes[1] : Axis.NONE;
        this.outer = rank > 2 ? Arrays.copyOfRange(axes, 2, rank) : new Axis[0];
        int count = 1;
        for (Axis axis : outer) {
            count *= axis.size;
        }
        this.blocks = count;
    }

    /**
     * Plans the combination of two shapes.
     *
     * @param operation the operation that an error names
     * @param a         the sizes of the axes of {@code a}, none of them negative
     * @param b         the sizes of the axes of {@code b}, none of them negative
     * @return the plan
     * @throws IllegalArgumentException if the shapes do not broadcast, or if the common shape has more than
     *                                  {@link Integer#MAX_VALUE} elements
     */
    public static Broadcast of(String operation, int[] a, int[] b) {
        int rank = Math.max(a.length, b.length);
        int[] dims = new int[rank];
        Axis[] axes = new Axis[rank];
        int used = 0;
        int aSize = 1;
        int bSize = 1;
        long size = 1;
        for (int i = 1; i <= rank; i++) {
            int m = i <= a.length ? a[a.length - i] : 1;
            int n = i <= b.length ? b[b.length - i] : 1;
            if (m != n && m != 1 && n != 1) {
                throw new IllegalArgumentException(operation + ": a " + Arrays.toString(a) + " and b "
                        + Arrays.toString(b) + " do not broadcast: on axis " + -i + " the sizes " + m + " and " + n
                        + " differ and neither is 1");
            }
            int dim = m == 1 ? n : m;
            dims[rank - i] = dim;
            size *= dim;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(operation + ": a " + Arrays.toString(a) + " and b "
                        + Arrays.toString(b) + " broadcast to more than 2^31 - 1 elements");
            }
            if (dim != 1) {
                used = append(axes, used, new Axis(dim, m == 1 ? 0 : aSize, n == 1 ? 0 : bSize));
            }
            aSize *= m;
            bSize *= n;
        }
        return new Broadcast(dims, aSize, bSize, axes, used);
    }

    /** Appends an axis outside the last one, or merges both. */
    private static int append(Axis[] axes, int used, Axis axis) {
        if (used > 0 && axis.continues(axes[used - 1])) {
            Axis inner = axes[used - 1];
            axes[used - 1] = new Axis(axis.size * inner.size, inner.aStride, inner.bStride);
            return used;
        }
        axes[used] = axis;
        return used + 1;
    }

    /**
     * Returns the common shape.
     *
     * @return a copy of the sizes of its axes
     */
    public int[] dims() {
        return dims.clone();
    }

    /**
     * Returns the number of elements of {@code a}.
     *
     * @return the size
     */
    public int aSize() {
        return aSize;
    }

    /**
     * Returns the number of elements of {@code b}.
     *
     * @return the size
     */
    public int bSize() {
        return bSize;
    }

    /**
     * Returns the number of elements of the common shape: {@code blocks * rows * cols}.
     *
     * @return the size
     */
    public int size() {
        return blocks * row.size * col.size;
    }

    /**
     * Returns the number of blocks.
     *
     * @return the number of blocks
     */
    public int blocks() {
        return blocks;
    }

    /**
     * Returns the number of rows of a block.
     *
     * @return the number of rows
     */
    public int rows() {
        return row.size;
    }

    /**
     * Returns the number of elements of a row.
     *
     * @return the number of columns
     */
    public int cols() {
        return col.size;
    }

    /**
     * Returns where a block begins in {@code a}.
     *
     * @param block the block, in {@code [0, blocks())}
     * @return the index of its first element
     */
    public int aOffset(int block) {
        int offset = 0;
        int rest = block;
        for (Axis axis : outer) {
            offset += rest % axis.size * axis.aStride;
            rest /= axis.size;
        }
        return offset;
    }

    /**
     * Returns where a block begins in {@code b}.
     *
     * @param block the block, in {@code [0, blocks())}
     * @return the index of its first element
     */
    public int bOffset(int block) {
        int offset = 0;
        int rest = block;
        for (Axis axis : outer) {
            offset += rest % axis.size * axis.bStride;
            rest /= axis.size;
        }
        return offset;
    }

    /**
     * Returns the distance of two rows of a block in {@code a}.
     *
     * @return the distance, 0 if {@code a} has one row for all
     */
    public int aRowStride() {
        return row.aStride;
    }

    /**
     * Returns the distance of two rows of a block in {@code b}.
     *
     * @return the distance, 0 if {@code b} has one row for all
     */
    public int bRowStride() {
        return row.bStride;
    }

    /**
     * Tells whether a row has one element of {@code a} for all columns.
     *
     * @return true if {@code a} is repeated along a row
     */
    public boolean aRepeatsAlongRow() {
        return col.aStride == 0;
    }

    /**
     * Tells whether a row has one element of {@code b} for all columns.
     *
     * @return true if {@code b} is repeated along a row
     */
    public boolean bRepeatsAlongRow() {
        return col.bStride == 0;
    }

    /** Returns the common shape, as in {@code [3, 4, 5]}. */
    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
