package dev.lanegrad.bench.peers.nd4j;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@code gemm} of ND4J, all matrices by columns, as it asks for; it calls OpenBLAS. */
final class Nd4jGemm implements Gemm {

    private final GemmInput input;
    private final INDArray a;
    private final INDArray b;
    private final INDArray c;

    Nd4jGemm(GemmInput input) {
        this.input = input;
        a = stored(input.a, input.lda);
        b = stored(input.b, input.ldb);
        c = Nd4j.create(type(), new long[] {input.m, input.n}, 'f');
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        Nd4j.getEnvironment().setMaxThreads(1);
        openblas.blas_set_num_threads(1);
    }

    private DataType type() {
        return input.single ? DataType.FLOAT : DataType.DOUBLE;
    }

    private INDArray stored(double[] rows, int cols) {
        return Nd4j.create(rows, new long[] {rows.length / cols, cols}, 'c').castTo(type()).dup('f');
    }

    @Override
    public void run() {
        Nd4j.gemm(a, b, c, input.transposeA, input.transposeB, 1, 0);
    }

    @Override
    public double[] result() {
        return c.dup('c').data().asDouble();
    }
}
