package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.internal.DoubleIndexing;
import dev.lanegrad.kernels.internal.DoubleRowwise;
import dev.lanegrad.kernels.internal.DoubleStorage;
import dev.lanegrad.kernels.internal.FloatIndexing;
import dev.lanegrad.kernels.internal.FloatRowwise;
import dev.lanegrad.kernels.internal.FloatStorage;
import dev.lanegrad.kernels.internal.KernelProvider;
import dev.lanegrad.kernels.internal.KernelSet;
import dev.lanegrad.kernels.internal.RowBroadcasting;

/** The SIMD backend. Created reflectively, since its classes do not load without the Vector API. */
public record SimdProvider(Kernels<float[]> floats, Kernels<double[]> doubles) implements KernelProvider {

    public SimdProvider() {
        this(
                new KernelSet<>(
                        Backend.SIMD,
                        new FloatStorage(),
                        new SimdFloatReductions(),
                        new SimdFloatElementwise(),
                        new SimdFloatElementary(),
                        new RowBroadcasting<>(
                                new FloatStorage(), new SimdFloatReductions(), new SimdFloatElementwise()),
                        new SimdFloatGemm(new SimdFloatReductions()),
                        new FloatRowwise(new SimdFloatRows(), new SimdFloatReductions()),
                        new FloatIndexing(new SimdFloatElementwise()),
                        new SimdFloatSelection(),
                        new SimdFloatSegmentation(),
                        new SimdBlockCounts(),
                        new SimdFloatCenters(new SimdFloatReductions()),
                        new SimdFloatUpdates()),
                new KernelSet<>(
                        Backend.SIMD,
                        new DoubleStorage(),
                        new SimdDoubleReductions(),
                        new SimdDoubleElementwise(),
                        new SimdDoubleElementary(),
                        new RowBroadcasting<>(
                                new DoubleStorage(), new SimdDoubleReductions(), new SimdDoubleElementwise()),
                        new SimdDoubleGemm(new SimdDoubleReductions()),
                        new DoubleRowwise(new SimdDoubleRows(), new SimdDoubleReductions()),
                        new DoubleIndexing(new SimdDoubleElementwise()),
                        new SimdDoubleSelection(),
                        new SimdDoubleSegmentation(),
                        new SimdBlockCounts(),
                        new SimdDoubleCenters(new SimdDoubleReductions()),
                        new SimdDoubleUpdates()));
    }
}
