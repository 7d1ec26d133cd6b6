package dev.lanegrad.verification.hashes;

import static dev.lanegrad.verification.hashes.Operands.ALPHA;

import dev.lanegrad.kernels.BlockCounts;
import dev.lanegrad.kernels.Broadcast;
import dev.lanegrad.kernels.Broadcasting;
import dev.lanegrad.kernels.Centers;
import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Gemm;
import dev.lanegrad.kernels.Indexing;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.Storage;
import dev.lanegrad.kernels.Updates;
import dev.lanegrad.kernels.Workers;

/** The kernels on matrices, planes and arrays of several axes: {@value #STEPS} random shapes each. */
final class ArrayItems {

    private static final int STEPS = 300;
    private static final int FEW = 4;

    private ArrayItems() {
    }

    static <A> void addTo(ItemList<A> items, Kernels<A> kernels) {
        rows(items, kernels.reductions(), kernels.elementwise(), kernels.storage());
        broadcasting(items, kernels.broadcasting());
        gemm(items, kernels.gemm());
        indexing(items, kernels.indexing());
        centers(items, kernels.centers(), kernels.updates());
    }

    private static <A> void rows(ItemList<A> items, Reductions<A> k, Elementwise<A> e, Storage<A> storage) {
        items.shapes("Elementwise.addScaledRows", FEW, STEPS, (o, r) -> {
            int rows = o.dim(9);
            int cols = o.dim(200);
            e.addScaledRows(rows, cols, ALPHA, o.numbers(rows + 1), 1, o.numbers(rows * cols + 2), 2, o.ordinary(rows * cols + 3), 3);
        });
        items.shapes("Reductions.rowSquaredNorms", FEW, STEPS, (o, r) -> {
            int rows = o.dim(9);
            int cols = o.dim(200);
            k.rowSquaredNorms(rows, cols, o.numbers(rows * cols + 1), 1, o.numbers(rows + 2), 2);
        });
        items.shapes("Reductions.pairwiseSquaredDistances", FEW, STEPS, (o, r) -> {
            int m = o.dim(9);
            int n = o.dim(9);
            int cols = o.dim(100);
            k.pairwiseSquaredDistances(m, n, cols, o.numbers(m * cols + 1), 1, o.ordinary(n * cols + 2), 2, o.numbers(m * n), 0);
        });
        items.shapes("Reductions.squaredDistancesToColumns", FEW, STEPS, (o, r) -> {
            int m = o.dim(9);
            int n = o.dim(100);
            int cols = o.dim(20);
            k.squaredDistancesToColumns(m, n, cols, o.numbers(m * cols + 1), 1, o.ordinary((n + 1) * cols + 2), 2, n + 1, o.numbers(m * n), 0);
        });
        items.shapes("Storage.transpose", FEW, STEPS, (o, r) -> {
            int rows = o.dim(60);
            int cols = o.dim(60);
            storage.transpose(rows, cols, o.numbers(rows * cols + 1), 1, o.ordinary(rows * cols + 2), 2);
        });
        items.shapes("Reductions.addScaledDifferences", FEW, STEPS, (o, r) -> {
            int m = o.dim(9);
            int n = o.dim(9);
            int cols = o.dim(100);
            k.addScaledDifferences(m, n, cols, ALPHA, o.numbers(m * n), 0, n, 1,
                    o.ordinary(m * cols + 1), 1, o.numbers(n * cols + 2), 2, o.ordinary(m * cols + 3), 3);
        });
    }

    private static <A> void broadcasting(ItemList<A> items, Broadcasting<A> k) {
        items.shapes("Broadcasting.add", FEW, STEPS, (o, r) -> {
            Plan<A> p = new Plan<>(o);
            k.add(p.plan, p.a, 1, p.b, 2, p.y, 3);
        });
        items.shapes("Broadcasting.sub", FEW, STEPS, (o, r) -> {
            Plan<A> p = new Plan<>(o);
            k.sub(p.plan, p.a, 1, p.b, 2, p.y, 3);
        });
        items.shapes("Broadcasting.mul", FEW, STEPS, (o, r) -> {
            Plan<A> p = new Plan<>(o);
            k.mul(p.plan, p.a, 1, p.b, 2, p.y, 3);
        });
        items.shapes("Broadcasting.div", FEW, STEPS, (o, r) -> {
            Plan<A> p = new Plan<>(o);
            k.div(p.plan, p.a, 1, p.b, 2, p.y, 3);
        });
        items.shapes("Broadcasting.addSum", FEW, STEPS, (o, r) -> {
            Plan<A> p = new Plan<>(o);
            k.addSum(p.toFirst, ALPHA, p.y, 3, p.a, 1);
        });
        items.shapes("Broadcasting.addRepeated", FEW, STEPS, (o, r) -> {
            Plan<A> p = new Plan<>(o);
            k.addRepeated(p.toFirst, ALPHA, p.y, 3, p.a, 1);
        });
    }

    /** Three axes, of which each operand may lack some. */
    private static final class Plan<A> {
        final Broadcast plan;
        final Broadcast toFirst;
        final A a;
        final A b;
        final A y;

        Plan(Operands<A> o) {
            int[] full = {o.dim(5), o.dim(20), o.dim(20)};
            int[] first = full.clone();
            int[] second = full.clone();
            int size = full[0] * full[1] * full[2];
            for (int axis = 0; axis < 3; axis++) {
                int kind = o.random.nextInt(4);
                first[axis] = kind == 0 ? 1 : full[axis];
                second[axis] = kind == 1 ? 1 : full[axis];
            }
            plan = Broadcast.of("item", first, second);
            toFirst = Broadcast.of("item", full, first);
            a = o.numbers(first[0] * first[1] * first[2] + 1);
            b = o.ordinary(second[0] * second[1] * second[2] + 2);
            y = o.ordinary(size + 3);
        }
    }

    private static <A> void gemm(ItemList<A> items, Gemm<A> k) {
        items.shapes("Gemm.gemm", 6, 200, (o, r) -> gemm(k, o, false));
        items.shapes("Gemm.gemmBias", 6, 200, (o, r) -> gemm(k, o, true));
        // Large enough for several threads, several blocks along k and packed panels.
        items.shapes("Gemm.gemm large", 0, 8, (o, r) -> gemm(k, o, false, 130 + o.dim(70), 140 + o.dim(70), 200 + o.dim(120)));
    }

    private static <A> void gemm(Gemm<A> k, Operands<A> o, boolean withBias) {
        gemm(k, o, withBias, o.dim(50), o.dim(50), o.dim(50));
    }

    private static <A> void gemm(Gemm<A> gemm, Operands<A> o, boolean withBias, int m, int n, int k) {
        boolean transposeA = o.random.nextBoolean();
        boolean transposeB = o.random.nextBoolean();
        int lda = (transposeA ? m : k) + o.random.nextInt(3);
        int ldb = (transposeB ? k : n) + o.random.nextInt(3);
        int ldc = n + o.random.nextInt(3);
        A a = o.numbers((transposeA ? k : m) * lda + 1);
        A b = o.ordinary((transposeB ? n : k) * ldb + 2);
        A c = o.ordinary(m * ldc + 3);
        if (withBias) {
            gemm.gemmBias(Workers.common(), transposeA, transposeB, m, n, k, a, 1, lda, b, 2, ldb,
                    o.ordinary(n), 0, o.random.nextBoolean(), c, 3, ldc);
        } else {
            gemm.gemm(Workers.common(), transposeA, transposeB, m, n, k, o.random.nextBoolean() ? 1 : ALPHA, a, 1, lda, b, 2, ldb,
                    o.random.nextInt(3) * 0.5, c, 3, ldc);
        }
    }

    private static <A> void indexing(ItemList<A> items, Indexing<A> k) {
        items.shapes("Indexing.gatherRows", FEW, STEPS, (o, r) -> {
            int n = o.dim(20);
            int rows = o.dim(20);
            int cols = o.dim(70);
            k.gatherRows(n, rows, cols, o.numbers(rows * cols + 1), 1, o.ints(n, 0, rows), 0, o.ordinary(n * cols + 2), 2);
        });
        items.shapes("Indexing.addGatheredRows", FEW, STEPS, (o, r) -> {
            int n = o.dim(20);
            int rows = o.dim(20);
            int cols = o.dim(70);
            k.addGatheredRows(n, rows, cols, o.numbers(rows * cols + 1), 1, o.ints(n, 0, rows), 0, o.ordinary(n * cols + 2), 2);
        });
        items.shapes("Indexing.scatterAddRows", FEW, STEPS, (o, r) -> {
            int n = o.dim(20);
            int rows = o.dim(20);
            int cols = o.dim(70);
            k.scatterAddRows(n, rows, cols, o.numbers(n * cols + 1), 1, o.ints(n, 0, rows), 0, o.ordinary(rows * cols + 2), 2);
        });
        items.shapes("Indexing.resizeNearest", FEW, STEPS, (o, r) -> {
            int planes = o.dim(3);
            int[] d = {o.dim(20), o.dim(20), o.dim(40), o.dim(40)};
            k.resizeNearest(planes, d[0], d[1], d[2], d[3], o.numbers(planes * d[0] * d[1] + 1), 1, o.ordinary(planes * d[2] * d[3]), 0);
        });
        items.shapes("Indexing.addResizeNearestAdjoint", FEW, STEPS, (o, r) -> {
            int planes = o.dim(3);
            int[] d = {o.dim(20), o.dim(20), o.dim(40), o.dim(40)};
            k.addResizeNearestAdjoint(planes, d[0], d[1], d[2], d[3],
                    o.numbers(planes * d[2] * d[3] + 1), 1, o.ordinary(planes * d[0] * d[1]), 0);
        });
    }

    private static <A> void centers(ItemList<A> items, Centers<A> k, Updates<A> updates) {
        items.shapes("Centers.squaredDistances", FEW, STEPS, (o, r) -> {
            int rows = o.dim(20);
            int cols = o.dim(100);
            int classes = o.dim(9);
            k.squaredDistances(rows, cols, classes, o.numbers(rows * cols + 1), 1, o.ints(rows, -1, classes), 0,
                    o.ordinary(classes * cols + 2), 2, o.ordinary(rows), 0);
        });
        items.shapes("Centers.addRowGradients", FEW, STEPS, (o, r) -> {
            int rows = o.dim(20);
            int cols = o.dim(100);
            int classes = o.dim(9);
            k.addRowGradients(rows, cols, classes, o.numbers(rows), 0, o.numbers(rows * cols + 1), 1, o.ints(rows, -1, classes), 0,
                    o.ordinary(classes * cols + 2), 2, o.ordinary(rows * cols + 3), 3, false);
        });
        items.shapes("Centers.addCenterGradients", FEW, STEPS, (o, r) -> {
            int rows = o.dim(20);
            int cols = o.dim(100);
            int classes = o.dim(9);
            k.addCenterGradients(rows, cols, classes, o.numbers(rows), 0, o.numbers(rows * cols + 1), 1, o.ints(rows, -1, classes), 0,
                    o.ordinary(classes * cols + 2), 2, o.ordinary(classes * cols + 3), 3);
        });
        items.shapes("Updates.moveCenters", FEW, STEPS, (o, r) -> {
            int rows = o.dim(20);
            int cols = o.dim(100);
            int classes = o.dim(9);
            updates.moveCenters(rows, cols, classes, ALPHA, o.random.nextInt(2), o.numbers(rows * cols + 1), 1,
                    o.ints(rows, -1, classes), 0, o.ordinary(classes * cols + 2), 2, o.ordinary(cols), o.zeros(classes), new int[rows]);
        });
    }

    /** Counts of labels, which are the same for both element types. */
    static <A> void addCountsTo(ItemList<A> items, BlockCounts k) {
        items.shapes("BlockCounts.ofFloats", FEW, STEPS, (o, r) -> new Labels(o).count(k, r));
        items.shapes("BlockCounts.ofBytes", FEW, STEPS, (o, r) -> new Labels(o).countBytes(k, r));
        items.shapes("BlockCounts.ofBits", FEW, STEPS, (o, r) -> new Labels(o).countBits(k, r));
        items.shapes("BlockCounts.sum", FEW, STEPS, (o, r) -> {
            int n = o.dim(300);
            int[] words = o.ints(n, Integer.MIN_VALUE, Integer.MAX_VALUE);
            r.add(k.sum(n, words, 0, 8));
            r.add(k.sum(n, words, 0, 24));
        });
        items.shapes("BlockCounts.extract", FEW, STEPS, (o, r) -> {
            int n = o.dim(300);
            k.extract(n, o.ints(n, Integer.MIN_VALUE, Integer.MAX_VALUE), 0, 16, o.zeros(n + 1), 1);
        });
    }
}
