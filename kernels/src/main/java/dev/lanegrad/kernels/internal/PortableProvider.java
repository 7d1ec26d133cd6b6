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
<<<<<<< HEAD
                        new FloatElementwise()),
=======
                        new FloatGemm(new FloatReductions())),
>>>>>>> e4df8de (Matrix multiplication and the workers it runs on)
                new KernelSet<>(
                        Backend.PORTABLE,
                        new DoubleStorage(),
                        new DoubleReductions(),
<<<<<<< HEAD
                        new DoubleElementwise()));
=======
                        new DoubleGemm(new DoubleReductions())));
>>>>>>> e4df8de (Matrix multiplication and the workers it runs on)
    }
}
