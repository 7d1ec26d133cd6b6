package dev.lanegrad.kernels;

/**
 * Rows picked and added by index, and resizing of images by the nearest neighbour, which is an index too.
 *
 * <p>Sums run in the order of the index, or of the pixels of the larger image, one term after the other: the bits depend
 * on nothing else. All indices are checked before anything is written. Destinations must not overlap sources.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Indexing<A> {

    /**
     * Picks rows of a table: {@code y[i,j] = table[index[i],j]}.
     *
     * @param n           the number of rows to pick
     * @param rows        the number of rows of the table
     * @param cols        the number of columns
     * @param table       the table {@code [rows, cols]}
     * @param tableOffset the offset of its first element
     * @param index       which rows {@code [n]}, each in {@code [0, rows)}, in any order and any number of times
     * @param indexOffset the offset of the first of them
     * @param y           the picked rows {@code [n, cols]}, overwritten
     * @param yOffset     the offset of its first element
     * @throws IllegalArgumentException if an index is out of range, or if a range does not lie in its array
     */
    void gatherRows(int n, int rows, int cols, A table, int tableOffset,
                    int[] index, int indexOffset, A y, int yOffset);

    /**
     * Picks rows of a table and adds them: {@code y[i,j] += table[index[i],j]}. The adjoint of {@link #scatterAddRows}.
     *
     * @param n           the number of rows to pick
     * @param rows        the number of rows of the table
     * @param cols        the number of columns
     * @param table       the table {@code [rows, cols]}
     * @param tableOffset the offset of its first element
     * @param index       which rows {@code [n]}, each in {@code [0, rows)}
     * @param indexOffset the offset of the first of them
     * @param y           the rows {@code [n, cols]} that are added to
     * @param yOffset     the offset of its first element
     * @throws IllegalArgumentException if an index is out of range, or if a range does not lie in its array
     */
    void addGatheredRows(int n, int rows, int cols, A table, int tableOffset,
                         int[] index, int indexOffset, A y, int yOffset);

    /**
     * Adds rows to those that an index names: {@code y[index[i],j] += x[i,j]} for {@code i = 0, 1, ...} in this order.
     * The adjoint of {@link #gatherRows}.
     *
     * @param n           the number of rows to add
     * @param rows        the number of rows of {@code y}
     * @param cols        the number of columns
     * @param x           the rows {@code [n, cols]}
     * @param xOffset     the offset of its first element
     * @param index       where they go {@code [n]}, each in {@code [0, rows)}
     * @param indexOffset the offset of the first of them
     * @param y           the matrix {@code [rows, cols]} that is added to
     * @param yOffset     the offset of its first element
     * @throws IllegalArgumentException if an index is out of range, or if a range does not lie in its array
     */
    void scatterAddRows(int n, int rows, int cols, A x, int xOffset,
                        int[] index, int indexOffset, A y, int yOffset);

    /**
     * Resizes images to the nearest neighbour at or before the exact place:
     * {@code y[p,i,j] = x[p, floor(i * h / outH), floor(j * w / outW)]}, in integers. With {@code outH = s * h} this is
     * {@code x[p, i / s, ...]}, the upsampling by an integer factor.
     *
     * @param planes  the number of images, channels included
     * @param h       the height, at least 1
     * @param w       the width, at least 1
     * @param outH    the new height, at least 1
     * @param outW    the new width, at least 1
     * @param x       the images {@code [planes, h, w]}
     * @param xOffset the offset of the first element
     * @param y       the resized images {@code [planes, outH, outW]}, overwritten
     * @param yOffset the offset of the first element
     * @throws IllegalArgumentException if a size is not positive, or if a range does not lie in its array
     */
    void resizeNearest(int planes, int h, int w, int outH, int outW, A x, int xOffset, A y, int yOffset);

    /**
     * The adjoint of {@link #resizeNearest}: {@code dx[p, floor(i * h / outH), floor(j * w / outW)] += dy[p,i,j]}, in the
     * order of {@code i}, then {@code j}.
     *
     * @param planes   the number of images, channels included
     * @param h        the height, at least 1
     * @param w        the width, at least 1
     * @param outH     the height of the resized images, at least 1
     * @param outW     the width of the resized images, at least 1
     * @param dy       the gradient of the resized images {@code [planes, outH, outW]}
     * @param dyOffset the offset of the first element
     * @param dx       the gradient of the images {@code [planes, h, w]} that is added to
     * @param dxOffset the offset of the first element
     * @throws IllegalArgumentException if a size is not positive, or if a range does not lie in its array
     */
    void addResizeNearestAdjoint(int planes, int h, int w, int outH, int outW,
                                 A dy, int dyOffset, A dx, int dxOffset);
}
