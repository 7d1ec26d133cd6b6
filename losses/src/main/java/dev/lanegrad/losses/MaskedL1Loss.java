package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;

/**
 * The weighted mean of absolute differences.
 *
 * <pre>{@code
 * loss = sum |p - g| m / (sum m + eps)
 * dp_i = sign(p_i - g_i) m_i / (sum m + eps)
 * }</pre>
 *
 * <ul>
 * <li>{@code pred p}: any shape; differentiable, with the derivative 0 where it equals the label.
 * <li>{@code gt g}, {@code mask m}: as many elements, constants, held by reference and read at every replay.
 * </ul>
 *
 * <p>Returned: one scalar for the batch. An empty mask gives 0.
 *
 * <p>Source: PaddleOCR {@code ppocr/losses/det_basic_loss.py}, class {@code MaskL1Loss}.
 */
public final class MaskedL1Loss {

    private MaskedL1Loss() {
    }

    /**
     * Records the loss.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param pred the predictions; differentiable
     * @param gt   the labels, one per element of {@code pred}
     * @param mask the weights, one per element of {@code pred}
     * @param eps  what is added to the denominator, above 0
     * @return the loss, a scalar
     * @throws IllegalArgumentException if an array has another length or {@code eps} is not greater than 0; and, here or at a
     *                                  replay, if a weight is negative; the message names its index
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> pred, A gt, A mask, double eps) {
        return tape.record(new MaskedL1Node<>(pred, gt, mask, eps)).result();
    }
}
