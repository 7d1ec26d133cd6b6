package dev.lanegrad.kernels;

/** The two implementations of every kernel. They give the same bits and differ in speed only. */
public enum Backend {
    /** Plain Java loops. Runs on every virtual machine. */
    PORTABLE,
    /** Explicit SIMD through the module {@code jdk.incubator.vector}. */
    SIMD
}
