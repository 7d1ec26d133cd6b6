package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.Kernels;

/**
 * The portable backend. The kernels for an element type are made when they are first asked for: most programs start with
 * one of the two.
 */
public final class PortableProvider implements KernelProvider {

    private static final class Floats {
        static final Kernels<float[]> KERNELS = new KernelSet<>(
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
                new FloatBinarization(),
                new PortableBlockCounts(),
                new FloatCenters(new FloatReductions()),
                new FloatUpdates());
    }

    private static final class Doubles {
        static final Kernels<double[]> KERNELS = new KernelSet<>(
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
                new DoubleBinarization(),
                new PortableBlockCounts(),
                new DoubleCenters(new DoubleReductions()),
                new DoubleUpdates());
    }

    @Override
    public Kernels<float[]> floats() {
        return Floats.KERNELS;
    }

    @Override
    public Kernels<double[]> doubles() {
        return Doubles.KERNELS;
    }
}
