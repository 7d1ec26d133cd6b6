package dev.lanegrad.autograd;

import java.util.List;

/**
 * A recorded operation: it reads its inputs' arrays and writes its outputs' arrays, again at every replay.
 *
 * <p>An operation of your own implements this interface as the library's do. The constructor checks shapes and
 * creates the outputs with {@link Tensor#result}; then {@link Tape#record} runs {@link #forward} once.
 *
 * <ul>
 * <li>{@link #forward} overwrites the outputs' data and reads nothing that another node writes later.
 * <li>{@link #backward} <em>adds</em> to the gradients of those inputs that
 *     {@linkplain Tensor#requiresGrad() require} one, and touches no other gradient. What {@link Tensor#takeZeroGrad()} hands over, it
 *     may overwrite.
 * <li>Neither allocates, so that a replayed step allocates nothing.
 * </ul>
 */
public interface Node {

    /**
     * Returns the tensors that the operation reads.
     *
     * @return the inputs
     */
    List<Tensor<?>> inputs();

    /**
     * Returns the tensors that the operation writes.
     *
     * @return the outputs, created by this node
     */
    List<Tensor<?>> outputs();

    /** Computes the outputs' data from the inputs' data. */
    void forward();

    /** Adds, for the outputs' gradients as they stand, what follows for the inputs' gradients. */
    void backward();
}
