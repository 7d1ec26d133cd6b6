package dev.lanegrad.losses;

/** How much of a gradient is cleared before it is added to: few enough elements to be still in the first cache. */
final class GradientPieces {

    private static final int ELEMENTS = 8192;

    private GradientPieces() {
    }

    /** Rows of so many columns, at least one. */
    static int rows(int columns) {
        return ELEMENTS / Math.clamp(columns, 1, ELEMENTS);
    }
}
