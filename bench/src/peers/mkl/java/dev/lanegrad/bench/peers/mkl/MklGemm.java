package dev.lanegrad.bench.peers.mkl;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.javacpp.OffHeap;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.mkl.global.mkl_rt;

/** {@code cblas_sgemm} and {@code cblas_dgemm} of Intel's MKL. */
final class MklGemm implements Gemm {

    private final GemmInput input;
    private final OffHeap memory;
    private final int transposeA;
    private final int transposeB;

    MklGemm(GemmInput input) {
        this.input = input;
        mkl_rt.MKL_Set_Num_Threads(1);
        memory = new OffHeap(input);
        transposeA = input.transposeA ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans;
        transposeB = input.transposeB ? mkl_rt.CblasTrans : mkl_rt.CblasNoTrans;
    }

    @Override
    public void run() {
        if (input.single) {
            mkl_rt.cblas_sgemm(mkl_rt.CblasRowMajor, transposeA, transposeB, input.m, input.n, input.k, 1, (FloatPointer) memory.a,
                    input.lda, (FloatPointer) memory.b, input.ldb, 0, (FloatPointer) memory.c, input.n);
        } else {
            mkl_rt.cblas_dgemm(mkl_rt.CblasRowMajor, transposeA, transposeB, input.m, input.n, input.k, 1, (DoublePointer) memory.a,
                    input.lda, (DoublePointer) memory.b, input.ldb, 0, (DoublePointer) memory.c, input.n);
        }
    }

    @Override
    public double[] result() {
        return memory.result();
    }

    @Override
    public void close() {
        memory.close();
    }
}
