/**
 * Numeric kernels over flat {@code float[]} and {@code double[]} arrays: no tensors, no graphs.
 *
 * <p>Every kernel exists for both element types and gives the same bits with SIMD of any width, without SIMD,
 * in the interpreter and in compiled code, on one thread or many.
 */
module dev.lanegrad.kernels {
    requires jdk.incubator.vector;
    requires static org.jetbrains.annotations;

    exports dev.lanegrad.kernels;
}
