package dev.lanegrad.autograd;

import dev.lanegrad.kernels.ElementType;
import dev.lanegrad.kernels.Kernels;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.jetbrains.annotations.Nullable;

/**
 * A shape over a flat array, with a gradient array of the same length where one is asked for.
 *
 * <p>The arrays are the tensor: {@link #data()} and {@link #grad()} return them, not copies, and writing new values
 * into them before a {@linkplain Tape#replay() replay} is how a training loop feeds its batches.
 *
 * <p>There are three kinds: <em>constants</em> have no gradient; <em>parameters</em> have one that accumulates until
 * {@link #zeroGrad()}; <em>results</em> of operations have one if an input of the operation has one, which
 * the tape clears at the start of every backward pass, or of a replay before it.
 *
 * <p>Not synchronised: a tensor belongs to the thread that runs the tape that uses it. Parameters whose data are only
 * read may be wrapped by tensors of several tapes, each with a gradient of its own.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class Tensor<A> {

    /** Up to as many elements a gradient is cleared at once, which takes less time than remembering to. */
    private static final int SMALL = 512;

    private final Kernels<A> kernels;
    private final Shape shape;
    private final A data;
    private final @Nullable A grad;

    /** Whether the gradient is zero, but its array still holds older numbers. Volatile, since workers ask for gradients, too. */
    private volatile boolean gradToClear;

    /** For whom the array of a gradient is reserved that nobody has used since. */
    private @Nullable Object writer;

    private Tensor(Kernels<A> kernels, Shape shape, A data, boolean requiresGrad) {
        if (Array.getLength(data) != shape.size()) {
            throw new IllegalArgumentException("Tensor: an array of " + Array.getLength(data)
                    + " elements cannot have the shape " + shape + ", which needs " + shape.size());
        }
        this.kernels = kernels;
        this.shape = shape;
        this.data = data;
        this.grad = requiresGrad ? kernels.storage().allocate(shape.size()) : null;
    }

    /**
     * Wraps an array as a constant: a tensor without gradient.
     *
     * @param shape the shape
     * @param data  the array, not copied
     * @return the tensor
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static Tensor<float[]> constant(Shape shape, float... data) {
        return constant(Kernels.floats(), shape, data);
    }

    /**
     * Wraps an array as a constant: a tensor without gradient.
     *
     * @param shape the shape
     * @param data  the array, not copied
     * @return the tensor
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static Tensor<double[]> constant(Shape shape, double... data) {
        return constant(Kernels.doubles(), shape, data);
    }

    /**
     * Wraps an array as a constant of given kernels.
     *
     * @param <A>     the type of the array
     * @param kernels the kernels that operations on the tensor use
     * @param shape   the shape
     * @param data    the array, not copied
     * @return the tensor
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static <A> Tensor<A> constant(Kernels<A> kernels, Shape shape, A data) {
        return new Tensor<>(kernels, shape, data, false);
    }

    /**
     * Wraps an array as a parameter: a tensor whose gradient accumulates over backward passes.
     *
     * @param shape the shape
     * @param data  the array, not copied
     * @return the tensor
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static Tensor<float[]> parameter(Shape shape, float... data) {
        return parameter(Kernels.floats(), shape, data);
    }

    /**
     * Wraps an array as a parameter: a tensor whose gradient accumulates over backward passes.
     *
     * @param shape the shape
     * @param data  the array, not copied
     * @return the tensor
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static Tensor<double[]> parameter(Shape shape, double... data) {
        return parameter(Kernels.doubles(), shape, data);
    }

    /**
     * Wraps an array as a parameter of given kernels.
     *
     * @param <A>     the type of the array
     * @param kernels the kernels that operations on the tensor use
     * @param shape   the shape
     * @param data    the array, not copied
     * @return the tensor
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static <A> Tensor<A> parameter(Kernels<A> kernels, Shape shape, A data) {
        return new Tensor<>(kernels, shape, data, true);
    }

    /**
     * Creates the output of an operation: zeros, with a gradient if any of the inputs has one.
     *
     * @param <A>     the type of the array
     * @param kernels the kernels that operations on the tensor use
     * @param shape   the shape
     * @param inputs  the differentiable inputs of the operation
     * @return the tensor
     */
    public static <A> Tensor<A> result(Kernels<A> kernels, Shape shape, Tensor<?>... inputs) {
        boolean requiresGrad = false;
        for (Tensor<?> input : inputs) {
            requiresGrad |= input.requiresGrad();
        }
        return new Tensor<>(kernels, shape, kernels.storage().allocate(shape.size()), requiresGrad);
    }

    /**
     * Returns the shape.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /**
     * Returns the elements in row-major order.
     *
     * @return the array itself
     */
    public A data() {
        return data;
    }

    /**
     * Returns the gradient: the derivative of what {@link Tape#backward} was asked for, element by element. Always the same array, but
     * only this method clears it after {@link #zeroGrad()}: ask again instead of keeping it.
     *
     * @return the array itself
     * @throws IllegalStateException if the tensor has none
     */
    public A grad() {
        if (grad == null) {
            throw new IllegalStateException("Tensor.grad: this tensor of shape " + shape
                    + " has no gradient; only parameters and what is computed from them have one");
        }
        if (gradToClear) {
            clearGrad();
        }
        return grad;
    }

    /** Clears the gradient once, however many workers ask for it. */
    private synchronized void clearGrad() {
        if (gradToClear) {
            fillWithZeros(grad);
            gradToClear = false;
            writer = null;
        }
    }

    /**
     * Tells whether the tensor has a gradient.
     *
     * @return true for parameters and what is computed from them
     */
    public boolean requiresGrad() {
        return grad != null;
    }

    /**
     * Sets the gradient to zero; does nothing if there is none. An array of some size is cleared when {@link #grad()} is called
     * next, or by the first operation that adds to it.
     */
    public void zeroGrad() {
        if (isLarge()) {
            gradToClear = true;
        } else if (grad != null) {
            fillWithZeros(grad);
        }
    }

    /** Not by a kernel: a call that has several receivers in most programs takes longer than clearing a small gradient, and each node of a tape clears one. */
    private static void fillWithZeros(Object array) {
        if (array instanceof float[] floats) {
            Arrays.fill(floats, 0f);
        } else {
            Arrays.fill((double[]) array, 0);
        }
    }

    /** Whether there is a gradient that is cleared when somebody asks for it, not at once. */
    boolean isLarge() {
        return grad != null && shape.size() > SMALL;
    }

    /**
     * Tells whether the gradient is zero and its array has yet to be cleared, and leaves that to the caller: for operations that write all of a
     * large gradient piece by piece and had better clear each piece just before. From now on {@link #grad()} returns the array as it is.
     * To be called before workers are at it.
     *
     * @return true if whoever calls must clear or overwrite every element
     */
    public boolean takeZeroGrad() {
        if (!gradToClear) {
            return false;
        }
        gradToClear = false;
        writer = null;
        return true;
    }

    /**
     * Reserves the gradient's array during a forward pass for an operation, which writes there what it expects to add in the backward pass: what it
     * reads for its result it need not read again. {@link #takeReservedGrad} tells later whether that has become the gradient. To be called before
     * workers are at it.
     *
     * @param operation who writes
     * @return true if the gradient is zero and its array has yet to be cleared; false if the gradient is in use, is small, or there is none
     */
    public boolean reserveGrad(Object operation) {
        if (gradToClear) {
            writer = operation;
        }
        return gradToClear;
    }

    /**
     * Returns the array that an operation has reserved.
     *
     * @param operation who has
     * @return the array
     * @throws IllegalStateException if it has not, or the gradient has been used since
     */
    public A reservedGrad(Object operation) {
        if (grad == null || writer != operation) {
            throw new IllegalStateException("Tensor.reservedGrad: the gradient of this tensor of shape " + shape + " is not reserved for this operation");
        }
        return grad;
    }

    /**
     * Tells whether the gradient has been zero since an operation reserved its array, and if so, makes what it has written the gradient.
     *
     * @param operation who has written
     * @return true if there is nothing left to add
     */
    public boolean takeReservedGrad(Object operation) {
        return writer == operation && takeZeroGrad();
    }

    /**
     * Returns the only element.
     *
     * @return the element, widened to {@code double}
     * @throws IllegalStateException if the tensor has another number of elements than one
     */
    public double item() {
        if (shape.size() != 1) {
            throw new IllegalStateException("Tensor.item: a tensor of shape " + shape + " has not one element");
        }
        return kernels.storage().get(data, 0);
    }

    /**
     * Returns the kernels that operations on this tensor use.
     *
     * @return the kernels
     */
    public Kernels<A> kernels() {
        return kernels;
    }

    /**
     * Returns the type of the elements.
     *
     * @return the type
     */
    public ElementType elementType() {
        return kernels.storage().elementType();
    }

    /** Returns type and shape, as in {@code float[2, 320]}. */
    @Override
    public String toString() {
        return (elementType() == ElementType.FLOAT ? "float" : "double") + shape;
    }
}
