package dev.lanegrad.kernels;

/**
 * The squared distance of each row of a matrix to one row of a table, the centre of its class, and its derivatives.
 *
 * <p>Row {@code i} of {@code x [rows, cols]} belongs to the class {@code labels[i]}, whose centre is row
 * {@code labels[i]} of {@code centers [classes, cols]}. The label {@code -1} marks a row without class: its distance
 * is 0 and it adds to no gradient. Work and memory depend on {@code rows * cols} and not on the number of classes.
 *
 * <p><b>Order.</b> A distance is that of {@link Reductions#squaredDistance}, with the same bits. Gradients of centres
 * are added in the order of the rows.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Centers<A> {

    /**
     * Squared distances to the own centre: {@code y[i] = sum_j (x[i,j] - centers[labels[i],j])^2}.
     *
     * @param rows          the number of rows
     * @param cols          the number of columns
     * @param classes       the number of centres
     * @param x             the rows {@code [rows, cols]}
     * @param xOffset       the offset of the first element
     * @param labels        the classes of the rows, in {@code [-1, classes)}
     * @param labelsOffset  the offset of the first of them
     * @param centers       the centres {@code [classes, cols]}
     * @param centersOffset the offset of the first element
     * @param y             the squared distances {@code [rows]}, overwritten
     * @param yOffset       the offset of the first of them
     * @throws IllegalArgumentException if a range does not lie in its array or a label in its interval
     */
    void squaredDistances(int rows, int cols, int classes, A x, int xOffset, int[] labels, int labelsOffset,
                          A centers, int centersOffset, A y, int yOffset);

    /**
     * Gradient of the squared distances with respect to the rows:
     * {@code dx[i,j] = fma(2 dy[i], x[i,j] - centers[labels[i],j], dx[i,j])}.
     *
     * @param rows          the number of rows
     * @param cols          the number of columns
     * @param classes       the number of centres
     * @param dy            the upstream gradient {@code [rows]}
     * @param dyOffset      the offset of its first element
     * @param x             the rows {@code [rows, cols]}
     * @param xOffset       the offset of the first element
     * @param labels        the classes of the rows, in {@code [-1, classes)}
     * @param labelsOffset  the offset of the first of them
     * @param centers       the centres {@code [classes, cols]}
     * @param centersOffset the offset of the first element
     * @param dx            the gradient {@code [rows, cols]} that is added to
     * @param dxOffset      the offset of its first element
     * @param fromZero      whether {@code dx} is taken as zeros, whatever it holds
     * @throws IllegalArgumentException if a range does not lie in its array or a label in its interval
     */
    void addRowGradients(int rows, int cols, int classes, A dy, int dyOffset, A x, int xOffset,
                         int[] labels, int labelsOffset, A centers, int centersOffset, A dx, int dxOffset, boolean fromZero);

    /**
     * Gradient of the squared distances with respect to the centres, row after row:
     * {@code dcenters[k,j] = fma(-2 dy[i], x[i,j] - centers[k,j], dcenters[k,j])} with {@code k = labels[i]}.
     *
     * @param rows           the number of rows
     * @param cols           the number of columns
     * @param classes        the number of centres
     * @param dy             the upstream gradient {@code [rows]}
     * @param dyOffset       the offset of its first element
     * @param x              the rows {@code [rows, cols]}
     * @param xOffset        the offset of the first element
     * @param labels         the classes of the rows, in {@code [-1, classes)}
     * @param labelsOffset   the offset of the first of them
     * @param centers        the centres {@code [classes, cols]}
     * @param centersOffset  the offset of the first element
     * @param dcenters       the gradient {@code [classes, cols]} that is added to
     * @param dcentersOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array or a label in its interval
     */
    void addCenterGradients(int rows, int cols, int classes, A dy, int dyOffset, A x, int xOffset,
                            int[] labels, int labelsOffset, A centers, int centersOffset,
                            A dcenters, int dcentersOffset);
}
