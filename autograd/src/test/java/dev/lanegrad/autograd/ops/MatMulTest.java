package dev.lanegrad.autograd.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MatMulTest {

    private static final int M = 3;
    private static final int N = 4;
    private static final int K = 5;

    @Test
    void productsAndGradientsEqualTheSumsForEveryTransposeAndBatch() {
        for (int[][] leading : new int[][][] {
            {{}, {}, {}}, {{2}, {}, {2}}, {{}, {2}, {2}}, {{2}, {2}, {2}}, {{2, 1}, {3}, {2, 3}}, {{1, 3}, {2, 1}, {2, 3}},
            {{2, 3}, {1}, {2, 3}}, {{0}, {}, {0}}}) {
            for (int transposes = 0; transposes < 4; transposes++) {
                check(leading[0], leading[1], Shape.of(leading[2]), (transposes & 1) != 0, (transposes & 2) != 0);
            }
        }
    }

    @Test
    void emptyMatricesHaveEmptyOrZeroProducts() {
        for (int[] size : new int[][] {{0, 3, 2}, {3, 0, 2}, {3, 2, 0}, {0, 0, 0}}) {
            for (int transposes = 0; transposes < 4; transposes++) {
                boolean transposeA = (transposes & 1) != 0;
                boolean transposeB = (transposes & 2) != 0;
                Tensor<double[]> a = random(transposeA ? Shape.of(size[1], size[0]) : Shape.of(size[0], size[1]));
                Tensor<double[]> b = random(transposeB ? Shape.of(size[2], size[1]) : Shape.of(size[1], size[2]));
                Tape tape = new Tape();
                Tensor<double[]> c = LinearAlgebra.matmul(tape, a, transposeA, b, transposeB);
                tape.backward(c);
                assertArrayEquals(new double[size[0] * size[2]], c.data());
                assertArrayEquals(new double[a.grad().length], a.grad());
                assertArrayEquals(new double[b.grad().length], b.grad());
            }
        }
    }

    @Test
    void affineMapsOfNoRowsOrNoColumnsAreEmptyOrTheBias() {
        for (int[] size : new int[][] {{0, 3, 2}, {2, 0, 2}, {2, 3, 0}}) {
            Tensor<double[]> x = random(Shape.of(size[0], size[1]));
            Tensor<double[]> bias = Tensor.parameter(Shape.of(size[2]), new double[size[2]]);
            Tape tape = new Tape();
            Tensor<double[]> y = LinearAlgebra.linear(tape, x, random(Shape.of(size[2], size[1])), bias);
            tape.backward(y);
            assertEquals(Shape.of(size[0], size[2]), y.shape());
            for (double db : bias.grad()) {
                assertEquals(size[0], db);
            }
        }
    }

    private static void check(int[] leadingA, int[] leadingB, Shape common, boolean transposeA, boolean transposeB) {
        Tensor<double[]> a = random(Shapes.append(Shape.of(leadingA), transposeA ? K : M, transposeA ? M : K));
        Tensor<double[]> b = random(Shapes.append(Shape.of(leadingB), transposeB ? N : K, transposeB ? K : N));
        Tape tape = new Tape();
        Tensor<double[]> c = LinearAlgebra.matmul(tape, a, transposeA, b, transposeB);
        assertEquals(Shapes.append(common, M, N), c.shape());
        double[] dc = random(c.shape()).data();
        tape.backward(c, dc);

        double[] product = new double[c.shape().size()];
        double[] da = new double[a.shape().size()];
        double[] db = new double[b.shape().size()];
        for (int batch = 0; batch < common.size(); batch++) {
            int aFrom = block(common, Shape.of(leadingA), batch) * M * K;
            int bFrom = block(common, Shape.of(leadingB), batch) * K * N;
            for (int i = 0; i < M; i++) {
                for (int j = 0; j < N; j++) {
                    for (int l = 0; l < K; l++) {
                        int p = aFrom + (transposeA ? l * M + i : i * K + l);
                        int q = bFrom + (transposeB ? j * K + l : l * N + j);
                        int r = (batch * M + i) * N + j;
                        product[r] += a.data()[p] * b.data()[q];
                        da[p] += dc[r] * b.data()[q];
                        db[q] += dc[r] * a.data()[p];
                    }
                }
            }
        }
        assertArrayEquals(product, c.data(), 1e-12);
        assertArrayEquals(da, a.grad(), 1e-12);
        assertArrayEquals(db, b.grad(), 1e-12);
    }

    /** The block of an operand that meets a batch: its index with the coordinates along axes of size 1 dropped. */
    private static int block(Shape common, Shape operand, int batch) {
        int block = 0;
        for (int axis = 0; axis < operand.rank(); axis++) {
            int divisor = 1;
            for (int later = axis - operand.rank() + 1; later < 0; later++) {
                divisor *= common.dim(later);
            }
            int size = operand.dim(axis);
            block = block * size + (size == 1 ? 0 : batch / divisor % size);
        }
        return block;
    }

    private static Tensor<double[]> random(Shape shape) {
        return Tensor.parameter(shape, new SplittableRandom(shape.hashCode()).doubles(shape.size(), -1, 1).toArray());
    }

    @Test
    void onlyOperandsThatAskForAGradientGetOne() {
        Tensor<double[]> a = random(Shape.of(2, 3));
        Tensor<double[]> b = Tensor.constant(Shape.of(3, 1), 1.0, 10.0, 100.0);
        Tape tape = new Tape();
        tape.backward(LinearAlgebra.matmul(tape, a, b));
        assertArrayEquals(new double[] {1, 10, 100, 1, 10, 100}, a.grad());
    }
}
