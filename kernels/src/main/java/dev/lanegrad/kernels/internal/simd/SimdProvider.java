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
import dev.lanegrad.kernels.internal.PortableProvider;
import dev.lanegrad.kernels.internal.RowBroadcasting;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/**
 * The SIMD backend. Created reflectively, since its classes do not load without the Vector API.
 *
 * <p>The kernels for an element type are made when they are first asked for: most programs start with one of the two.
 */
public final class SimdProvider implements KernelProvider {

    private static final class Floats {
        static final Kernels<float[]> KERNELS = new KernelSet<>(
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
                new SimdFloatBinarization(),
                new SimdBlockCounts(),
                new SimdFloatCenters(new SimdFloatReductions()),
                new SimdFloatUpdates());
    }

    private static final class Doubles {
        static final Kernels<double[]> KERNELS = NarrowDoubles.areAvoided() ? new PortableProvider().doubles() : new KernelSet<>(
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
                new SimdDoubleBinarization(),
                new SimdBlockCounts(),
                new SimdDoubleCenters(new SimdDoubleReductions()),
                new SimdDoubleUpdates());
    }

    /** Requires the Vector API, whose absence shows as a {@link LinkageError} here. */
    public SimdProvider() {
        Objects.requireNonNull(FloatVector.class);
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
