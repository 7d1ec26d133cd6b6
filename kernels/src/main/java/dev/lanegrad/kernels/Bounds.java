package dev.lanegrad.kernels;

/**
 * Whether the bounds of an interval belong to it, where a derivative jumps on them.
 *
 * <p>PyTorch's {@code clamp} and Paddle's {@code clip} since March 2025 (pull request 71836) pass the gradient of a value
 * that lies on a bound; Paddle did not before.
 */
public enum Bounds {
    /** {@code min <= x <= max}. */
    INCLUSIVE,
    /** {@code min < x < max}. */
    EXCLUSIVE
}
