package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Storage;
import java.util.List;

/**
 * Mean intersection over union of predicted and true classes, as PaddleOCR measures its detectors.
 *
 * <p>Per item, over the pixels whose mask equals 1: the mean over the classes {@code c} of
 * {@code |prediction = c and target = c| / (|prediction = c or target = c| + 1e-6)}.
 *
 * <p><b>Shapes.</b> {@code target [n, ...]} and {@code mask} of the same shape, the prediction as many elements. {@link Reduction#NONE} gives
 * {@code [n]}, {@code MEAN} and {@code SUM} a scalar. It is a constant: nothing is differentiated.
 *
 * <p><b>Kept quirks</b> of the original: a class that is absent from both sides has IoU 0, and so has everything under an empty mask. A mask between 0
 * and 1 counts as 0, and a target that is no class belongs to none.
 *
 * <p><b>Deviations:</b> computed in {@code double}; the original computes in {@code float}.
 *
 * <p>PaddleOCR, {@code ppocr/utils/iou.py}.
 */
public final class Iou {

    private static final double EPS = 1e-6;

    private Iou() {
    }

    /**
     * Records the measure.
     *
     * @param <A>        the type of the arrays
     * @param tape       the tape
     * @param prediction the predicted classes, one per pixel; held by reference and read at every replay
     * @param target     the true classes {@code [n, ...]}; not differentiable
     * @param mask       the mask {@code [n, ...]}; not differentiable
     * @param classes    the number of classes, at least 1
     * @param reduction  the reduction over the items
     * @return the measure
     * @throws IllegalArgumentException if sizes or shapes differ, the target has no axis, or there is no class
     */
    public static <A> Tensor<A> record(Tape tape, int[] prediction, Tensor<A> target, Tensor<A> mask, int classes, Reduction reduction) {
        return tape.record(new Measure<>(prediction, target, mask, classes, reduction)).out;
    }

    private static final class Measure<A> implements Node {

        private final int[] prediction;
        private final Tensor<A> target;
        private final Tensor<A> mask;
        private final int classes;
        private final Reduction reduction;
        private final Tensor<A> out;
        private final int items;
        private final int size;
        private final int[] counts;

        Measure(int[] prediction, Tensor<A> target, Tensor<A> mask, int classes, Reduction reduction) {
            Shape shape = target.shape();
            if (shape.rank() == 0 || !mask.shape().equals(shape) || prediction.length != shape.size()) {
                throw new IllegalArgumentException("Iou: prediction [" + prediction.length + "] and mask " + mask.shape()
                        + " must have the shape of target " + shape + " of at least one axis; nothing is broadcast");
            }
            if (classes < 1) {
                throw new IllegalArgumentException("Iou: classes = " + classes + " must be at least 1");
            }
            this.prediction = prediction;
            this.target = target;
            this.mask = mask;
            this.classes = classes;
            this.reduction = reduction;
            this.items = shape.dim(0);
            this.size = items == 0 ? 0 : shape.size() / items;
            this.counts = new int[Math.multiplyExact(3, classes)];
            this.out = Tensor.result(target.kernels(), reduction == Reduction.NONE ? Shape.of(items) : Shape.of());
        }

        @Override
        public void forward() {
            Storage<A> storage = out.kernels().storage();
            double total = 0;
            for (int i = 0; i < items; i++) {
                target.kernels().segmentation().classCounts(
                        size, prediction, i * size, target.data(), i * size, mask.data(), i * size, classes, counts);
                double item = meanOverClasses();
                total += item;
                if (reduction == Reduction.NONE) {
                    storage.set(out.data(), i, item);
                }
            }
            if (reduction != Reduction.NONE) {
                storage.set(out.data(), 0, reduction == Reduction.MEAN ? total / items : total);
            }
        }

        private double meanOverClasses() {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                int intersection = counts[3 * c + 2];
                int union = counts[3 * c] + counts[3 * c + 1] - intersection;
                sum += intersection / (union + EPS);
            }
            return sum / classes;
        }

        @Override
        public void backward() {
            // A constant: the tape never asks.
        }

        @Override
        public List<Tensor<?>> inputs() {
            return List.of(target, mask);
        }

        @Override
        public List<Tensor<?>> outputs() {
            return List.of(out);
        }
    }
}
