package dev.lanegrad.autograd.io;

import dev.lanegrad.autograd.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Moves the elements of arrays, little-endian, between memory and streams. */
final class ArrayBytes {

    private static final int CHUNK = 1 << 16;

    private ArrayBytes() {
    }

    /** Reads the elements of an array whose size in the stream the caller has checked. */
    static StoredArray read(InputStream in, StoredType type, Shape shape, String source) throws IOException {
        Object data = allocate(type, shape.size());
        byte[] chunk = new byte[CHUNK];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        int perChunk = CHUNK / type.bytes();
        for (int i = 0; i < shape.size(); i += perChunk) {
            int n = Math.min(perChunk, shape.size() - i);
            int read = in.readNBytes(chunk, 0, n * type.bytes());
            if (read < n * type.bytes()) {
                throw new FileFormatException(source, "data of " + shape + " " + type + " end after "
                        + ((long) i * type.bytes() + read) + " of " + (long) shape.size() * type.bytes() + " bytes");
            }
            buffer.clear();
            switch (data) {
                case float[] x -> buffer.asFloatBuffer().get(x, i, n);
                case double[] x -> buffer.asDoubleBuffer().get(x, i, n);
                case int[] x -> buffer.asIntBuffer().get(x, i, n);
                case long[] x -> buffer.asLongBuffer().get(x, i, n);
                default -> buffer.get((byte[]) data, i, n);
            }
        }
        return StoredArray.wrap(shape, data);
    }

    static void write(OutputStream out, StoredArray array) throws IOException {
        byte[] chunk = new byte[CHUNK];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        int size = array.shape().size();
        int perChunk = CHUNK / array.type().bytes();
        for (int i = 0; i < size; i += perChunk) {
            int n = Math.min(perChunk, size - i);
            buffer.clear();
            switch (array.data()) {
                case float[] x -> buffer.asFloatBuffer().put(x, i, n);
                case double[] x -> buffer.asDoubleBuffer().put(x, i, n);
                case int[] x -> buffer.asIntBuffer().put(x, i, n);
                case long[] x -> buffer.asLongBuffer().put(x, i, n);
                default -> buffer.put(array.bytes(), i, n);
            }
            out.write(chunk, 0, n * array.type().bytes());
        }
    }

    private static Object allocate(StoredType type, int length) {
        return switch (type) {
            case FLOAT32 -> new float[length];
            case FLOAT64 -> new double[length];
            case INT32 -> new int[length];
            case INT64 -> new long[length];
            case UINT8 -> new byte[length];
        };
    }

    /** The same array in row-major order, given its elements in column-major order (the first axis varies fastest). */
    static StoredArray fromColumnMajor(StoredArray array) {
        int[] from = columnMajorIndices(array.shape());
        int n = from.length;
        Object data = allocate(array.type(), n);
        switch (data) {
            case float[] y -> {
                for (int i = 0; i < n; i++) {
                    y[i] = array.floats()[from[i]];
                }
            }
            case double[] y -> {
                for (int i = 0; i < n; i++) {
                    y[i] = array.doubles()[from[i]];
                }
            }
            case int[] y -> {
                for (int i = 0; i < n; i++) {
                    y[i] = array.ints()[from[i]];
                }
            }
            case long[] y -> {
                for (int i = 0; i < n; i++) {
                    y[i] = array.longs()[from[i]];
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    ((byte[]) data)[i] = array.bytes()[from[i]];
                }
            }
        }
        return StoredArray.wrap(array.shape(), data);
    }

    /** For each element in row-major order its index in column-major order: the last digit of the index turns fastest. */
    private static int[] columnMajorIndices(Shape shape) {
        int[] dims = shape.dims();
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int axis = 0; axis < dims.length; axis++) {
            strides[axis] = stride;
            stride *= dims[axis];
        }
        int[] digits = new int[dims.length];
        int[] indices = new int[shape.size()];
        int index = 0;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = index;
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                index += strides[axis];
                if (++digits[axis] < dims[axis]) {
                    break;
                }
                index -= strides[axis] * dims[axis];
                digits[axis] = 0;
            }
        }
        return indices;
    }
}
