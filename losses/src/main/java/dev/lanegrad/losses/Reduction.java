package dev.lanegrad.losses;

/** How the losses of the items of a batch become the value that a loss returns. */
public enum Reduction {
    /** One value per item. */
    NONE,
    /** The mean over the items. */
    MEAN,
    /** The sum over the items. */
    SUM
}
