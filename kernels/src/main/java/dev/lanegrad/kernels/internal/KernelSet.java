package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Binarization;
import dev.lanegrad.kernels.BlockCounts;
import dev.lanegrad.kernels.Broadcasting;
import dev.lanegrad.kernels.Centers;
import dev.lanegrad.kernels.Elementary;
import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Gemm;
import dev.lanegrad.kernels.Indexing;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.Reductions;
import dev.lanegrad.kernels.Rowwise;
import dev.lanegrad.kernels.Segmentation;
import dev.lanegrad.kernels.Selection;
import dev.lanegrad.kernels.Storage;
import dev.lanegrad.kernels.Updates;

/** The kernels of one backend for one element type. */
public record KernelSet<A>(
        Backend backend,
        Storage<A> storage,
        Reductions<A> reductions,
        Elementwise<A> elementwise,
        Elementary<A> elementary,
        Broadcasting<A> broadcasting,
        Gemm<A> gemm,
        Rowwise<A> rowwise,
        Indexing<A> indexing,
        Selection<A> selection,
        Segmentation<A> segmentation,
        Binarization<A> binarization,
        BlockCounts blockCounts,
        Centers<A> centers,
        Updates<A> updates) implements Kernels<A> {
}
