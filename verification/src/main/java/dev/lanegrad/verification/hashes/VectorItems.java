package dev.lanegrad.verification.hashes;

import static dev.lanegrad.verification.hashes.Operands.ALPHA;

import dev.lanegrad.kernels.Bounds;
import dev.lanegrad.kernels.Elementary;
import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.Selection;
import dev.lanegrad.kernels.Storage;
import dev.lanegrad.kernels.Updates;

/** The kernels on vectors. */
final class VectorItems {

    private VectorItems() {
    }

    static <A> void addTo(ItemList<A> items, Kernels<A> kernels) {
        storage(items, kernels.storage());
        reductions(items, kernels.reductions());
        elementwise(items, kernels.elementwise());
        clipped(items, kernels.elementwise());
        elementary(items, kernels.elementary());
        elementaryGradients(items, kernels.elementary());
        updates(items, kernels.updates(), kernels.elementwise());
        selection(items, kernels.selection());
    }

    private static <A> void storage(ItemList<A> items, Storage<A> k) {
        items.vector("Storage.fill", (o, r) -> k.fill(o.n, ALPHA, o.x, o.xo));
        items.vector("Storage.copy", (o, r) -> k.copy(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Storage.convert", (o, r) -> k.convert(o.n, o.random.doubles(o.n).toArray(), 0, o.y, o.yo));
        items.vector("Storage.addConverted", (o, r) -> k.addConverted(o.n, o.random.doubles(o.n).toArray(), 0, o.y, o.yo));
    }

    private static <A> void reductions(ItemList<A> items, Reductions<A> k) {
        items.vector("Reductions.sum", (o, r) -> r.add(k.sum(o.n, o.x, o.xo)));
        items.vector("Reductions.dot", (o, r) -> r.add(k.dot(o.n, o.x, o.xo, o.y, o.yo)));
        items.vector("Reductions.squaredNorm", (o, r) -> r.add(k.squaredNorm(o.n, o.x, o.xo)));
        items.vector("Reductions.squaredDistance", (o, r) -> r.add(k.squaredDistance(o.n, o.x, o.xo, o.y, o.yo)));
    }

    private static <A> void elementwise(ItemList<A> items, Elementwise<A> k) {
        items.vector("Elementwise.axpy", (o, r) -> k.axpy(o.n, ALPHA, o.x, o.xo, o.y, o.yo));
        items.vector("Elementwise.scale", (o, r) -> k.scale(o.n, ALPHA, o.x, o.xo, o.y, o.yo));
        items.vector("Elementwise.add", (o, r) -> k.add(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementwise.sub", (o, r) -> k.sub(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementwise.mul", (o, r) -> k.mul(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementwise.div", (o, r) -> k.div(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementwise.addProduct", (o, r) -> k.addProduct(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementwise.addQuotient", (o, r) -> k.addQuotient(o.n, ALPHA, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementwise.scaleAndShift", (o, r) -> k.scaleAndShift(o.n, ALPHA, 0.1, o.x, o.xo, o.y, o.yo));
        items.vector("Elementwise.divideBy", (o, r) -> k.divideBy(o.n, ALPHA, o.x, o.xo, o.y, o.yo));
        items.vector("Elementwise.divideInto", (o, r) -> k.divideInto(o.n, ALPHA, o.x, o.xo, o.y, o.yo));
        items.vector("Elementwise.sqrt", (o, r) -> k.sqrt(o.n, o.x, o.xo, o.y, o.yo));
    }

    private static <A> void clipped(ItemList<A> items, Elementwise<A> k) {
        items.vector("Elementwise.relu", (o, r) -> k.relu(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Elementwise.addReluGradient", (o, r) -> k.addReluGradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementwise.clamp", (o, r) -> k.clamp(o.n, -ALPHA, ALPHA, o.x, o.xo, o.y, o.yo));
        items.vector("Elementwise.addClampGradient", (o, r) -> k.addClampGradient(o.n, -1, 1,
                Bounds.values()[o.random.nextInt(2)], o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementwise.abs", (o, r) -> k.abs(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Elementwise.addAbsGradient", (o, r) -> k.addAbsGradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementwise.addWhere", (o, r) -> k.addWhere(o.n, o.ints(o.n, -1, 1), 0, o.x, o.xo, o.y, o.yo));
    }

    private static <A> void elementary(ItemList<A> items, Elementary<A> k) {
        items.vector("Elementary.exp", (o, r) -> k.exp(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Elementary.expm1", (o, r) -> k.expm1(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Elementary.log", (o, r) -> k.log(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Elementary.log1p", (o, r) -> k.log1p(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Elementary.tanh", (o, r) -> k.tanh(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Elementary.sigmoid", (o, r) -> k.sigmoid(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Elementary.logSigmoid", (o, r) -> k.logSigmoid(o.n, o.x, o.xo, o.y, o.yo));
        items.vector("Elementary.softplus", (o, r) -> k.softplus(o.n, o.x, o.xo, o.y, o.yo));
    }

    private static <A> void elementaryGradients(ItemList<A> items, Elementary<A> k) {
        items.vector("Elementary.addExpGradient", (o, r) -> k.addExpGradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementary.addExpm1Gradient", (o, r) -> k.addExpm1Gradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementary.addLogGradient", (o, r) -> k.addLogGradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementary.addLog1pGradient", (o, r) -> k.addLog1pGradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementary.addTanhGradient", (o, r) -> k.addTanhGradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementary.addSigmoidGradient", (o, r) -> k.addSigmoidGradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementary.addLogSigmoidGradient",
                (o, r) -> k.addLogSigmoidGradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementary.addSoftplusGradient", (o, r) -> k.addSoftplusGradient(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Elementary.binaryCrossEntropy", (o, r) -> {
            k.sigmoid(o.n, o.x, o.xo, o.x, o.xo);
            k.sigmoid(o.n, o.y, o.yo, o.y, o.yo);
            k.binaryCrossEntropy(o.n, o.x, o.xo, o.y, o.yo, o.z, o.zo);
        });
        items.vector("Elementary.addBinaryCrossEntropyGradient", (o, r) -> {
            k.sigmoid(o.n, o.x, o.xo, o.x, o.xo);
            k.sigmoid(o.n, o.y, o.yo, o.y, o.yo);
            k.addBinaryCrossEntropyGradient(o.n, o.w, o.wo, o.x, o.xo, o.y, o.yo, o.z, o.zo);
        });
    }

    private static <A> void updates(ItemList<A> items, Updates<A> k, Elementwise<A> elementwise) {
        items.vector("Updates.adam", (o, r) -> {
            elementwise.abs(o.n, o.z, o.zo, o.z, o.zo);
            k.adam(o.n, 0.01, 0.9, 0.999, 1.7, 1e-8, o.x, o.xo, o.y, o.yo, o.z, o.zo, o.w, o.wo);
        });
        items.vector("Updates.descend", (o, r) -> k.descend(o.n, 0.1, 0.01, o.x, o.xo, o.y, o.yo));
        items.vector("Updates.descendWithMomentum",
                (o, r) -> k.descendWithMomentum(o.n, 0.1, 0.01, 0.9, o.x, o.xo, o.y, o.yo, o.z, o.zo));
        items.vector("Updates.descendWithNesterov",
                (o, r) -> k.descendWithNesterov(o.n, 0.1, 0.01, 0.9, o.x, o.xo, o.y, o.yo, o.z, o.zo));
    }

    private static <A> void selection(ItemList<A> items, Selection<A> k) {
        items.vector("Selection.kthLargest", (o, r) -> {
            if (o.n > 0) {
                r.add(k.kthLargest(o.n, o.x, o.xo, o.dim(o.n), nans(o)));
            }
        });
        items.vector("Selection.weightedKthLargest", (o, r) -> {
            int[] weights = o.ints(o.n + 2, 0, 17);
            weights[1] += 1;
            int sum = 0;
            for (int i = 1; i <= o.n; i++) {
                sum += weights[i];
            }
            if (o.n > 0) {
                r.add(k.weightedKthLargest(o.n, o.x, o.xo, weights, 1, o.dim(sum), nans(o)));
            }
        });
        items.vector("Selection.topK", (o, r) -> k.topK(o.n, o.x, o.xo, o.dim(o.n + 1) - 1, nans(o), o.zeros(o.n + 2), 1));
        items.vector("Selection.atLeast", (o, r) -> k.atLeast(o.n, o.x, o.xo, 0, o.zeros(o.n + 2), 1));
        items.vector("Selection.above", (o, r) -> k.above(o.n, o.x, o.xo, 0, o.zeros(o.n + 2), 1));
    }

    private static NanRank nans(Operands<?> o) {
        return NanRank.values()[o.random.nextInt(2)];
    }
}
