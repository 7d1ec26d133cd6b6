package dev.lanegrad.losses;

import dev.lanegrad.kernels.Kernels;

/**
 * Which pixels of the block at hand take part in the dice of some channels, and what they weigh per cell: decided in the forward pass, and by the
 * same inputs again in the backward pass.
 *
 * <p>A pixel weighs what its training mask does if its cell is chosen. Elsewhere it weighs that times its text label, and with
 * {@link PseLoss.KernelMask#PRED} nothing.
 */
final class PseWeights<A> {

    /** The cells that are worked on together; what they need stays in the first cache. */
    static final int BLOCK = 1024;

    /** All bits of a count, as {@link dev.lanegrad.kernels.Segmentation#gatedWeights} takes them. */
    static final int CHOSEN = 31;

    final Kernels<A> type;
    final PseLoss.KernelMask kind;

    /** {@link #CHOSEN}, or 0. */
    final int[] chosen;

    /** Per cell {@code sum W^2} over its pixels, of weights {@code W}. */
    final A maskWeights;

    /** Whether training mask and text label count as 1 above 0.5 and as 0 else; if not they are factors as they are. */
    boolean binary;

    /** {@code sum t W^2} over the pixels of each cell, of labels {@code t}; and room to add up in. */
    final A targetWeights;
    final double[] scratch = new double[BLOCK];

    /** Room for the probabilities of the block. */
    final A scattered;

    PseWeights(Kernels<A> type, PseLoss.KernelMask kind) {
        this.type = type;
        this.kind = kind;
        this.chosen = new int[BLOCK];
        this.maskWeights = type.storage().allocate(BLOCK);
        this.targetWeights = type.storage().allocate(BLOCK);
        this.scattered = type.storage().allocate(BLOCK);
    }
}
