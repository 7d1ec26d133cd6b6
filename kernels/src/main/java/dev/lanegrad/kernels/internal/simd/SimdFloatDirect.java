package dev.lanegrad.kernels.internal.simd;

import static dev.lanegrad.kernels.internal.simd.FloatLanes.HALF_LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.LANES;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.REGISTER;
import static dev.lanegrad.kernels.internal.simd.FloatLanes.SPECIES;

import dev.lanegrad.kernels.internal.GemmBlocking;
import jdk.incubator.vector.FloatVector;

/**
 * Products too small to pay for packing: C = A B with A and B read where they lie; what is transposed is copied first.
 *
 * <p>C is cut into groups of up to four vectors of columns, and {@link SimdFloatDirectTiles} goes down a group. The last group ends with C,
 * so that it may overlap the one before, and its last vector the one before that: both store the same bits. C + A B is computed in scratch memory and
 * then added. Where C is narrower than a vector, rows of B are read to the end of a vector, see {@link #narrow}.
 */
final class SimdFloatDirect {

    /** Whether 24 accumulators stay in registers. */
    private static final boolean MANY_REGISTERS = SimdFloatGemm.MR == 8;

    /** Elements of scratch memory for each matrix. */
    private static final int BESIDE = 16384;

    private static final class Scratch {
        final float[] a = new float[BESIDE];
        final float[] b = new float[BESIDE];
        final float[] c = new float[BESIDE];
        final float[] edge = new float[8 * LANES];
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private SimdFloatDirect() {
    }

    /** Whether there are tiles for the shape, and scratch memory for what it needs. */
    static boolean fits(boolean transposeA, boolean transposeB, int m, int n, int k, boolean add) {
        return n > 1 && m >= (n < LANES ? 8 : 4)
                && (!transposeA || (long) m * GemmBlocking.ceil(k, LANES) <= BESIDE)
                && (!transposeB || (long) k * GemmBlocking.ceil(n, LANES) <= BESIDE)
                && (!add || (long) m * GemmBlocking.ceil(n, LANES) <= BESIDE);
    }

    static void multiply(boolean transposeA, boolean transposeB, int m, int n, int k, float[] a, int aOffset, int lda,
                         float[] b, int bOffset, int ldb, boolean add, float[] c, int cOffset, int ldc) {
        if (!transposeA && !transposeB && !add) {
            multiplyGroups(m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
            return;
        }
        Scratch scratch = SCRATCH.get();
        float[] rowsOfA = a;
        int firstA = aOffset;
        int strideA = lda;
        if (transposeA) {
            rowsOfA = scratch.a;
            firstA = 0;
            strideA = GemmBlocking.ceil(k, LANES);
            SimdFloatPacking.transpose(k, m, a, aOffset, lda, rowsOfA, 0, strideA);
        }
        float[] rowsOfB = b;
        int firstB = bOffset;
        int strideB = ldb;
        if (transposeB) {
            rowsOfB = scratch.b;
            firstB = 0;
            strideB = GemmBlocking.ceil(n, LANES);
            SimdFloatPacking.transpose(n, k, b, bOffset, ldb, rowsOfB, 0, strideB);
        }
        if (add) {
            int ld = n < LANES ? n : GemmBlocking.ceil(n, LANES);
            multiplyGroups(m, n, k, rowsOfA, firstA, strideA, rowsOfB, firstB, strideB, scratch.c, 0, ld);
            addProduct(m, n, scratch.c, ld, c, cOffset, ldc);
        } else {
            multiplyGroups(m, n, k, rowsOfA, firstA, strideA, rowsOfB, firstB, strideB, c, cOffset, ldc);
        }
    }

    private static void multiplyGroups(int m, int n, int k, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
                                       float[] c, int cOffset, int ldc) {
        if (n <= LANES) {
            multiplyVector(m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
            return;
        }
        for (int j = 0; j < n;) {
            int vectors = vectors(m, n, (n - j - 1) / LANES + 1);
            int column = Math.clamp(n - vectors * LANES, 0, j);
            int last = Math.min((vectors - 1) * LANES, n - LANES - column);
            multiplyGroup(vectors, m, k, a, aOffset, lda, b, bOffset + column, ldb, last, c, cOffset + column, ldc);
            j = column + vectors * LANES;
        }
    }

    /** How many of the vectors that are left come next: tiles of three and four vectors are the fastest where m is about a multiple of their rows. */
    private static int vectors(int m, int n, int left) {
        if (!MANY_REGISTERS || m < 8) {
            return Math.min(left, 2);
        }
        boolean five = n >= 4 * LANES && left != 5 && left != 6 && 8 * GemmBlocking.ceil(m, 5) <= 9 * GemmBlocking.ceil(m, 8);
        return left < 4 ? left : five ? 4 : left == 4 ? 2 : 3;
    }

    /** The last of the vectors begins {@code last} columns from the first, so that it may overlap the one before. */
    private static void multiplyGroup(int vectors, int m, int k, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
                                      int last, float[] c, int cOffset, int ldc) {
        boolean eight = MANY_REGISTERS && m >= 8;
        switch (vectors) {
            case 4 -> SimdFloatDirectTiles.fiveByFour(m, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
            case 3 -> SimdFloatDirectTiles.eightByThree(m, k, a, aOffset, lda, b, bOffset, ldb, last, c, cOffset, ldc);
            case 2 -> {
                if (eight) {
                    SimdFloatDirectTiles.eightByTwo(m, k, a, aOffset, lda, b, bOffset, ldb, last, c, cOffset, ldc);
                } else {
                    SimdFloatDirectTiles.fourByTwo(m, k, a, aOffset, lda, b, bOffset, ldb, last, c, cOffset, ldc);
                }
            }
            default -> multiplyVector(m, LANES, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        }
    }

    private static void multiplyVector(int m, int n, int k, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
                                       float[] c, int cOffset, int ldc) {
        if (n == LANES && m < 8) {
            SimdFloatDirectTiles.fourByOne(m, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
            return;
        }
        int width = n <= HALF_LANES ? HALF_LANES : LANES;
        boolean wholeB = bOffset + (k - 1) * ldb <= b.length - width;
        if (wholeB && n == width) {
            narrowTiles(width, m, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
            return;
        }
        Scratch scratch = SCRATCH.get();
        if (wholeB) {
            narrow(width, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, scratch.edge);
        } else {
            copyRows(k, n, b, bOffset, ldb, scratch.b);
            narrow(width, m, n, k, a, aOffset, lda, scratch.b, 0, LANES, c, cOffset, ldc, scratch.edge);
        }
    }

    /** Copies rows to a vector each; whole vectors of them where the array does not end before. */
    private static void copyRows(int rows, int n, float[] x, int xOffset, int ldx, float[] y) {
        int i = 0;
        for (; i < rows && xOffset + i * ldx <= x.length - LANES; i++) {
            REGISTER.cast(FloatVector.fromArray(SPECIES, x, xOffset + i * ldx)).intoArray(y, i * LANES);
        }
        for (; i < rows; i++) {
            System.arraycopy(x, xOffset + i * ldx, y, i * LANES, n);
        }
    }

    /**
     * C of fewer columns than its vectors have lanes. Where its rows follow each other, what is too much of a vector is overwritten by the next one, so that
     * only the last tiles, beyond which there may be something else, go by way of scratch memory. Masked stores would need none, but AMD's processors
     * take two thirds of the time of 8 x 8 x 8 for them.
     */
    private static void narrow(int width, int m, int n, int k, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
                               float[] c, int cOffset, int ldc, float[] tile) {
        int inPlace = ldc == n ? Math.max(0, m - (width - 1) / n) & -8 : 0;
        if (inPlace > 0) {
            narrowTiles(width, inPlace, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        }
        for (int i = inPlace; i < m; i += 8) {
            int first = Math.min(i, m - 8);
            narrowTiles(width, 8, k, a, aOffset + first * lda, lda, b, bOffset, ldb, tile, 0, n);
            if (ldc == n) {
                System.arraycopy(tile, 0, c, cOffset + first * n, 8 * n);
            } else {
                for (int r = 0; r < 8; r++) {
                    System.arraycopy(tile, r * n, c, cOffset + (first + r) * ldc, n);
                }
            }
        }
    }

    private static void narrowTiles(int width, int m, int k, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
                                    float[] c, int cOffset, int ldc) {
        if (width < LANES) {
            SimdFloatHalfNarrowTile.eightByOne(m, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        } else {
            SimdFloatNarrowTile.eightByOne(m, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        }
    }

    /** {@code C = C + product}. */
    private static void addProduct(int m, int n, float[] product, int ld, float[] c, int cOffset, int ldc) {
        for (int i = 0; i < m; i++) {
            int from = i * ld;
            int to = cOffset + i * ldc;
            int j = 0;
            for (; j + LANES <= n; j += LANES) {
                FloatVector sum = REGISTER.cast(FloatVector.fromArray(SPECIES, product, from + j));
                sum.add(FloatVector.fromArray(SPECIES, c, to + j)).intoArray(c, to + j);
            }
            for (; j < n; j++) {
                c[to + j] += product[from + j];
            }
        }
    }
}
