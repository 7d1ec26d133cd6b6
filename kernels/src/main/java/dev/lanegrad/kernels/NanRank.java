package dev.lanegrad.kernels;

/** Where NaN stands among numbers when values are ranked. All NaN are equal, and so are {@code -0.0} and {@code 0.0}. */
public enum NanRank {
    /** Below negative infinity: the order of hard-example selection, which sorts negated scores. */
    LOWEST,
    /** Above positive infinity: the order of {@code topk} in the usual frameworks. */
    HIGHEST
}
