package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;

/**
 * Connectionist temporal classification: the negative log-probability of a label, summed over all its alignments with
 * the frames.
 *
 * <pre>{@code
 * p[b,t,k] = softmax_k(logits[b,t,k])
 * loss[b]  = -log sum over paths of prod_t p[b,t,path_t],  the paths that become label b when repeats merge and blanks go
 * dlogits[b,t,k] = p[b,t,k] - P(path_t = k | label b)      for t < inputLengths[b], 0 behind it
 * }</pre>
 *
 * <ul>
 * <li>{@code logits [batch, frames, classes]}: any numbers; differentiable. The log-softmax belongs to the loss.
 * <li>{@code labels [batch, maxLength]}: row-major classes, padded behind each label's length. Held by reference, as are
 *     the lengths: all are read and checked at every replay.
 * <li>{@code inputLengths [batch]}: the frames that count, in {@code [0, frames]}.
 * <li>{@code labelLengths [batch]}: in {@code [0, maxLength]}, and at most the input's length.
 * </ul>
 *
 * <p>Returned: one loss per item for {@link Reduction#NONE}, else their sum or mean. The lattice is in double precision for
 * both types of logits. Items are computed in parallel on the tape's workers; the bits do not depend on their number.
 *
 * <p><b>Impossible alignments.</b> A label needs a frame for each symbol and one between equal neighbours. With fewer, its
 * probability is 0: see {@link Impossible}.
 *
 * <p><b>Deviations.</b> PyTorch's {@code mean} divides each loss by the length of its label first; here it is the mean over the
 * items, as PaddleOCR takes it.
 *
 * <p>Source: Graves, Fernandez, Gomez and Schmidhuber, Connectionist Temporal Classification, ICML 2006.
 */
public final class CtcLoss {

    private CtcLoss() {
    }

    /** What a label gets that no alignment can produce. */
    public enum Impossible {
        /** The loss {@code +infinity} and a NaN gradient, as PyTorch without {@code zero_infinity}. */
        INFINITE,
        /** Loss and gradient 0, as warp-ctc and so Paddle, and PyTorch with {@code zero_infinity}. */
        ZERO
    }

    /**
     * The settings.
     *
     * @param blank      the class that stands for no symbol, in {@code [0, classes)}
     * @param impossible what a label gets that no alignment can produce
     * @param reduction  how the losses of the items become the result
     */
    public record Options(int blank, Impossible impossible, Reduction reduction) {

        /**
         * Returns PyTorch's settings: blank 0, infinite losses stay, and the mean over the items.
         *
         * @return the settings
         */
        public static Options defaults() {
            return new Options(0, Impossible.INFINITE, Reduction.MEAN);
        }

        /**
         * Returns these settings with another blank.
         *
         * @param value the class that stands for no symbol
         * @return the settings
         */
        public Options withBlank(int value) {
            return new Options(value, impossible, reduction);
        }

        /**
         * Returns these settings with another treatment of impossible labels.
         *
         * @param value what such a label gets
         * @return the settings
         */
        public Options withImpossible(Impossible value) {
            return new Options(blank, value, reduction);
        }

        /**
         * Returns these settings with another reduction.
         *
         * @param value how the losses of the items become the result
         * @return the settings
         */
        public Options withReduction(Reduction value) {
            return new Options(blank, impossible, value);
        }
    }

    /**
     * Records the loss.
     *
     * @param <A>          the type of the arrays
     * @param tape         the tape
     * @param logits       the scores {@code [batch, frames, classes]}; differentiable
     * @param labels       the classes {@code [batch, maxLength]}
     * @param inputLengths the frames of each item {@code [batch]}
     * @param labelLengths the symbols of each item {@code [batch]}
     * @param options      the settings
     * @return the loss, a scalar or {@code [batch]}
     * @throws IllegalArgumentException if a shape does not fit; and, here or at a replay, if a length lies beyond its tensor, a
     *                                  label is longer than its input, or a symbol is no class or the blank; the message names
     *                                  the item, the value and the bound
     */
    public static <A> Tensor<A> record(Tape tape, Tensor<A> logits, int[] labels, int[] inputLengths, int[] labelLengths,
                                       Options options) {
        CtcLabels batch = new CtcLabels(logits.shape(), labels, inputLengths, labelLengths, options.blank());
        Tensor<A> losses = tape.record(new CtcLossNode<>(tape.workers(), logits, batch, options.impossible())).result();
        return options.reduction().reduce(tape, losses);
    }
}
