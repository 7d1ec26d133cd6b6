package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.NanRank;
import dev.lanegrad.kernels.Workers;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Online hard-example mining as in PSENet: a mask of all positives and of the negatives with the highest scores.
 *
 * <p>Per item, with {@code P} positives (label above 0.5) that the mask does not ignore (at most 0.5) and {@code k = floor(min(ratio P, negatives))},
 * {@code out = 1} where the mask is above 0.5 and the pixel is positive or its score is at least the k-th largest score of the negatives; else 0.
 *
 * <p><b>Shapes.</b> {@code scores [n, ...]}, labels and masks as many elements. The result has the shape of the scores. It is a constant: nothing is
 * differentiated.
 *
 * <p><b>Special values.</b> NaN ranks below all scores; a threshold that is NaN selects no negative. {@code -0.0} and {@code 0.0} tie.
 *
 * <p><b>Kept quirks</b> of the original: the negatives that are ranked include those that the mask ignores; all that tie with the last one are kept; if
 * {@code P} or {@code k} is 0 the result is the mask itself, fractions included.
 *
 * <p>Shrivastava et al., "Training Region-based Object Detectors with Online Hard Example Mining", CVPR 2016; PaddleOCR,
 * {@code ppocr/losses/det_pse_loss.py}.
 */
public final class Ohem {

    private Ohem() {
    }

    /**
     * Records the selection.
     *
     * @param <A>    the type of the scores' array
     * @param tape   the tape
     * @param scores the scores {@code [n, ...]}; not differentiable
     * @param labels the labels, as many as scores; held by reference and read at every replay
     * @param masks  the masks, as many as scores; held by reference and read at every replay
     * @param ratio  the negatives for a positive, at least 0; may be a fraction
     * @return the mask, in the shape of the scores
     * @throws IllegalArgumentException if the scores have no axis, the labels or masks another size, or the ratio is negative or NaN
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> scores, float[] labels, float[] masks, double ratio) {
        return tape.record(new Selection<>(tape.workers(), scores, labels, masks, ratio)).out;
    }

    private static final class Selection<A> implements Node {

        private final Workers workers;
        private final Tensor<A> scores;
        private final float[] labels;
        private final float[] masks;
        private final double ratio;
        private final Tensor<A> out;
        private final int items;
        private final int size;
        private final int[] negative;
        private final int[] selected;
        private final float[] result;
        private final IntConsumer item = this::select;

        Selection(Workers workers, Tensor<A> scores, float[] labels, float[] masks, double ratio) {
            if (scores.shape().rank() == 0) {
                throw new IllegalArgumentException("Ohem: scores " + scores.shape() + " must have at least one axis, that of the items");
            }
            int total = scores.shape().size();
            if (labels.length != total || masks.length != total) {
                throw new IllegalArgumentException("Ohem: labels [" + labels.length + "] and masks [" + masks.length
                        + "] must have the " + total + " elements of scores " + scores.shape());
            }
            if (!(ratio >= 0)) {
                throw new IllegalArgumentException("Ohem: ratio = " + ratio + " must be at least 0");
            }
            this.workers = workers;
            this.scores = scores;
            this.labels = labels;
            this.masks = masks;
            this.ratio = ratio;
            this.out = Tensor.result(scores.kernels(), scores.shape());
            this.items = scores.shape().dim(0);
            this.size = items == 0 ? 0 : total / items;
            this.negative = new int[total];
            this.selected = new int[total];
            this.result = new float[total];
        }

        @Override
        public void forward() {
            workers.run(items, item);
        }

        private void select(int i) {
            int start = i * size;
            int positives = 0;
            int negatives = 0;
            for (int j = start; j < start + size; j++) {
                // Written so that a mask that is NaN does not count as ignored.
                positives += labels[j] > 0.5f && !(masks[j] <= 0.5f) ? 1 : 0;
                negative[j] = labels[j] <= 0.5f ? 1 : 0;
                negatives += negative[j];
            }
            int wanted = (int) Math.min(positives * ratio, negatives);
            if (positives == 0 || wanted == 0) {
                out.kernels().storage().convert(size, masks, start, out.data(), start);
                return;
            }
            double threshold = scores.kernels().selection().weightedKthLargest(
                    size, scores.data(), start, negative, start, wanted, NanRank.LOWEST);
            scores.kernels().selection().atLeast(size, scores.data(), start, threshold, selected, start);
            for (int j = start; j < start + size; j++) {
                result[j] = (selected[j] != 0 || labels[j] > 0.5f) && masks[j] > 0.5f ? 1 : 0;
            }
            out.kernels().storage().convert(size, result, start, out.data(), start);
        }

        @Override
        public void backward() {
            // A constant: the tape never asks.
        }

        @Override
        public List<Tensor<?>> inputs() {
            return List.of(scores);
        }

        @Override
        public List<Tensor<?>> outputs() {
            return List.of(out);
        }
    }
}
