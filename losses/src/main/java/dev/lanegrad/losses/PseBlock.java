package dev.lanegrad.losses;

import dev.lanegrad.kernels.Kernels;

/** Up to {@link #SIZE} cells of an image that are worked on together, and the arrays that this needs, which stay in the first cache. */
final class PseBlock<A> {

    static final int SIZE = 1024;

    /** All bits of a count, as {@link dev.lanegrad.kernels.Segmentation#cellWeights} takes them. */
    static final int TAKEN = 31;

    final Kernels<A> type;

    /** The first cell, and how many. */
    int start;
    int n;

    /** {@link #TAKEN} where the weight of a pixel comes from the training mask, else 0. */
    final int[] first = new int[SIZE];

    /** {@link #TAKEN} where it comes from mask and text label, else 0; nowhere are both taken. */
    final int[] second = new int[SIZE];

    /** Per cell {@code sum W^2} over its pixels, of weights {@code W}. */
    final A maskWeights;

    /** Per cell {@code sum t W^2} over its pixels, of labels {@code t}. */
    final A targetWeights;

    final double[] scratch = new double[SIZE];

    PseBlock(Kernels<A> type) {
        this.type = type;
        this.maskWeights = type.storage().allocate(SIZE);
        this.targetWeights = type.storage().allocate(SIZE);
    }
}
