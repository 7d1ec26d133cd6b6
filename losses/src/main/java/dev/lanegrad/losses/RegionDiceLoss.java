package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;

/**
 * The dice loss of probabilities over the region of a whole batch, without squares.
 *
 * <pre>{@code
 * loss = 1 - 2 I / U,   I = sum p g m,   U = sum p m + sum g m + eps
 * dp_i = -2 g_i m_i / U + 2 I m_i / U^2
 * }</pre>
 *
 * <ul>
 * <li>{@code pred p}: any shape, probabilities; differentiable.
 * <li>{@code gt g}, {@code mask m}: as many elements, constants, held by reference and read at every replay.
 * </ul>
 *
 * <p>Returned: one scalar for the batch, so there is no reduction to choose. For the form with squares and one value per item see
 * {@link DiceLoss}.
 *
 * <p>Source: PaddleOCR {@code ppocr/losses/det_basic_loss.py}, class {@code DiceLoss}.
 */
public final class RegionDiceLoss {

    private RegionDiceLoss() {
    }

    /**
     * Records the loss.
     *
     * @param <A>  the type of the arrays
     * @param tape the tape
     * @param pred the probabilities; differentiable
     * @param gt   the labels, one per element of {@code pred}
     * @param mask the weights, one per element of {@code pred}
     * @param eps  what is added to the denominator, above 0
     * @return the loss, a scalar
     * @throws IllegalArgumentException if an array has another length or {@code eps} is not greater than 0; and, here or at a
     *                                  replay, if a weight is negative; the message names its index
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> pred, A gt, A mask, double eps) {
        return tape.record(new RegionDiceNode<>(pred, gt, mask, eps)).result();
    }
}
