package dev.lanegrad.verification.hashes;

import dev.lanegrad.kernels.Elementary;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.LabelTargets;
import dev.lanegrad.kernels.Rowwise;
import java.util.OptionalInt;

/** The functions of slices along an axis: arg-max, softmax and cross-entropy, on {@value #STEPS} random shapes each. */
final class RowItems {

    private static final int STEPS = 300;
    private static final int FEW = 4;

    private RowItems() {
    }

    /** Slices along the middle one of three axes; the last one often has length 1, for which there are loops of their own. */
    private record Slices<A>(int outer, int n, int inner, A x, A y, A dy, A dx) {

        static <A> Slices<A> draw(Operands<A> o) {
            int outer = o.dim(9);
            int n = o.dim(150);
            int inner = o.random.nextBoolean() ? 1 : o.dim(6);
            int size = outer * n * inner;
            return new Slices<>(outer, n, inner, o.numbers(size + 1), o.numbers(size + 2), o.ordinary(size + 3), o.ordinary(size + 4));
        }
    }

    static <A> void addTo(ItemList<A> items, Kernels<A> kernels) {
        Rowwise<A> k = kernels.rowwise();
        items.shapes("Rowwise.argMax", FEW, STEPS, (o, r) -> {
            Slices<A> s = Slices.draw(o);
            Rowwise.NanPolicy policy = Rowwise.NanPolicy.values()[o.random.nextInt(2)];
            k.argMax(s.outer, s.n, s.inner, policy, s.x, 1, o.zeros(s.outer * s.inner + 1), 1);
        });
        items.shapes("Rowwise.logSumExp", FEW, STEPS, (o, r) -> {
            Slices<A> s = Slices.draw(o);
            k.logSumExp(s.outer, s.n, s.inner, s.x, 1, s.y, 2);
        });
        items.shapes("Rowwise.addLogSumExpGradient", FEW, STEPS, (o, r) -> {
            Slices<A> s = Slices.draw(o);
            k.logSumExp(s.outer, s.n, s.inner, s.x, 1, s.y, 2);
            k.addLogSumExpGradient(s.outer, s.n, s.inner, s.x, 1, s.y, 2, s.dy, 3, s.dx, 4);
        });
        softmax(items, k);
        crossEntropy(items, k, kernels.elementary());
    }

    private static <A> void softmax(ItemList<A> items, Rowwise<A> k) {
        items.shapes("Rowwise.softmax", FEW, STEPS, (o, r) -> {
            Slices<A> s = Slices.draw(o);
            k.softmax(s.outer, s.n, s.inner, s.x, 1, s.y, 2);
        });
        items.shapes("Rowwise.addSoftmaxGradient", FEW, STEPS, (o, r) -> {
            Slices<A> s = Slices.draw(o);
            k.softmax(s.outer, s.n, s.inner, s.x, 1, s.y, 2);
            k.addSoftmaxGradient(s.outer, s.n, s.inner, s.y, 2, s.dy, 3, s.dx, 4);
        });
        items.shapes("Rowwise.logSoftmax", FEW, STEPS, (o, r) -> {
            Slices<A> s = Slices.draw(o);
            k.logSoftmax(s.outer, s.n, s.inner, s.x, 1, s.y, 2);
        });
        items.shapes("Rowwise.addLogSoftmaxGradient", FEW, STEPS, (o, r) -> {
            Slices<A> s = Slices.draw(o);
            k.logSoftmax(s.outer, s.n, s.inner, s.x, 1, s.y, 2);
            k.addLogSoftmaxGradient(s.outer, s.n, s.inner, s.y, 2, s.dy, 3, s.dx, 4);
        });
    }

    private static <A> void crossEntropy(ItemList<A> items, Rowwise<A> k, Elementary<A> elementary) {
        items.shapes("Rowwise.crossEntropy", FEW, STEPS, (o, r) -> {
            Logits<A> s = Logits.draw(o, elementary);
            k.crossEntropy(s.rows, s.classes, s.x, 1, s.labels, 0, s.targets, s.losses, 2, s.rowSums, 0);
        });
        items.shapes("Rowwise.addCrossEntropyGradient", FEW, STEPS, (o, r) -> {
            Logits<A> s = Logits.draw(o, elementary);
            k.crossEntropy(s.rows, s.classes, s.x, 1, s.labels, 0, s.targets, s.losses, 2, s.rowSums, 0);
            k.addCrossEntropyGradient(s.rows, s.classes, s.x, 1, s.labels, 0, s.targets, s.rowSums, 0,
                    o.ordinary(s.rows), 0, o.ordinary(s.rows * s.classes), 0, false);
        });
        items.shapes("Rowwise.crossEntropyWithGradient", FEW, STEPS, (o, r) -> {
            Logits<A> s = Logits.draw(o, elementary);
            k.crossEntropyWithGradient(s.rows, s.classes, s.x, 1, s.labels, 0, s.targets, o.ordinary(s.rows), 0, s.losses, 2, s.rowSums, 0,
                    o.ordinary(s.rows * s.classes), 0);
        });
    }

    private record Logits<A>(int rows, int classes, A x, int[] labels, LabelTargets<A> targets, A losses, A rowSums) {

        static <A> Logits<A> draw(Operands<A> o, Elementary<A> elementary) {
            int rows = o.dim(9);
            int classes = o.dim(200);
            LabelTargets<A> targets = LabelTargets.oneHot();
            if (o.random.nextBoolean()) {
                A weights = o.ordinary(classes);
                elementary.sigmoid(classes, weights, 0, weights, 0);
                targets = new LabelTargets<>(0.1, OptionalInt.of(0), weights);
            }
            return new Logits<>(rows, classes, o.numbers(rows * classes + 1), o.ints(rows, 0, classes), targets,
                    o.ordinary(rows + 2), o.ordinary(2 * rows));
        }
    }
}
