package dev.lanegrad.kernels;

/**
 * Functions of the slices along one axis: where their maximum is, and their softmax in its several forms.
 *
 * <p><b>Layout.</b> An array {@code [outer, n, inner]}, row-major; a slice consists of the {@code n} elements that share their
 * outer and inner index. Every axis of a tensor can be seen so; {@code inner == 1} is the last axis, the fast case. The
 * value of a slice has the same bits for every {@code outer} and {@code inner}.
 *
 * <p><b>Softmax.</b> Every form subtracts the maximum first, so nothing overflows; exponentials are added as
 * {@link Reductions#sum} adds. Special values are PyTorch's: {@code -infinity} takes no part, and a slice that holds NaN,
 * {@code +infinity} or nothing but {@code -infinity} has no softmax and no cross-entropy: they are NaN. Only the
 * log-sum-exp is {@code +infinity} and {@code -infinity} for the last two.
 *
 * <p>Results must not overlap operands, unless a method says so.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Rowwise<A> {

    /** Which element of a slice wins when some of its elements are NaN. */
    enum NanPolicy {
        /** NaN never wins; the answer for a slice of nothing but NaN is 0. So do Paddle's kernels for processors. */
        IGNORE,
        /** The first NaN wins. So do PyTorch and NumPy. */
        FIRST
    }

    /**
     * The index of the first maximum of each slice: {@code y[o,i] = min { k : x[o,k,i] = max_j x[o,j,i] }}. The zeros
     * {@code -0.0} and {@code 0.0} are equal.
     *
     * @param outer     the number of slices before the axis
     * @param n         the length of the axis; at least 1, if there are slices
     * @param inner     the number of slices after the axis
     * @param nanPolicy which element wins when some are NaN
     * @param x         the array {@code [outer, n, inner]}
     * @param xOffset   the offset of its first element
     * @param y         the indices {@code [outer, inner]}, each in {@code [0, n)}, overwritten
     * @param yOffset   the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array, or if there are slices without elements
     */
    void argMax(int outer, int n, int inner, NanPolicy nanPolicy, A x, int xOffset, int[] y, int yOffset);

    /**
     * Logarithm of the sum of exponentials: {@code y = log sum_j exp(x[j])} of each slice; {@code -infinity} if it is empty.
     *
     * @param outer    the number of slices before the axis
     * @param n        the length of the axis
     * @param inner    the number of slices after the axis
     * @param x        the array {@code [outer, n, inner]}
     * @param xOffset  the offset of its first element
     * @param y        the results {@code [outer, inner]}
     * @param yOffset  the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void logSumExp(int outer, int n, int inner, A x, int xOffset, A y, int yOffset);

    /**
     * Adds the gradient of {@link #logSumExp}: {@code dx[k] += dy exp(x[k] - y)}; nothing where {@code y} is {@code -infinity}.
     *
     * @param outer    the number of slices before the axis
     * @param n        the length of the axis
     * @param inner    the number of slices after the axis
     * @param x        the array {@code [outer, n, inner]}
     * @param xOffset  the offset of its first element
     * @param y        the result of {@code logSumExp} {@code [outer, inner]}
     * @param yOffset  the offset of its first element
     * @param dy       the upstream gradient {@code [outer, inner]}
     * @param dyOffset the offset of its first element
     * @param dx       the gradient that is added to, {@code [outer, n, inner]}
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addLogSumExpGradient(int outer, int n, int inner, A x, int xOffset, A y, int yOffset,
                              A dy, int dyOffset, A dx, int dxOffset);

    /**
     * Softmax: {@code y[k] = exp(x[k]) / sum_j exp(x[j])} of each slice.
     *
     * @param outer    the number of slices before the axis
     * @param n        the length of the axis
     * @param inner    the number of slices after the axis
     * @param x        the array {@code [outer, n, inner]}
     * @param xOffset  the offset of its first element
     * @param y        the results, overwritten, {@code [outer, n, inner]}
     * @param yOffset  the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void softmax(int outer, int n, int inner, A x, int xOffset, A y, int yOffset);

    /**
     * Adds the gradient of {@link #softmax}: {@code dx[k] += y[k] (dy[k] - sum_j dy[j] y[j])}.
     *
     * @param outer    the number of slices before the axis
     * @param n        the length of the axis
     * @param inner    the number of slices after the axis
     * @param y        the result of {@code softmax} {@code [outer, n, inner]}
     * @param yOffset  the offset of its first element
     * @param dy       the upstream gradient {@code [outer, n, inner]}
     * @param dyOffset the offset of its first element
     * @param dx       the gradient that is added to, {@code [outer, n, inner]}
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addSoftmaxGradient(int outer, int n, int inner, A y, int yOffset, A dy, int dyOffset, A dx, int dxOffset);

    /**
     * Logarithm of the softmax: {@code y[k] = x[k] - log sum_j exp(x[j])} of each slice.
     *
     * @param outer    the number of slices before the axis
     * @param n        the length of the axis
     * @param inner    the number of slices after the axis
     * @param x        the array {@code [outer, n, inner]}
     * @param xOffset  the offset of its first element
     * @param y        the results, overwritten, {@code [outer, n, inner]}
     * @param yOffset  the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void logSoftmax(int outer, int n, int inner, A x, int xOffset, A y, int yOffset);

    /**
     * Adds the gradient of {@link #logSoftmax}: {@code dx[k] += dy[k] - exp(y[k]) sum_j dy[j]}.
     *
     * @param outer    the number of slices before the axis
     * @param n        the length of the axis
     * @param inner    the number of slices after the axis
     * @param y        the result of {@code logSoftmax} {@code [outer, n, inner]}
     * @param yOffset  the offset of its first element
     * @param dy       the upstream gradient {@code [outer, n, inner]}
     * @param dyOffset the offset of its first element
     * @param dx       the gradient that is added to, {@code [outer, n, inner]}
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addLogSoftmaxGradient(int outer, int n, int inner, A y, int yOffset, A dy, int dyOffset, A dx, int dxOffset);

    /**
     * Cross-entropy of rows of logits with labels, one value per row:
     * {@code losses[i] = sum_c t[i,c] (log sum_j exp(x[i,j]) - x[i,c])} with the targets {@code t} that {@link LabelTargets}
     * makes of the labels; 0 where the label is ignored.
     *
     * <p>The logits are read from memory once. {@code rowSums} is what {@link #addCrossEntropyGradient} needs besides them.
     *
     * @param rows          the number of rows
     * @param classes       the number of classes
     * @param x             the logits {@code [rows, classes]}
     * @param xOffset       the offset of the first of them
     * @param labels        the labels {@code [rows]}, each in {@code [0, classes)} or ignored
     * @param labelsOffset  the offset of the first of them
     * @param targets       how labels become targets
     * @param losses        the losses {@code [rows]}, overwritten
     * @param lossesOffset  the offset of the first of them
     * @param rowSums       {@code [rows, 2]}, overwritten: the maximum {@code m} of each row and {@code sum_j exp(x[i,j] - m)}
     * @param rowSumsOffset the offset of the first of them
     * @throws IllegalArgumentException if a label is out of range, if there are class weights and not one per class, or if a
     *                                  range does not lie in its array
     */
    void crossEntropy(int rows, int classes, A x, int xOffset, int[] labels, int labelsOffset, LabelTargets<A> targets,
                      A losses, int lossesOffset, A rowSums, int rowSumsOffset);

    /**
     * Adds the gradient of {@link #crossEntropy}:
     * {@code dx[i,c] += dlosses[i] (softmax(x[i])[c] sum_j t[i,j] - t[i,c])}; nothing where the label is ignored.
     *
     * @param rows          the number of rows
     * @param classes       the number of classes
     * @param x             the logits {@code [rows, classes]}
     * @param xOffset       the offset of the first of them
     * @param labels        the labels {@code [rows]}, each in {@code [0, classes)} or ignored
     * @param labelsOffset  the offset of the first of them
     * @param targets       how labels become targets
     * @param rowSums       {@code [rows, 2]}, as {@code crossEntropy} has left them
     * @param rowSumsOffset the offset of the first of them
     * @param dlosses       the upstream gradient {@code [rows]}
     * @param dlossesOffset the offset of its first element
     * @param dx            the gradient {@code [rows, classes]} that is added to
     * @param dxOffset      the offset of its first element
     * @param fromZero      whether {@code dx} is taken as zeros, whatever it holds
     * @throws IllegalArgumentException if a label is out of range, if there are class weights and not one per class, or if a
     *                                  range does not lie in its array
     */
    void addCrossEntropyGradient(int rows, int classes, A x, int xOffset, int[] labels, int labelsOffset,
                                 LabelTargets<A> targets, A rowSums, int rowSumsOffset, A dlosses, int dlossesOffset,
                                 A dx, int dxOffset, boolean fromZero);

    /**
     * {@link #crossEntropy} and its gradient, as {@link #addCrossEntropyGradient} adds it to zeros, bit by bit. For an upstream gradient that is known before
     * the losses are: the logits are read from memory once for both.
     *
     * @param rows          the number of rows
     * @param classes       the number of classes
     * @param x             the logits {@code [rows, classes]}
     * @param xOffset       the offset of the first of them
     * @param labels        the labels {@code [rows]}, each in {@code [0, classes)} or ignored
     * @param labelsOffset  the offset of the first of them
     * @param targets       how labels become targets
     * @param dlosses       the upstream gradient {@code [rows]}
     * @param dlossesOffset the offset of its first element
     * @param losses        the losses {@code [rows]}, overwritten
     * @param lossesOffset  the offset of the first of them
     * @param rowSums       {@code [rows, 2]}, overwritten as by {@code crossEntropy}
     * @param rowSumsOffset the offset of the first of them
     * @param dx            the gradient {@code [rows, classes]}, overwritten
     * @param dxOffset      the offset of its first element
     * @throws IllegalArgumentException if a label is out of range, if there are class weights and not one per class, or if a
     *                                  range does not lie in its array
     */
    void crossEntropyWithGradient(int rows, int classes, A x, int xOffset, int[] labels, int labelsOffset, LabelTargets<A> targets,
                                  A dlosses, int dlossesOffset, A losses, int lossesOffset, A rowSums, int rowSumsOffset, A dx, int dxOffset);
}
