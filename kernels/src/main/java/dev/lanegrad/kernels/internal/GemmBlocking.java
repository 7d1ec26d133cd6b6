package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Workers;

/** How a product is cut. Sizes are elements, for float and double alike; docs/gemm.md tells how they were found. */
public final class GemmBlocking {

    /** Longest block along k. It is part of the summation order: never let it depend on the hardware. */
    public static final int KC = 256;

    /** Rows of C in one task. */
    public static final int MC = 64;

    /** Bytes of A that are packed at a time: an eighth of the second cache, so that they are still there when they are used. */
    private static final int PACKED_A = 1 << 18;

    /** Bytes of B that are packed at a time: the more there are, the less often A is packed, and the farther away they lie. */
    public static final int PACKED_B = 1 << 20;

    /** Columns of a portable panel of B. */
    public static final int NC = 512;

    /** Rows of A are padded to a multiple of this many. */
    public static final int MR = 8;

    /**
     * Rows of a transposed A, or of B, in one task of packing: few enough to read them as streams, and for panels that lie a power of two apart not
     * to push each other out of the cache.
     */
    static final int STRIP = 16;

    /** Blocks of rows are cut into groups of columns until there are about so many tasks. */
    static final int TASKS = 8;

    /**
     * With so many rows a task packs its own of an untransposed A, and no core reads what another has packed of it; for at least so many columns,
     * since each group of columns packs them again.
     */
    static final int OWN_ROWS = 4 * MC;
    static final int OWN_COLUMNS = 512;

    /** Elements between rows of A up to which they lie near each other: farther apart, every row is on a page of its own. */
    static final int NEAR_ROWS = 1024;

    /** With so many rows or columns for each thread, a thread packs all that it needs: no core reads what another has packed. */
    static final int APART = 128;

    /** Its piece is a multiple of so many rows or columns, few enough for pieces to be alike: of 784 columns for two threads 400 and 384. */
    static final int PIECE = 16;

    /** Multiplications in one task of a matrix-vector product. */
    static final int VECTOR_TASK = 65536;

    /** With at most so many rows an untransposed B is read where it lies: packing it would not pay. */
    private static final int DIRECT_ROWS = 48;

    /** An untransposed B of at most so many elements, counting what lies between its rows, stays in the first cache unpacked. */
    private static final int DIRECT_ELEMENTS = 8192;

    /** Elements of scratch memory: four rows of NC, which hold any tile. */
    public static final int SCRATCH = 4 * NC;

    /** Products of at most so many multiplications are computed from A and B as they lie. */
    private static final int SMALL = 120 * 120 * 120;

    /** The longest k for which larger products are computed so, too, and the largest A. */
    private static final int SHORT = 128;
    private static final int DIRECT_A = 1 << 17;

    /** Products of fewer multiplications stay on the calling thread: it computes them in the time that another takes to wake. */
    private static final int PARALLEL_FROM = 128 * 128 * 128;

    /** The same for products with a vector, where every multiplication reads an element. */
    private static final int PARALLEL_VECTOR_FROM = 64 * 64 * 64;

    /** Rows in one task, at least, where threads share a product that is computed from A and B as they lie. */
    static final int DIRECT_TASK = 64;

    private GemmBlocking() {
    }

    /** Whether packing would cost more than it saves. */
    static boolean readsInPlace(int m, int n, int k, int ldb) {
        return k > 0 && k <= KC && ((long) m * n * k <= SMALL || staysInCaches(m, k, ldb));
    }

    /** Whether a group of columns of B stays in the first cache, its rows far from a power of two apart or close together, and A in the second. */
    private static boolean staysInCaches(int m, int k, int ldb) {
        return k <= SHORT && (long) m * k <= DIRECT_A && (ldb % 256 != 0 || (long) k * ldb <= DIRECT_ELEMENTS);
    }

    /** Bytes of A that are packed at a time: of a transposed A more, since its rows are read in pieces as long as a slab is high. */
    static int packedBytes(boolean transposeA) {
        return transposeA ? 2 * PACKED_A : PACKED_A;
    }

    /** The workers that are worth calling. */
    static Workers workers(Workers workers, int m, int n, int k) {
        return (long) m * n * k < (m == 1 || n == 1 ? PARALLEL_VECTOR_FROM : PARALLEL_FROM) ? Workers.single() : workers;
    }

    /** Whether B is read where it lies. */
    static boolean readsDirectly(int m, int k, int ldb) {
        return m <= DIRECT_ROWS || (long) k * ldb <= DIRECT_ELEMENTS;
    }

    /** Length of the blocks when {@code size} is cut into as few as possible of at most {@code max}, alike but for the last, each a multiple of {@code unit}. */
    static int balanced(int size, int max, int unit) {
        int blocks = (size - 1) / max + 1;
        return ceil((size - 1) / blocks + 1, unit);
    }

    /** The least multiple of {@code unit} that is not less than {@code size}. */
    public static int ceil(int size, int unit) {
        return (size - 1) / unit * unit + unit;
    }
}
