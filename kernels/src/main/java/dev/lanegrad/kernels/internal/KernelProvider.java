package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Kernels;

/** What a backend offers: its kernels for both element types. */
public interface KernelProvider {

    Kernels<float[]> floats();

    Kernels<double[]> doubles();
}
