package dev.lanegrad.bench;

import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Workers;
import java.util.SplittableRandom;

/** The operands of one product in {@code float} and {@code double}, numbers that both types hold exactly. */
public final class GemmInput {

    /** Whether elements are {@code float}. */
    public final boolean single;
    /** Whether op(A) is the transpose of A. */
    public final boolean transposeA;
    /** Whether op(B) is the transpose of B. */
    public final boolean transposeB;
    /** Rows of C. */
    public final int m;
    /** Columns of C. */
    public final int n;
    /** Terms of a sum. */
    public final int k;
    /** Elements of a row of A as stored. */
    public final int lda;
    /** Elements of a row of B as stored. */
    public final int ldb;
    /** A in {@code double}. */
    public final double[] a;
    /** B in {@code double}. */
    public final double[] b;
    /** A in {@code float}. */
    public final float[] aFloat;
    /** B in {@code float}. */
    public final float[] bFloat;
    /** C in {@code double}. */
    public final double[] c;
    /** C in {@code float}. */
    public final float[] cFloat;

    /**
     * Draws the operands.
     *
     * @param type  {@code float} or {@code double}
     * @param shape {@code MxNxK}, and behind a colon {@code N} or {@code T} for A and for B: {@code 2000x6625x96:NT}
     */
    public GemmInput(String type, String shape) {
        String[] parts = shape.split("[x:]");
        String transposes = parts.length > 3 ? parts[3] : "NN";
        single = type.equals("float");
        transposeA = transposes.charAt(0) == 'T';
        transposeB = transposes.charAt(1) == 'T';
        m = Integer.parseInt(parts[0]);
        n = Integer.parseInt(parts[1]);
        k = Integer.parseInt(parts[2]);
        lda = transposeA ? m : k;
        ldb = transposeB ? k : n;
        Operands operands = Operands.of(m * k, k * n);
        a = operands.a;
        b = operands.b;
        c = new double[m * n];
        aFloat = operands.aFloat;
        bFloat = operands.bFloat;
        cFloat = new float[m * n];
    }

    /** What all implementations of a shape only read, and drawing takes longer than many a product. */
    private record Operands(double[] a, double[] b, float[] aFloat, float[] bFloat) {

        private static Operands last = new Operands(new double[0], new double[0], new float[0], new float[0]);

        static synchronized Operands of(int sizeOfA, int sizeOfB) {
            if (last.a.length != sizeOfA || last.b.length != sizeOfB) {
                SplittableRandom random = new SplittableRandom(1);
                double[] a = random.doubles(sizeOfA, -0.5, 0.5).map(x -> (float) x).toArray();
                double[] b = random.doubles(sizeOfB, -0.5, 0.5).map(x -> (float) x).toArray();
                last = new Operands(a, b, CenterLossBenchmark.floats(a), CenterLossBenchmark.floats(b));
            }
            return last;
        }
    }

    /**
     * {@code C = op(A) op(B)} by this library.
     *
     * @param floats  kernels of {@code float}
     * @param doubles kernels of {@code double}
     * @param workers who computes
     */
    public void multiply(Kernels<float[]> floats, Kernels<double[]> doubles, Workers workers) {
        if (single) {
            floats.gemm().gemm(workers, transposeA, transposeB, m, n, k, 1, aFloat, 0, lda, bFloat, 0, ldb, 0, cFloat, 0, n);
        } else {
            doubles.gemm().gemm(workers, transposeA, transposeB, m, n, k, 1, a, 0, lda, b, 0, ldb, 0, c, 0, n);
        }
    }

    /**
     * A copy of C, in {@code double}.
     *
     * @return m n elements
     */
    public double[] result() {
        double[] result = c.clone();
        for (int i = 0; single && i < result.length; i++) {
            result[i] = cFloat[i];
        }
        return result;
    }

    /**
     * By how much results of two orders of summation may differ.
     *
     * @return a share of the largest element
     */
    public double tolerance() {
        return single ? 1e-5 : 1e-13;
    }

    /** The triple loop in the order i, k, j, or i, j, k where B is transposed: along the rows of what is stored. */
    public void loop() {
        if (single) {
            loopFloat();
        } else {
            loopDouble();
        }
    }

    private void loopFloat() {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                cFloat[i * n + j] = 0;
            }
            if (transposeB) {
                for (int j = 0; j < n; j++) {
                    for (int p = 0; p < k; p++) {
                        cFloat[i * n + j] += aFloat[transposeA ? p * lda + i : i * lda + p] * bFloat[j * ldb + p];
                    }
                }
                continue;
            }
            for (int p = 0; p < k; p++) {
                float x = aFloat[transposeA ? p * lda + i : i * lda + p];
                for (int j = 0; j < n; j++) {
                    cFloat[i * n + j] += x * bFloat[p * ldb + j];
                }
            }
        }
    }

    private void loopDouble() {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                c[i * n + j] = 0;
            }
            if (transposeB) {
                for (int j = 0; j < n; j++) {
                    for (int p = 0; p < k; p++) {
                        c[i * n + j] += a[transposeA ? p * lda + i : i * lda + p] * b[j * ldb + p];
                    }
                }
                continue;
            }
            for (int p = 0; p < k; p++) {
                double x = a[transposeA ? p * lda + i : i * lda + p];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += x * b[p * ldb + j];
                }
            }
        }
    }
}
