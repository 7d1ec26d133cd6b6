// Derived from FloatGemmCall.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Workers;
import java.lang.foreign.MemorySegment;
import java.util.function.IntConsumer;

/**
 * One product under way: its operands, its current phase, and the buffers of one thread. There is one object per thread and
 * it is used again for every call, so a warm call allocates nothing.
 */
@SuppressWarnings("cast")
final class DoubleGemmCall implements IntConsumer {

    private static final ThreadLocal<DoubleGemmCall> CALLS = ThreadLocal.withInitial(DoubleGemmCall::new);

    private enum Phase { DIRECT, APART, PACK, MULTIPLY }

    /**
     * Whether rows of A are read where they lie, are packed by the task that needs them, either of these by {@link FarRows}, or slabs of them are
     * packed by all tasks together.
     */
    private enum RowsOfA { IN_PLACE, PER_TASK, IN_PLACE_OR_PER_TASK, PER_SLAB }

    private DoubleGemm kernels;
    private boolean transposeA;
    private boolean transposeB;
    private int m;
    private int n;
    private int k;
    private double[] a;
    private int aOffset;
    private int lda;
    private double[] b;
    private int bOffset;
    private int ldb;
    private double[] c;
    private int cOffset;
    private int ldc;
    private double alpha;
    private double beta;
    private double[] bias;
    private int biasOffset;
    private boolean relu;

    private Phase phase;
    private int ic;
    private int mc;
    private int jc;
    private int nc;
    private int pc;
    private int kc;
    private int tasksOfA;
    private int groups;
    private int groupColumns;
    private int directColumns;
    private RowsOfA rowsOfA;
    private int piece;

    /** Computes pieces of products for a thread, among others of its own. */
    private DoubleGemmCall inner;

    private final DoubleMatrixVector vector = new DoubleMatrixVector();

    /** Packed A and B, filled by all workers. */
    private double[] packedA = {};
    private double[] packedB = {};

    /** Packed B of kernels that want it outside of the heap. */
    private MemorySegment panels = MemorySegment.NULL;

    /** Of the thread that runs a task, as are its packed rows of A. */
    private final double[][] scratch = new double[9][GemmBlocking.SCRATCH];
    private double[] blockOfA = {};
    private final FarRows farRows = new FarRows();

    private DoubleGemmCall() {
    }

    /** The calling thread's object, or a new one should the thread be inside a call already (an executor may run anything on it). */
    static DoubleGemmCall ofThread() {
        DoubleGemmCall call = CALLS.get();
        return call.kernels == null ? call : new DoubleGemmCall();
    }

    void operands(DoubleGemm kernels, boolean transposeA, boolean transposeB, int m, int n, int k,
                  double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb, double[] c, int cOffset, int ldc) {
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

    void ends(double alpha, double beta, double[] bias, int biasOffset, boolean relu) {
        this.alpha = alpha;
        this.beta = beta;
        this.bias = bias;
        this.biasOffset = biasOffset;
        this.relu = relu;
    }

    void execute(Workers workers, boolean direct) {
        try {
            if (m == 0 || n == 0) {
                return;
            }
            if (k == 0) {
                scale();
            } else if (m == 1 || n == 1) {
                vector.multiply(workers, kernels, transposeA, transposeB, m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, beta, c, cOffset, ldc);
                finish(0, m, 0, n);
            } else if (direct && m >= 2 * GemmBlocking.DIRECT_TASK) {
                phase = Phase.DIRECT;
                workers.run(m / directRows(), this);
            } else if (workers.parallelism() > 1 && Math.max(m, n) / workers.parallelism() >= GemmBlocking.APART) {
                piece = GemmBlocking.balanced(Math.max(m, n), (Math.max(m, n) - 1) / workers.parallelism() + 1, GemmBlocking.PIECE);
                phase = Phase.APART;
                workers.run((Math.max(m, n) - 1) / piece + 1, this);
            } else {
                matrixMatrix(workers);
            }
        } finally {
            release();
        }
    }

    private void release() {
        kernels = null;
        a = null;
        b = null;
        c = null;
        bias = null;
    }

    @Override
    public void accept(int task) {
        switch (phase) {
            case DIRECT -> multiplyDirectly(task);
            case APART -> multiplyApart(task, CALLS.get());
            case PACK -> pack(task, CALLS.get());
            case MULTIPLY -> multiply(task, CALLS.get());
        }
    }

    private void scale() {
        for (int i = 0; i < m; i++) {
            DoubleGemm.scale(n, beta, c, cOffset + i * ldc);
        }
        finish(0, m, 0, n);
    }

    // ---- rows of a product that is not packed

    /** Rows of a task; those that are left over are part of the last one, for tiles need their number of rows. */
    private int directRows() {
        return Math.max(GemmBlocking.DIRECT_TASK, GemmBlocking.ceil(m / GemmBlocking.TASKS, GemmBlocking.MR));
    }

    private void multiplyDirectly(int task) {
        int first = task * directRows();
        int rows = m - first < 2 * directRows() ? m - first : directRows();
        int at = cOffset + first * ldc;
        kernels.multiplyDirectly(transposeA, transposeB, rows, n, k, a, aOffset + first * (transposeA ? 1 : lda), lda, b, bOffset, ldb,
                beta != 0, c, at, ldc);
        finish(first, rows, 0, n);
    }

    /** A piece of C as a product of its own: some rows, or columns if those are more, by one thread from what it packs itself. */
    private void multiplyApart(int task, DoubleGemmCall own) {
        if (own.inner == null) {
            own.inner = new DoubleGemmCall();
        }
        int first = task * piece;
        int size = Math.min(piece, Math.max(m, n) - first);
        int row = m >= n ? first : 0;
        int column = m >= n ? 0 : first;
        own.inner.operands(kernels, transposeA, transposeB, m >= n ? size : m, m >= n ? n : size, k, a, aOffset + row * (transposeA ? 1 : lda), lda,
                b, bOffset + column * (transposeB ? ldb : 1), ldb, c, cOffset + row * ldc + column, ldc);
        own.inner.ends(alpha, beta, bias, biasOffset + column, relu);
        try {
            // In the order of sums that blocks have: a piece of one row or column must not become a vector.
            own.inner.matrixMatrix(Workers.single());
        } finally {
            own.inner.release();
        }
    }

    // ---- blocks

    private void matrixMatrix(Workers workers) {
        int panel = kernels.panelColumns();
        int kcMax = GemmBlocking.balanced(k, GemmBlocking.KC, 1);
        rowsOfA = rowsOfA();
        int packed = Math.max(GemmBlocking.MC, GemmBlocking.packedBytes(transposeA) / (kcMax * Double.BYTES));
        int icMax = rowsOfA == RowsOfA.PER_SLAB ? GemmBlocking.balanced(m, packed, GemmBlocking.MC) : m;
        int ncMax = GemmBlocking.balanced(n, kernels.packedColumns(kcMax), panel);
        boolean direct = !transposeB && kernels.directColumns(n) > 0 && GemmBlocking.readsDirectly(m, k, ldb);
        packedA = ensure(packedA, rowsOfA == RowsOfA.PER_SLAB ? GemmBlocking.ceil(Math.min(icMax, m), GemmBlocking.MR) * kcMax : 0);
        ensureB((direct ? panel : GemmBlocking.ceil(ncMax, panel)) * kcMax);
        for (jc = 0; jc < n; jc += ncMax) {
            nc = Math.min(ncMax, n - jc);
            directColumns = direct ? kernels.directColumns(nc) : 0;
            for (pc = 0; pc < k; pc += kcMax) {
                kc = Math.min(kcMax, k - pc);
                for (ic = 0; ic < m; ic += icMax) {
                    mc = Math.min(icMax, m - ic);
                    packAndMultiply(workers, panel, jc == 0 || mc < m || kc < k, ic == 0);
                }
            }
        }
    }

    private RowsOfA rowsOfA() {
        if (transposeA) {
            return RowsOfA.PER_SLAB;
        }
        boolean reads = alpha == 1 && kernels.readsRows(m, n);
        if (reads && lda <= GemmBlocking.NEAR_ROWS) {
            return RowsOfA.IN_PLACE;
        }
        return m < GemmBlocking.OWN_ROWS ? RowsOfA.PER_SLAB : reads ? RowsOfA.IN_PLACE_OR_PER_TASK : RowsOfA.PER_TASK;
    }

    /** Packs what is not packed yet, then multiplies; blocks of rows and groups of columns are tasks. */
    private void packAndMultiply(Workers workers, int panel, boolean newA, boolean newB) {
        int blocks = (mc - 1) / GemmBlocking.MC + 1;
        int panels = (nc - 1) / panel + 1;
        int piecesOfA = transposeA ? (kc - 1) / GemmBlocking.STRIP + 1 : blocks;
        tasksOfA = newA && rowsOfA == RowsOfA.PER_SLAB ? piecesOfA : 0;
        int columns = newB ? nc - directColumns : 0;
        int piecesOfB = columns == 0 ? 0 : transposeB ? (columns - 1) / panel + 1 : (kc - 1) / GemmBlocking.STRIP + 1;
        phase = Phase.PACK;
        workers.run(tasksOfA + piecesOfB, this);
        int wanted = Math.min(panels, (GemmBlocking.TASKS - 1) / blocks + 1);
        if (rowsOfA == RowsOfA.PER_TASK || rowsOfA == RowsOfA.IN_PLACE_OR_PER_TASK) {
            wanted = Math.min(wanted, (nc - 1) / GemmBlocking.OWN_COLUMNS + 1);
        }
        groupColumns = ((panels - 1) / wanted + 1) * panel;
        groups = (nc - 1) / groupColumns + 1;
        phase = Phase.MULTIPLY;
        workers.run(blocks * groups, this);
    }

    private void ensureB(int size) {
        if (!kernels.usesPanels()) {
            packedB = ensure(packedB, size);
        } else if (panels.byteSize() < (long) size * Double.BYTES) {
            panels = GemmPanels.allocate((long) size * Double.BYTES);
        }
    }

    static double[] ensure(double[] buffer, int size) {
        return buffer.length < size ? new double[size] : buffer;
    }

    private void pack(int task, DoubleGemmCall own) {
        if (task >= tasksOfA) {
            packB(task - tasksOfA, own);
        } else if (transposeA) {
            int p = task * GemmBlocking.STRIP;
            int end = Math.min(p + GemmBlocking.STRIP, kc);
            kernels.packTransposedA(mc, kc, p, end, alpha, a, aOffset + pc * lda + ic, lda, packedA);
        } else {
            int i = task * GemmBlocking.MC;
            int rows = Math.min(GemmBlocking.MC, mc - i);
            kernels.packA(rows, kc, alpha, a, aOffset + (ic + i) * lda + pc, lda, packedA, i * kc);
        }
    }

    /** One panel of a transposed B, or a few rows, along all panels. */
    private void packB(int task, DoubleGemmCall own) {
        int width = kernels.panelColumns();
        if (transposeB) {
            int j = directColumns + task * width;
            packB(kc, Math.min(width, nc - j), bOffset + (jc + j) * ldb + pc, task * width * kc, own);
            return;
        }
        int p = task * GemmBlocking.STRIP;
        int rows = Math.min(GemmBlocking.STRIP, kc - p);
        int first = bOffset + (pc + p) * ldb + jc;
        for (int j = directColumns; j < nc; j += width) {
            packB(rows, Math.min(width, nc - j), first + j, (j - directColumns) * kc + p * width, own);
        }
    }

    private void packB(int rows, int columns, int from, int to, DoubleGemmCall own) {
        if (kernels.usesPanels()) {
            own.ensureBlock();
            kernels.packPanel(transposeB, rows, columns, b, from, ldb, panels, to, own.blockOfA);
        } else {
            kernels.packB(transposeB, rows, columns, b, from, ldb, packedB, to);
        }
    }

    private void ensureBlock() {
        blockOfA = ensure(blockOfA, GemmBlocking.MC * GemmBlocking.KC);
    }

    private void multiply(int task, DoubleGemmCall own) {
        if (rowsOfA != RowsOfA.IN_PLACE_OR_PER_TASK) {
            multiply(task, rowsOfA, own);
            return;
        }
        boolean inPlace = own.farRows.readsInPlace();
        long start = System.nanoTime();
        multiply(task, inPlace ? RowsOfA.IN_PLACE : RowsOfA.PER_TASK, own);
        int rows = Math.min(GemmBlocking.MC, mc - task / groups * GemmBlocking.MC);
        own.farRows.took(inPlace, (System.nanoTime() - start) / ((double) rows * kc));
    }

    private void multiply(int task, RowsOfA way, DoubleGemmCall own) {
        int i = task / groups * GemmBlocking.MC;
        int j = task % groups * groupColumns;
        int rows = Math.min(GemmBlocking.MC, mc - i);
        int columns = Math.min(groupColumns, nc - j);
        int at = cOffset + (ic + i) * ldc + jc + j;
        if (pc == 0 && beta != 0 && beta != 1) {
            for (int r = 0; r < rows; r++) {
                DoubleGemm.scale(columns, beta, c, at + r * ldc);
            }
        }
        boolean add = pc > 0 || beta != 0;
        if (way == RowsOfA.PER_TASK) {
            own.ensureBlock();
            kernels.packA(rows, kc, alpha, a, aOffset + (ic + i) * lda + pc, lda, own.blockOfA, 0);
        }
        int panel = kernels.panelColumns();
        int direct = Math.clamp(directColumns - j, 0, columns);
        if (direct > 0) {
            multiply(way, i, rows, direct, b, bOffset + pc * ldb + jc + j, ldb, panel, add, at, own);
        }
        if (direct < columns) {
            int packed = (j + direct - directColumns) * kc;
            if (kernels.usesPanels()) {
                multiplyPanels(way, i, rows, columns - direct, packed, add, at + direct, own);
            } else {
                multiply(way, i, rows, columns - direct, packedB, packed, panel, panel * kc, add, at + direct, own);
            }
        }
        if (pc + kc == k) {
            finish(ic + i, rows, jc + j, columns);
        }
    }

    private void multiplyPanels(RowsOfA way, int i, int rows, int columns, int offset, boolean add, int at, DoubleGemmCall own) {
        switch (way) {
            case IN_PLACE -> kernels.multiplyRowsByPanels(rows, columns, kc, a, aOffset + (ic + i) * lda + pc, lda, panels, offset, add, c, at, ldc,
                    own.scratch);
            case PER_TASK -> kernels.multiplyPanels(rows, columns, kc, own.blockOfA, 0, panels, offset, add, c, at, ldc, own.scratch);
            case PER_SLAB -> kernels.multiplyPanels(rows, columns, kc, packedA, i * kc, panels, offset, add, c, at, ldc, own.scratch);
            default -> throw new AssertionError(way);
        }
    }

    private void multiply(RowsOfA way, int i, int rows, int columns, double[] rowsOfB, int offset, int stride, int panelStride, boolean add, int at,
                          DoubleGemmCall own) {
        switch (way) {
            case IN_PLACE -> kernels.multiplyRows(rows, columns, kc, a, aOffset + (ic + i) * lda + pc, lda, rowsOfB, offset, stride, panelStride,
                    add, c, at, ldc, own.scratch);
            case PER_TASK -> kernels.multiply(rows, columns, kc, own.blockOfA, 0, rowsOfB, offset, stride, panelStride,
                    add, c, at, ldc, own.scratch);
            case PER_SLAB -> kernels.multiply(rows, columns, kc, packedA, i * kc, rowsOfB, offset, stride, panelStride,
                    add, c, at, ldc, own.scratch);
            default -> throw new AssertionError(way);
        }
    }

    private void finish(int row, int rows, int column, int columns) {
        if (bias == null) {
            return;
        }
        for (int i = row; i < row + rows; i++) {
            kernels.addBias(columns, bias, biasOffset + column, relu, c, cOffset + i * ldc + column);
        }
    }
}
