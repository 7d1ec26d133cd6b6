package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import java.util.Objects;

/**
 * The cosine of the angle between the rows of two matrices, to be large for pairs that belong together and below a margin for the others.
 *
 * <pre>{@code
 * cos = <a, b> / sqrt((|a|^2 + eps) (|b|^2 + eps)),   eps = 1e-12
 * loss = 1 - cos                 where the label is 1
 * loss = max(0, cos - margin)    where it is -1
 * da   = +-(b / sqrt((|a|^2 + eps) (|b|^2 + eps)) - cos a / (|a|^2 + eps)),  db likewise
 * }</pre>
 *
 * <ul>
 * <li>{@code a}, {@code b}: {@code [..., dim]} of the same shape, at least one row; both differentiable.
 * <li>{@code labels}: 1 or -1 for each row; held by reference and read at every replay. With ones alone this is one minus the similarity.
 * </ul>
 *
 * <p>{@link Reduction#NONE} gives the loss of each row, {@code [...]}; {@code SUM} their sum; {@code MEAN} the sum divided by the number of rows.
 *
 * <p>A row of zeros has the cosine 0. At {@code cos = margin} the derivative is 0.
 *
 * <p>Source: {@code torch.nn.functional.cosine_embedding_loss}, pytorch/pytorch {@code aten/src/ATen/native/Loss.cpp}. PaddleOCR's class of the same name,
 * {@code ppocr/losses/rec_aster_loss.py}, adds its eps to the product of the norms instead, which differs for rows near zero alone.
 */
public final class CosineEmbeddingLoss {

    private CosineEmbeddingLoss() {
    }

    /**
     * The settings.
     *
     * @param margin    the cosine that pairs which do not belong together may have, in [-1, 1]
     * @param reduction how rows become the value
     */
    public record Options(double margin, Reduction reduction) {

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the margin is out of range
         */
        public Options {
            Objects.requireNonNull(reduction, "reduction");
            if (!(margin >= -1 && margin <= 1)) {
                throw new IllegalArgumentException("cosineEmbeddingLoss: margin = " + margin + " must lie in [-1, 1]");
            }
        }

        /**
         * Returns the mean with the margin 0.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(0, Reduction.MEAN);
        }

        /**
         * Returns these settings with another margin.
         *
         * @param value the margin, in [-1, 1]
         * @return the settings
         */
        public Options withMargin(double value) {
            return new Options(value, reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how rows become the value
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(margin, value);
        }
    }

    /**
     * Records the loss.
     *
     * @param <A>     the type of the arrays
     * @param tape    the tape
     * @param a       the rows {@code [..., dim]}; differentiable
     * @param b       the other row of each pair, of the same shape; differentiable
     * @param labels  1 or -1 for each row
     * @param options the settings
     * @return the loss, shaped as the reduction says
     * @throws IllegalArgumentException if the shapes differ or have no row, if there is not one label per row, or, here and at every replay, if a
     *                                  label is neither 1 nor -1
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> a, Tensor<A> b, int[] labels, Options options) {
        return tape.record(new CosineNode<>(a, b, labels, options)).result();
    }
}
