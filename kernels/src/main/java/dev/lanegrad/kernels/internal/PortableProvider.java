package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;

/** The portable backend. */
public record PortableProvider(Kernels<float[]> floats, Kernels<double[]> doubles) implements KernelProvider {

    public PortableProvider() {
        this(
                new KernelSet<>(
                        Backend.PORTABLE,
                        new FloatStorage(),
                        new FloatReductions(),
                        new FloatElementwise(),
                        new FloatElementary(),
                        new RowBroadcasting<>(
                                new FloatStorage(), new FloatReductions(), new FloatElementwise()),
                        new FloatGemm(new FloatReductions()),
                        new FloatRowwise(new FloatRows(new FloatReductions()), new FloatReductions()),
                        new FloatIndexing(new FloatElementwise()),
                        new FloatSelection(),
                        new FloatSegmentation(),
                        new PortableBlockCounts(),
                        new FloatCenters(new FloatReductions()),
                        new FloatUpdates()),
                new KernelSet<>(
                        Backend.PORTABLE,
                        new DoubleStorage(),
                        new DoubleReductions(),
                        new DoubleElementwise(),
                        new DoubleElementary(),
                        new RowBroadcasting<>(
                                new DoubleStorage(), new DoubleReductions(), new DoubleElementwise()),
                        new DoubleGemm(new DoubleReductions()),
                        new DoubleRowwise(new DoubleRows(new DoubleReductions()), new DoubleReductions()),
                        new DoubleIndexing(new DoubleElementwise()),
                        new DoubleSelection(),
                        new DoubleSegmentation(),
                        new PortableBlockCounts(),
                        new DoubleCenters(new DoubleReductions()),
                        new DoubleUpdates()));
    }
}
