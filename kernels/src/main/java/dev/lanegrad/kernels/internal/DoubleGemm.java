// Derived from FloatGemm.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Gemm;
import dev.lanegrad.kernels.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Matrix multiplication: checks, choice of path by shape, and the portable kernels.
 *
 * <p>A block of A and a block of B are packed, then multiplied tile by tile. The kernel methods below are what an implementation
 * with explicit SIMD replaces; every replacement must sum each element of C in the same order.
 */
@SuppressWarnings("cast")
public class DoubleGemm implements Gemm<double[]> {

    /** Rows of a portable tile. */
    private static final int TILE_ROWS = 2;

    /** Portable tiles that share a copy of the rows of B. */
    private static final int TILES = 8;

    private final DoubleReductions reductions;

    /** The portable implementation; {@code reductions} gives the dot products of matrix-vector shapes. */
    public DoubleGemm(DoubleReductions reductions) {
        this.reductions = reductions;
    }

    @Override
    public final void gemm(Workers workers, boolean transposeA, boolean transposeB, int m, int n, int k,
                           double alpha, double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb,
                           double beta, double[] c, int cOffset, int ldc) {
        check("gemm", transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        boolean direct = alpha == 1 && (beta == 0 || beta == 1) && GemmBlocking.readsInPlace(m, n, k, ldb)
                && fitsDirectly(transposeA, transposeB, m, n, k, beta != 0);
        Workers chosen = GemmBlocking.workers(workers, m, n, k);
        if (direct && chosen.parallelism() == 1) {
            multiplyDirectly(transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, beta != 0, c, cOffset, ldc);
            return;
        }
        DoubleGemmCall call = DoubleGemmCall.ofThread();
        call.operands(this, transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        call.ends((double) alpha, (double) beta, null, 0, false);
        call.execute(chosen, direct);
    }

    @Override
    public final void gemmBias(Workers workers, boolean transposeA, boolean transposeB, int m, int n, int k,
                               double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb,
                               double[] bias, int biasOffset, boolean relu, double[] c, int cOffset, int ldc) {
        check("gemmBias", transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        GemmChecks.matrix("gemmBias", "bias", bias.length, biasOffset, 1, n, Math.max(1, n));
        if (bias == c) {
            GemmChecks.distinct("gemmBias", "bias", biasOffset, 1, n, Math.max(1, n), cOffset, m, n, ldc);
        }
        boolean direct = GemmBlocking.readsInPlace(m, n, k, ldb) && fitsDirectly(transposeA, transposeB, m, n, k, false);
        Workers chosen = GemmBlocking.workers(workers, m, n, k);
        if (direct && chosen.parallelism() == 1) {
            multiplyDirectly(transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, false, c, cOffset, ldc);
            for (int i = 0; i < m; i++) {
                addBias(n, bias, biasOffset, relu, c, cOffset + i * ldc);
            }
            return;
        }
        DoubleGemmCall call = DoubleGemmCall.ofThread();
        call.operands(this, transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        call.ends(1, 0, bias, biasOffset, relu);
        call.execute(chosen, direct);
    }

    private static void check(String operation, boolean transposeA, boolean transposeB, int m, int n, int k,
                              double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb, double[] c, int cOffset, int ldc) {
        GemmChecks.sizes(operation, m, n, k);
        int aRows = transposeA ? k : m;
        int aColumns = transposeA ? m : k;
        int bRows = transposeB ? n : k;
        int bColumns = transposeB ? k : n;
        GemmChecks.matrix(operation, "A", a.length, aOffset, aRows, aColumns, lda);
        GemmChecks.matrix(operation, "B", b.length, bOffset, bRows, bColumns, ldb);
        GemmChecks.matrix(operation, "C", c.length, cOffset, m, n, ldc);
        if (a == c) {
            GemmChecks.distinct(operation, "A", aOffset, aRows, aColumns, lda, cOffset, m, n, ldc);
        }
        if (b == c) {
            GemmChecks.distinct(operation, "B", bOffset, bRows, bColumns, ldb, cOffset, m, n, ldc);
        }
    }

    /** Whether {@link #multiplyDirectly} has tiles for such a product, and for its rows in tasks. */
    protected boolean fitsDirectly(boolean transposeA, boolean transposeB, int m, int n, int k, boolean add) {
        return false;
    }

    /** {@code C = op(A) op(B)} or {@code C = C + op(A) op(B)} without packing, for sizes of {@link GemmBlocking#readsInPlace}. */
    protected void multiplyDirectly(boolean transposeA, boolean transposeB, int m, int n, int k, double[] a, int aOffset, int lda,
                                    double[] b, int bOffset, int ldb, boolean add, double[] c, int cOffset, int ldc) {
        throw new AssertionError();
    }

    /** Columns of a packed panel of B. */
    protected int panelColumns() {
        return GemmBlocking.NC;
    }

    /** Columns of B that are packed at a time, for blocks of {@code kc} rows. */
    protected int packedColumns(int kc) {
        return GemmBlocking.NC;
    }

    /** How many of nc columns {@link #multiply} can read from an untransposed B that is not packed. */
    protected int directColumns(int nc) {
        return nc;
    }

    /** Packs alpha A, {@code mc x kc}, from {@code aOffset} on: here in rows of kc. */
    protected void packA(int mc, int kc, double alpha, double[] a, int aOffset, int lda, double[] packed, int packedOffset) {
        for (int i = 0; i < mc; i++) {
            for (int p = 0; p < kc; p++) {
                packed[packedOffset + i * kc + p] = alpha * a[aOffset + i * lda + p];
            }
        }
    }

    /** Packs columns [first, end) of alpha op(A), {@code mc x kc}, where A holds its transpose, as {@link #packA} does. */
    protected void packTransposedA(int mc, int kc, int first, int end, double alpha, double[] a, int aOffset, int lda, double[] packed) {
        for (int i = 0; i < mc; i++) {
            for (int p = first; p < end; p++) {
                packed[i * kc + p] = alpha * a[aOffset + p * lda + i];
            }
        }
    }

    /**
     * Packs rows [0, kc) and columns [0, nr), {@code nr <= panelColumns()}, of op(B) as one panel or a part of one: here in rows of NC.
     */
    protected void packB(boolean transpose, int kc, int nr, double[] b, int bOffset, int ldb, double[] packed, int packedOffset) {
        for (int p = 0; p < kc; p++) {
            int row = packedOffset + p * GemmBlocking.NC;
            if (transpose) {
                for (int j = 0; j < nr; j++) {
                    packed[row + j] = b[bOffset + j * ldb + p];
                }
            } else {
                System.arraycopy(b, bOffset + p * ldb, packed, row, nr);
            }
        }
    }

    /**
     * {@code C = A B} or {@code C = C + A B} for a packed block of A, {@code mc x kc}, and panels of B, {@code kc x nc}: the sum over kc
     * starts from 0 and goes up, one fma a step.
     *
     * @param bStride     distance between rows of a panel
     * @param panelStride distance between panels
     * @param scratch     nine arrays of {@link GemmBlocking#SCRATCH} elements
     */
    protected void multiply(int mc, int nc, int kc, double[] a, int aOffset, double[] b, int bOffset, int bStride, int panelStride,
                            boolean add, double[] c, int cOffset, int ldc, double[][] scratch) {
        multiplyRows(mc, nc, kc, a, aOffset, kc, b, bOffset, bStride, panelStride, add, c, cOffset, ldc, scratch);
    }

    /** Whether B is packed into panels outside of the heap, by {@link #packPanel} and for {@link #multiplyPanels}. */
    protected boolean usesPanels() {
        return false;
    }

    /** As {@link #packB} into a panel outside of the heap; {@code scratch} holds MC x KC elements. */
    protected void packPanel(boolean transpose, int kc, int nr, double[] b, int bOffset, int ldb, MemorySegment panels, int offset, double[] scratch) {
        throw new AssertionError();
    }

    /** As {@link #multiply} for panels outside of the heap, one after the other. */
    protected void multiplyPanels(int mc, int nc, int kc, double[] a, int aOffset, MemorySegment panels, int bOffset,
                                  boolean add, double[] c, int cOffset, int ldc, double[][] scratch) {
        throw new AssertionError();
    }

    /** As {@link #multiplyRows} for panels outside of the heap, one after the other. */
    protected void multiplyRowsByPanels(int mc, int nc, int kc, double[] a, int aOffset, int lda, MemorySegment panels, int bOffset,
                                        boolean add, double[] c, int cOffset, int ldc, double[][] scratch) {
        throw new AssertionError();
    }

    /** Whether it is faster to read rows of A where they lie, unless they are far apart, by {@link #multiplyRows}, than to pack them for so few columns. */
    protected boolean readsRows(int m, int n) {
        return false;
    }

    /** As {@link #multiply} for rows of A that are not packed, {@code lda} apart. */
    protected void multiplyRows(int mc, int nc, int kc, double[] a, int aOffset, int lda, double[] b, int bOffset, int bStride, int panelStride,
                                boolean add, double[] c, int cOffset, int ldc, double[][] scratch) {
        for (int i = 0; i < mc; i += TILES * TILE_ROWS) {
            int rows = Math.min(TILES * TILE_ROWS, mc - i);
            int tiles = (rows - 1) / TILE_ROWS + 1;
            for (int t = 0; t < tiles; t++) {
                Arrays.fill(scratch[t], 0, TILE_ROWS * GemmBlocking.NC, 0);
            }
            multiplyTiles(tiles, nc, kc, a, aOffset + i * lda, lda, b, bOffset, bStride, scratch);
            for (int r = 0; r < rows; r++) {
                double[] tile = scratch[r / TILE_ROWS];
                int from = r % TILE_ROWS * GemmBlocking.NC;
                if (add) {
                    addRow(nc, 1, tile, from, c, cOffset + (i + r) * ldc);
                } else {
                    System.arraycopy(tile, from, c, cOffset + (i + r) * ldc, nc);
                }
            }
        }
    }

    /**
     * Four steps along k at a time. The compiler turns the loops over columns into SIMD only where no variable offset tells two arrays
     * apart: so each tile is an array, and the rows of B are copied to one, to be used by all tiles.
     */
    private static void multiplyTiles(int tiles, int nc, int kc, double[] a, int aOffset, int lda, double[] b, int bOffset, int bStride,
                                      double[][] scratch) {
        double[] rows = scratch[TILES];
        int p = 0;
        for (; p + 4 <= kc; p += 4) {
            for (int r = 0; r < 4; r++) {
                System.arraycopy(b, bOffset + (p + r) * bStride, rows, r * GemmBlocking.NC, nc);
            }
            for (int t = 0; t < tiles; t++) {
                addProducts(nc, a, aOffset + t * TILE_ROWS * lda + p, lda, rows, scratch[t]);
            }
        }
        for (; p < kc; p++) {
            System.arraycopy(b, bOffset + p * bStride, rows, 0, nc);
            for (int t = 0; t < tiles; t++) {
                addProduct(nc, a, aOffset + t * TILE_ROWS * lda + p, lda, rows, scratch[t]);
            }
        }
    }

    /** Two rows, four steps along k. With more the loop is too large for the compiler to unroll, and so to vectorise. */
    private static void addProducts(int nc, double[] a, int aOffset, int lda, double[] b, double[] t) {
        final int ncMax = GemmBlocking.NC;
        double a00 = a[aOffset];
        double a01 = a[aOffset + 1];
        double a02 = a[aOffset + 2];
        double a03 = a[aOffset + 3];
        double a10 = a[aOffset + lda];
        double a11 = a[aOffset + lda + 1];
        double a12 = a[aOffset + lda + 2];
        double a13 = a[aOffset + lda + 3];
        for (int j = 0; j < nc; j++) {
            double b0 = b[j];
            double b1 = b[ncMax + j];
            double b2 = b[2 * ncMax + j];
            double b3 = b[3 * ncMax + j];
            t[j] = Math.fma(a03, b3, Math.fma(a02, b2, Math.fma(a01, b1, Math.fma(a00, b0, t[j]))));
            t[ncMax + j] = Math.fma(a13, b3, Math.fma(a12, b2, Math.fma(a11, b1, Math.fma(a10, b0, t[ncMax + j]))));
        }
    }

    /** Two rows, one step along k. */
    private static void addProduct(int nc, double[] a, int aOffset, int lda, double[] b, double[] t) {
        final int ncMax = GemmBlocking.NC;
        double a0 = a[aOffset];
        double a1 = a[aOffset + lda];
        for (int j = 0; j < nc; j++) {
            t[j] = Math.fma(a0, b[j], t[j]);
            t[ncMax + j] = Math.fma(a1, b[j], t[ncMax + j]);
        }
    }

    // ---- one row or one column

    /** {@code y[i] = dot(M[i], x)} for rows of length k. */
    final void dotRows(int rows, int k, double[] matrix, int offset, int ld, double[] x, double[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            y[yOffset + i] = (double) reductions.dot(k, matrix, offset + i * ld, x, 0);
        }
    }

    /** {@code y[j] = sum_p x[p] M[p, j]} for n columns. */
    protected void addRows(int n, int k, double[] matrix, int offset, int ld, double[] x, double[] y, int yOffset) {
        Arrays.fill(y, yOffset, yOffset + n, 0);
        for (int p = 0; p < k; p++) {
            addRow(n, x[p], matrix, offset + p * ld, y, yOffset);
        }
    }

    private static void addRow(int n, double x, double[] row, int rowOffset, double[] y, int yOffset) {
        for (int j = 0; j < n; j++) {
            y[yOffset + j] = Math.fma(x, row[rowOffset + j], y[yOffset + j]);
        }
    }

    // ---- ends

    /** {@code to[i] = from[i * stride]}. */
    static void gather(int n, double[] from, int fromOffset, int stride, double[] to) {
        if (stride == 1) {
            System.arraycopy(from, fromOffset, to, 0, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            to[i] = from[fromOffset + i * stride];
        }
    }

    /** {@code c[i * stride] = alpha sums[i] + beta c[i * stride]}. */
    static void store(int n, double alpha, double[] sums, int sumsOffset, double beta, double[] c, int cOffset, int stride) {
        for (int i = 0; i < n; i++) {
            double product = sums[sumsOffset + i];
            int at = cOffset + i * stride;
            c[at] = beta == 0 ? alpha * product : Math.fma(alpha, product, beta * c[at]);
        }
    }

    static void scale(int n, double beta, double[] c, int cOffset) {
        for (int j = 0; j < n; j++) {
            c[cOffset + j] = beta == 0 ? 0 : beta * c[cOffset + j];
        }
    }

    /** {@code c[j] += bias[j]}, then {@code c[j] = max(c[j], 0)} if asked. */
    protected void addBias(int n, double[] bias, int biasOffset, boolean relu, double[] c, int cOffset) {
        if (relu) {
            for (int j = 0; j < n; j++) {
                c[cOffset + j] = Math.max(c[cOffset + j] + bias[biasOffset + j], 0);
            }
        } else {
            for (int j = 0; j < n; j++) {
                c[cOffset + j] += bias[biasOffset + j];
            }
        }
    }
}
