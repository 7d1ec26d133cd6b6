package dev.lanegrad.autograd.optim;

/**
 * Changes parameters along their gradients.
 *
 * <p>Not synchronised: an optimiser belongs to the thread that runs the tape of its parameters.
 */
public interface Optimizer {

    /** Makes one step with the gradients as they stand. Allocates nothing. */
    void step();

    /** Sets the gradients of all parameters to zero. */
    void zeroGrad();

    /**
     * Returns the learning rate.
     *
     * @return the learning rate
     */
    double learningRate();

    /**
     * Sets the learning rate of the steps to come, as a schedule does.
     *
     * @param learningRate the learning rate, finite and at least 0
     * @throws IllegalArgumentException if it is negative, infinite or NaN
     */
    void learningRate(double learningRate);
}
