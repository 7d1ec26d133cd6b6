package dev.lanegrad.losses;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;
import java.util.Arrays;

/**
 * CTC as PaddleOCR trains recognisers with it: blank 0, all frames of every item, the mean over the batch, with or without
 * the focal weight.
 *
 * <pre>{@code
 * l[b] = ctc(logits[b], label b), 0 if no alignment can produce the label
 * loss = mean_b l[b]                              {@link Weighting#PLAIN}
 * loss = mean_b (1 - exp(-l[b]))^2 l[b]           {@link Weighting#FOCAL}
 * }</pre>
 *
 * <p>Shapes and errors are those of {@link CtcLoss}; the focal weight is differentiated, too.
 *
 * <p>Source: PaddleOCR {@code ppocr/losses/rec_ctc_loss.py}; Lin et al., Focal Loss for Dense Object Detection, ICCV 2017.
 */
public final class PaddleCtcLoss {

    private static final CtcLoss.Options CTC = CtcLoss.Options.defaults()
            .withImpossible(CtcLoss.Impossible.ZERO).withReduction(Reduction.NONE);

    private PaddleCtcLoss() {
    }

    /** How the losses of the items are weighted. */
    public enum Weighting {
        /** Equally. */
        PLAIN,
        /** By the square of one minus the probability of the label, so that easy items count little. */
        FOCAL
    }

    /**
     * The loss and what it is the mean of.
     *
     * @param <A>     the type of the arrays
     * @param loss    the loss, a scalar
     * @param perItem the weighted losses of the items {@code [batch]}
     */
    public record Result<A>(Tensor<A> loss, Tensor<A> perItem) {
    }

    /**
     * Records the loss.
     *
     * @param <A>          the type of the arrays
     * @param tape         the tape
     * @param logits       the scores {@code [batch, frames, classes]}; differentiable
     * @param labels       the classes {@code [batch, maxLength]}, padded behind each label's length
     * @param labelLengths the symbols of each item {@code [batch]}
     * @param weighting    how the losses of the items are weighted
     * @return the loss with its items
     * @throws IllegalArgumentException as {@link CtcLoss#record} does
     */
    public static <A> Result<A> record(Tape tape, Tensor<A> logits, int[] labels, int[] labelLengths,
                                       Weighting weighting) {
        if (logits.shape().rank() != 3) {
            throw new IllegalArgumentException("ctcLoss: logits " + logits.shape() + " must be [batch, frames, classes]");
        }
        int[] frames = new int[logits.shape().dim(0)];
        Arrays.fill(frames, logits.shape().dim(1));
        Tensor<A> losses = CtcLoss.record(tape, logits, labels, frames, labelLengths, CTC);
        if (weighting == Weighting.FOCAL) {
            losses = Ops.mul(tape, focalWeights(tape, losses), losses);
        }
        return new Result<>(Ops.mean(tape, losses), losses);
    }

    private static <A> Tensor<A> focalWeights(Tape tape, Tensor<A> losses) {
        A one = losses.kernels().storage().allocate(1);
        losses.kernels().storage().set(one, 0, 1);
        Tensor<A> probability = Ops.exp(tape, Ops.scale(tape, losses, -1));
        return Ops.square(tape, Ops.sub(tape, Tensor.constant(losses.kernels(), Shape.of(), one), probability));
    }
}
