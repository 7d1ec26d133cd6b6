package dev.lanegrad.autograd;

import dev.lanegrad.kernels.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jetbrains.annotations.Nullable;

/**
 * Records operations as they first run, replays them on new data, and differentiates them in reverse.
 *
 * {@snippet :
 * Tape tape = new Tape();
 * Tensor<float[]> loss = CrossEntropy.mean(tape, LinearAlgebra.linear(tape, x, w, b), labels);
 * for (;;) {
 *     tape.backward(loss);          // gradients of w and b
 *     optimiser.step();
 *     loadNextBatch(x.data(), labels);
 *     tape.replay();                // the same operations again: nothing is allocated
 * }
 * }
 *
 * <p>Both passes are loops over a list, so a deep graph costs no stack. Gradients accumulate in reverse order of
 * recording, which makes them deterministic.
 *
 * <p>A tape belongs to one thread at a time. There is no global state: a server runs a tape per thread.
 */
public final class Tape {

    private final List<Node> nodes = new ArrayList<>();
    private @Nullable BackwardPlan plan;

    private final Workers workers;

    /** Creates an empty tape whose operations use the {@linkplain Workers#common() common workers}. */
    public Tape() {
        this(Workers.common());
    }

    /**
     * Creates an empty tape.
     *
     * @param workers the threads that its operations may use; their number changes no bit of any result
     */
    public Tape(Workers workers) {
        this.workers = Objects.requireNonNull(workers, "workers");
    }

    /**
     * Returns the threads that operations on this tape may use.
     *
     * @return the workers
     */
    public Workers workers() {
        return workers;
    }

    /** The nodes that a tensor depends on and that have a gradient to pass on, the last recorded first. */
    private record BackwardPlan(Tensor<?> output, List<Node> nodes, List<Tensor<?>> results, List<Tensor<?>> large) {
    }

    /**
     * Runs an operation and keeps it for replays.
     *
     * @param <N>  the type of the node
     * @param node the operation
     * @return the node
     */
    public <N extends Node> N record(N node) {
        node.forward();
        nodes.add(node);
        plan = null;
        return node;
    }

    /**
     * Runs all recorded operations again, in order, on the data that their arrays now hold. Large gradients of the results that the last backward
     * pass went through are zero from now on, and not only from the next backward pass, so that operations may reserve them.
     */
    public void replay() {
        if (plan != null) {
            for (int i = 0; i < plan.large().size(); i++) {
                plan.large().get(i).zeroGrad();
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).forward();
        }
    }

    /**
     * Adds the derivative of the sum of a tensor's elements to the gradient of every parameter that it depends on.
     *
     * @param output a result of this tape; a loss, as a rule
     * @throws IllegalArgumentException if the tensor depends on no parameter through this tape
     */
    public void backward(Tensor<?> output) {
        start(output);
        ones(output);
        propagate();
    }

    /**
     * Adds the derivative of {@code sum(upstream * output)} to the gradient of every parameter that the tensor
     * depends on.
     *
     * @param <A>      the type of the tensor's array
     * @param output   a result of this tape
     * @param upstream the upstream gradient, one number per element of the output
     * @throws IllegalArgumentException if the tensor depends on no parameter through this tape, or if the upstream
     *                                  gradient has another length
     */
    public <A> void backward(Tensor<A> output, A upstream) {
        int size = output.shape().size();
        if (output.kernels().storage().length(upstream) != size) {
            throw new IllegalArgumentException("Tape.backward: upstream has "
                    + output.kernels().storage().length(upstream) + " elements and must have the " + size
                    + " of output " + output.shape());
        }
        start(output);
        output.takeZeroGrad(); // overwritten next
        output.kernels().storage().copy(size, upstream, 0, output.grad(), 0);
        propagate();
    }

    /**
     * Returns the number of recorded operations.
     *
     * @return the number of nodes
     */
    public int size() {
        return nodes.size();
    }

    /** Makes the plan for an output unless it is the last one's, and clears the gradients of all results in it. */
    private void start(Tensor<?> output) {
        if (plan == null || plan.output() != output) {
            plan = planFor(output);
        }
        for (int i = 0; i < plan.results().size(); i++) {
            plan.results().get(i).zeroGrad();
        }
    }

    private BackwardPlan planFor(Tensor<?> output) {
        Set<Tensor<?>> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        needed.add(output);
        List<Node> path = new ArrayList<>();
        List<Tensor<?>> results = new ArrayList<>();
        for (Node node : nodes.reversed()) {
            if (node.outputs().stream().anyMatch(y -> y.requiresGrad() && needed.contains(y))) {
                path.add(node);
                results.addAll(node.outputs());
                node.inputs().stream().filter(Tensor::requiresGrad).forEach(needed::add);
            }
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException("Tape.backward: output " + output.shape()
                    + " was not computed on this tape from a parameter");
        }
        return new BackwardPlan(output, path, results, results.stream().filter(Tensor::isLarge).toList());
    }

    private void propagate() {
        List<Node> path = plan.nodes();
        for (int i = 0; i < path.size(); i++) {
            path.get(i).backward();
        }
    }

    private static <A> void ones(Tensor<A> output) {
        output.takeZeroGrad(); // overwritten next
        output.kernels().storage().fill(output.shape().size(), 1, output.grad(), 0);
    }
}
