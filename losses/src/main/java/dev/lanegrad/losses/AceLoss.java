package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import dev.lanegrad.autograd.ops.Probabilities;

/**
 * Aggregation cross-entropy: compares how often each symbol is predicted over all frames with how often the label has it,
 * without any alignment.
 *
 * <pre>{@code
 * a[b,k] = 1/T sum_t softmax_k(logits[b,t])
 * h[b,k] = counts[b,k] / T,   h[b,0] = (T - length[b]) / T
 * loss[b] = - sum_k h[b,k] log softmax_k(a[b])
 * }</pre>
 *
 * <ul>
 * <li>{@code logits [batch, frames, classes]}, frames and classes at least 1, class 0 the blank; differentiable.
 * <li>{@code labelLengths [batch]}, {@code counts [batch, classes]}: constants, held by reference and read at every replay.
 * </ul>
 *
 * <p>Returned: {@code [batch, 1]}, no reduction.
 *
 * <p><b>Kept quirks.</b> The mean probabilities, already a distribution, go through a second softmax. The counts of column 0 are ignored:
 * the frames that no symbol needs take their place.
 *
 * <p>Source: Xie et al., Aggregation Cross-Entropy for Sequence Recognition, CVPR 2019; PaddleOCR {@code ppocr/losses/ace_loss.py}.
 */
public final class AceLoss {

    private AceLoss() {
    }

    /**
     * Records the loss.
     *
     * @param <A>          the type of the arrays
     * @param tape         the tape
     * @param logits       the scores {@code [batch, frames, classes]}; differentiable
     * @param labelLengths the symbols of each item {@code [batch]}
     * @param counts       how often each class is in the label {@code [batch, classes]}
     * @return the losses {@code [batch, 1]}
     * @throws IllegalArgumentException if a shape does not fit; and, here or at a replay, if a length lies outside
     *                                  {@code [0, frames]} or a count is negative
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> logits, int[] labelLengths, int[] counts) {
        Shape shape = logits.shape();
        if (shape.rank() != 3 || shape.dim(1) < 1 || shape.dim(2) < 1) {
            throw new IllegalArgumentException(
                    "aceLoss: logits " + shape + " must be [batch, frames, classes] with at least one frame and class");
        }
        Tensor<A> histogram = tape.record(new AceHistogram<>(logits, labelLengths, counts)).result();
        Tensor<A> mean = Ops.mean(tape, Probabilities.softmax(tape, logits, -1), new int[] {1}, false);
        Tensor<A> product = Ops.mul(tape, histogram, Probabilities.logSoftmax(tape, mean, -1));
        return Ops.scale(tape, Ops.sum(tape, product, new int[] {1}, true), -1);
    }
}
