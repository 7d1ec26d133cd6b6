package dev.lanegrad.kernels.accuracy;

/**
 * The largest error found and its argument.
 *
 * @param ulp      the error in units of the last place of the exact result
 * @param argument where
 * @param points   the number of arguments tried
 */
record Worst(double ulp, double argument, long points) {

    static final Worst NONE = new Worst(0, Double.NaN, 0);

    Worst and(Worst other) {
        Worst worse = other.ulp > ulp ? other : this;
        return new Worst(worse.ulp, worse.argument, points + other.points);
    }
}
