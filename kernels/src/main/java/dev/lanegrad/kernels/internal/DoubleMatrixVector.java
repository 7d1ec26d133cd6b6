// Derived from FloatMatrixVector.java. Do not edit: change that file, then run
// java kernels/src/test/java/dev/lanegrad/kernels/derive/DerivedSources.java
package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Workers;
import java.util.function.IntConsumer;

/**
 * A product whose result is a row or a column: a vector times the matrix that is the other operand, which is read along its rows. Used again for
 * every such product of a thread, so a warm call allocates nothing.
 */
final class DoubleMatrixVector implements IntConsumer {

    private DoubleGemm kernels;
    private int size;
    private int k;
    private double[] matrix;
    private int offset;
    private int ld;

    /** Whether elements are dot products with rows of the matrix, or sums of its rows. */
    private boolean dots;
    private int elementsOfTask;

    /** The vector, then the result. */
    private double[] vectors = {};

    void multiply(Workers workers, DoubleGemm kernels, boolean transposeA, boolean transposeB, int m, int n, int k, double alpha,
                  double[] a, int aOffset, int lda, double[] b, int bOffset, int ldb, double beta, double[] c, int cOffset, int ldc) {
        boolean row = m == 1 && (transposeA || transposeB || n > 1);
        this.kernels = kernels;
        this.k = k;
        size = m * n;
        vectors = DoubleGemmCall.ensure(vectors, Math.addExact(k, size));
        if (row) {
            DoubleGemm.gather(k, a, aOffset, transposeA ? lda : 1, vectors);
        } else {
            DoubleGemm.gather(k, b, bOffset, transposeB ? 1 : ldb, vectors);
        }
        matrix = row ? b : a;
        offset = row ? bOffset : aOffset;
        ld = row ? ldb : lda;
        dots = row ? transposeB : !transposeA;
        elementsOfTask = dots ? Math.max(1, GemmBlocking.VECTOR_TASK / k) : GemmBlocking.NC;
        try {
            workers.run((size - 1) / elementsOfTask + 1, this);
        } finally {
            this.kernels = null;
            matrix = null;
        }
        DoubleGemm.store(size, alpha, vectors, k, beta, c, cOffset, row ? 1 : ldc);
    }

    @Override
    public void accept(int task) {
        int first = task * elementsOfTask;
        int elements = Math.min(elementsOfTask, size - first);
        if (dots) {
            kernels.dotRows(elements, k, matrix, offset + first * ld, ld, vectors, vectors, k + first);
        } else {
            kernels.addRows(elements, k, matrix, offset + first, ld, vectors, vectors, k + first);
        }
    }
}
