package dev.lanegrad.bench.peers;

import dev.lanegrad.kernels.ElementType;
import dev.lanegrad.kernels.Gemm;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import dev.ludovic.netlib.blas.BLAS;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** One product, its operands on the heap and outside of it, and the calls of every library. */
final class GemmOperands implements AutoCloseable {

    private final boolean single;
    private final boolean transposeA;
    private final boolean transposeB;
    private final int m;
    private final int n;
    private final int k;
    private final int lda;
    private final int ldb;
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private final float[] aFloat;
    private final float[] bFloat;
    private final float[] cFloat;
    private final Pointer aNative;
    private final Pointer bNative;
    private final Pointer cNative;
    private final Tensor aTensor;
    private final Tensor bTensor;
    private final Tensor cTensor;
    private final Gemm<float[]> floats = Kernels.floats().gemm();
    private final Gemm<double[]> doubles = Kernels.doubles().gemm();

    private GemmOperands(boolean single, int m, int n, int k, boolean transposeA, boolean transposeB) {
        this.single = single;
        this.m = m;
        this.n = n;
        this.k = k;
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        lda = transposeA ? m : k;
        ldb = transposeB ? k : n;
        SplittableRandom random = new SplittableRandom(1);
        a = random.doubles((long) m * k, -0.5, 0.5).map(x -> (float) x).toArray();
        b = random.doubles((long) k * n, -0.5, 0.5).map(x -> (float) x).toArray();
        c = new double[m * n];
        aFloat = floats(a);
        bFloat = floats(b);
        cFloat = new float[m * n];
        aNative = single ? new FloatPointer(aFloat) : new DoublePointer(a);
        bNative = single ? new FloatPointer(bFloat) : new DoublePointer(b);
        cNative = single ? new FloatPointer(cFloat) : new DoublePointer(c);
        TensorOptions options = new TensorOptions(single ? torch.ScalarType.Float : torch.ScalarType.Double);
        Tensor storedA = torch.from_blob(aNative, new long[] {(long) m * k / lda, lda}, options);
        Tensor storedB = torch.from_blob(bNative, new long[] {(long) k * n / ldb, ldb}, options);
        aTensor = transposeA ? storedA.t() : storedA;
        bTensor = transposeB ? storedB.t() : storedB;
        cTensor = torch.from_blob(cNative, new long[] {m, n}, options);
    }

    /** From {@code MxNxK} or {@code MxNxK:NT}. */
    static GemmOperands of(ElementType type, String shape) {
        String[] parts = shape.split("[x:]");
        String transposes = parts.length > 3 ? parts[3] : "NN";
        return new GemmOperands(type == ElementType.FLOAT, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]), transposes.charAt(0) == 'T', transposes.charAt(1) == 'T');
    }

    private static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    double operations() {
        return 2.0 * m * n * k;
    }

    void lanegrad() {
        if (single) {
            floats.gemm(Workers.single(), transposeA, transposeB, m, n, k, 1, aFloat, 0, lda, bFloat, 0, ldb, 0, cFloat, 0, n);
        } else {
            doubles.gemm(Workers.single(), transposeA, transposeB, m, n, k, 1, a, 0, lda, b, 0, ldb, 0, c, 0, n);
        }
    }

    void openBlas() {
        int ta = transposeA ? openblas.CblasTrans : openblas.CblasNoTrans;
        int tb = transposeB ? openblas.CblasTrans : openblas.CblasNoTrans;
        if (single) {
            openblas.cblas_sgemm(openblas.CblasRowMajor, ta, tb, m, n, k, 1, (FloatPointer) aNative, lda, (FloatPointer) bNative, ldb,
                    0, (FloatPointer) cNative, n);
        } else {
            openblas.cblas_dgemm(openblas.CblasRowMajor, ta, tb, m, n, k, 1, (DoublePointer) aNative, lda, (DoublePointer) bNative, ldb,
                    0, (DoublePointer) cNative, n);
        }
    }

    void pytorch() {
        torch.mm_out(cTensor, aTensor, bTensor);
    }

    /** By columns: the transpose of C is op(B)' op(A)'. */
    void netlib(BLAS blas) {
        String ta = transposeA ? "T" : "N";
        String tb = transposeB ? "T" : "N";
        if (single) {
            blas.sgemm(tb, ta, n, m, k, 1, bFloat, 0, ldb, aFloat, 0, lda, 0, cFloat, 0, n);
        } else {
            blas.dgemm(tb, ta, n, m, k, 1, b, 0, ldb, a, 0, lda, 0, c, 0, n);
        }
    }

    /** Every element beside that of OpenBLAS. */
    void check() {
        lanegrad();
        openBlas();
        double tolerance = (single ? 0x1p-23 : 0x1p-52) * k;
        for (int i = 0; i < m * n; i++) {
            double expected = single ? ((FloatPointer) cNative).get(i) : ((DoublePointer) cNative).get(i);
            double actual = single ? cFloat[i] : c[i];
            if (!(Math.abs(actual - expected) <= tolerance)) {
                throw new IllegalStateException("gemm: element " + i + " is " + actual + ", OpenBLAS gives " + expected);
            }
        }
    }

    @Override
    public void close() {
        aTensor.close();
        bTensor.close();
        cTensor.close();
        aNative.close();
        bNative.close();
        cNative.close();
    }
}
