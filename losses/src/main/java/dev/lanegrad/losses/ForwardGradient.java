package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;

/**
 * Says when a node writes the gradient of its input in the forward pass already: in training, where the upstream gradient of a loss is the same at
 * every step, and only where the array is free, see {@link Tensor#reserveGrad}. What the node reads for its result it need not read again.
 */
final class ForwardGradient {

    private final Tensor<?> input;

    /** Whether a backward pass came after the last forward pass, and which upstream gradient it had. */
    private boolean trained;
    private double upstream;

    /** Whether the last forward pass has written the gradient for that upstream gradient. */
    private boolean written;

    ForwardGradient(Tensor<?> input) {
        this.input = input;
    }

    /** Once in a forward pass: whether the node shall write, and then call {@link #written()}. */
    boolean begins() {
        boolean begins = trained && input.reserveGrad(this);
        trained = false;
        written = false;
        return begins;
    }

    /** The upstream gradient that is expected. */
    double upstream() {
        return upstream;
    }

    /** Says that all of the gradient is written. */
    void written() {
        written = true;
    }

    /** Once in a backward pass: whether what was written is the gradient, for this upstream gradient, and nothing is left to add. */
    boolean isThere(double actual) {
        boolean isThere = written && actual == upstream && input.takeReservedGrad(this);
        trained = true;
        written = false;
        upstream = actual;
        return isThere;
    }
}
