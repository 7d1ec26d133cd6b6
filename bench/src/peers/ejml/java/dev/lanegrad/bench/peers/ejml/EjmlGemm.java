package dev.lanegrad.bench.peers.ejml;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;

/** {@code mult}, {@code multTransA}, {@code multTransB} and {@code multTransAB} of EJML, on the arrays as they are. */
final class EjmlGemm implements Gemm {

    private final GemmInput input;
    private FMatrixRMaj aFloat;
    private FMatrixRMaj bFloat;
    private FMatrixRMaj cFloat;
    private DMatrixRMaj a;
    private DMatrixRMaj b;
    private DMatrixRMaj c;

    EjmlGemm(GemmInput input) {
        this.input = input;
        int rowsA = input.m * input.k / input.lda;
        int rowsB = input.k * input.n / input.ldb;
        if (input.single) {
            aFloat = new FMatrixRMaj(rowsA, input.lda, true, input.aFloat);
            bFloat = new FMatrixRMaj(rowsB, input.ldb, true, input.bFloat);
            cFloat = new FMatrixRMaj(input.m, input.n);
        } else {
            a = new DMatrixRMaj(rowsA, input.lda, true, input.a);
            b = new DMatrixRMaj(rowsB, input.ldb, true, input.b);
            c = new DMatrixRMaj(input.m, input.n);
        }
    }

    @Override
    public void run() {
        if (input.single) {
            runFloat();
        } else {
            runDouble();
        }
    }

    private void runFloat() {
        if (input.transposeA && input.transposeB) {
            CommonOps_FDRM.multTransAB(aFloat, bFloat, cFloat);
        } else if (input.transposeA) {
            CommonOps_FDRM.multTransA(aFloat, bFloat, cFloat);
        } else if (input.transposeB) {
            CommonOps_FDRM.multTransB(aFloat, bFloat, cFloat);
        } else {
            CommonOps_FDRM.mult(aFloat, bFloat, cFloat);
        }
    }

    private void runDouble() {
        if (input.transposeA && input.transposeB) {
            CommonOps_DDRM.multTransAB(a, b, c);
        } else if (input.transposeA) {
            CommonOps_DDRM.multTransA(a, b, c);
        } else if (input.transposeB) {
            CommonOps_DDRM.multTransB(a, b, c);
        } else {
            CommonOps_DDRM.mult(a, b, c);
        }
    }

    @Override
    public double[] result() {
        double[] result = new double[input.m * input.n];
        for (int i = 0; i < result.length; i++) {
            result[i] = input.single ? cFloat.data[i] : c.data[i];
        }
        return result;
    }
}
