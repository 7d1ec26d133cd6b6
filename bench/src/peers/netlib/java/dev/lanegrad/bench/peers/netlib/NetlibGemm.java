package dev.lanegrad.bench.peers.netlib;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/** netlib's implementation of BLAS with the Vector API. It works by columns: the transpose of C is op(B)' op(A)'. */
final class NetlibGemm implements Gemm {

    private final GemmInput input;
    private final BLAS blas = JavaBLAS.getInstance();
    private final String transposeA;
    private final String transposeB;

    NetlibGemm(GemmInput input) {
        this.input = input;
        transposeA = input.transposeA ? "T" : "N";
        transposeB = input.transposeB ? "T" : "N";
    }

    @Override
    public void run() {
        if (input.single) {
            blas.sgemm(transposeB, transposeA, input.n, input.m, input.k, 1, input.bFloat, 0, input.ldb, input.aFloat, 0, input.lda, 0,
                    input.cFloat, 0, input.n);
        } else {
            blas.dgemm(transposeB, transposeA, input.n, input.m, input.k, 1, input.b, 0, input.ldb, input.a, 0, input.lda, 0,
                    input.c, 0, input.n);
        }
    }

    @Override
    public double[] result() {
        return input.result();
    }
}
