package dev.lanegrad.kernels;

import dev.lanegrad.kernels.internal.Backends;

/**
 * All kernels for one type of array, grouped in families. The entry point of this module:
 *
 * {@snippet :
 * Kernels<float[]> kernels = Kernels.floats();
 * double norm = kernels.reductions().squaredNorm(x.length, x, 0);
 * }
 *
 * <p>Which {@link Backend} serves is decided once, at the first use, by the system property
 * {@code lanegrad.kernels}:
 * <ul>
 * <li>{@code auto} (the default): SIMD where the virtual machine compiles the Vector API to instructions, fused
 *     multiply-add is one of them and the module {@code jdk.incubator.vector} is resolved, portable elsewhere;
 * <li>{@code portable}: portable;
 * <li>{@code simd}: SIMD, or an {@link IllegalStateException} that says why it cannot be had.
 * </ul>
 * The choice and its reason are logged once to the {@link System.Logger} named {@code dev.lanegrad.kernels}: as a warning where
 * the virtual machine has no C2 compiler or no instruction for fused multiply-add, so that the same bits cost much more time than
 * elsewhere, and for debugging otherwise.
 *
 * <p><b>Arguments.</b> Sizes come first, then every array followed by the offset of its first element. Scalars
 * are {@code double}; a kernel on {@code float[]} rounds them to {@code float} first, and widens the
 * {@code float} that it returns.
 * Offsets and sizes are checked against the arrays before anything is written; a violation is an
 * {@link IllegalArgumentException} that names kernel, argument, value and bound.
 *
 * <p><b>Threads.</b> Kernels hold no state that callers can see: any number of threads may use one instance.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Kernels<A> {

    /**
     * Returns the kernels for {@code float[]} of the selected backend.
     *
     * @return the kernels
     */
    static Kernels<float[]> floats() {
        return Backends.selected().floats();
    }

    /**
     * Returns the kernels for {@code double[]} of the selected backend.
     *
     * @return the kernels
     */
    static Kernels<double[]> doubles() {
        return Backends.selected().doubles();
    }

    /**
     * Returns the kernels for {@code float[]} of a given backend.
     *
     * @param backend the backend
     * @return the kernels
     * @throws IllegalStateException if the backend is {@link Backend#SIMD} and cannot be had here
     */
    static Kernels<float[]> floats(Backend backend) {
        return Backends.of(backend).floats();
    }

    /**
     * Returns the kernels for {@code double[]} of a given backend. Where registers hold two doubles and the processor is x86, those of
     * {@link Backend#SIMD} are the portable ones, which are faster there, unless the system property {@code lanegrad.kernels} is {@code simd}.
     *
     * @param backend the backend
     * @return the kernels
     * @throws IllegalStateException if the backend is {@link Backend#SIMD} and cannot be had here
     */
    static Kernels<double[]> doubles(Backend backend) {
        return Backends.of(backend).doubles();
    }

    /**
     * Returns the backend that these kernels belong to.
     *
     * @return the backend
     */
    Backend backend();

    /**
     * Returns the creation of arrays and the access to single elements.
     *
     * @return the family
     */
    Storage<A> storage();

    /**
     * Returns sums, dot products, norms and distances.
     *
     * @return the family
     */
    Reductions<A> reductions();

    /**
     * Returns arithmetic on vectors, element by element.
     *
     * @return the family
     */
    Elementwise<A> elementwise();

    /**
     * Returns exp, log, tanh, sigmoid and their like, and their gradients.
     *
     * @return the family
     */
    Elementary<A> elementary();

    /**
     * Returns arithmetic on arrays of different shapes, and sums over axes.
     *
     * @return the family
     */
    Broadcasting<A> broadcasting();

    /**
     * Returns matrix multiplication.
     *
     * @return the family
     */
    Gemm<A> gemm();

    /**
     * Returns functions of the slices along an axis: arg-max and softmax.
     *
     * @return the family
     */
    Rowwise<A> rowwise();

    /**
     * Returns rows by index and nearest-neighbour resizing.
     *
     * @return the family
     */
    Indexing<A> indexing();

    /**
     * Returns order statistics.
     *
     * @return the family
     */
    Selection<A> selection();

    /**
     * Returns sums, weights and gradients of segmentation losses.
     *
     * @return the family
     */
    Segmentation<A> segmentation();

    /**
     * Returns sums and gradients of the losses of differentiable binarization.
     *
     * @return the family
     */
    Binarization<A> binarization();

    /**
     * Returns counts of labels, which are the same for both element types.
     *
     * @return the family
     */
    BlockCounts blockCounts();

    /**
     * Returns the distances of rows to the centres of their classes.
     *
     * @return the family
     */
    Centers<A> centers();

    /**
     * Returns the steps of optimisers.
     *
     * @return the family
     */
    Updates<A> updates();
}
