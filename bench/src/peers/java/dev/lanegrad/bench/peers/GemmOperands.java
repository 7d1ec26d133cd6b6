package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.Agreement;
import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** One product, its operands on the heap and outside of it, and the calls of every library, one thread each. */
final class GemmOperands implements AutoCloseable {

    private final GemmInput input;
    private final Kernels<float[]> floats = Kernels.floats();
    private final Kernels<double[]> doubles = Kernels.doubles();
    private final BLAS netlib = JavaBLAS.getInstance();
    private final Pointer a;
    private final Pointer b;
    private final Pointer c;
    private final Tensor aTensor;
    private final Tensor bTensor;
    private final Tensor cTensor;

    /** Copies the operands out of the heap, and compares the result of every library with this one's. */
    GemmOperands(String type, String shape) {
        torch.set_num_threads(1);
        openblas.blas_set_num_threads(1);
        input = new GemmInput(type, shape);
        a = input.single ? new FloatPointer(input.aFloat) : new DoublePointer(input.a);
        b = input.single ? new FloatPointer(input.bFloat) : new DoublePointer(input.b);
        c = input.single ? new FloatPointer(input.cFloat) : new DoublePointer(input.c);
        TensorOptions options = new TensorOptions(input.single ? torch.ScalarType.Float : torch.ScalarType.Double);
        Tensor storedA = torch.from_blob(a, new long[] {(long) input.m * input.k / input.lda, input.lda}, options);
        Tensor storedB = torch.from_blob(b, new long[] {(long) input.k * input.n / input.ldb, input.ldb}, options);
        aTensor = input.transposeA ? storedA.t() : storedA;
        bTensor = input.transposeB ? storedB.t() : storedB;
        cTensor = torch.from_blob(c, new long[] {input.m, input.n}, options);
        compare();
    }

    private void compare() {
        lanegrad();
        double[] expected = input.result();
        openBlas();
        Agreement.require("gemm, OpenBLAS", expected, Torch.doubles(cTensor), input.tolerance());
        cTensor.zero_();
        libtorch();
        Agreement.require("gemm, libtorch", expected, Torch.doubles(cTensor), input.tolerance());
        netlib();
        Agreement.require("gemm, netlib", expected, input.result(), input.tolerance());
    }

    /** Multiplications and additions. */
    double operations() {
        return 2.0 * input.m * input.n * input.k;
    }

    void lanegrad() {
        input.multiply(floats, doubles, Workers.single());
    }

    void openBlas() {
        int ta = input.transposeA ? openblas.CblasTrans : openblas.CblasNoTrans;
        int tb = input.transposeB ? openblas.CblasTrans : openblas.CblasNoTrans;
        if (input.single) {
            openblas.cblas_sgemm(openblas.CblasRowMajor, ta, tb, input.m, input.n, input.k, 1, (FloatPointer) a, input.lda,
                    (FloatPointer) b, input.ldb, 0, (FloatPointer) c, input.n);
        } else {
            openblas.cblas_dgemm(openblas.CblasRowMajor, ta, tb, input.m, input.n, input.k, 1, (DoublePointer) a, input.lda,
                    (DoublePointer) b, input.ldb, 0, (DoublePointer) c, input.n);
        }
    }

    void libtorch() {
        torch.mm_out(cTensor, aTensor, bTensor);
    }

    /** By columns: the transpose of C is op(B)' op(A)'. */
    void netlib() {
        String ta = input.transposeA ? "T" : "N";
        String tb = input.transposeB ? "T" : "N";
        if (input.single) {
            netlib.sgemm(tb, ta, input.n, input.m, input.k, 1, input.bFloat, 0, input.ldb, input.aFloat, 0, input.lda, 0,
                    input.cFloat, 0, input.n);
        } else {
            netlib.dgemm(tb, ta, input.n, input.m, input.k, 1, input.b, 0, input.ldb, input.a, 0, input.lda, 0, input.c, 0, input.n);
        }
    }

    @Override
    public void close() {
        aTensor.close();
        bTensor.close();
        cTensor.close();
        a.close();
        b.close();
        c.close();
    }
}
