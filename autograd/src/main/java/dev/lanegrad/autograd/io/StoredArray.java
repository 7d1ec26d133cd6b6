package dev.lanegrad.autograd.io;

import dev.lanegrad.autograd.Shape;
import dev.lanegrad.autograd.Tensor;

/**
 * An array as files hold it: a shape over a flat, row-major array of one of five types.
 *
 * <p>The array is held by reference. Not synchronised.
 */
public final class StoredArray {

    private final StoredType type;
    private final Shape shape;
    private final Object data;

    private StoredArray(StoredType type, Shape shape, Object data, int length) {
        if (length != shape.size()) {
            throw new IllegalArgumentException("StoredArray: an array of " + length
                    + " elements cannot have the shape " + shape + ", which needs " + shape.size());
        }
        this.type = type;
        this.shape = shape;
        this.data = data;
    }

    /**
     * Wraps an array.
     *
     * @param shape the shape
     * @param data  the elements, not copied
     * @return the stored array
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static StoredArray of(Shape shape, float... data) {
        return new StoredArray(StoredType.FLOAT32, shape, data, data.length);
    }

    /**
     * Wraps an array.
     *
     * @param shape the shape
     * @param data  the elements, not copied
     * @return the stored array
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static StoredArray of(Shape shape, double... data) {
        return new StoredArray(StoredType.FLOAT64, shape, data, data.length);
    }

    /**
     * Wraps an array.
     *
     * @param shape the shape
     * @param data  the elements, not copied
     * @return the stored array
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static StoredArray of(Shape shape, int... data) {
        return new StoredArray(StoredType.INT32, shape, data, data.length);
    }

    /**
     * Wraps an array.
     *
     * @param shape the shape
     * @param data  the elements, not copied
     * @return the stored array
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static StoredArray of(Shape shape, long... data) {
        return new StoredArray(StoredType.INT64, shape, data, data.length);
    }

    /**
     * Wraps an array of unsigned bytes.
     *
     * @param shape the shape
     * @param data  the elements, not copied
     * @return the stored array
     * @throws IllegalArgumentException if the array's length is not the shape's size
     */
    public static StoredArray of(Shape shape, byte... data) {
        return new StoredArray(StoredType.UINT8, shape, data, data.length);
    }

    /**
     * Wraps the data of a tensor.
     *
     * @param tensor the tensor; its array is not copied
     * @return the stored array
     */
    public static StoredArray of(Tensor<?> tensor) {
        return wrap(tensor.shape(), tensor.data());
    }

    /** Wraps an array of one of the five types. */
    static StoredArray wrap(Shape shape, Object data) {
        return switch (data) {
            case float[] x -> of(shape, x);
            case double[] x -> of(shape, x);
            case int[] x -> of(shape, x);
            case long[] x -> of(shape, x);
            case byte[] x -> of(shape, x);
            default -> throw new IllegalArgumentException(
                    "StoredArray: " + data.getClass().getSimpleName() + " is no array of a stored type");
        };
    }

    /**
     * Returns the type of the elements.
     *
     * @return the type
     */
    public StoredType type() {
        return type;
    }

    /**
     * Returns the shape.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /** The array, of the type that {@link #type} stands for. */
    Object data() {
        return data;
    }

    /**
     * Returns the elements.
     *
     * @return the array itself
     * @throws IllegalStateException if the type is another
     */
    public float[] floats() {
        return array(float[].class);
    }

    /**
     * Returns the elements.
     *
     * @return the array itself
     * @throws IllegalStateException if the type is another
     */
    public double[] doubles() {
        return array(double[].class);
    }

    /**
     * Returns the elements.
     *
     * @return the array itself
     * @throws IllegalStateException if the type is another
     */
    public int[] ints() {
        return array(int[].class);
    }

    /**
     * Returns the elements.
     *
     * @return the array itself
     * @throws IllegalStateException if the type is another
     */
    public long[] longs() {
        return array(long[].class);
    }

    /**
     * Returns the elements, unsigned.
     *
     * @return the array itself
     * @throws IllegalStateException if the type is another
     */
    public byte[] bytes() {
        return array(byte[].class);
    }

    private <T> T array(Class<T> wanted) {
        if (!wanted.isInstance(data)) {
            throw new IllegalStateException("StoredArray: " + this + " is no " + wanted.getSimpleName());
        }
        return wanted.cast(data);
    }

    /** Returns type and shape, as in {@code FLOAT32[2, 320]}. */
    @Override
    public String toString() {
        return type.toString() + shape;
    }
}
