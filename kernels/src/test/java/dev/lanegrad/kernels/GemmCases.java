package dev.lanegrad.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shapes around the edges of tiles and blocks, products to try on them, and an exact enough reference. */
final class GemmCases {

    private static final int[] TINY = {1, 2, 3, 5, 8, 9, 17};
    private static final int[] M = {4, 7, 12, 15, 16, 31, 33, 63, 64, 65, 72, 129};
    private static final int[] N = {4, 7, 12, 15, 16, 31, 32, 33, 47, 48, 63, 64, 65, 127, 130, 511, 512, 513, 1031};
    private static final int[] K = {4, 7, 16, 31, 33, 64, 255, 256, 257, 511, 513, 770};

    private GemmCases() {
    }

    record Shape(int m, int n, int k) {
    }

    /** All tiny ones, then one size varied at a time. */
    static Set<Shape> shapes() {
        Set<Shape> shapes = new LinkedHashSet<>();
        for (int m : TINY) {
            for (int n : TINY) {
                for (int k : TINY) {
                    shapes.add(new Shape(m, n, k));
                }
            }
        }
        for (int m : M) {
            shapes.add(new Shape(m, 1, 37));
            shapes.add(new Shape(m, 21, 19));
            shapes.add(new Shape(m, 70, 260));
        }
        for (int n : N) {
            shapes.add(new Shape(1, n, 37));
            shapes.add(new Shape(11, n, 21));
            shapes.add(new Shape(3, n, 70));
        }
        for (int k : K) {
            shapes.add(new Shape(1, 19, k));
            shapes.add(new Shape(19, 1, k));
            shapes.add(new Shape(10, 35, k));
        }
        shapes.add(new Shape(1, 5, 5000));
        shapes.add(new Shape(66, 515, 258));
        return shapes;
    }

    /** A product: operands inside larger arrays, C and what surrounds it known. */
    record Product<A>(Kernels<A> kernels, Shape shape, boolean transposeA, boolean transposeB, double alpha, double beta,
                      int pad, A a, A b, A bias, A c) {

        static <A> Product<A> random(Kernels<A> kernels, Shape s, int variant) {
            Storage<A> storage = kernels.storage();
            boolean transposeA = (variant & 1) != 0;
            boolean transposeB = (variant & 2) != 0;
            double[] factors = {0, 1, -0.5};
            int pad = variant % 5;
            A a = KernelCases.random(storage, size(transposeA ? s.k : s.m, transposeA ? s.m : s.k, pad), variant);
            A b = KernelCases.random(storage, size(transposeB ? s.n : s.k, transposeB ? s.k : s.n, pad + 1), variant + 1);
            A bias = KernelCases.random(storage, s.n + 1, variant + 2);
            A c = KernelCases.random(storage, size(s.m, s.n, pad + 2), variant + 3);
            return new Product<>(kernels, s, transposeA, transposeB, factors[variant / 4 % 3], factors[(variant / 12 + 1) % 3],
                    pad, a, b, bias, c);
        }

        private static int size(int rows, int columns, int pad) {
            return pad + rows * (columns + pad) + pad;
        }

        int lda() {
            return (transposeA ? shape.m : shape.k) + pad;
        }

        int ldb() {
            return (transposeB ? shape.k : shape.n) + pad + 1;
        }

        int ldc() {
            return shape.n + pad + 2;
        }

        A gemm(Gemm<A> gemm, Workers workers) {
            A result = copyOfC();
            gemm.gemm(workers, transposeA, transposeB, shape.m, shape.n, shape.k, alpha, a, pad, lda(), b, pad + 1, ldb(),
                    beta, result, pad + 2, ldc());
            return result;
        }

        A gemmBias(Gemm<A> gemm, Workers workers, boolean relu) {
            A result = copyOfC();
            gemm.gemmBias(workers, transposeA, transposeB, shape.m, shape.n, shape.k, a, pad, lda(), b, pad + 1, ldb(),
                    bias, 1, relu, result, pad + 2, ldc());
            return result;
        }

        A copyOfC() {
            Storage<A> storage = kernels.storage();
            A copy = storage.allocate(storage.length(c));
            storage.copy(storage.length(c), c, 0, copy, 0);
            return copy;
        }

        double a(int i, int p) {
            return kernels.storage().get(a, pad + (transposeA ? p * lda() + i : i * lda() + p));
        }

        double b(int p, int j) {
            return kernels.storage().get(b, pad + 1 + (transposeB ? j * ldb() + p : p * ldb() + j));
        }

        int at(int i, int j) {
            return pad + 2 + i * ldc() + j;
        }

        /** Indices of the array that belong to C, as a set to test what surrounds it. */
        boolean[] inside() {
            boolean[] inside = new boolean[kernels.storage().length(c)];
            for (int i = 0; i < shape.m; i++) {
                Arrays.fill(inside, at(i, 0), at(i, shape.n), true);
            }
            return inside;
        }

        /** The exact sum of products, rounded to double once, from a sum in two doubles. */
        double dot(int i, int j) {
            double high = 0;
            double low = 0;
            for (int p = 0; p < shape.k; p++) {
                double x = a(i, p);
                double y = b(p, j);
                double product = x * y;
                double sum = high + product;
                double rounded = sum - high;
                low += Math.fma(x, y, -product) + ((high - (sum - rounded)) + (product - rounded));
                high = sum;
            }
            return high + low;
        }

        double absoluteDot(int i, int j) {
            double sum = 0;
            for (int p = 0; p < shape.k; p++) {
                sum += Math.abs(a(i, p) * b(p, j));
            }
            return sum;
        }

        @Override
        public String toString() {
            return shape + (transposeA ? " T" : " N") + (transposeB ? "T" : "N") + " alpha " + alpha + " beta " + beta + " pad " + pad;
        }
    }

    /** The product of every shape for every pair of transposes, the factors and leading dimensions changing along. */
    static <A> List<Product<A>> products(Kernels<A> kernels) {
        List<Product<A>> products = new ArrayList<>();
        int variant = 0;
        for (Shape shape : shapes()) {
            for (int t = 0; t < 4; t++) {
                products.add(Product.random(kernels, shape, variant++));
            }
            variant += 5;
        }
        return products;
    }
}
