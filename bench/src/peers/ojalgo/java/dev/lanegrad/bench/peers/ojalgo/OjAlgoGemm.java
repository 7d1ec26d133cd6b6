package dev.lanegrad.bench.peers.ojalgo;

import dev.lanegrad.bench.GemmInput;
import dev.lanegrad.bench.peers.Gemm;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.PhysicalStore;
import org.ojalgo.matrix.store.R032Store;
import org.ojalgo.matrix.store.R064Store;

/** {@code fillByMultiplying} of ojAlgo on one thread; its matrices are stored by columns, a transpose is a view. */
final class OjAlgoGemm implements Gemm {

    private final GemmInput input;
    private final MatrixStore<Double> a;
    private final MatrixStore<Double> b;
    private final PhysicalStore<Double> c;

    OjAlgoGemm(GemmInput input) {
        OjAlgoUtils.limitThreadsTo(1);
        this.input = input;
        PhysicalStore<Double> storedA = stored(input.a, input.lda);
        PhysicalStore<Double> storedB = stored(input.b, input.ldb);
        a = input.transposeA ? storedA.transpose() : storedA;
        b = input.transposeB ? storedB.transpose() : storedB;
        c = input.single ? R032Store.FACTORY.make(input.m, input.n) : R064Store.FACTORY.make(input.m, input.n);
    }

    private PhysicalStore<Double> stored(double[] rows, int cols) {
        int count = rows.length / cols;
        PhysicalStore<Double> store = input.single ? R032Store.FACTORY.make(count, cols) : R064Store.FACTORY.make(count, cols);
        for (int i = 0; i < rows.length; i++) {
            store.set(i / cols, i % cols, rows[i]);
        }
        return store;
    }

    @Override
    public void run() {
        c.fillByMultiplying(a, b);
    }

    @Override
    public double[] result() {
        double[] result = new double[input.m * input.n];
        for (int i = 0; i < result.length; i++) {
            result[i] = c.doubleValue(i / input.n, i % input.n);
        }
        return result;
    }
}
