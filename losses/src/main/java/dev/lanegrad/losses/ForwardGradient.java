package dev.lanegrad.losses;

import dev.lanegrad.autograd.Tensor;
import java.util.Arrays;

/**
 * Says when a node writes the gradient of its input in the forward pass already: in training, where the upstream gradient of a loss is the same at
 * every step, and only where the array is free, see {@link Tensor#reserveGrad}. What the node reads for its result it need not read again.
 */
final class ForwardGradient {

    private final Tensor<?> input;

    /** Whether a backward pass came after the last forward pass, and which upstream gradients it had. */
    private boolean trained;
    private final double[] upstream;

    /** Those of the backward pass under way, where there is one alone. */
    private final double[] only = new double[1];

    /** Whether the last forward pass has written the gradient for those upstream gradients. */
    private boolean written;

    ForwardGradient(Tensor<?> input) {
        this(input, 1);
    }

    ForwardGradient(Tensor<?> input, int upstreams) {
        this.input = input;
        this.upstream = new double[upstreams];
    }

    /** Once in a forward pass: whether the node shall write, and then call {@link #written()}. */
    boolean begins() {
        boolean begins = trained && input.reserveGrad(this);
        trained = false;
        written = false;
        return begins;
    }

    /** The upstream gradient that is expected, if there is one alone. */
    double upstream() {
        return upstream[0];
    }

    /** The upstream gradients that are expected. */
    double[] upstreams() {
        return upstream;
    }

    /** Says that all of the gradient is written. */
    void written() {
        written = true;
    }

    /** Once in a backward pass: whether what was written is the gradient, for this upstream gradient, and nothing is left to add. */
    boolean isThere(double actual) {
        only[0] = actual;
        return isThere(only);
    }

    /** The same for several. */
    boolean isThere(double[] actual) {
        boolean isThere = written && Arrays.equals(actual, upstream) && input.takeReservedGrad(this);
        trained = true;
        written = false;
        System.arraycopy(actual, 0, upstream, 0, upstream.length);
        return isThere;
    }
}
