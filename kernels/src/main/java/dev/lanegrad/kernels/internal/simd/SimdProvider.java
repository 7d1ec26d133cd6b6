package dev.lanegrad.kernels.internal.simd;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.kernels.internal.DoubleElementwise;
import dev.lanegrad.kernels.internal.DoubleIndexing;
import dev.lanegrad.kernels.internal.DoubleStorage;
import dev.lanegrad.kernels.internal.DoubleUpdates;
import dev.lanegrad.kernels.internal.FloatElementwise;
import dev.lanegrad.kernels.internal.FloatIndexing;
import dev.lanegrad.kernels.internal.FloatStorage;
import dev.lanegrad.kernels.internal.FloatUpdates;
import dev.lanegrad.kernels.internal.KernelProvider;
import dev.lanegrad.kernels.internal.KernelSet;

/** The SIMD backend. Created reflectively, since its classes do not load without the Vector API. */
public record SimdProvider(Kernels<float[]> floats, Kernels<double[]> doubles) implements KernelProvider {

    public SimdProvider() {
        this(
                new KernelSet<>(
                        Backend.SIMD,
                        new FloatStorage(),
                        new SimdFloatReductions(),
                        new FloatElementwise(),
                        new SimdFloatGemm(new SimdFloatReductions()),
                        new SimdFloatRowwise(),
                        new FloatIndexing(),
                        new SimdFloatSelection(),
                        new SimdFloatSegmentation(),
                        new SimdBlockCounts(),
                        new SimdFloatCenters(new SimdFloatReductions()),
                        new FloatUpdates()),
                new KernelSet<>(
                        Backend.SIMD,
                        new DoubleStorage(),
                        new SimdDoubleReductions(),
                        new DoubleElementwise(),
                        new SimdDoubleGemm(new SimdDoubleReductions()),
                        new SimdDoubleRowwise(),
                        new DoubleIndexing(),
                        new SimdDoubleSelection(),
                        new SimdDoubleSegmentation(),
                        new SimdBlockCounts(),
                        new SimdDoubleCenters(new SimdDoubleReductions()),
                        new DoubleUpdates()));
    }
}
