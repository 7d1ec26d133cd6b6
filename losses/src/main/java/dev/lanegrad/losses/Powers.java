package dev.lanegrad.losses;

import dev.lanegrad.kernels.Kernels;

/** Powers of numbers from 0 to 1: products where the exponent is small and whole, {@code exp(exponent log u)} elsewhere. */
final class Powers<A> {

    /** Stands for 0, so that a logarithm stays finite. */
    private static final double TINY = 1e-37;

    private final Kernels<A> kernels;

    Powers(Kernels<A> kernels) {
        this.kernels = kernels;
    }

    /** Limits {@code u} in place to what {@link #power} takes. */
    void limit(int n, A u) {
        kernels.elementwise().clamp(n, TINY, 1, u, 0, u, 0);
    }

    /** {@code y[i] = u[i]^exponent}; the two arrays must differ. */
    void power(int n, double exponent, A u, A y) {
        if (exponent == 0) {
            kernels.storage().fill(n, 1, y, 0);
        } else if (exponent == 1) {
            kernels.storage().copy(n, u, 0, y, 0);
        } else if (exponent == 2) {
            kernels.elementwise().mul(n, u, 0, u, 0, y, 0);
        } else {
            kernels.elementary().log(n, u, 0, y, 0);
            kernels.elementwise().scale(n, exponent, y, 0, y, 0);
            kernels.elementary().exp(n, y, 0, y, 0);
        }
    }
}
