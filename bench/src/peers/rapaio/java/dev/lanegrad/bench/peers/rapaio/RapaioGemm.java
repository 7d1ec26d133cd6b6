package dev.lanegrad.bench.peers.rapaio;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import rapaio.darray.DArray;
import rapaio.darray.DArrayManager;
import rapaio.darray.DType;
import rapaio.darray.Order;
import rapaio.darray.Shape;

/** {@code mm} of rapaio, which returns a new array; a transpose is a view. */
final class RapaioGemm implements Gemm {

    private final DArray<?> a;
    private final DArray<?> b;
    private DArray<?> c;

    RapaioGemm(GemmInput input) {
        DArrayManager manager = DArrayManager.base(1);
        Shape shapeA = Shape.of(input.m * input.k / input.lda, input.lda);
        Shape shapeB = Shape.of(input.k * input.n / input.ldb, input.ldb);
        DArray<?> storedA = input.single ? manager.stride(DType.FLOAT, shapeA, Order.C, input.aFloat)
                : manager.stride(DType.DOUBLE, shapeA, Order.C, input.a);
        DArray<?> storedB = input.single ? manager.stride(DType.FLOAT, shapeB, Order.C, input.bFloat)
                : manager.stride(DType.DOUBLE, shapeB, Order.C, input.b);
        a = input.transposeA ? storedA.t() : storedA;
        b = input.transposeB ? storedB.t() : storedB;
    }

    @Override
    public void run() {
        c = a.mm(b);
    }

    @Override
    public double[] result() {
        return c.asDoubleArray(Order.C);
    }
}
