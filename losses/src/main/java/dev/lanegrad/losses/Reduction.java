package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.autograd.ops.Ops;

/** How the losses of the items of a batch become the value that a loss returns. */
public enum Reduction {
    /** One value per item. */
    NONE,
    /** The mean over the items. */
    MEAN,
    /** The sum over the items. */
    SUM;

    /** Records the reduction of the losses of all items. */
    <A> Tensor<A> reduce(Tape tape, Tensor<A> losses) {
        return switch (this) {
            case NONE -> losses;
            case MEAN -> Ops.mean(tape, losses);
            case SUM -> Ops.sum(tape, losses);
        };
    }
}
