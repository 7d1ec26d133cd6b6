package dev.lanegrad.kernels;

/**
 * Creation of arrays and access to single elements, for code that is written once for both element types.
 *
 * <p>Single elements are for scalars such as a loss value; whole arrays belong to the other families.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Storage<A> {

    /**
     * Returns the element type.
     *
     * @return the element type
     */
    ElementType elementType();

    /**
     * Creates an array of zeros.
     *
     * @param length the number of elements, at least 0
     * @return a new array
     * @throws IllegalArgumentException if {@code length} is negative
     */
    A allocate(int length);

    /**
     * Returns the length of an array.
     *
     * @param x the array
     * @return the number of its elements
     */
    int length(A x);

    /**
     * Reads one element.
     *
     * @param x     the array
     * @param index the index of the element
     * @return the element, widened to {@code double}
     * @throws ArrayIndexOutOfBoundsException if there is no such element
     */
    double get(A x, int index);

    /**
     * Writes one element.
     *
     * @param x     the array
     * @param index the index of the element
     * @param value the value; rounded to the nearest {@code float} in a {@code float[]}
     * @throws ArrayIndexOutOfBoundsException if there is no such element
     */
    void set(A x, int index, double value);

    /**
     * Sets {@code n} elements to one value.
     *
     * @param n       the number of elements
     * @param value   the value
     * @param x       the array that is written
     * @param xOffset the offset of the first element
     * @throws IllegalArgumentException if the range does not lie in the array
     */
    void fill(int n, double value, A x, int xOffset);

    /**
     * Copies {@code n} elements: {@code y[i] = x[i]}. Ranges of one array may overlap.
     *
     * @param n       the number of elements
     * @param x       the source
     * @param xOffset the offset of its first element
     * @param y       the destination
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void copy(int n, A x, int xOffset, A y, int yOffset);

    /**
     * Transposes a matrix: {@code y[j,i] = x[i,j]}.
     *
     * @param rows    the number of rows of {@code x}
     * @param cols    the number of columns of {@code x}
     * @param x       the matrix {@code [rows, cols]}
     * @param xOffset the offset of its first element
     * @param y       the transposed matrix {@code [cols, rows]}, overwritten; must not overlap {@code x}
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array
     */
    void transpose(int rows, int cols, A x, int xOffset, A y, int yOffset);

    /**
     * Converts {@code n} elements of either type: {@code y[i] = x[i]}, rounded to nearest where {@code y} is
     * the narrower type.
     *
     * @param n       the number of elements
     * @param x       the source, {@code float[]} or {@code double[]}
     * @param xOffset the offset of its first element
     * @param y       the destination
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array, or {@code x} is of another type
     */
    void convert(int n, Object x, int xOffset, A y, int yOffset);

    /**
     * Adds {@code n} elements of either type: {@code y[i] += x[i]}, with {@code x[i]} first rounded to nearest where
     * {@code y} is the narrower type.
     *
     * @param n       the number of elements
     * @param x       the source, {@code float[]} or {@code double[]}
     * @param xOffset the offset of its first element
     * @param y       the array that is added to
     * @param yOffset the offset of its first element
     * @throws IllegalArgumentException if a range does not lie in its array, or {@code x} is of another type
     */
    void addConverted(int n, Object x, int xOffset, A y, int yOffset);
}
