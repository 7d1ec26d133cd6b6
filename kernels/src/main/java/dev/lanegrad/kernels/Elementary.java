package dev.lanegrad.kernels;

/**
 * Elementary functions, element by element, and their gradients.
 *
 * <p>The functions are this library's own, from additions, multiplications, divisions, fused multiply-adds and
 * operations on bits, so their results have the same bits on every machine, with and without SIMD. The error is at most
 * 1 ULP for exp, expm1, log, log1p and tanh, and at most 2 ULP for sigmoid, logSigmoid and softplus, subnormal arguments
 * and results included; {@code docs/accuracy.md} has the measured maxima.
 *
 * <p><b>Special values.</b> A NaN gives NaN. Infinities give the limit, and a result that is too large is infinite.
 *
 * <p><b>Gradients.</b> The methods {@code add…Gradient} add to {@code dx}, in double rounding: the product is rounded,
 * then the sum. Those that read {@code y} want the results of the function, the others its arguments.
 *
 * <p>A destination may be an operand at the same offset. Other overlaps are not detected and give unspecified values.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Elementary<A> {

    /**
     * {@code y[i] = e^x[i]}: 0 below about -104 (float) or -746 (double), infinite above about 88.7 or 709.8.
     *
     * @param n       the number of elements
     * @param x       the arguments
     * @param xOffset the offset of the first argument
     * @param y       the results, overwritten; may be the arguments
     * @param yOffset the offset of the first result
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void exp(int n, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = e^x[i] - 1}: -1 at -infinity; the sign of zero is kept.
     *
     * @param n       the number of elements
     * @param x       the arguments
     * @param xOffset the offset of the first argument
     * @param y       the results, overwritten; may be the arguments
     * @param yOffset the offset of the first result
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void expm1(int n, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = log(x[i])}: the natural logarithm: -infinity at either zero, NaN below.
     *
     * @param n       the number of elements
     * @param x       the arguments
     * @param xOffset the offset of the first argument
     * @param y       the results, overwritten; may be the arguments
     * @param yOffset the offset of the first result
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void log(int n, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = log(1 + x[i])}: -infinity at -1, NaN below; the sign of zero is kept.
     *
     * @param n       the number of elements
     * @param x       the arguments
     * @param xOffset the offset of the first argument
     * @param y       the results, overwritten; may be the arguments
     * @param yOffset the offset of the first result
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void log1p(int n, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = tanh(x[i])}: the sign of zero is kept.
     *
     * @param n       the number of elements
     * @param x       the arguments
     * @param xOffset the offset of the first argument
     * @param y       the results, overwritten; may be the arguments
     * @param yOffset the offset of the first result
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void tanh(int n, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = 1 / (1 + e^-x[i])}: in (0, 1); subnormal results are exact to the same error.
     *
     * @param n       the number of elements
     * @param x       the arguments
     * @param xOffset the offset of the first argument
     * @param y       the results, overwritten; may be the arguments
     * @param yOffset the offset of the first result
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void sigmoid(int n, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = log(sigmoid(x[i])) = -softplus(-x[i])}: -0 at infinity.
     *
     * @param n       the number of elements
     * @param x       the arguments
     * @param xOffset the offset of the first argument
     * @param y       the results, overwritten; may be the arguments
     * @param yOffset the offset of the first result
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void logSigmoid(int n, A x, int xOffset, A y, int yOffset);

    /**
     * {@code y[i] = log(1 + e^x[i]) = max(x[i], 0) + log(1 + e^-|x[i]|)}: +0 at -infinity.
     *
     * @param n       the number of elements
     * @param x       the arguments
     * @param xOffset the offset of the first argument
     * @param y       the results, overwritten; may be the arguments
     * @param yOffset the offset of the first result
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void softplus(int n, A x, int xOffset, A y, int yOffset);

    /**
     * Gradient of {@link #exp exp}: {@code dx[i] += dy[i] * y[i]}.
     *
     * @param n        the number of elements
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param y        the results of the function
     * @param yOffset  the offset of the first of them
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addExpGradient(int n, A dy, int dyOffset, A y, int yOffset, A dx, int dxOffset);

    /**
     * Gradient of {@link #expm1 expm1}: {@code dx[i] += dy[i] * (y[i] + 1)}.
     *
     * @param n        the number of elements
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param y        the results of the function
     * @param yOffset  the offset of the first of them
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addExpm1Gradient(int n, A dy, int dyOffset, A y, int yOffset, A dx, int dxOffset);

    /**
     * Gradient of {@link #log log}: {@code dx[i] += dy[i] / x[i]}.
     *
     * @param n        the number of elements
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param x        the arguments of the function
     * @param xOffset  the offset of the first of them
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addLogGradient(int n, A dy, int dyOffset, A x, int xOffset, A dx, int dxOffset);

    /**
     * Gradient of {@link #log1p log1p}: {@code dx[i] += dy[i] / (1 + x[i])}.
     *
     * @param n        the number of elements
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param x        the arguments of the function
     * @param xOffset  the offset of the first of them
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addLog1pGradient(int n, A dy, int dyOffset, A x, int xOffset, A dx, int dxOffset);

    /**
     * Gradient of {@link #tanh tanh}: {@code dx[i] += dy[i] * (1 - y[i]^2)}.
     *
     * @param n        the number of elements
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param y        the results of the function
     * @param yOffset  the offset of the first of them
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addTanhGradient(int n, A dy, int dyOffset, A y, int yOffset, A dx, int dxOffset);

    /**
     * Gradient of {@link #sigmoid sigmoid}: {@code dx[i] += dy[i] * (y[i] * (1 - y[i]))}.
     *
     * @param n        the number of elements
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param y        the results of the function
     * @param yOffset  the offset of the first of them
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addSigmoidGradient(int n, A dy, int dyOffset, A y, int yOffset, A dx, int dxOffset);

    /**
     * Gradient of {@link #logSigmoid logSigmoid}: {@code dx[i] += dy[i] * sigmoid(-x[i])}.
     *
     * @param n        the number of elements
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param x        the arguments of the function
     * @param xOffset  the offset of the first of them
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addLogSigmoidGradient(int n, A dy, int dyOffset, A x, int xOffset, A dx, int dxOffset);

    /**
     * Gradient of {@link #softplus softplus}: {@code dx[i] += dy[i] * sigmoid(x[i])}.
     *
     * @param n        the number of elements
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param x        the arguments of the function
     * @param xOffset  the offset of the first of them
     * @param dx       the gradient that is added to
     * @param dxOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addSoftplusGradient(int n, A dy, int dyOffset, A x, int xOffset, A dx, int dxOffset);

    /**
     * Binary cross-entropy of probabilities: {@code y[i] = (t[i] - 1) max(log(1 - p[i]), -100) - t[i] max(log p[i], -100)}.
     * Both logarithms end at -100, as in PyTorch and Paddle, so that a wrong certainty stays finite.
     *
     * @param n       the number of elements
     * @param p       the probabilities, in [0, 1]; NaN comes from others
     * @param pOffset the offset of the first of them
     * @param t       the targets, in [0, 1] as a rule
     * @param tOffset the offset of the first of them
     * @param y       the results, overwritten
     * @param yOffset the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void binaryCrossEntropy(int n, A p, int pOffset, A t, int tOffset, A y, int yOffset);

    /**
     * Adds the gradient of {@link #binaryCrossEntropy} for the probabilities, as PyTorch and Paddle define it:
     * {@code dp[i] += dy[i] (p[i] - t[i]) / max((1 - p[i]) p[i], 1e-12)}.
     *
     * @param n        the number of elements
     * @param dy       the upstream gradient
     * @param dyOffset the offset of its first element
     * @param p        the probabilities
     * @param pOffset  the offset of the first of them
     * @param t        the targets
     * @param tOffset  the offset of the first of them
     * @param dp       the gradient that is added to
     * @param dpOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void addBinaryCrossEntropyGradient(int n, A dy, int dyOffset, A p, int pOffset, A t, int tOffset, A dp, int dpOffset);
}
