package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Gemm;
import dev.lanegrad.kernels.Workers;
import java.util.Arrays;

/**
 * Matrix multiplication: checks, choice of path by shape, and the portable kernels.
 *
 * <p>A block of A and a block of B are packed, then multiplied tile by tile. The kernel methods below are what an implementation
 * with explicit SIMD replaces; every replacement must sum each element of C in the same order.
 */
public class FloatGemm implements Gemm<float[]> {

    /** Rows of the portable tile; also its step along k. */
    static final int TILE_ROWS = 4;

    private final FloatReductions reductions;

    /** The portable implementation; {@code reductions} gives the dot products of matrix-vector shapes. */
    public FloatGemm(FloatReductions reductions) {
        this.reductions = reductions;
    }

    @Override
    public final void gemm(Workers workers, boolean transposeA, boolean transposeB, int m, int n, int k,
                           double alpha, float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
                           double beta, float[] c, int cOffset, int ldc) {
        check("gemm", transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        FloatGemmCall call = FloatGemmCall.ofThread();
        call.operands(this, transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        call.ends((float) alpha, (float) beta, null, 0, false);
        call.execute(workers);
    }

    @Override
    public final void gemmBias(Workers workers, boolean transposeA, boolean transposeB, int m, int n, int k,
                               float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb,
                               float[] bias, int biasOffset, boolean relu, float[] c, int cOffset, int ldc) {
        check("gemmBias", transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        GemmChecks.matrix("gemmBias", "bias", bias.length, biasOffset, 1, n, Math.max(1, n));
        if (bias == c) {
            GemmChecks.distinct("gemmBias", "bias", biasOffset, 1, n, Math.max(1, n), cOffset, m, n, ldc);
        }
        FloatGemmCall call = FloatGemmCall.ofThread();
        call.operands(this, transposeA, transposeB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc);
        call.ends(1, 0, bias, biasOffset, relu);
        call.execute(workers);
    }

    private static void check(String operation, boolean transposeA, boolean transposeB, int m, int n, int k,
                              float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb, float[] c, int cOffset, int ldc) {
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

    /** Columns of a packed panel of B. */
    protected int panelColumns() {
        return GemmBlocking.NC;
    }

    /** How many of nc columns {@link #multiply} can read from an untransposed B that is not packed. */
    protected int directColumns(int nc) {
        return nc;
    }

    /**
     * Packs rows [0, mc) and columns [0, kc) of alpha op(A), whose first element is at {@code aOffset}: here in rows of kc.
     */
    protected void packA(boolean transpose, int mc, int kc, float alpha, float[] a, int aOffset, int lda, float[] packed, int packedOffset) {
        for (int i = 0; i < mc; i++) {
            int first = transpose ? aOffset + i : aOffset + i * lda;
            int step = transpose ? lda : 1;
            for (int p = 0; p < kc; p++) {
                packed[packedOffset + i * kc + p] = alpha * a[first + p * step];
            }
        }
    }

    /**
     * Packs rows [0, kc) and columns [0, nr), {@code nr <= panelColumns()}, of op(B) as one panel: here in rows of NC.
     */
    protected void packB(boolean transpose, int kc, int nr, float[] b, int bOffset, int ldb, float[] packed, int packedOffset) {
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
     * @param scratch     {@link GemmBlocking#SCRATCH} elements
     */
    protected void multiply(int mc, int nc, int kc, float[] a, int aOffset, float[] b, int bOffset, int bStride, int panelStride,
                            boolean add, float[] c, int cOffset, int ldc, float[] scratch) {
        for (int i = 0; i < mc; i += TILE_ROWS) {
            Arrays.fill(scratch, 0, TILE_ROWS * GemmBlocking.NC, 0);
            int p = 0;
            for (; p + 4 <= kc; p += 4) {
                addProducts(nc, a, aOffset + i * kc + p, kc, b, bOffset + p * bStride, bStride, scratch);
            }
            for (; p < kc; p++) {
                for (int r = 0; r < TILE_ROWS; r++) {
                    addRow(nc, a[aOffset + (i + r) * kc + p], b, bOffset + p * bStride, scratch, r * GemmBlocking.NC);
                }
            }
            for (int r = 0; r < Math.min(TILE_ROWS, mc - i); r++) {
                if (add) {
                    addRow(nc, 1, scratch, r * GemmBlocking.NC, c, cOffset + (i + r) * ldc);
                } else {
                    System.arraycopy(scratch, r * GemmBlocking.NC, c, cOffset + (i + r) * ldc, nc);
                }
            }
        }
    }

    /** Four steps along k for four rows, so that each loaded element is used four times. */
    private static void addProducts(int nc, float[] a, int aOffset, int kc, float[] b, int bOffset, int bStride, float[] t) {
        final int ncMax = GemmBlocking.NC;
        float a00 = a[aOffset];
        float a01 = a[aOffset + 1];
        float a02 = a[aOffset + 2];
        float a03 = a[aOffset + 3];
        float a10 = a[aOffset + kc];
        float a11 = a[aOffset + kc + 1];
        float a12 = a[aOffset + kc + 2];
        float a13 = a[aOffset + kc + 3];
        float a20 = a[aOffset + 2 * kc];
        float a21 = a[aOffset + 2 * kc + 1];
        float a22 = a[aOffset + 2 * kc + 2];
        float a23 = a[aOffset + 2 * kc + 3];
        float a30 = a[aOffset + 3 * kc];
        float a31 = a[aOffset + 3 * kc + 1];
        float a32 = a[aOffset + 3 * kc + 2];
        float a33 = a[aOffset + 3 * kc + 3];
        for (int j = 0; j < nc; j++) {
            float b0 = b[bOffset + j];
            float b1 = b[bOffset + bStride + j];
            float b2 = b[bOffset + 2 * bStride + j];
            float b3 = b[bOffset + 3 * bStride + j];
            t[j] = Math.fma(a03, b3, Math.fma(a02, b2, Math.fma(a01, b1, Math.fma(a00, b0, t[j]))));
            t[ncMax + j] = Math.fma(a13, b3, Math.fma(a12, b2, Math.fma(a11, b1, Math.fma(a10, b0, t[ncMax + j]))));
            t[2 * ncMax + j] = Math.fma(a23, b3, Math.fma(a22, b2, Math.fma(a21, b1, Math.fma(a20, b0, t[2 * ncMax + j]))));
            t[3 * ncMax + j] = Math.fma(a33, b3, Math.fma(a32, b2, Math.fma(a31, b1, Math.fma(a30, b0, t[3 * ncMax + j]))));
        }
    }

    // ---- one row or one column

    /** {@code y[i] = dot(M[i], x)} for rows of length k. */
    final void dotRows(int rows, int k, float[] matrix, int offset, int ld, float[] x, float[] y, int yOffset) {
        for (int i = 0; i < rows; i++) {
            y[yOffset + i] = (float) reductions.dot(k, matrix, offset + i * ld, x, 0);
        }
    }

    /** {@code y[j] = sum_p x[p] M[p, j]} for n columns. */
    static void addRows(int n, int k, float[] matrix, int offset, int ld, float[] x, float[] y, int yOffset) {
        Arrays.fill(y, yOffset, yOffset + n, 0);
        for (int p = 0; p < k; p++) {
            addRow(n, x[p], matrix, offset + p * ld, y, yOffset);
        }
    }

    private static void addRow(int n, float x, float[] row, int rowOffset, float[] y, int yOffset) {
        for (int j = 0; j < n; j++) {
            y[yOffset + j] = Math.fma(x, row[rowOffset + j], y[yOffset + j]);
        }
    }

    // ---- ends

    /** {@code to[i] = from[i * stride]}. */
    static void gather(int n, float[] from, int fromOffset, int stride, float[] to) {
        if (stride == 1) {
            System.arraycopy(from, fromOffset, to, 0, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            to[i] = from[fromOffset + i * stride];
        }
    }

    /** {@code c[i * stride] = alpha sums[i] + beta c[i * stride]}. */
    static void store(int n, float alpha, float[] sums, int sumsOffset, float beta, float[] c, int cOffset, int stride) {
        for (int i = 0; i < n; i++) {
            float product = sums[sumsOffset + i];
            int at = cOffset + i * stride;
            c[at] = beta == 0 ? alpha * product : Math.fma(alpha, product, beta * c[at]);
        }
    }

    static void scale(int n, float beta, float[] c, int cOffset) {
        for (int j = 0; j < n; j++) {
            c[cOffset + j] = beta == 0 ? 0 : beta * c[cOffset + j];
        }
    }

    static void addBias(int n, float[] bias, int biasOffset, boolean relu, float[] c, int cOffset) {
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
