package dev.lanegrad.autograd.ops;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Gemm;
import dev.lanegrad.kernels.Workers;
import java.util.List;

/**
 * {@code C = op(A) op(B)} for every pair of matrices that the broadcast leading axes make;
 * {@code op(A) [m, k], op(B) [k, n] -> C [m, n]}.
 *
 * <p>{@code dop(A) += dC op(B)^T}, {@code dop(B) += op(A)^T dC}
 */
final class MatMul<A> implements Node {

    private final Workers workers;
    private final Tensor<A> a;
    private final Tensor<A> b;
    private final boolean transposeA;
    private final boolean transposeB;
    private final Tensor<A> c;
    private final int m;
    private final int n;
    private final int k;
    private final int lda;
    private final int ldb;
    private final int ldc;
    private final int[] aOffsets;
    private final int[] bOffsets;

    MatMul(Workers workers, Tensor<A> a, boolean transposeA, Tensor<A> b, boolean transposeB) {
        Shapes.requireRank("matmul", "a", a.shape(), 2);
        Shapes.requireRank("matmul", "b", b.shape(), 2);
        this.workers = workers;
        this.a = a;
        this.b = b;
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        this.lda = Shapes.rowStride(a.shape());
        this.ldb = Shapes.rowStride(b.shape());
        this.k = a.shape().dim(transposeA ? -2 : -1);
        this.n = b.shape().dim(transposeB ? -2 : -1);
        if (b.shape().dim(transposeB ? -1 : -2) != k) {
            throw new IllegalArgumentException("matmul: a " + a.shape() + (transposeA ? " transposed" : "") + " and b "
                    + b.shape() + (transposeB ? " transposed" : "")
                    + " do not fit: the columns of a must be as many as the rows of b");
        }
        Shape leadingA = Shapes.leading(a.shape(), 2);
        Shape leadingB = Shapes.leading(b.shape(), 2);
        Shape leading = Shapes.broadcast("matmul", a.shape(), leadingA, b.shape(), leadingB);
        int rows = a.shape().dim(transposeA ? -1 : -2);
        this.c = Tensor.result(a.kernels(), Shapes.append(leading, rows, n), a, b);
        this.ldc = Shapes.rowStride(c.shape());
        // One B for all: the matrices A, one below the other, are a single tall one.
        boolean tall = !transposeA && leadingB.size() == 1 && leadingB.rank() <= leadingA.rank();
        this.m = tall ? rows * leading.size() : rows;
        this.aOffsets = tall ? new int[1] : Shapes.offsets(leading, leadingA, rows * k);
        this.bOffsets = tall ? new int[1] : Shapes.offsets(leading, leadingB, k * n);
    }

    Tensor<A> result() {
        return c;
    }

    @Override
    public void forward() {
        Gemm<A> gemm = a.kernels().gemm();
        for (int i = 0; i < aOffsets.length; i++) {
            gemm.gemm(workers, transposeA, transposeB, m, n, k, 1, a.data(), aOffsets[i], lda,
                    b.data(), bOffsets[i], ldb, 0, c.data(), i * m * n, ldc);
        }
    }

    @Override
    public void backward() {
        for (int i = 0; i < aOffsets.length; i++) {
            if (a.requiresGrad()) {
                backwardA(a.kernels().gemm(), aOffsets[i], bOffsets[i], i * m * n);
            }
            if (b.requiresGrad()) {
                backwardB(b.kernels().gemm(), aOffsets[i], bOffsets[i], i * m * n);
            }
        }
    }

    private void backwardA(Gemm<A> gemm, int aOffset, int bOffset, int cOffset) {
        if (transposeA) {
            gemm.gemm(workers, transposeB, true, k, m, n, 1, b.data(), bOffset, ldb,
                    c.grad(), cOffset, ldc, beta(a), a.grad(), aOffset, lda);
        } else {
            gemm.gemm(workers, false, !transposeB, m, k, n, 1, c.grad(), cOffset, ldc,
                    b.data(), bOffset, ldb, beta(a), a.grad(), aOffset, lda);
        }
    }

    private void backwardB(Gemm<A> gemm, int aOffset, int bOffset, int cOffset) {
        if (transposeB) {
            gemm.gemm(workers, true, transposeA, n, k, m, 1, c.grad(), cOffset, ldc,
                    a.data(), aOffset, lda, beta(b), b.grad(), bOffset, ldb);
        } else {
            gemm.gemm(workers, !transposeA, false, k, n, m, 1, a.data(), aOffset, lda,
                    c.grad(), cOffset, ldc, beta(b), b.grad(), bOffset, ldb);
        }
    }

    /** The factor of the gradient so far; one of several matrices must not say that the whole gradient is overwritten. */
    private double beta(Tensor<A> input) {
        return aOffsets.length == 1 ? Linear.beta(input) : 1;
    }

    @Override
    public List<Tensor<?>> inputs() {
        return List.of(a, b);
    }

    @Override
    public List<Tensor<?>> outputs() {
        return List.of(c);
    }
}
