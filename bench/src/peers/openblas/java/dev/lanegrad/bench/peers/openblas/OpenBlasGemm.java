package dev.lanegrad.bench.peers.openblas;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import dev.lanegrad.bench.peers.javacpp.OffHeap;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** {@code cblas_sgemm} and {@code cblas_dgemm} of OpenBLAS. */
final class OpenBlasGemm implements Gemm {

    private final GemmInput input;
    private final OffHeap memory;
    private final int transposeA;
    private final int transposeB;

    OpenBlasGemm(GemmInput input) {
        this.input = input;
        openblas.blas_set_num_threads(1);
        memory = new OffHeap(input);
        transposeA = input.transposeA ? openblas.CblasTrans : openblas.CblasNoTrans;
        transposeB = input.transposeB ? openblas.CblasTrans : openblas.CblasNoTrans;
    }

    @Override
    public void run() {
        if (input.single) {
            openblas.cblas_sgemm(openblas.CblasRowMajor, transposeA, transposeB, input.m, input.n, input.k, 1, (FloatPointer) memory.a,
                    input.lda, (FloatPointer) memory.b, input.ldb, 0, (FloatPointer) memory.c, input.n);
        } else {
            openblas.cblas_dgemm(openblas.CblasRowMajor, transposeA, transposeB, input.m, input.n, input.k, 1, (DoublePointer) memory.a,
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
