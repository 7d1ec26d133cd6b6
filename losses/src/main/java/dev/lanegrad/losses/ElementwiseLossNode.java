package dev.lanegrad.losses;

import dev.lanegrad.autograd.Node;
import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;
import dev.lanegrad.kernels.Elementwise;
import dev.lanegrad.kernels.Kernels;
import java.util.List;

/**
 * A loss of single elements: the loss of each depends on what its operands hold at the same place. One pass forward and one backward, in
 * pieces whose intermediate results stay in the first cache, so that nothing of the operands' size is kept.
 */
abstract class ElementwiseLossNode<A> implements Node {

    /** The elements of a piece: half a dozen scratch arrays of it fit the first cache. */
    static final int PIECE = 1024;

    final Kernels<A> kernels;
    final Elementwise<A> elementwise;

    private final Reduction reduction;
    private final int size;
    private final int piece;
    private final double divisor;
    private final List<Tensor<?>> inputs;
    private final Tensor<A> loss;

    /** The losses of a piece going forward, their upstream gradient going back. */
    private final A values;

    /**
     * Creates the result.
     *
     * @param name      the loss, for errors
     * @param x         the operand whose shape is that of the single losses
     * @param reduction how they become the value
     * @param count     what a mean divides by
     * @param piece     the elements of a piece
     * @param inputs    all operands
     */
    ElementwiseLossNode(String name, Tensor<A> x, Reduction reduction, double count, int piece, Tensor<?>... inputs) {
        this.kernels = x.kernels();
        this.elementwise = kernels.elementwise();
        this.reduction = reduction;
        this.size = x.shape().size();
        if (size == 0) {
            throw new IllegalArgumentException(name + ": an operand of the shape " + x.shape() + " must have at least one element");
        }
        this.piece = piece;
        this.divisor = reduction == Reduction.MEAN ? count : 1;
        this.inputs = List.of(inputs);
        this.loss = Tensor.result(kernels, reduction == Reduction.NONE ? x.shape() : Shape.of(), inputs);
        this.values = scratch();
    }

    /** Creates an array for a piece. */
    final A scratch() {
        return kernels.storage().allocate(piece);
    }

    final Tensor<A> result() {
        return loss;
    }

    /** Writes the losses of {@code n} elements from {@code at} on. */
    abstract void losses(int n, int at, A y, int yOffset);

    /** Adds the gradients of the operands' {@code n} elements from {@code at} on, reading the upstream gradient and leaving it as it is. */
    abstract void addGradients(int n, int at, A dy, int dyOffset);

    @Override
    public final void forward() {
        double sum = 0;
        for (int at = 0; at < size; at += piece) {
            int n = Math.min(piece, size - at);
            if (reduction == Reduction.NONE) {
                losses(n, at, loss.data(), at);
            } else {
                losses(n, at, values, 0);
                sum += kernels.reductions().sum(n, values, 0);
            }
        }
        if (reduction != Reduction.NONE) {
            kernels.storage().set(loss.data(), 0, sum / divisor);
        }
    }

    @Override
    public final void backward() {
        if (reduction != Reduction.NONE) {
            kernels.storage().fill(piece, kernels.storage().get(loss.grad(), 0) / divisor, values, 0);
        }
        for (int at = 0; at < size; at += piece) {
            int n = Math.min(piece, size - at);
            if (reduction == Reduction.NONE) {
                addGradients(n, at, loss.grad(), at);
            } else {
                addGradients(n, at, values, 0);
            }
        }
    }

    @Override
    public final List<Tensor<?>> inputs() {
        return inputs;
    }

    @Override
    public final List<Tensor<?>> outputs() {
        return List.of(loss);
    }
}
