package dev.lanegrad.losses.centers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The few NumPy objects that a centre file may hold, and the only callables that a pickle may name.
 *
 * <p>Data stay where they are in the file; nothing is allocated by what a pickle claims about sizes.
 */
final class NumpyObjects {

    private NumpyObjects() {
    }

    /** The allow-list. Nothing else that a pickle names is looked up, let alone called. */
    enum Callable {
        NDARRAY, DTYPE, RECONSTRUCT, SCALAR, FROMBUFFER, LATIN1_ENCODE;

        private static final Map<String, Callable> BY_NAME = Map.of(
                "numpy ndarray", NDARRAY,
                "numpy dtype", DTYPE,
                "numpy.core.multiarray _reconstruct", RECONSTRUCT,
                "numpy._core.multiarray _reconstruct", RECONSTRUCT,
                "numpy.core.multiarray scalar", SCALAR,
                "numpy._core.multiarray scalar", SCALAR,
                "numpy.core.numeric _frombuffer", FROMBUFFER,
                "numpy._core.numeric _frombuffer", FROMBUFFER,
                "_codecs encode", LATIN1_ENCODE);

        static Callable named(PickleInput input, String module, String name) throws CenterFileException {
            Callable callable = BY_NAME.get(module + " " + name);
            if (callable == null) {
                throw input.failure("the global " + module + "." + name + " is not allowed in a centre file");
            }
            return callable;
        }
    }

    /** A part of an array of bytes, of the file as a rule. */
    record Bytes(byte[] array, int offset, int length) {
    }

    /** An element type: kind {@code f}, {@code i} or {@code u}, and its size in bytes. The byte order comes later. */
    static final class Dtype {
        private final char kind;
        private final int size;
        private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

        private Dtype(char kind, int size) {
            this.kind = kind;
            this.size = size;
        }

        /** A little-endian integer of an opcode. */
        static Dtype ofOpcode(char kind, int size) {
            return new Dtype(kind, size);
        }

        static Dtype named(PickleInput input, String name) throws CenterFileException {
            return switch (name) {
                case "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8" ->
                        new Dtype(name.charAt(0), name.charAt(1) - '0');
                default -> throw input.failure("the dtype '" + name + "' is not a floating or integer type");
            };
        }

        /** The state {@code (version, byte order, ...)} that NumPy pickles with a dtype. */
        void build(PickleInput input, Object state) throws CenterFileException {
            if (!(state instanceof List<?> fields) || fields.size() < 2 || !(fields.get(1) instanceof String mark)) {
                throw input.failure("the state of a dtype must be a tuple with the byte order in second place");
            }
            order = switch (mark) {
                case "<", "|" -> ByteOrder.LITTLE_ENDIAN;
                case ">" -> ByteOrder.BIG_ENDIAN;
                default -> throw input.failure("the byte order '" + mark + "' must be one of '<', '>', '|'");
            };
        }

        int size() {
            return size;
        }

        /** Whether every number of this type is an integer of 64 bits. */
        boolean integers() {
            return kind == 'i' || kind == 'u' && size < Long.BYTES;
        }

        /** One number of such a type. */
        long integer(byte[] data, int at) {
            long value = 0;
            for (int i = 0; i < size; i++) {
                value = value << 8 | (data[order == ByteOrder.BIG_ENDIAN ? at + i : at + size - 1 - i] & 0xFF);
            }
            int unused = Long.SIZE - 8 * size;
            return kind == 'u' ? value : value << unused >> unused;
        }

        /** Writes {@code n} elements as numbers of double precision; {@code singles} is scratch of as many. */
        void read(byte[] data, int at, int n, double[] y, int offset, float[] singles) {
            ByteBuffer bytes = ByteBuffer.wrap(data, at, n * size).slice().order(order);
            if (kind == 'f' && size == Double.BYTES) {
                bytes.asDoubleBuffer().get(y, offset, n);
            } else if (kind == 'f' && size == Float.BYTES) {
                bytes.asFloatBuffer().get(singles, 0, n);
                for (int i = 0; i < n; i++) {
                    y[offset + i] = singles[i];
                }
            } else {
                for (int i = 0; i < n; i++) {
                    y[offset + i] = element(bytes, i * size);
                }
            }
        }

        private double element(ByteBuffer data, int at) {
            return switch (size) {
                case 1 -> kind == 'u' ? data.get(at) & 0xFF : data.get(at);
                case 2 -> kind == 'f' ? Float.float16ToFloat(data.getShort(at))
                        : kind == 'u' ? data.getShort(at) & 0xFFFF : data.getShort(at);
                case 4 -> kind == 'f' ? data.getFloat(at)
                        : kind == 'u' ? data.getInt(at) & 0xFFFF_FFFFL : data.getInt(at);
                default -> kind == 'f' ? data.getDouble(at)
                        : kind == 'u' ? unsigned(data.getLong(at)) : data.getLong(at);
            };
        }

        private static double unsigned(long value) {
            // Halve, keeping the lowest bit for the rounding, convert, double again.
            return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
        }
    }

    /** An array of any rank; its shape is known to fit its data. Empty until its state is built. */
    static final class NdArray {
        private Dtype dtype;
        private Bytes data;
        private long[] shape;

        void fill(PickleInput input, Object shape, Object dtype, Object data) throws CenterFileException {
            if (!(dtype instanceof Dtype type) || !(data instanceof Bytes bytes)) {
                throw input.failure("an array must have a dtype and bytes");
            }
            long[] sizes = sizes(input, shape);
            long expected = type.size;
            try {
                for (long size : sizes) {
                    expected = Math.multiplyExact(expected, size);
                }
            } catch (ArithmeticException e) {
                throw input.failure("the shape of an array has more elements than can be counted");
            }
            if (expected != bytes.length()) {
                throw input.failure("an array needs " + expected + " bytes and has " + bytes.length());
            }
            this.shape = sizes;
            this.dtype = type;
            this.data = bytes;
        }

        /** An array of this one's type and shape, with data of its own. */
        NdArray at(byte[] bytes, int offset) {
            NdArray array = new NdArray();
            array.shape = shape;
            array.dtype = dtype;
            array.data = new Bytes(bytes, offset, data.length());
            return array;
        }

        Bytes data() {
            return data;
        }

        /** The state {@code (version, shape, dtype, is Fortran, bytes)}; for one axis the order of storage is the same. */
        void build(PickleInput input, Object state) throws CenterFileException {
            if (!(state instanceof List<?> fields) || fields.size() != 5) {
                throw input.failure("the state of an array must be a tuple of five");
            }
            fill(input, fields.get(1), fields.get(2), fields.get(4));
        }

        private static long[] sizes(PickleInput input, Object shape) throws CenterFileException {
            if (shape instanceof Long size) {
                shape = List.of(size);
            }
            if (!(shape instanceof List<?> list) || list.size() > 64) {
                throw input.failure("the shape of an array must be a tuple of integers");
            }
            long[] sizes = new long[list.size()];
            for (int i = 0; i < sizes.length; i++) {
                if (!(list.get(i) instanceof Long size) || size < 0) {
                    throw input.failure("a size in a shape must be an integer, at least 0");
                }
                sizes[i] = size;
            }
            return sizes;
        }

        /** Why this is not a row of {@code dims} numbers, or null. */
        String obstacle(int dims) {
            if (shape == null) {
                return "an array without data";
            }
            return shape.length == 1 && shape[0] == dims ? null
                    : "an array of shape " + Arrays.toString(shape);
        }

        void copyTo(double[] row, int offset, float[] scratch) {
            dtype.read(data.array(), data.offset(), (int) shape[0], row, offset, scratch);
        }
    }

    /** {@code scalar(dtype, bytes)}: an integer comes back as {@code Long}, anything else as {@code Double}. */
    static Object scalar(PickleInput input, List<?> arguments) throws CenterFileException {
        if (arguments.size() != 2 || !(arguments.get(0) instanceof Dtype dtype)
                || !(arguments.get(1) instanceof Bytes data) || data.length() != dtype.size) {
            throw input.failure("a scalar must have a dtype and as many bytes");
        }
        if (dtype.integers()) {
            return dtype.integer(data.array(), data.offset());
        }
        double[] value = new double[1];
        dtype.read(data.array(), data.offset(), 1, value, 0, new float[1]);
        if (dtype.kind == 'f') {
            return value[0];
        }
        long integer = dtype.integer(data.array(), data.offset());
        if (integer < 0) {
            throw input.failure("the integer " + Long.toUnsignedString(integer) + " is too large");
        }
        return integer;
    }
}
