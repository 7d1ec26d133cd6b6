package dev.lanegrad.kernels;

/**
 * The steps that change parameters: Adam, gradient descent with and without momentum, and the movement of centres
 * towards the rows of their classes.
 *
 * <p>Each element of a parameter depends on the same element of its gradient and state: one pass over all arrays, at
 * the speed of reading them.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Updates<A> {

    /**
     * One step of Adam (Kingma and Ba, ICLR 2015), the bias corrections being given:
     * <pre>{@code
     * m[i] = fma(beta1, m[i], (1 - beta1) * g[i])
     * v[i] = fma(beta2, v[i], (1 - beta2) * g[i] * g[i])
     * p[i] = p[i] - rate * m[i] / (sqrt(v[i]) * scale + eps)
     * }</pre>
     * The moments are rounded to multiples of about {@code 1e-32} ({@code float}) or {@code 1e-302} ({@code double}), so
     * that those of parameters without gradient do not fade into subnormal numbers, which are slow. In step {@code t} the
     * rate is {@code learningRate / (1 - beta1^t)} and the scale
     * {@code 1 / sqrt(1 - beta2^t)}.
     *
     * @param n       the number of elements
     * @param rate    the bias-corrected learning rate
     * @param beta1   the decay of the first moment
     * @param beta2   the decay of the second moment
     * @param scale   the bias correction of the root of the second moment
     * @param eps     what is added to the corrected root
     * @param g       the gradient
     * @param gOffset the offset of its first element
     * @param m       the first moment, updated
     * @param mOffset the offset of its first element
     * @param v       the second moment, updated
     * @param vOffset the offset of its first element
     * @param p       the parameter, updated
     * @param pOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void adam(int n, double rate, double beta1, double beta2, double scale, double eps, A g, int gOffset,
              A m, int mOffset, A v, int vOffset, A p, int pOffset);

    /**
     * One step of gradient descent: {@code p[i] = fma(-rate, fma(decay, p[i], g[i]), p[i])}.
     *
     * @param n       the number of elements
     * @param rate    the learning rate
     * @param decay   the weight decay
     * @param g       the gradient
     * @param gOffset the offset of its first element
     * @param p       the parameter, updated
     * @param pOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void descend(int n, double rate, double decay, A g, int gOffset, A p, int pOffset);

    /**
     * One step of gradient descent with momentum, the velocity being the undamped sum of the gradients:
     * <pre>{@code
     * d    = fma(decay, p[i], g[i])
     * u[i] = fma(momentum, u[i], d)
     * p[i] = fma(-rate, u[i], p[i])
     * }</pre>
     *
     * @param n        the number of elements
     * @param rate     the learning rate
     * @param decay    the weight decay
     * @param momentum the factor of the old velocity
     * @param g        the gradient
     * @param gOffset  the offset of its first element
     * @param u        the velocity, updated
     * @param uOffset  the offset of its first element
     * @param p        the parameter, updated
     * @param pOffset  the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void descendWithMomentum(int n, double rate, double decay, double momentum, A g, int gOffset,
                             A u, int uOffset, A p, int pOffset);

    /**
     * One step of gradient descent with Nesterov's momentum: as {@link #descendWithMomentum}, but
     * {@code p[i] = fma(-rate, fma(momentum, u[i], d), p[i])}.
     *
     * @param n        the number of elements
     * @param rate     the learning rate
     * @param decay    the weight decay
     * @param momentum the factor of the old velocity
     * @param g        the gradient
     * @param gOffset  the offset of its first element
     * @param u        the velocity, updated
     * @param uOffset  the offset of its first element
     * @param p        the parameter, updated
     * @param pOffset  the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void descendWithNesterov(int n, double rate, double decay, double momentum, A g, int gOffset,
                             A u, int uOffset, A p, int pOffset);

    /**
     * Moves the centre of every class that occurs towards the rows of that class; the {@code n_k} rows of class
     * {@code k} move it by
     * <pre>{@code
     * centers[k] = fma(-alpha / (n_k + extra), sum_i (centers[k] - x[i]), centers[k])
     * }</pre>
     * with all differences from the centre before the call, added in the order of the rows. Centres of other classes
     * keep their bits. The work is {@code rows * cols}, whatever the number of classes.
     *
     * @param rows          the number of rows
     * @param cols          the number of columns
     * @param classes       the number of centres
     * @param alpha         the step
     * @param extra         what is added to the number of rows of a class: 0 for the mean, 1 for Wen et al. 2016
     * @param x             the rows {@code [rows, cols]}
     * @param xOffset       the offset of the first element
     * @param labels        the classes of the rows, in {@code [-1, classes)}; -1 marks a row that moves no centre
     * @param labelsOffset  the offset of the first of them
     * @param centers       the centres {@code [classes, cols]}, updated
     * @param centersOffset the offset of the first element
     * @param gap           scratch of at least {@code cols} elements
     * @param first         scratch of at least {@code classes} elements, all 0 before and after the call
     * @param next          scratch of at least {@code rows} elements
     * @throws IllegalArgumentException if a range does not lie in its array or a label in its interval
     */
    void moveCenters(int rows, int cols, int classes, double alpha, int extra, A x, int xOffset,
                     int[] labels, int labelsOffset, A centers, int centersOffset,
                     A gap, int[] first, int[] next);
}
