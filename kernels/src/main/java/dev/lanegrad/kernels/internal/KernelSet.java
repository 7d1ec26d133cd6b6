package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Backend;
<<<<<<< HEAD
import dev.lanegrad.kernels.Elementwise;
=======
import dev.lanegrad.kernels.Gemm;
>>>>>>> e4df8de (Matrix multiplication and the workers it runs on)
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.Storage;

/** The kernels of one backend for one element type. */
public record KernelSet<A>(
        Backend backend,
        Storage<A> storage,
        Reductions<A> reductions,
<<<<<<< HEAD
        Elementwise<A> elementwise) implements Kernels<A> {
=======
        Gemm<A> gemm) implements Kernels<A> {
>>>>>>> e4df8de (Matrix multiplication and the workers it runs on)
}
