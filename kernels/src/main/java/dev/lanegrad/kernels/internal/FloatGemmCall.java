package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Workers;
import java.util.function.IntConsumer;

/**
 * One product under way: its operands, its current phase, and the buffers of one thread. There is one object per thread and
 * it is used again for every call, so a warm call allocates nothing.
 */
final class FloatGemmCall implements IntConsumer {

    private static final ThreadLocal<FloatGemmCall> CALLS = ThreadLocal.withInitial(FloatGemmCall::new);

    private enum Phase { PACK_B, MULTIPLY, DOT_ROWS, ADD_ROWS }

    private FloatGemm kernels;
    private boolean transposeA;
    private boolean transposeB;
    private int m;
    private int n;
    private int k;
    private float[] a;
    private int aOffset;
    private int lda;
    private float[] b;
    private int bOffset;
    private int ldb;
    private float[] c;
    private int cOffset;
    private int ldc;
    private float alpha;
    private float beta;
    private float[] bias;
    private int biasOffset;
    private boolean relu;

    private Phase phase;
    private int jc;
    private int nc;
    private int pc;
    private int kc;
    private int mcMax;
    private int groups;
    private int groupColumns;
    private float[] matrix;
    private int matrixOffset;
    private int ldMatrix;

    /** Packed panels of B, or the vector of a matrix-vector product: filled by all, owned by the calling thread. */
    private float[] packedB = {};

    /** Packed block of A and scratch: of the thread that runs a task. */
    private float[] packedA = {};
    private final float[][] tile = new float[FloatGemm.TILE_ROWS][GemmBlocking.NC];

    private FloatGemmCall() {
    }

    /** The calling thread's object, or a new one should the thread be inside a call already (an executor may run anything on it). */
    static FloatGemmCall ofThread() {
        FloatGemmCall call = CALLS.get();
        return call.kernels == null ? call : new FloatGemmCall();
    }

    void operands(FloatGemm kernels, boolean transposeA, boolean transposeB, int m, int n, int k,
                  float[] a, int aOffset, int lda, float[] b, int bOffset, int ldb, float[] c, int cOffset, int ldc) {
        this.kernels = kernels;
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.aOffset = aOffset;
        this.lda = lda;
        this.b = b;
        this.bOffset = bOffset;
        this.ldb = ldb;
        this.c = c;
        this.cOffset = cOffset;
        this.ldc = ldc;
    }

    void ends(float alpha, float beta, float[] bias, int biasOffset, boolean relu) {
        this.alpha = alpha;
        this.beta = beta;
        this.bias = bias;
        this.biasOffset = biasOffset;
        this.relu = relu;
    }

    void execute(Workers workers) {
        try {
            Workers chosen = (long) m * n * k < GemmBlocking.PARALLEL_FROM ? Workers.single() : workers;
            if (m == 0 || n == 0) {
                return;
            }
            if (k == 0) {
                scale();
            } else if (m == 1 || n == 1) {
                matrixVector(chosen);
            } else {
                matrixMatrix(chosen);
            }
        } finally {
            kernels = null;
            a = null;
            b = null;
            c = null;
            matrix = null;
            bias = null;
        }
    }

    @Override
    public void accept(int task) {
        switch (phase) {
            case PACK_B -> packPanels(task);
            case MULTIPLY -> multiplyBlock(task, CALLS.get());
            case DOT_ROWS -> dotRows(task);
            case ADD_ROWS -> addRows(task);
        }
    }

    private void scale() {
        for (int i = 0; i < m; i++) {
            FloatGemm.scale(n, beta, c, cOffset + i * ldc);
        }
        finish(0, m, 0, n);
    }

    // ---- blocks

    private void matrixMatrix(Workers workers) {
        int panel = kernels.panelColumns();
        int ncMax = GemmBlocking.balanced(n, GemmBlocking.NC, panel);
        int kcMax = GemmBlocking.balanced(k, GemmBlocking.KC, 1);
        mcMax = GemmBlocking.balanced(m, GemmBlocking.MC, GemmBlocking.MR);
        int blocks = (m - 1) / mcMax + 1;
        ensurePackedB((ncMax + panel - 1) / panel * panel * kcMax);
        for (jc = 0; jc < n; jc += ncMax) {
            nc = Math.min(ncMax, n - jc);
            split(blocks, panel);
            for (pc = 0; pc < k; pc += kcMax) {
                kc = Math.min(kcMax, k - pc);
                phase = Phase.PACK_B;
                workers.run((nc - 1) / panel + 1, this);
                phase = Phase.MULTIPLY;
                workers.run(blocks * groups, this);
            }
        }
    }

    /** Few blocks of rows are cut into groups of columns too, so that there are tasks for several threads. */
    private void split(int blocks, int panel) {
        int panels = (nc - 1) / panel + 1;
        int wanted = Math.min(panels, (GemmBlocking.MIN_TASKS - 1) / blocks + 1);
        groupColumns = ((panels - 1) / wanted + 1) * panel;
        groups = (nc - 1) / groupColumns + 1;
    }

    private void ensurePackedB(int size) {
        if (packedB.length < size) {
            packedB = new float[size];
        }
    }

    private void packPanels(int task) {
        int width = kernels.panelColumns();
        int j = task * width;
        int first = bOffset + (transposeB ? (jc + j) * ldb + pc : pc * ldb + jc + j);
        kernels.packB(transposeB, kc, Math.min(width, nc - j), b, first, ldb, packedB, j * kc);
    }

    private void multiplyBlock(int task, FloatGemmCall space) {
        int ic = task / groups * mcMax;
        int mc = Math.min(mcMax, m - ic);
        int j = task % groups * groupColumns;
        int columns = Math.min(groupColumns, nc - j);
        if (space.packedA.length < kernels.packedASize()) {
            space.packedA = new float[kernels.packedASize()];
        }
        int first = aOffset + (transposeA ? pc * lda + ic : ic * lda + pc);
        kernels.packA(transposeA, mc, kc, a, first, lda, space.packedA);
        kernels.multiply(transposeA, mc, columns, kc, space.packedA, packedB, j * kc, alpha, pc == 0 ? beta : 1,
                c, cOffset + ic * ldc + jc + j, ldc, space.tile);
        if (pc + kc == k) {
            finish(ic, mc, jc + j, columns);
        }
    }

    private void finish(int row, int rows, int column, int columns) {
        if (bias == null) {
            return;
        }
        for (int i = row; i < row + rows; i++) {
            FloatGemm.addBias(columns, bias, biasOffset + column, relu, c, cOffset + i * ldc + column);
        }
    }

    // ---- one row or one column

    /** C is a row or a column: a vector times the matrix that is the other operand, which is read along its rows. */
    private void matrixVector(Workers workers) {
        boolean row = m == 1 && (transposeA || transposeB || n > 1);
        boolean dots = row ? transposeB : !transposeA;
        int size = m * n;
        ensurePackedB(Math.addExact(k, size));
        if (row) {
            FloatGemm.gather(k, a, aOffset, transposeA ? lda : 1, packedB);
        } else {
            FloatGemm.gather(k, b, bOffset, transposeB ? 1 : ldb, packedB);
        }
        matrix = row ? b : a;
        matrixOffset = row ? bOffset : aOffset;
        ldMatrix = row ? ldb : lda;
        phase = dots ? Phase.DOT_ROWS : Phase.ADD_ROWS;
        mcMax = dots ? Math.max(1, GemmBlocking.VECTOR_TASK / k) : GemmBlocking.NC;
        workers.run((size - 1) / mcMax + 1, this);
        FloatGemm.store(size, alpha, packedB, k, beta, c, cOffset, row ? 1 : ldc);
        finish(0, m, 0, n);
    }

    private void dotRows(int task) {
        int first = task * mcMax;
        int rows = Math.min(mcMax, m * n - first);
        kernels.dotRows(rows, k, matrix, matrixOffset + first * ldMatrix, ldMatrix, packedB, packedB, k + first);
    }

    private void addRows(int task) {
        int first = task * mcMax;
        int columns = Math.min(mcMax, m * n - first);
        FloatGemm.addRows(columns, k, matrix, matrixOffset + first, ldMatrix, packedB, packedB, k + first);
    }
}
