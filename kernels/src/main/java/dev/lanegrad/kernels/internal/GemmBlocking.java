package dev.lanegrad.kernels.internal;

/** How a product is cut. Sizes are elements, for float and double alike; docs/gemm.md tells how they were found. */
public final class GemmBlocking {

    /** Longest block along k. It is part of the summation order: never let it depend on the hardware. */
    public static final int KC = 256;

    /** Rows of A packed at a time, and rows of C in one task. */
    public static final int MC = 64;

    /** Columns of B packed at a time. */
    public static final int NC = 512;

    /** Rows of A are padded to a multiple of this many. */
    public static final int MR = 8;

    /** Blocks of rows are cut into groups of columns until there are about so many tasks. */
    static final int MIN_TASKS = 8;

    /** Multiplications in one task of a matrix-vector product. */
    static final int VECTOR_TASK = 65536;

    /** Products of fewer multiplications stay on the calling thread. */
    static final long PARALLEL_FROM = 64 * 64 * 64;

    private GemmBlocking() {
    }

    /** Length of the blocks when {@code size} is cut into as few as possible of at most {@code max}, alike but for the last, each a multiple of {@code unit}. */
    static int balanced(int size, int max, int unit) {
        int blocks = (size - 1) / max + 1;
        int block = (size - 1) / blocks + 1;
        return (block + unit - 1) / unit * unit;
    }
}
